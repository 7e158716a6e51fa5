"""``svodka brief`` as a user runs it: formats, exit codes, bad input, stdout against stderr."""

import json

import pytest
from support.item import ENGLISH, HEADLINE, RAW

from svodka.cli import main

RAW_2 = "В Среднеморске открыли новый мост\n\nЗавод планируют запустить в 2027 году. Компания отрицает обвинения.\n"


@pytest.fixture
def run(marian_dir, tmp_path_factory, monkeypatch, capfd):
    """The command line in this process with the test checkpoint; returns (exit code, stdout, stderr)."""
    monkeypatch.setenv("SVODKA_CACHE", str(tmp_path_factory.getbasetemp() / "cli-cache"))

    def call(*arguments, model=True):
        extra = ["--translator", str(marian_dir), "--summarizer", "extractive"] if model else []
        code = main(["brief", *map(str, arguments), *extra])
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.fixture
def item(tmp_path):
    path = tmp_path / "item.txt"
    path.write_text(RAW, encoding="utf-8")
    return path


def test_text_is_the_default_and_stdout_is_data_only(run, item):
    code, out, err = run(item)
    assert code == 0
    assert out.startswith(ENGLISH[HEADLINE] + "\n")
    assert "svodka:" not in out and "translate[model:" in err


def test_evidence_shows_the_russian(run, item):
    _, out, _ = run(item, "--evidence", "--quiet")
    assert "    < Пожар начался 3 марта 2024 года на складе компании «Северлес»." in out


def test_quiet_says_nothing(run, item):
    assert run(item, "-q")[2] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "koi8-r", "utf-16"])
def test_encodings_of_the_web(run, tmp_path, encoding):
    path = tmp_path / "item.txt"
    # KOI8-R has no guillemets; texts in it use straight quotes.
    raw = RAW.replace("«", '"').replace("»", '"') if encoding == "koi8-r" else RAW
    path.write_bytes(raw.encode(encoding))
    code, out, _ = run(path)
    assert code == 0 and out.startswith(ENGLISH[HEADLINE] + "\n")


def test_json_is_an_array_and_jsonl_a_line_each(run, item, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(RAW_2, encoding="utf-8")
    whole = json.loads(run(item, other, "--format", "json")[1])
    lines = [json.loads(line) for line in run(item, other, "--format", "jsonl")[1].splitlines()]
    for briefs in (whole, lines):
        assert [b["headline"] for b in briefs] == [ENGLISH[HEADLINE], ENGLISH["В Среднеморске открыли новый мост"]]
        assert briefs[0]["sentences"][0]["evidence"][0]["source_span"] == [0, 62]


def test_markdown_and_output_file(run, item, tmp_path):
    target = tmp_path / "out.md"
    code, out, _ = run(item, "--format", "markdown", "-o", target)
    assert (code, out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith(f"## {ENGLISH[HEADLINE]}\n")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []


def test_an_output_that_cannot_be_written_is_said(run, item, tmp_path):
    code, _, err = run(item, "-o", tmp_path / "no" / "such" / "folder.md")
    assert code == 2 and "cannot write" in err and "choose another -o" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "expected text"),
        (b"The bridge was closed on Monday.\n\nNothing else is known.\n", "expected Russian"),
    ],
)
def test_bad_input_is_one_line_that_names_the_file(run, tmp_path, content, message):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    code, out, err = run(path)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and "bad.txt" in err and message in err


def test_offline_refuses_a_url_instead_of_fetching_it(run):
    code, out, err = run("https://news.example/1", "--offline")
    assert (code, out) == (2, "") and "--offline forbids fetching" in err


def test_a_missing_file_is_one_line(run):
    code, out, err = run("/no/such/item.txt")
    assert (code, out) == (2, "") and err.count("\n") == 1 and "/no/such/item.txt" in err


def test_a_bad_file_among_good_ones_is_exit_1_and_loses_nothing(run, item, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    code, out, err = run(bad, item, tmp_path / "missing.txt")
    assert code == 1 and out.startswith(ENGLISH[HEADLINE] + "\n")
    assert "bad.txt" in err and "missing.txt" in err


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("/no/such/model", "is no model to translate with"),
        ("EMPTY", "is no checkpoint: it has no config.json"),
    ],
)
def test_a_model_that_is_none_is_exit_2(run, item, tmp_path, model, message):
    if model == "EMPTY":
        (tmp_path / "EMPTY").mkdir()
        model = tmp_path / "EMPTY"
    code, out, err = run(item, "--translator", model, "--offline", "--summarizer", "extractive", model=False)
    assert (code, out) == (2, "") and message in err and "Traceback" not in err


def test_strict_exits_with_3_only_when_something_is_unsupported(run, item, monkeypatch):
    assert run(item, "--facts", "strict")[0] == 0
    from svodka import policy

    real = policy._verdict
    from dataclasses import replace

    monkeypatch.setattr(policy, "_verdict", lambda *a: replace(real(*a), supported=False))
    code, out, err = run(item, "--facts", "strict")
    assert code == 3 and "[not supported by the source]" in out and "--facts strict" in err


@pytest.mark.parametrize("arguments", [["--length", "endless"], ["--facts", "maybe"], ["--no-such-option"]])
def test_wrong_usage_is_exit_2(run, item, arguments):
    code, out, err = run(item, *arguments)
    assert (code, out) == (2, "") and "Error" in err


def test_debug_shows_the_traceback():
    from svodka.errors import SvodkaError

    with pytest.raises(SvodkaError):
        main(["--debug", "models", "path", "nonsense"])


def test_version(capfd):
    assert main(["--version"]) == 0
    from svodka import __version__

    assert capfd.readouterr().out == f"svodka {__version__}\n"


def test_no_input_on_a_terminal_is_said_instead_of_waiting(run, monkeypatch):
    import io

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    code, out, err = run()
    assert (code, out) == (2, "") and "no input: name files" in err
