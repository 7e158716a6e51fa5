"""The text files of a run: pairs, corpus rows, lines; plain or xz."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TextIO

Row = tuple[str, str, str]
"""Source name, Russian, English."""


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file with Russian TAB English on each line, plain or xz. Raises ValueError on any other line."""
    pairs = []
    for number, line in enumerate(lines(path), 1):
        fields = line.split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            raise ValueError(f"{path}:{number}: expected Russian TAB English, found {len(fields)} fields")
        pairs.append((fields[0], fields[1]))
    return pairs


def read_corpus(path: Path) -> list[Row]:
    """The rows of corpus.tsv.xz."""
    rows = []
    for line in lines(path):
        source, russian, english = line.split("\t")
        if russian and english:
            rows.append((source, russian, english))
    return rows


def read_lines(path: Path) -> list[str]:
    """The lines of a text file, plain or xz, without their ends."""
    return list(lines(path))


def normalise(text: str) -> str:
    """``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def write_lines(path: Path, texts: Iterable[str]) -> None:
    """Write ``texts`` to a text file, xz when its name says so."""
    with _opened(path, "wt") as file:
        file.writelines(f"{line}\n" for line in texts)


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file one by one, without their ends."""
    with _opened(path, "rt") as file:
        for line in file:
            yield line.rstrip("\n")


def _opened(path: Path, mode: Literal["rt", "wt"]) -> TextIO:
    return (lzma.open if path.suffix == ".xz" else open)(path, mode, encoding="utf-8")
