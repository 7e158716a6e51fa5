"""Which dates told from the day of writing are others than the source's: tomorrow for вчера."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts.days.calendar import Calendar, breadth
from svodka.facts.types import Fact

_UNITS = ("day", "week", "month", "year", "part")


def is_relative(fact: Fact) -> bool:
    """Whether a fact is told from the day of writing, or is a part of the day."""
    return fact.kind == "date" and isinstance(fact.value, tuple) and fact.value[0] in _UNITS


def other_days(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The relative dates of a target ("5 days ago" too) for each of which the source has another of its unit that the target lacks.

    Where only one side tells it from the day of writing, the other may give the date: with both days of writing known
    that date is held against it, without them nothing is said of it.
    """
    asked = [f for f in theirs if f.firm and (is_relative(f) or (f.days and f.kind == "measure"))]
    if not asked:
        return
    source, target = _Dates(ours, loose=True), _Dates(theirs, loose=False)
    rivals = [fact for fact in ours if (fact.days or is_relative(fact)) and not target.state(fact)]
    rivals = sorted((r for r in rivals if r.firm or "day0" not in r.atoms[0]), key=lambda fact: not fact.firm)
    for fact in asked:
        if not source.state(fact):
            other = next((rival for rival in rivals if _of_one_sort(rival, fact)), None)
            if other is not None:
                yield other, fact


class _Dates:
    """The dates of a text, to be asked which others they state: by the calendar where both have days, else in words."""

    def __init__(self, facts: Sequence[Fact], *, loose: bool) -> None:
        told = [fact for fact in facts if is_relative(fact) and (fact.firm or loose)]
        self._told = {reading for fact in told for reading in fact.atoms[0]}
        self._undated = {reading for fact in told if not fact.days for reading in fact.atoms[0]}
        self._calendar = Calendar(facts)

    def state(self, fact: Fact) -> bool:
        words = self._undated if fact.days else self._told
        return not words.isdisjoint(fact.atoms[0]) or self._calendar.meets(fact)


def _of_one_sort(rival: Fact, fact: Fact) -> bool:
    """Whether a date can stand in another's place: of the same unit, or on the calendar no wider."""
    if rival.days and fact.days:
        return breadth(rival) <= breadth(fact)
    return is_relative(rival) and _unit(rival) == _unit(fact)


def _unit(fact: Fact) -> object:
    return fact.value[0] if isinstance(fact.value, tuple) else None
