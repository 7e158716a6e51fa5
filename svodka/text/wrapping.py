"""Lines that were broken to fill a width, as in mail, on old pages and in text out of PDF: which of them are one
paragraph.

A wrapper breaks a line where the next word would no longer fit. So in a hard-wrapped block every line but a paragraph's
last, with the first word of the next line, is longer than the block is wide; lists, verse, menus and chats are not so.
A block is taken for wrapped when such a break stands in the middle of a sentence: no full stop before it, a small
letter after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from svodka.regexes import regex
from svodka.text.normal_form import Normal, normalise
from svodka.text.spans import Span

# What str.splitlines takes for the end of a line.
_LINE = regex("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
# Verse is narrower, a line of an article wider.
_NARROWEST, _WIDEST = 40, 120
# How far under the width a line may stay: editors of three lines and more are not all exact.
_SLACK = 0.15
_STOP = regex(r"[.!?…:;][\"»”“'’)\]]*$")
_GOES_ON = regex(r"[\"«„“(\[—–]?\s?[a-zа-яёіїєґў]")
_DIVIDED = regex(r"[^\W\d_]-$")
_ITEM = regex(r"[•∙▪▫◦●○■□‣⁃*>|–—-]|\d{1,3}[.)]\s|[a-zа-я]\)\s")


def lines(text: str) -> Iterator[Span]:
    """The lines of a text without their margins; empty ones are left out."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def paragraphs(text: str) -> Iterator[list[Span]]:
    """The lines of each paragraph: one, or those that a hard wrap has made of it."""
    blocks = [list(block) for block in _blocks(text)]
    widths = [_width(text, block) for block in blocks]
    several = sum(len(block) > 1 for block in blocks)
    common = max(widths, default=0) if 2 * sum(width > 0 for width in widths) >= several else 0
    for block, width in zip(blocks, widths, strict=True):
        held = [block[0]]
        for line, following in pairwise(block):
            if (width or common) and _broken(text, line, following, width or common, few=len(block) < 3):
                held.append(following)
            else:
                yield held
                held = [following]
        yield held


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines with no blank line between them."""
    held: list[Span] = []
    for line in lines(text):
        if held and max(text.count(mark, held[-1][1], line[0]) for mark in "\n\r\u2029") > 1:
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _width(text: str, block: list[Span]) -> int:
    """The width to which a block was filled, 0 when it was not."""
    if len(block) < 2:
        return 0
    width = max(end - start for start, end in block)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    open_breaks = [
        (line, following)
        for line, following in pairwise(block)
        if not _STOP.search(text, max(line[0], line[1] - 4), line[1]) and _GOES_ON.match(text, *following)
    ]
    filled = [_broken(text, line, following, width, few=len(block) < 3) for line, following in open_breaks]
    return width if filled and sum(filled) > 0.8 * len(filled) else 0


def _broken(text: str, line: Span, following: Span, width: int, *, few: bool) -> bool:
    """Whether the next line goes on with this one's paragraph: its first word would not have fitted in here.

    Two lines alone, and a line that begins with a capital, have to keep to the width exactly: above them may stand a
    headline. A line far from any width was not broken for one, however long the word behind it: an address, say.
    """
    if "\t" in text[line[0] : line[1]] or "\t" in text[following[0] : following[1]]:
        return False
    if _ITEM.match(text, *following):
        return False
    if _DIVIDED.search(text, max(line[0], line[1] - 4), line[1]) and text[following[0]].islower():
        return True
    if line[1] - line[0] < _NARROWEST * (1 - _SLACK):
        return False
    size, exact = line[1] - line[0], few or not _GOES_ON.match(text, *following)
    first = re.match(r"\S+", text[following[0] : following[1]])
    needed = size + 1 + (len(first[0]) if first else 0)
    return size <= width * (1 + _SLACK) and needed > width * (1 - (0 if exact else _SLACK))


_END = regex("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def unwrapped(text: str) -> str:
    """The text with blanks for the line ends inside its hard-wrapped paragraphs; as long as before."""
    if not _END.search(text):
        return text
    parts: list[str] = []
    done = 0
    for found in paragraphs(text):
        for left, right in pairwise(found):
            gap = text[left[1] : right[0]]
            parts += [text[done : left[1]], " " * len(gap)]
            done = right[0]
    return "".join([*parts, text[done:]]) if parts else text


def reading_form(text: str) -> Normal:
    """The normal form, with blanks for the line ends inside hard-wrapped paragraphs: what facts are looked for in."""
    normal = normalise(text)
    flat = unwrapped(normal.text)
    return normal if flat is normal.text else replace(normal, text=flat)
