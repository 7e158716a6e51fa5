"""Stretches that no decoder should see: addresses, mentions, Latin hashtags, identifiers, code in backticks, emoji."""

from __future__ import annotations

import re

from svodka.facts.numbers import CODES
from svodka.regexes import regex

_EMOJI = (
    "(?:[0-9#*]\ufe0f?\u20e3|[\u203c\u2049\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f][\ufe0e\ufe0f\u200d]*)+"
)
_TOOLS = "pip3?|npm|apt(?:-get)?|brew|conda|docker|git|cargo|gem|yarn"
_IDENTIFIER = (
    rf"(?-i:{CODES})"
    rf"|(?<![\w.])(?:{_TOOLS}) [a-z][^\s«»,;]*(?: [^\s«»,;а-яёА-ЯЁ]+)*"
    r"|(?<![\w.])[A-Za-z][\w.-]*(?:==|>=|<=|~=)\d[\w.]*\w"
    r"|(?<![\w.,:/+-])0\d{4,}(?![\w.,:/-]*\d)"  # registry numbers with leading zeros
    # A number that is said to be one: ИНН 7707083893, ОГРН, счёт.
    r"|(?:(?<=ИНН )|(?<=КПП )|(?<=ОГРН )|(?<=БИК )|(?<=ISBN )|(?<=№ )|(?<=№))\d[\d-]{5,20}(?![\w.,:/-]*\d)"
    r"|(?:(?<=ГОСТ )|(?<=ГОСТ Р ))\d[\d.]*-\d{2,4}(?!\w)"
)
_ADDRESS = regex(
    r"(?:https?|ftp)://[^\s<>«»\"]+"
    r"|\bwww\.[\w-]+\.[^\s<>«»\"]+"
    r"|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,10}/[^\s<>«»\"]*"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\w@])@[A-Za-z0-9_]{2,}"
    r"|(?<![\w#])#(?=[0-9_]*[A-Za-z])[A-Za-z0-9_]+(?![\w])"
    rf"|{_IDENTIFIER}"
    r"|`[^`\n]+`"
    rf"|{_EMOJI}",
    re.IGNORECASE,
)
_OPENING = "(«\"'[<„“"
_CLOSING = ")»\"'].,;:!?…>”"


def protected(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans within ``text[start:end]``, in order, with the brackets and punctuation that stick to them."""
    spans: list[tuple[int, int]] = []
    position = start
    for match in _ADDRESS.finditer(text, start, end):
        left, right = match.span()
        if left < position:
            continue
        while right - 1 > left and text[right - 1] in _CLOSING and text[right - 1] != "`":
            right -= 1
        while left > position and text[left - 1] in _OPENING:
            left -= 1
        while right < end and text[right] in _CLOSING:
            right += 1
        if spans and spans[-1][1] == left:
            spans[-1] = (spans[-1][0], right)
        else:
            spans.append((left, right))
        position = right
    return spans
