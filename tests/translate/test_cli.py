"""``svodka translate`` as a user runs it: lines, formats, exit codes, bad input."""

import io
import json
import re
import sys
from types import SimpleNamespace

import pytest

import translate
from svodka.cli import main

from .conftest import english


@pytest.fixture
def run(make_translator, monkeypatch, capfd):
    """The command in this process on the table engine; returns (exit code, stdout, stderr)."""

    def made(checkpoint, *, options, **settings):
        kept = {name: getattr(options, name) for name in ("beam", "repair", "names", "glossary", "memory")}
        return make_translator(lambda source, options: english(source), **kept)

    monkeypatch.setattr(translate, "Translator", made, raising=False)

    def call(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        code = main(["translate", *map(str, arguments)])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Мост закрыт. Объезда нет.\n\n  — Когда откроют?\n", encoding="utf-8")
    return path


EXPECTED = english("Мост закрыт. Объезда нет.\n\n  — Когда откроют?\n")


def test_lines_in_lines_out(run, text_file):
    code, out, err = run(text_file)
    assert (code, out) == (0, EXPECTED)
    assert err.startswith("svodka: 3 segments, none flagged; model:table|engine:table|")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_stdin_in_other_encodings(run, encoding):
    text = "Мост через реку закрыт на ремонт до конца года, сообщил мэр города.\r\nОбъезда нет."
    assert run("-q", stdin=text.encode(encoding)) == (0, english(text), "")


def test_several_files_are_joined_in_order(run, text_file):
    assert run(text_file, text_file, "-q")[1] == EXPECTED * 2


def test_json_and_jsonl(run, text_file):
    records = json.loads(run(text_file, text_file, "--format", "json")[1])
    lines = [json.loads(line) for line in run(text_file, "--format", "jsonl")[1].splitlines()]
    assert [r["file"] for r in records] == [str(text_file)] * 2 and records[:1] == lines
    assert records[0]["hypothesis"] == EXPECTED
    assert [s["source"] for s in records[0]["segments"]] == [
        "Мост закрыт.",
        "Объезда нет.",
        "—",
        "Когда откроют?",
    ]


def test_output_file_and_options(run, text_file, tmp_path):
    (tmp_path / "glossary.tsv").write_text("мост\tspan\n", encoding="utf-8")
    arguments = ["--memory", tmp_path / "m.sqlite", "--glossary", tmp_path / "glossary.tsv", "--beam", 2, "--no-names"]
    code, out, err = run(text_file, "-o", tmp_path / "out.txt", *arguments)
    assert (code, out) == (0, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("Span ")
    assert "beam:2|names:False|glossary:" in err and (tmp_path / "m.sqlite").exists()


def test_flags_are_counted_on_stderr(run):
    assert "2 segments, flagged: numbers 1;" in run(stdin="Их два миллиона.\nМост.".encode())[2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"No Russian here.", "has no Russian letter"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        ("Мост закрыт на ремонт. ".encode() * 20 + b"\xff", "byte 820 is broken"),
    ],
)
def test_bad_input_is_one_line(run, tmp_path, text_file, content, message):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    code, out, err = run(path, tmp_path / "none.txt", "-q")
    assert (code, out) == (2, "")
    assert [line.split(":")[:2] for line in err.splitlines()] == [["svodka", " error"]] * 2
    assert re.search(message, err.splitlines()[0]) and "No such file" in err.splitlines()[1]
    assert run(path, text_file, "-q")[:2] == (1, EXPECTED)


def test_a_bad_glossary_stops_before_translating(run, text_file, tmp_path):
    (tmp_path / "glossary.tsv").write_text("мост span\n", encoding="utf-8")
    code, out, err = run(text_file, "--glossary", tmp_path / "glossary.tsv")
    assert (code, out) == (2, "")
    assert "glossary.tsv, line 1: found 'мост span'" in err
