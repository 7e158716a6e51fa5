"""Cut a text into segments: what the decoder is given one by one, and what passes through unchanged.

The cut is lossless: segments are spans of the text in order, and between them lies nothing but white space. Lines are
never joined, so n lines in are n lines out. Sentences are found by razdel (github.com/natasha/razdel).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What str.splitlines takes for the end of a line.
_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open span of the text; ``translate`` is false for what passes through unchanged."""

    start: int
    end: int
    translate: bool


def segment(text: str) -> list[Piece]:
    """The segments of a text in order; text outside every segment is white space."""
    pieces: list[Piece] = []
    for line in _LINE.finditer(text):
        for start, end in _sentences(text, line.start(), line.end()):
            pieces.append(Piece(start, end, any(ch.isalpha() for ch in text[start:end])))
    return pieces


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    from razdel import sentenize

    for sentence in sentenize(text[start:end]):
        if sentence.start < sentence.stop:
            yield start + sentence.start, start + sentence.stop
