"""Words that the decoder wrote twice in a row, written once.

The flag `loop` is for what stands three times and more; a word written twice ("re-elect Obama Obama") is the slip of a
small model, and English that means it ("had had") is rare.
"""

from __future__ import annotations

import re

from svodka.regexes import regex
from translate.types import Flag

_DOUBLE = regex(r"(?<![\w'’.-])(\w+(?:[ -]\w+){0,2}?)(?:,? \1)+(?![\w'’-])", re.IGNORECASE)
_FIGURE = regex(r"\d+")
# English that doubles a word and means it.
_MEANT = frozenset({"had", "that", "is", "you", "her", "very", "so", "no", "yes", "bye", "ha", "long", "far", "many"})


def undouble(source: str, hypothesis: str) -> tuple[str, tuple[Flag, ...]]:
    """The hypothesis without doubled words, and a ``restored`` flag for each, unless the source doubles some too.

    A figure is left that the source does not have exactly once.
    """
    if _DOUBLE.search(source):
        return hypothesis, ()
    flags: list[Flag] = []

    def once(match: re.Match[str]) -> str:
        phrase = match.group(1)
        figures = _FIGURE.findall(phrase)
        if phrase.lower() in _MEANT or any(_FIGURE.findall(source).count(figure) != 1 for figure in figures):
            return match.group()
        flags.append(Flag("restored", f"“{match.group()}” was written as “{phrase}”"))
        return phrase

    return _DOUBLE.sub(once, hypothesis), tuple(flags)
