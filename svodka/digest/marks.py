"""Texts cut into labelled pieces, so that the page can mark evidence and flagged facts without counting characters.

Offsets in a brief count code points and JavaScript counts UTF-16 units; cutting here, once, leaves the page nothing to
get wrong. What a reader must not be shown raw (bidi controls, control characters) is spelled out, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from svodka.text import Span, displayable
from translate import Translation

# A stretch of text and the labels on it: "e0" is evidence of the brief's sentence 0, "n2" is what note 2 is about.
Piece = tuple[str, str]

# A row of the two columns is broken at the next segment once it is this long (characters of the Russian text), so that
# a text given as one paragraph still stands side by side.
ROW = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the Russian and its English. ``paragraph`` is true where a paragraph starts."""

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    paragraph: bool

    def to_json(self) -> list[Any]:
        """The form in the page: plain pieces as strings, labelled ones as pairs."""
        short = [[text if not labels else [text, labels] for text, labels in side] for side in self.sides]
        return [*short, int(self.paragraph)]

    @property
    def sides(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        return self.source, self.target


def locate(text: str, wanted: str | None, span: Span | None) -> Span | None:
    """Where ``wanted`` stands in ``text``: at ``span`` if it is there, else its first occurrence as whole words."""
    if not wanted:
        return None
    if span and text[span[0] : span[1]] == wanted:
        return span[0], span[1]
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)
    return found.span() if found else None


def cut(text: str, span: Span, labelled: Iterable[tuple[Span, str]]) -> tuple[Piece, ...]:
    """``text`` within ``span``, stripped, cut wherever a labelled span starts or ends; joined pieces give it back."""
    inside = text[span[0] : span[1]]
    start = span[0] + len(inside) - len(inside.lstrip())
    end = max(start, span[1] - len(inside) + len(inside.rstrip()))
    here = [(max(s, start), min(e, end), label) for (s, e), label in labelled if s < end and e > start and s < e]
    edges = sorted({start, end, *(s for s, _, _ in here), *(e for _, e, _ in here)})
    pieces: list[Piece] = []
    for left, right in pairwise(edges):
        labels = sorted({label for s, e, label in here if s <= left and right <= e})
        pieces.append((displayable(text[left:right]), " ".join(labels)))
    return tuple(pieces)


def rows(
    translation: Translation,
    source_marks: Sequence[tuple[Span, str]],
    target_marks: Sequence[tuple[Span, str]],
) -> tuple[Row, ...]:
    """The two texts of a translation, row by row.

    A row ends where a paragraph ends, or at the first segment boundary after `ROW` characters. Segments that do not
    follow each other in both texts cannot be aligned: then all stands in one row.
    """
    source, target = translation.source, translation.hypothesis
    starts: list[tuple[int, int, bool]] = [(0, 0, True)]
    ends = (0, 0)
    for segment in translation.segments:
        (s0, s1), (t0, t1) = segment.source_span, segment.hypothesis_span
        if s0 < ends[0] or t0 < ends[1]:
            starts = starts[:1]
            break
        paragraph = "\n" in source[ends[0] : s0]
        if ends != (0, 0) and (paragraph or s0 - starts[-1][0] >= ROW):
            starts.append((s0, t0, paragraph))
        ends = (s1, t1)
    stops = [(s, t) for s, t, _ in starts[1:]] + [(len(source), len(target))]
    found = (
        Row(cut(source, (s, s_end), source_marks), cut(target, (t, t_end), target_marks), paragraph)
        for (s, t, paragraph), (s_end, t_end) in zip(starts, stops, strict=True)
    )
    return tuple(row for row in found if row.source or row.target)
