"""Say which figures (numbers, dates, times, amounts) of one text the other does not bear out.

``compare_numbers`` is the quick check of one translated segment. It is symmetric: a number of the hypothesis that the
source does not state is *unsupported*, one of the source that the hypothesis does not state is *lost*.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from svodka.facts.mismatches import missing, unsupported
from svodka.facts.numbers import numbers
from svodka.facts.types import Fact, FactKind, Lang, Mismatch

Atom = frozenset[Hashable]
NUMERIC: tuple[FactKind, ...] = (
    "number", "percent", "money", "measure", "date", "time", "age", "range", "ordinal",
)  # fmt: skip


def compare_numbers(source: str, hypothesis: str, langs: tuple[Lang, Lang] = ("ru", "en")) -> tuple[Mismatch, ...]:
    """Numbers, dates, times and amounts that differ between a segment and its translation."""
    return match_numbers(numbers(source, langs[0]), numbers(hypothesis, langs[1]))


def match_numbers(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[Mismatch, ...]:
    """The mismatches between two lists of number facts (see svodka.facts.numbers), both directions."""
    extra = [fact for fact in target if fact.firm and not borne_out(fact, source)]
    lost = [fact for fact in source if fact.firm and not borne_out(fact, target)]
    mismatches = []
    for fact in extra:
        origin = next((other for other in lost if other.kind == fact.kind), None) or (lost[0] if lost else None)
        if origin is not None:
            lost.remove(origin)
        mismatches.append(unsupported(fact, origin))
    mismatches += [missing(fact) for fact in lost]
    return (*mismatches, *_currencies(source, target))


def borne_out(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether every atom of the fact has an atom with a common reading among the others.

    Between two times of day that name the same hour the clock decides: 2 a.m. is no 2 p.m.
    """
    others = list(others)
    if fact.kind == "time" and any(other.kind == "time" for other in others):
        mine = fact.atoms[0]
        times = [other.atoms[0] for other in others if other.kind == "time"]
        if any(not _clocks(mine).isdisjoint(time) for time in times):
            return True
        if any(not mine.isdisjoint(time) for time in times):
            return False
    pool: set[Hashable] = set()
    for other in others:
        for atom in other.atoms:
            pool |= atom
    return all(_has(atom, pool) for atom in fact.atoms)


def _clocks(atom: Atom) -> Atom:
    return frozenset(reading for reading in atom if isinstance(reading, str))


def _has(atom: Atom, pool: set[Hashable]) -> bool:
    if not pool.isdisjoint(atom):
        return True
    return any(_split_clock(reading, pool) for reading in atom) or any(
        _is_clock_part(reading, pool) for reading in atom if isinstance(reading, Decimal)
    )


def _split_clock(reading: Hashable, pool: set[Hashable]) -> bool:
    """ "3:15" is borne out by "3-15" (a score): both halves stand there; also by "3.15"."""
    if not isinstance(reading, str) or not reading.startswith("t"):
        return False
    hour, minute = reading[1:].split(":")
    return {Decimal(hour), Decimal(minute)} <= pool or Decimal(f"{hour}.{minute}") in pool


def _is_clock_part(reading: Decimal, pool: set[Hashable]) -> bool:
    clocks = [entry for entry in pool if isinstance(entry, str) and entry[0] == "t"]
    if not clocks:
        return False
    parts = {Decimal(part) for clock in clocks for part in clock[1:].split(":")}
    dotted = {Decimal(clock[1:].replace(":", ".")) for clock in clocks}
    return reading in parts or reading in dotted


def _currencies(source: Sequence[Fact], target: Sequence[Fact]) -> Iterable[Mismatch]:
    """The same amount in another currency."""
    for fact in target:
        if fact.kind != "money":
            continue
        amount = fact.atoms[-1]
        same = [other for other in source if other.kind == "money" and not other.atoms[-1].isdisjoint(amount)]
        if same and all(other.unit != fact.unit for other in same):
            yield unsupported(fact, same[0])
