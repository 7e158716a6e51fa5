"""Which relative dates of a text are others than the source's: tomorrow for вчера."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts.types import Fact

_UNITS = ("day", "week", "month", "year", "part")


def is_relative(fact: Fact) -> bool:
    """Whether a fact is told from the day of writing, or is a part of the day."""
    return fact.kind == "date" and isinstance(fact.value, tuple) and fact.value[0] in _UNITS


def other_days(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The relative dates of a target for each of which the source has another of its unit that the target lacks.

    Where only one side tells it from the day of writing, the other may give the date: nothing is said of that.
    """
    source, target = [f for f in ours if is_relative(f)], [f for f in theirs if is_relative(f)]
    known = frozenset[object]().union(*(atom for fact in source for atom in fact.atoms))
    said = frozenset[object]().union(*(atom for fact in target if fact.firm for atom in fact.atoms))
    rivals = [fact for fact in source if not fact.atoms[0] & said and (fact.firm or "day0" not in fact.atoms[0])]
    rivals.sort(key=lambda fact: not fact.firm)
    for fact in target:
        if fact.firm and not fact.atoms[0] & known:
            other = next((rival for rival in rivals if _unit(rival) == _unit(fact)), None)
            if other is not None:
                yield other, fact


def _unit(fact: Fact) -> object:
    return fact.value[0] if isinstance(fact.value, tuple) else None
