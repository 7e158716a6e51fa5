"""What it costs to write Russian letters as Latin ones: the table behind same_name, and the alignment that uses it.

The table (data/letters.tsv: Russian letters, Latin letters, cost) holds -ln P(Latin | Russian), estimated by
training/tables/letters.py on Wikidata's transliterated personal names (CC0), so that it knows every convention that
people use at once: BGN/PCGN, scientific, passport, German, French, and the spellings of names that Russian borrowed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from svodka.text.tables import rows

Costs = dict[str, dict[str, float]]

LONGEST_RUSSIAN, LONGEST_LATIN = 2, 4
UNKNOWN = 6.0  # a Russian letter left out, or one with a Latin letter that the table does not pair it with
INSERTED = 4.5  # a Latin letter from nowhere
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i", "œ": "oe", "þ": "th", "ð": "d", "ə": "e", "ħ": "h"}
)


@lru_cache(maxsize=1)
def costs() -> Costs:
    """The table, read once."""
    table: Costs = {}
    for russian, latin, cost in rows("svodka.facts.names", "letters.tsv"):
        table.setdefault(russian, {})[latin] = float(cost)
    return table


def fold_latin(name: str) -> str:
    """Lower case, no diacritics, letters only."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    return "".join(letter for letter in plain if "a" <= letter <= "z")


_RUSSIAN = str.maketrans("ёіїєґ", "еииег")


def russian_letters(name: str) -> str:
    """Lower case, ё as е, the letters that only Ukrainian has as their Russian neighbours."""
    return name.lower().translate(_RUSSIAN)


def fold_russian(name: str) -> str:
    """`russian_letters`, Cyrillic letters only."""
    return "".join(letter for letter in russian_letters(name) if "а" <= letter <= "я")


def reach(russian: str, latin: str, table: Costs, limit: float) -> list[dict[int, float]]:
    """For every prefix of the Russian letters: the Latin prefixes it can be written as, with the least cost.

    Costs over ``limit`` are dropped, which makes different names part ways after a few letters.
    """
    size = len(russian)
    best: list[dict[int, float]] = [{} for _ in range(size + 1)]
    best[0][0] = 0.0
    width = len(latin)
    for i in range(size):
        here = best[i]
        if not here:
            continue
        choices = [(n, table.get(russian[i : i + n])) for n in range(1, min(LONGEST_RUSSIAN, size - i) + 1)]
        for j, cost in here.items():
            for n, row in choices:
                if row is None:
                    continue
                there = best[i + n]
                for m in range(min(LONGEST_LATIN, width - j) + 1):
                    step = row.get(latin[j : j + m])
                    if step is not None:
                        total = cost + step
                        if total <= limit and total < there.get(j + m, limit + 1):
                            there[j + m] = total
            there = best[i + 1]
            for m, step in ((0, UNKNOWN), (1, UNKNOWN)):
                total = cost + step
                if j + m <= width and total <= limit and total < there.get(j + m, limit + 1):
                    there[j + m] = total
        _insert(best[i + 1], width, limit)
    return best


def _insert(states: dict[int, float], width: int, limit: float) -> None:
    """Allow one Latin letter from nowhere after any prefix."""
    for j, cost in list(states.items()):
        total = cost + INSERTED
        if j < width and total <= limit and total < states.get(j + 1, limit + 1):
            states[j + 1] = total
