"""Which English words a Russian word may stand for: a table of stems, learned from parallel news.

The table (data/lexicon.tsv) holds 19,000 pairs of stems with their strength, estimated by training/tables/lexicon.py
with IBM model 1. Names that are spelled alike in both languages are not in it (svodka.facts.names finds them).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from svodka.text.tables import lines

_NONE: dict[str, float] = {}


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    table = (line.partition("\t") for line in lines("svodka.facts.lexicon", "lexicon.tsv"))
    return {russian: entries for russian, _, entries in table}


@cache
def _row(russian: str) -> dict[str, float]:
    """The row of a stem of the table, read when it is first asked for."""
    row: dict[str, float] = {}
    strength = 0.0
    for word in _lines()[russian].split(" "):
        if word.isdigit():
            strength = int(word) / 10
        else:
            row[word] = strength
    return row


@lru_cache(maxsize=1)
def _reversed() -> dict[str, list[str]]:
    """The Russian stems of each English one; among these stand the strengths, which no stem is."""
    table: dict[str, list[str]] = {}
    for russian, entries in _lines().items():
        for word in entries.split(" "):
            table.setdefault(word, []).append(russian)
    return table


def english_of(russian_stem: str) -> Mapping[str, float]:
    """The English stems that a Russian stem may stand for, with strengths between 0 and 1."""
    return _row(russian_stem) if russian_stem in _lines() else _NONE


@lru_cache(maxsize=4096)
def russian_of(english_stem: str) -> Mapping[str, float]:
    """The Russian stems that may stand for an English one, with strengths between 0 and 1."""
    if english_stem.isdigit():
        return _NONE
    return {russian: _row(russian)[english_stem] for russian in _reversed().get(english_stem, ())}
