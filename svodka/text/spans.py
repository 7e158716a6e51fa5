"""Half-open spans of characters in a text."""

from __future__ import annotations

Span = tuple[int, int]


def stripped(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def within(span: Span | None, whole: Span) -> bool:
    """Whether there is a span, and it lies in the whole one."""
    return span is not None and whole[0] <= span[0] and span[1] <= whole[1]
