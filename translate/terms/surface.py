"""Slips of writing that a small decoder makes and that no fact hangs on: spaces, a quote left open."""

from __future__ import annotations

import re

_AFTER_OPENING = re.compile(r"(?<=[(\[]) +")
_BEFORE_CLOSING = re.compile(r" +(?=[)\]]|[,;.:!?](?:\s|$))")
# A source that is one quotation from end to end.
_QUOTED = re.compile(r"[«\"“„][^«»\"“”„]+[»\"”“][.,!?]*")
_PAIRS = (('"', '"'), ("“", "”"))


def tidy(source: str, hypothesis: str) -> str:
    """The hypothesis as it would be typed: no space inside brackets or before a comma, and both its quotation marks
    where the source is one quotation."""
    text = _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub("", hypothesis))
    return _closed(text) if _QUOTED.fullmatch(source) else text


def _closed(text: str) -> str:
    """With the quotation mark that is missing at one end, if just one mark is there and it stands at the other."""
    for opening, closing in _PAIRS:
        if sum(text.count(mark) for mark in {opening, closing}) != 1:
            continue
        if text.startswith(opening):
            return text + closing
        if text.rstrip(".,!?").endswith(closing):
            return opening + text
    return text
