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

from svodka.digest.marks import displayable

NAME_KINDS = ("person", "place")
# A name counts as the Russian one from this `same_name` on: stricter than for facts, where a wrong link is checked
# by the rest of the sentence; here it would put a person among the places.
SAME = 0.5
# How many items are asked what kind a name is, before it is "other".
ASKED = 3


@dataclass(frozen=True, slots=True)
class NameIndex:
    """``items``: the names in each brief, each once, in text order; ``kinds``: every name, most frequent first."""

    items: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]


def named(briefs: Sequence[Mapping[str, Any]]) -> NameIndex:
    """The names of these briefs (dictionaries as ``Brief.to_dict()`` gives).

    A surname alone is counted under the full name when the item, or else all items together, have exactly one person
    of that surname.
    """
    found = [_written(brief) for brief in briefs]
    holders: dict[str, list[int]] = {}
    for n, names in enumerate(found):
        for name in names:
            holders.setdefault(name, []).append(n)
    kinds = {name: _kind(name, [briefs[n] for n in where[:ASKED]]) for name, where in holders.items()}
    persons = {name for name, kind in kinds.items() if kind == "person" and " " in name}
    everywhere = _by_surname(persons)
    items = []
    for names in found:
        here = _by_surname(persons.intersection(names))
        full = (_full(name, kinds, here, everywhere) for name in names)
        items.append(tuple(dict.fromkeys(full)))
    counted = Counter(name for names in items for name in names)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    return NameIndex(tuple(items), {name: kinds[name] for name in ordered})


def _full(name: str, kinds: Mapping[str, str], here: Mapping[str, set[str]], everywhere: Mapping[str, set[str]]) -> str:
    if " " in name or kinds[name] == "place":
        return name
    for people in (here.get(name), everywhere.get(name)):
        if people and len(people) == 1:
            return next(iter(people))
        if people:
            return name
    return name


def _by_surname(names: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(name.rsplit(" ", 1)[1], set()).add(name)
    return found


def _written(brief: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in the brief's English, each once, in text order; words that only open a sentence are left out.

    A name of the exonym table is given in its first form: Russians and Moscow's are counted as Russia and Moscow.
    """
    from svodka.facts import ledger
    from svodka.facts.exonyms import english_exonyms

    text = f"{brief['headline']}\n{brief['translation']['hypothesis']}"
    found = (fact for fact in ledger(text, "en").of("name") if fact.firm)
    names = (str(fact.value) if english_exonyms(fact.text) else " ".join(fact.text.split()) for fact in found)
    return tuple(dict.fromkeys(displayable(name) for name in names))


def _kind(name: str, briefs: Sequence[Mapping[str, Any]]) -> str:
    """``person``, ``place`` or ``other``: by the exonym table, or the first brief whose Russian tells."""
    from svodka.facts.exonyms import english_exonyms

    if known := english_exonyms(name):
        return "place" if known[0].kind == "place" else "other"
    for brief in briefs:
        russian = _russian_names(f"{brief['item']['headline']}\n{brief['translation']['source']}")
        likeness = ((_likeness(candidate, name), candidate) for candidate in russian)
        score, best = max(likeness, default=(0.0, ""))
        if score >= SAME and (kind := _russian_kind(best)):
            return kind
    return "other"


def _likeness(russian: str, english: str) -> float:
    """How alike two names are, or their last words: Пётр and Peter are spelled apart, their surname is not."""
    from svodka.facts import same_name

    return max(same_name(russian, english), same_name(russian.split()[-1], english.split()[-1]))


@lru_cache(maxsize=4096)
def _russian_names(text: str) -> tuple[str, ...]:
    from svodka.facts import ledger

    return tuple(dict.fromkeys(fact.text for fact in ledger(text, "ru").of("name")))


@cache
def _morphology() -> Callable[[str], Sequence[Any]]:
    from pymorphy3 import MorphAnalyzer

    parse: Callable[[str], Sequence[Any]] = MorphAnalyzer(lang="ru").parse
    return parse


@lru_cache(maxsize=4096)
def _russian_kind(name: str) -> str:
    """By the likeliest dictionary reading of each word that is a name at all; a surname or patronymic decides."""
    tags = []
    for word in name.split():
        grammemes = (
            g for r in _morphology()(word) if r.is_known for g in ("Surn", "Patr", "Name", "Geox") if g in r.tag
        )
        tags.append(next(grammemes, ""))
    if {"Surn", "Patr"} & set(tags):
        return "person"
    if "Geox" in tags:
        return "place"
    return "person" if "Name" in tags else ""
