"""``svodka translate``: Russian text in, English text out, line for line."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from svodka.errors import InputError

if TYPE_CHECKING:
    from translate import Translation


class Format(StrEnum):
    """What is written: the English text, or every segment with its spans, score and flags."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="translate")(translate)


def translate(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE...|-]", help="Text files; - is stdin.")] = None,
    translator: Annotated[str, typer.Option(help="best, fast, compact, auto, a hub id, or a directory.")] = "auto",
    beam: Annotated[int, typer.Option(min=1, help="Hypotheses kept while decoding; 1 is greedy and fastest.")] = 4,
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
    format: Annotated[Format, typer.Option(help="text, or json/jsonl: one record per file.")] = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
    engine: Annotated[str, typer.Option(help="auto, ctranslate2 or torch.")] = "auto",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> int:
    """Translate Russian text to English: n lines in, n lines out, paragraphs and blank lines kept."""
    from translate import TranslateOptions, Translator

    options = TranslateOptions(beam=beam)
    failed: list[str] = []
    texts = list(_read(files or ["-"], failed))
    if texts:
        loaded = Translator(translator, options=options, offline=offline, engine=engine, device=device)
        if not quiet:
            for notice in loaded.notices:
                sys.stderr.write(f"svodka: {notice}\n")
        flags: Counter[str] = Counter()
        segments = 0
        with _writer(output) as out:
            for translation in _write(loaded, texts, format, out):
                flags += translation.flags
                segments += len(translation.segments)
        if flags and not quiet:
            kinds = ", ".join(f"{kind} {count}" for kind, count in flags.most_common())
            sys.stderr.write(f"svodka: {flags.total()} flags on {segments} segments: {kinds}\n")
    return 0 if not failed else 1 if texts else 2


def _read(names: Iterable[str], failed: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each input; what cannot be read is said on stderr and noted in ``failed``."""
    from svodka.readers.decode import decode

    for name in names:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            text = decode(data)[0]
            if not text.strip():
                raise InputError("is empty; expected Russian text")
            if not any("а" <= ch <= "я" or ch == "ё" for ch in text.lower()):
                raise InputError("has no Russian letter; expected Russian text")
        except OSError as error:
            problem = error.strerror or str(error)
        except InputError as error:
            problem = str(error)
        else:
            yield name, text
            continue
        failed.append(name)
        sys.stderr.write(f"svodka: error: {'stdin' if name == '-' else name}: {problem}\n")


def _write(translator: object, texts: list[tuple[str, str]], format: Format, out: TextIO) -> Iterator[Translation]:
    """Translate and write; gives each translation back for counting."""
    from translate import Translator

    assert isinstance(translator, Translator)
    if format is Format.text:
        # Line by line, so that a long file needs little memory and its translation starts at once.
        for translation in translator.stream(line for _, text in texts for line in text.splitlines(keepends=True)):
            out.write(translation.hypothesis)
            yield translation
        return
    if format is Format.json:
        out.write("[")
    results = translator.stream(text for _, text in texts)
    for number, ((name, _), translation) in enumerate(zip(texts, results, strict=True)):
        record = json.dumps({"file": name} | translation.to_dict(), ensure_ascii=False)
        out.write(record + "\n" if format is Format.jsonl else (",\n" if number else "\n") + record)
        yield translation
    if format is Format.json:
        out.write("\n]\n")


@contextmanager
def _writer(path: Path | None) -> Iterator[TextIO]:
    """Stdout, or a file that appears under its name only when whole."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; choose another -o") from error
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
