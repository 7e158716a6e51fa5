"""Verbs that carry the news, and whether a hypothesis says them: data/news_verbs.tsv, written by hand.

Small decoders lose the verb of a long sentence ("729 people were confirmed" for умерли) and coverage, a share of all
words, hardly minds. Only finite verbs and short participles are asked for, and none that is denied.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.morphology import readings
from svodka.text.tables import rows

_RUSSIAN = regex(r"(?<![^\W_])[а-яёА-ЯЁ][а-яё]{3,}")
_DENIED = regex(r"(?<![^\W_])не (?:\w+ )?$")
_ENGLISH = regex(r"[a-z]+")


def verbs_lost(source: str, hypothesis: str) -> int:
    """How many of the source's verbs of news the hypothesis says in none of their words."""
    wanted = _wanted(source)
    if not wanted:
        return 0
    words = _ENGLISH.findall(hypothesis.lower())
    return sum(not any(word.startswith(begins) for word in words) for begins in wanted)


@lru_cache(maxsize=1024)
def _wanted(source: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for match in _RUSSIAN.finditer(source):
        if _DENIED.search(source, max(0, match.start() - 25), match.start()):
            continue  # in English often by another verb: "no trial will be held" for «не будет запрещён суд»
        reading = readings(match.group())[0]
        if reading.part in ("VERB", "PRTS") and (begins := _table().get(reading.lemma.replace("ё", "е"))):
            found.append(begins)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, ...]]:
    table = rows("translate", "news_verbs.tsv")
    return {verb: tuple(english.split(" ")) for russian, english in table for verb in russian.split("; ")}
