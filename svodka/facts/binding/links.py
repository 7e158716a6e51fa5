"""Whether two words say the same: of two languages by the lexicon and as names, of one by their stems."""

from __future__ import annotations

from functools import lru_cache

from svodka.facts.bilingual import Word, likeness
from svodka.facts.lexicon import english_of
from svodka.facts.names import SAME, english_exonyms, russian_exonym

_TRUST = 0.3
"""A word of many translations has none that is sure, and beside a figure any of them will do."""


def across(russian: Word, english: Word) -> float:
    """How surely a Russian and an English word translate each other."""
    return _across(russian, english) if "а" <= russian.key[0] <= "я" else _across(english, russian)


def _across(russian: Word, english: Word) -> float:
    known = english_of(russian.stem).get(english.stem, 0.0)
    if known or russian.key == english.key:
        return min(1.0, known + _TRUST) if known else 1.0
    return _names(russian.text, english.text) if russian.capital and english.capital else 0.0


@lru_cache(maxsize=4096)
def _names(russian: str, english: str) -> float:
    entry = russian_exonym(russian)
    if entry and any(other.key == entry.key for other in english_exonyms(english)):
        return 1.0
    return 1.0 if likeness(russian.lower().replace("ё", "е"), english.lower()) >= SAME else 0.0


def within(ours: Word, theirs: Word) -> float:
    """Whether two words of one language have the same stem."""
    return float(ours.stem == theirs.stem)
