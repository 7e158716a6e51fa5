"""Cut a text into segments: what the decoder is given one by one, and what passes through unchanged.

The cut is lossless: segments are spans of the text in order, and between them lies nothing but white space. Lines are
joined only where a paragraph is hard-wrapped (`svodka.text.wrapping`); the columns of a line with tabs, and the time
and nick before a chat message, are segments of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svodka.regexes import regex
from svodka.text import Span, normalise, russian_sentences, stripped
from svodka.text.wrapping import paragraphs
from translate.source.protect import protected

_CYRILLIC = regex("[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
# A dash of direct speech or a bullet, before its sentence.
_BULLET = regex(r"(?:[-–—―•·∙▪▫◦●○■□‣⁃*>|]+(?=\s)|[•∙▪▫◦●○■□‣⁃*>|]+)\s*")
# Cyrillic letters that are no word and read the same in Latin: "°С", "А4", "СО2", "ХХ", "10 х 15", a smiley.
_SIGN = regex(
    r"[°º˚]\s?[СКФ]\b|(?<![^\W\d_])(?:[АЕКМОТ]{1,3}(?=[-–]?\d)|СО(?=[2₂]))|(?<=\d)[АЕКМОТХ]{1,2}(?![^\W\d_])"
    r"|(?<![^\W\d_])Х[ХIVX]*(?![^\W\d_])|(?<![^\W\d_])[IVX]+Х[IVXХ]*(?![^\W\d_])|(?<=\d)\s?[хХ]\s?(?=\d)"
    r"|(?<![^\W\d_])[:;=xXхХ]-?[ОРСДоD](?![^\W\d_])"
)
_PLAIN_WORD = regex("[а-яё]{2}|[\u0400-\u052f]{4}")
# What stands before a message in a chat export: "[09:15:22] Oleg:", "06.05.2024, 09:15 - Олег:", "12:01 <oleg>".
_WHEN = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,?\s+|T))?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DATED = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,?\s+|T)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?|\d{1,2}:\d{2}:\d{2}"
)
_NICK = r"[^\s:<>\[\]«»\"][^:<>\[\]«»\"\n]{0,39}?"
_CHAT = regex(
    rf"(?P<when>\[{_WHEN}\]|(?:{_WHEN})?(?=\s*<)|(?:{_DATED})(?:,|\s+[-–—](?=\s))?)"
    rf"\s*(?P<nick><{_NICK}>|{_NICK}:)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open span of the text; ``translate`` is false for what passes through unchanged."""

    start: int
    end: int
    translate: bool


def segment(text: str) -> list[Piece]:
    """The segments of a text in order; text outside every segment is white space.

    A segment is translated when it has a word in Cyrillic letters; addresses, emoji, code, Latin sentences, bullets,
    figures with their units and the columns without a Cyrillic word are segments of their own and pass through.
    """
    normal = normalise(text)
    found: list[Piece] = []
    for lines in paragraphs(normal.text):
        start, end = lines[0][0], lines[-1][1]
        if len(lines) > 1:
            flat = normal.text[start:end].translate(_LINE_ENDS)
            found += (Piece(p.start + start, p.end + start, p.translate) for p in _of_paragraph(flat, 0, end - start))
        else:
            for left, right in _columns(normal.text, start, end):
                found += _of_paragraph(normal.text, left, right)
    return list(_without_gaps(text, (Piece(*normal.span(p.start, p.end), p.translate) for p in found)))


# The ends of lines inside a paragraph; what is no blank to `str.translate` stays as long as it was.
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def _columns(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands between the tabs of a line, and before a chat message."""
    for match in re.compile(r"[^\t]+").finditer(text, start, end):
        left, right = stripped(text, *match.span())
        if chat := _CHAT.match(text, left, right):
            yield from (stripped(text, *chat.span(name)) for name in ("when", "nick"))
            left = chat.end()
        yield left, right


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Piece]:
    if start == end:
        return
    if not _has_words(text, start, end):
        yield Piece(start, end, False)
        return
    for left, right in russian_sentences(text, start, end):
        yield from _parts(text, left, right)


def _parts(text: str, start: int, end: int) -> Iterator[Piece]:
    """A sentence without its bullet, cut around what is protected in it."""
    if bullet := _BULLET.match(text, start, end):
        mark = bullet.start() + len(bullet.group().rstrip())
        yield Piece(start, mark, False)
        start = bullet.end()
    position = start
    for left, right in [*protected(text, start, end), (end, end)]:
        low, high = stripped(text, position, left)
        if low < high:
            yield Piece(low, high, _has_words(text, low, high))
        if left < right:
            yield Piece(left, right, False)
        position = right


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a Cyrillic letter that is no mere sign."""
    if _PLAIN_WORD.search(text, start, end):
        return True
    return _CYRILLIC.search(_SIGN.sub(" ", text[start:end])) is not None


def _without_gaps(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, and what of the text lies between them and is no white space (invisible characters alone)."""
    position = 0
    for piece in [*pieces, Piece(len(text), len(text), False)]:
        for match in re.compile(r"\S+").finditer(text, position, piece.start):
            yield Piece(match.start(), match.end(), False)
        if piece.start < piece.end:
            yield piece
        position = piece.end
