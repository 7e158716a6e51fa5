"""The mistakes of a small Russian-English translator, put into good English, so that a writer mends while it shortens.

What Russian does not have or has otherwise: articles, the tense of what was said, prepositions, the possessive, the
place of an adverb. Names and figures are left as they are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ARTICLE = re.compile(r"\b(?:the|an?) (?=[a-z])")
_BARE = re.compile(r"(?:(?<=\bof )|(?<=\bin )|(?<=\bfor )|(?<=\bwith )|(?<=\bfrom ))(?=[a-z]{4,}s\b)")
_PREPOSITIONS = {
    "in": ("on", "at"), "on": ("in", "at"), "at": ("in", "on"), "for": ("on", "at"), "to": ("in", "on"),
    "with": ("from", "by"), "by": ("with", "from"), "from": ("of", "with"), "about": ("of", "on"), "of": ("from",),
}  # fmt: skip
_PREPOSITION = re.compile(rf"(?<=[a-z] )(?:{'|'.join(_PREPOSITIONS)})(?= )")
_TENSES = {
    "was": ("is", "has been"), "were": ("are", "have been"), "has been": ("was", "is"), "have been": ("were", "are"),
    "will be": ("is",), "had": ("has", "have"), "would": ("will",), "is": ("was",), "are": ("were",),
}  # fmt: skip
_TENSE = re.compile(rf"\b(?:{'|'.join(sorted(_TENSES, key=len, reverse=True))})\b")
_OWNER = re.compile(r"\b((?:the )?[A-Za-z]+)['’]s ([a-z]{3,})\b")
_ADVERB = re.compile(r"\b(\w+ly) (\w+ed)\b")
_WHICH = re.compile(r" (who|that) (?=(?:was|were|is|are|has|have|had|will)\b)")


def mistaken(text: str, draw: random.Random, *, rate: float = 0.25) -> str:
    """``text`` with each place where such a translator errs spoilt with a chance of ``rate``, by ``draw``."""
    for pattern, spoilt in _MISTAKES:
        text = pattern.sub(lambda found, spoilt=spoilt: spoilt(found, draw) if draw.random() < rate else found[0], text)
    return text


def _of(table: dict[str, tuple[str, ...]]) -> Callable[[re.Match[str], random.Random], str]:
    return lambda found, draw: draw.choice(table[found[0]])


def _article(found: re.Match[str], draw: random.Random) -> str:
    return draw.choice(("", "", "a " if found[0] == "the " else "the "))


_MISTAKES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], random.Random], str]], ...] = (
    (_OWNER, lambda found, draw: f"the {found[2]} of {found[1]}"),
    (_ADVERB, lambda found, draw: f"{found[2]} {found[1]}"),
    (_WHICH, lambda found, draw: ", which "),
    (_ARTICLE, _article),
    (_BARE, lambda found, draw: "the "),
    (_PREPOSITION, _of(_PREPOSITIONS)),
    (_TENSE, _of(_TENSES)),
)
