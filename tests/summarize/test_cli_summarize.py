"""``svodka summarize`` and ``svodka prompts``, as a user runs them."""

import io
import json
import sys

import pytest

from svodka.cli import main

TEXT = (
    "The bridge was closed on Monday. Engineers found cracks in two piers. Repairs will cost 340 million roubles. "
    "The ministry announced the closure on Friday. Residents complain about the detour. Trains run as before."
)


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(capsys, *arguments):
    code = main(list(map(str, arguments)))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


EXTRACTIVE = ("--summarizer", "extractive")


def test_text_names_the_method_and_the_signature(capsys, document):
    code, out, err = run(capsys, "summarize", document, *EXTRACTIVE, "--length", "short")
    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 2)
    assert lines[0].startswith("The bridge was closed on Monday.")
    assert lines[1].startswith("(extractive summary; model:extractive|length:short|version:")


def test_evidence_on_request(capsys, document):
    _, out, _ = run(capsys, "summarize", document, *EXTRACTIVE, "--length", "short", "--evidence")
    assert "The bridge was closed on Monday.\n    | The bridge was closed on Monday.\n" in out
    _, out, _ = run(capsys, "summarize", document, *EXTRACTIVE, "--evidence", "--format", "markdown")
    assert "\n> Engineers found cracks in two piers.\n" in out


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_json_has_evidence_and_signature_always(capsys, document, format):
    code, out, _ = run(capsys, "summarize", document, document, *EXTRACTIVE, "--format", format)
    records = json.loads(out) if format == "json" else [json.loads(line) for line in out.splitlines()]
    assert code == 0 and len(records) == 2
    for record in records:
        assert record["input"] == str(document) and record["method"] == "extractive"
        assert record["signature"]["model"] == "extractive"
        for sentence in record["sentences"]:
            start, end = sentence["evidence"][0]["span"]
            assert TEXT[start:end] == sentence["text"]


def test_standard_input_is_the_default(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    code, out, _ = run(capsys, "summarize", *EXTRACTIVE, "--length", "headline")
    assert code == 0 and out.splitlines()[0] == "The bridge was closed on Monday"


def test_no_input_on_a_terminal_is_an_error_not_a_wait(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    code, out, err = run(capsys, "summarize", *EXTRACTIVE)
    assert (code, out) == (2, "") and "no input" in err


def test_lines_that_are_no_sentences_are_printed_as_lines(capsys, tmp_path):
    path = tmp_path / "headlines.txt"
    path.write_text("Storm closes port\nMayor opens bridge\nCourt adjourns\n")
    code, out, err = run(capsys, "summarize", path, *EXTRACTIVE)
    assert code == 0 and out.splitlines()[:3] == ["Storm closes port", "Mayor opens bridge", "Court adjourns"]
    assert "no whole sentences" in err


def test_output_to_a_file(capsys, document, tmp_path):
    target = tmp_path / "out.txt"
    code, out, _ = run(capsys, "summarize", document, *EXTRACTIVE, "-o", target)
    assert (code, out) == (0, "") and "The bridge was closed" in target.read_text(encoding="utf-8")


def test_what_cannot_be_read_is_said_and_the_rest_is_done(capsys, document, tmp_path):
    (tmp_path / "binary").write_bytes(b"\x7fELF\xff\xfe\x00")
    (tmp_path / "empty.txt").write_text("")
    code, out, err = run(capsys, "summarize", tmp_path / "none", document, tmp_path / "binary", *EXTRACTIVE)
    assert code == 1 and "The bridge was closed" in out
    assert "none: No such file or directory" in err and "binary: byte 4 is no UTF-8" in err
    code, _, err = run(capsys, "summarize", tmp_path / "empty.txt", *EXTRACTIVE)
    assert code == 2 and "the document has no words" in err
    assert run(capsys, "summarize", tmp_path / "none", *EXTRACTIVE)[0] == 2


def test_auto_without_a_model_says_so_unless_quiet(capsys, document, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("SVODKA_CACHE", str(tmp_path / "cache"))
    code, out, err = run(capsys, "summarize", document, "--offline")
    assert code == 0 and "requested:auto" in out and err.startswith("svodka: summaries are extractive")
    assert run(capsys, "summarize", document, "--offline", "--quiet")[2] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--length", "tiny"], "unknown length 'tiny'"),
        (["--format", "pdf"], "unknown format 'pdf'"),
        (["--prompt", "brief"], "the extractive method takes no prompt"),
        (["--var", "audience"], "expected NAME=VALUE"),
    ],
)
def test_usage_errors_are_one_line_and_exit_2(capsys, document, arguments, message):
    code, out, err = run(capsys, "summarize", document, *EXTRACTIVE, *arguments)
    assert (code, out) == (2, "") and message in err and len(err.splitlines()) == 1


def test_prompts_list_and_show(capsys, tmp_path):
    code, out, _ = run(capsys, "prompts", "list")
    assert code == 0 and [line.split()[0] for line in out.splitlines()] == [
        "analyst", "brief", "bullet-facts", "chat", "headline", "t5", "translate", "translategemma",
    ]  # fmt: skip
    code, out, _ = run(capsys, "prompts", "show", "brief", "--var", "audience=editors")
    assert code == 0 and "<article>\n{article}\n</article>" in out and "for editors. {length_rule}" in out
    code, out, err = run(capsys, "prompts", "show", tmp_path / "none.toml")
    assert (code, out) == (2, "") and "cannot read the prompt file" in err
