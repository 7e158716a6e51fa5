"""Which English words a Russian word may stand for: a table of stems, learned from parallel news.

The table (data/lexicon.tsv) holds 19,000 pairs of stems with their strength, estimated by training/tables/lexicon.py
with IBM model 1. Names that are spelled alike in both languages are not in it (svodka.facts.names finds them).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_NONE: dict[str, float] = {}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    table = {}
    for line in (files("svodka.facts.lexicon") / "data" / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        russian, entries = line.split("\t")
        row: dict[str, float] = {}
        strength = 0.0
        for word in entries.split(" "):
            if word.isdigit():
                strength = int(word) / 10
            else:
                row[word] = strength
        table[russian] = row
    return table


@lru_cache(maxsize=1)
def _reversed() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for russian, row in _table().items():
        for english, strength in row.items():
            table.setdefault(english, {})[russian] = strength
    return table


def english_of(russian_stem: str) -> Mapping[str, float]:
    """The English stems that a Russian stem may stand for, with strengths between 0 and 1."""
    return _table().get(russian_stem, _NONE)


def russian_of(english_stem: str) -> Mapping[str, float]:
    """The Russian stems that may stand for an English one, with strengths between 0 and 1."""
    return _reversed().get(english_stem, _NONE)
