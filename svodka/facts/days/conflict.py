"""Which dates told from the day of writing are others than the source's: tomorrow for вчера."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from svodka.facts.days.calendar import Calendar, ago_or_ahead, breadth
from svodka.facts.types import Fact
from svodka.regexes import regex

_UNITS = ("day", "week", "month", "year", "occasion", "part")


def is_relative(fact: Fact) -> bool:
    """Whether a fact is told from the day of writing, or is a part of the day."""
    return fact.kind == "date" and isinstance(fact.value, tuple) and fact.value[0] in _UNITS


def other_days(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The relative dates of a target ("5 days ago" too) for which the source has another of their unit that it lacks.

    Where only one side tells it from the day of writing, the other may give the date: with both days of writing known
    that date is held against it, without them nothing is said of it.
    """
    asked = [
        f for f in theirs if (f.firm or ago_or_ahead(f.text)) and (is_relative(f) or (f.days and f.kind == "measure"))
    ]
    if not asked:
        return
    source, target = _Dates(ours), _Dates(theirs)
    rivals = [fact for fact in ours if (fact.days or is_relative(fact)) and not target.state(fact)]
    # "Already" and "modern" are in many texts, and say no day.
    rivals = sorted((r for r in rivals if r.firm or not _WEAK.match(r.text)), key=lambda fact: not fact.firm)
    again = Counter(f.value for f in ours if f.firm) - Counter(f.value for f in theirs if f.firm)
    rivals += [fact for fact in ours if is_relative(fact) and fact.firm and again[fact.value] and fact not in rivals]
    for fact in asked:
        # "Now" beside "today" is what the source's loose сейчас is for.
        if not source.state(fact) and not (source.hint(fact) and not target.hint(fact)):
            other = next((rival for rival in rivals if _of_one_sort(rival, fact) and _so_firm(rival, fact)), None)
            if other is not None:
                yield other, fact


def _so_firm(rival: Fact, fact: Fact) -> bool:
    """Whether a date is firm; "a week ago" is told loosely, and nobody tells it of "in a week"."""
    if fact.firm:
        return True
    return ago_or_ahead(rival.text) not in ("", ago_or_ahead(fact.text))


class _Dates:
    """The dates of a text, to be asked which others they state: by the calendar where both have days, else in words."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        told = [fact for fact in facts if is_relative(fact)]
        self._firm, self._loose = _readings(f for f in told if f.firm), _readings(f for f in told if not f.firm)
        self._undated = _readings(fact for fact in told if fact.firm and not fact.days)
        self._calendar = Calendar(facts)

    def state(self, fact: Fact) -> bool:
        words = self._undated if fact.days else self._firm
        return not words.isdisjoint(fact.atoms[0]) or self._calendar.meets(fact)

    def hint(self, fact: Fact) -> bool:
        """Whether they state it loosely."""
        return not self._loose.isdisjoint(fact.atoms[0])


def _readings(facts: Iterable[Fact]) -> set[Hashable]:
    return {reading for fact in facts for reading in fact.atoms[0]}


_WEAK = regex(r"уже|пока|настоящ|текущ|современн|нынешн|в этот день|already|modern|date|present", re.IGNORECASE)


def _of_one_sort(rival: Fact, fact: Fact) -> bool:
    """Whether a date can stand in another's place: of the same unit, or on the calendar no wider."""
    if rival.days and fact.days:
        return breadth(rival) <= breadth(fact)
    return is_relative(rival) and _unit(rival) == _unit(fact)


def _unit(fact: Fact) -> object:
    return fact.value[0] if isinstance(fact.value, tuple) else None
