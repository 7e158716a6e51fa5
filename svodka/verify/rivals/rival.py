"""A sentence as it could also have been: one thing in it changed, such as two names exchanged."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from svodka.facts import Span
from svodka.regexes import regex

RivalKind = Literal[
    "roles", "negation_out", "negation_in", "reserve_out", "reserve_in", "speaker_out", "speaker_in", "antonym",
    "quantity", "figures", "sign", "unit",
]  # fmt: skip
"""What the rival does to the sentence."""
_SPACES = regex(r"\s+(?=[,.;:!?])|(?<=\s)\s+|(?<=,)[,\s]*(?=[.,;:!?])")


class Rival(NamedTuple):
    """``text``: the sentence with other words at ``span``; ``was`` and ``instead``: what changed, for a reader."""

    kind: RivalKind
    span: Span
    text: str
    was: str
    instead: str


def rival(kind: RivalKind, sentence: str, span: Span, instead: str) -> Rival:
    """The sentence with ``instead`` at a place, spaces and the first letter put right."""
    text = _SPACES.sub("", sentence[: span[0]] + instead + sentence[span[1] :]).strip(" ,;")
    return Rival(kind, span, text[:1].upper() + text[1:], sentence[slice(*span)].strip(" ,"), instead.strip(" ,"))


def after(sentence: str, opening: str) -> str:
    """The sentence behind an opening such as "According to him,", where it no longer begins with a capital."""
    name = sentence[:2].isupper() or re.match(r"I\b|[A-Z][\w'’-]+ [A-Z]|\W", sentence)
    return f"{opening} {sentence if name else sentence[:1].lower() + sentence[1:]}"
