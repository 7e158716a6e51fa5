"""Whom and what the items name: one spelling per name, and whether it is a person or a place.

Names come from the English ledger. Whether one is a person or a place the table of exonyms tells, or else the Russian
original: pymorphy3's dictionary tags given names, patronymics and surnames (``Name``, ``Patr``, ``Surn``) and places
(``Geox``). A name that neither knows stays ``other``: it can be filtered by but is in neither chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from svodka.digest.figures import Report
from svodka.items import Brief
from svodka.text import displayable

NAME_KINDS = ("person", "place")
# A name counts as the Russian one from this `same_name` on: stricter than for facts, where a wrong link is checked
# by the rest of the sentence; here it would put a person among the places.
SAME = 0.5
# How many items are asked what kind a name is, before it is "other"; and of how many names, the most frequent ones,
# the kind is asked at all: more than the charts can need, and matching spellings is slow.
ASKED, RANKED = 3, 300
# How much more often one person of a surname is named than the next, to be meant by the surname alone.
DOMINANT = 4
# What is written before a person's name and is no part of it, after a country or firm perhaps.
_TITLE_WORDS = (
    "president minister chancellor king queen prince princess general colonel captain senator governor mayor judge "
    "professor director secretary chairman chairwoman leader spokesman spokeswoman premier ambassador chief"
)
_TITLES = frozenset(_TITLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class NameIndex:
    """``items``: the names in each brief, each once, in text order; ``kinds``: every name, most frequent first."""

    items: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]


def named(briefs: Sequence[Brief], reports: Sequence[Report]) -> NameIndex:
    """The names of these briefs and their reports.

    A surname alone is counted under the full name of the one person of that surname in the item, or else in all items:
    then of the one named in at least `DOMINANT` times as many items as any other.
    """
    found = [_written(report) for report in reports]
    holders: dict[str, list[int]] = {}
    for n, names in enumerate(found):
        for name in names:
            holders.setdefault(name, []).append(n)
    ranked = sorted(holders, key=lambda name: (-len(holders[name]), name))
    surnamed = (name for name in ranked if " " in name and name.rsplit(" ", 1)[1] in holders)
    asked = dict.fromkeys((*ranked[:RANKED], *surnamed))
    kinds = dict.fromkeys(holders, "other")
    kinds |= {name: _kind(name, [briefs[n] for n in holders[name][:ASKED]]) for name in asked}
    persons = {name: len(where) for name, where in holders.items() if kinds[name] == "person" and " " in name}
    known = _by_surname(persons)
    items = []
    for names in found:
        here = _by_surname({name: 1 for name in names if name in persons})
        full = (name if kinds[name] == "place" else here.get(name) or known.get(name) or name for name in names)
        items.append(tuple(dict.fromkeys(full)))
    counted = Counter(name for names in items for name in names)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    return NameIndex(tuple(items), {name: kinds[name] for name in ordered})


def _by_surname(persons: Mapping[str, int]) -> dict[str, str]:
    """Surname -> full name, where one of these persons (name -> items) is clearly who is meant."""
    held: dict[str, list[str]] = {}
    for name in sorted(persons, key=lambda name: (-persons[name], name)):
        held.setdefault(name.rsplit(" ", 1)[1], []).append(name)
    return {
        surname: names[0]
        for surname, names in held.items()
        if len(names) == 1 or persons[names[0]] >= DOMINANT * persons[names[1]]
    }


def _written(report: Report) -> tuple[str, ...]:
    """The names in the English, each once, in text order; words that only open a sentence are left out.

    A name of the exonym table is given in its first form: Russians and Moscow's are counted as Russia and Moscow.
    """
    from svodka.facts.names import english_exonyms

    found = (fact for fact in report.facts if fact.kind == "name" and fact.firm)
    names = (str(fact.value) if english_exonyms(fact.text) else _untitled(fact.text) for fact in found)
    return tuple(dict.fromkeys(displayable(name) for name in names))


def _untitled(name: str) -> str:
    """Without what stands before the person: Vladimir Putin of Russian President Vladimir Putin.

    What tied a title to the name goes too: a small translator writes "Governor of Oleg Dronin".
    """
    words = name.split()
    titles = [n for n, word in enumerate(words) if word.lower() in _TITLES]
    bare = words[titles[-1] + 1 :] if titles else words
    while bare and bare[0] in ("of", "the", "and"):
        bare = bare[1:]
    return " ".join(bare or words)


def _kind(name: str, briefs: Sequence[Brief]) -> str:
    """``person``, ``place`` or ``other``: by the exonym table, or the first brief whose Russian tells."""
    from svodka.facts.names import english_exonyms

    if known := english_exonyms(name):
        return "place" if known[0].kind == "place" else "other"
    for brief in briefs:
        russian = _russian_names(f"{brief.item.headline}\n{brief.translation.source}")
        likeness = sorted(((_likeness(word, name.split()[-1]), candidate) for candidate, word in russian), reverse=True)
        for score, candidate in likeness:
            if score >= SAME and (kind := _russian_kind(candidate)):
                return kind
    return "other"


@lru_cache(maxsize=1 << 16)
def _likeness(russian: str, english: str) -> float:
    """How alike two last words are: Пётр and Peter are spelled apart, their surname is not."""
    from svodka.facts import same_name

    return same_name(russian, english)


@lru_cache(maxsize=4096)
def _russian_names(text: str) -> tuple[tuple[str, str], ...]:
    """The names of a Russian text, each once, with its last word."""
    from svodka.facts.names import mentions

    names = dict.fromkeys(fact.text for fact in mentions(text, "ru") if fact.kind == "name")
    return tuple((name, name.split()[-1]) for name in names)


@cache
def _morphology() -> Callable[[str], Sequence[Any]]:
    from pymorphy3 import MorphAnalyzer

    parse: Callable[[str], Sequence[Any]] = MorphAnalyzer(lang="ru").parse
    return parse


@lru_cache(maxsize=4096)
def _russian_kind(name: str) -> str:
    """By the likeliest dictionary reading of each word that is a name at all.

    A surname or patronymic decides, and a given name before another word: surnames are often common words too.
    """
    tags = []
    for word in name.split():
        grammemes = (
            g for r in _morphology()(word) if r.is_known for g in ("Surn", "Patr", "Name", "Geox") if g in r.tag
        )
        tags.append(next(grammemes, ""))
    if {"Surn", "Patr"} & set(tags) or "Name" in tags[:-1]:
        return "person"
    if "Geox" in tags:
        return "place"
    return "person" if "Name" in tags else ""
