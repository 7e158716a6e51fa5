"""Opposites of news and of everyday that WordNet does not link, since they are not of one word class or scale there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from svodka.text.tables import rows

LIGHT = frozenset(
    "aged away back break broke broken came come gave give given go gone home made make take taken takes took "
    "went".split()
)
"""Words that phrases are made of, in which they have no opposite ("broke her silence", "aged 12")."""


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, frozenset[str]]:
    """Of each word in its base form, those that say the opposite."""
    table: dict[str, frozenset[str]] = {}
    for left, right in (map(str.split, row) for row in rows("svodka.verify.senses", "opposites.tsv")):
        for ours, theirs in ((left, right), (right, left)):
            for word in ours:
                table[word] = table.get(word, frozenset()) | frozenset(theirs)
    return table
