"""`svodka read`: what it prints, and its exit codes."""

import json

import pytest
from support.pages import BODY, HEADLINE, page

from svodka.cli import main


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(inside="<p>Распечатать</p>"), encoding="utf-8")
    return path


def test_jsonl(path, capsys):
    assert main(["read", str(path), "--format", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert {"id", "headline", "text", "published", "source", "author", "url", "lang", "removed"} <= set(record)
    assert (record["id"], record["headline"], record["text"]) == (str(path), HEADLINE, "\n\n".join(BODY))


def test_preview_shows_what_was_removed_when_asked(path, capsys):
    assert main(["read", str(path)]) == 0
    plain = capsys.readouterr().out
    assert HEADLINE in plain and BODY[3] in plain and "Распечатать" not in plain
    assert main(["read", str(path), "--show-removed"]) == 0
    assert "  - button: Распечатать\n" in capsys.readouterr().out


def test_what_was_read_can_be_read_again(path, capsys, tmp_path):
    main(["read", str(path), "--format", "jsonl", "-o", str(tmp_path / "items.jsonl")])
    assert main(["read", str(tmp_path / "items.jsonl"), "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == (tmp_path / "items.jsonl").read_text(encoding="utf-8")


def test_exit_codes_and_errors(path, tmp_path, capsys):
    assert main(["read", str(path), str(tmp_path / "none")]) == 1
    assert main(["read", str(tmp_path / "none")]) == 2
    captured = capsys.readouterr()
    assert "there is no file" in captured.err and "1 items read, 1 failed" in captured.err
    assert main(["read", str(path), "--field", "text"]) == 2
    assert "expected pairs like" in capsys.readouterr().err
