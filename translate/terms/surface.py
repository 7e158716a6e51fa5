"""Slips of writing that a small decoder makes and that no fact hangs on: spaces, a quote left open."""

from __future__ import annotations

from svodka.regexes import regex

_AFTER_OPENING = regex(r"(?<=[(\[]) +")
_BEFORE_CLOSING = regex(r" +(?=[)\]]|[,;.:!?](?:\s|$))")
# A source that is one quotation from end to end.
_QUOTED = regex(r"[«\"“„][^«»\"“”„]+[»\"”“][.,!?]*")
_PAIRS = (('"', '"'), ("“", "”"))


_ORDINAL = regex(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)(?!\w)")
_QUOTE_SPACED = regex(r"(?<=[“«]) +(?=\S)")
_STRAIGHT_SPACED = regex(r"((?:^|[\s(])\") +([^\"]*\S\")")
_ENDED, _OPEN_END = regex(r"[.!?…][»”“\")\]]*$"), regex(r"[^\W_]$")


def tidy(source: str, hypothesis: str) -> str:
    """The hypothesis as it would be typed: no space inside brackets and quotation marks or before a comma, ordinals
    with their endings, the full stop that the source has, and both marks of a quotation that is all of the source."""
    if _ENDED.search(source) and _OPEN_END.search(hypothesis):
        hypothesis += "."
    hypothesis = _ORDINAL.sub(lambda found: found[1] + _ordinal_ending(found[1]), hypothesis)
    hypothesis = _QUOTE_SPACED.sub("", hypothesis)
    if hypothesis.count('"') % 2 == 0:
        hypothesis = _STRAIGHT_SPACED.sub(r"\1\2", hypothesis)
    text = _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub("", hypothesis))
    return _closed(text) if _QUOTED.fullmatch(source) else text


def _ordinal_ending(digits: str) -> str:
    """53rd, 11th."""
    return "th" if digits[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


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
