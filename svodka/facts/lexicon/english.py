"""How much an English word tells, and whether it is mostly written with a capital.

Table: data/english_words.txt, counted by training/tables/words.py.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.text.tables import lines

UNKNOWN = 11.5
"""Information of a word that the table lacks, in nats: rarer than 1 line in 55,000."""


RUSSIAN_WORD = 7.0
"""Nats of a Russian content word, for which there is no table."""
MOST = 7.0
"""Nats that an English word counts at most where the rarest, names, are judged by themselves."""


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, float], frozenset[str]]:
    information: dict[str, float] = {}
    names: list[str] = []
    for line in lines("svodka.facts.lexicon", "english_words.txt"):
        nats, capitalised, *words = line.split()
        information |= dict.fromkeys(words, float(nats))
        if capitalised == "1":
            names += words
    return information, frozenset(names)


def information(word: str) -> float:
    """-ln of the share of lines that have the word, in nats; ``word`` in lower case."""
    return _table()[0].get(word, UNKNOWN)


def is_common(word: str) -> bool:
    """Whether the word (in lower case) is known and mostly written without a capital."""
    known, names = _table()
    return word in known and word not in names


def is_name(word: str) -> bool:
    """Whether the word (in lower case) is known and mostly written with a capital."""
    return word in _table()[1]
