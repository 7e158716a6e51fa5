"""Say which facts of one text the other does not bear out.

``compare_numbers`` is the quick check of one translated segment. It is symmetric: a number of the hypothesis that the
source does not state is *unsupported*, one of the source that the hypothesis does not state is *lost*.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from svodka.facts.numbers import numbers
from svodka.facts.types import Fact, Lang, Mismatch

Atom = frozenset[Hashable]


def compare_numbers(source: str, hypothesis: str, langs: tuple[Lang, Lang] = ("ru", "en")) -> tuple[Mismatch, ...]:
    """Numbers, dates, times and amounts that differ between a segment and its translation."""
    return match_numbers(numbers(source, langs[0]), numbers(hypothesis, langs[1]))


def match_numbers(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[Mismatch, ...]:
    """The mismatches between two lists of number facts (see numbers.py), both directions."""
    extra = [fact for fact in target if fact.firm and not _borne_out(fact, source)]
    lost = [fact for fact in source if fact.firm and not _borne_out(fact, target)]
    mismatches = []
    for fact in extra:
        origin = next((other for other in lost if other.kind == fact.kind), None) or (lost[0] if lost else None)
        if origin is not None:
            lost.remove(origin)
        mismatches.append(_unsupported(fact, origin))
    mismatches += [_lost(fact) for fact in lost]
    return (*mismatches, *_currencies(source, target))


def _borne_out(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether every atom of the fact has an atom with a common reading among the others."""
    pool: set[Hashable] = set()
    for other in others:
        for atom in other.atoms:
            pool |= atom
    return all(_has(atom, pool) for atom in fact.atoms)


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
            yield _unsupported(fact, same[0])


_NAMES = {
    "number": "number", "percent": "percentage", "money": "amount of money", "measure": "measure", "date": "date",
    "time": "time", "age": "age", "range": "range", "ordinal": "ordinal",
}  # fmt: skip


def _unsupported(fact: Fact, origin: Fact | None) -> Mismatch:
    name = _NAMES[fact.kind]
    said = f"the source says “{origin.text}”" if origin else "the source states none like it"
    return Mismatch(
        fact.kind, "unsupported", f"The {name} “{fact.text}” is not in the source; {said}.",
        origin.text if origin else None, origin.span if origin else None, fact.text, fact.span,
    )  # fmt: skip


def _lost(fact: Fact) -> Mismatch:
    return Mismatch(
        fact.kind, "lost", f"The {_NAMES[fact.kind]} “{fact.text}” of the source is missing.", fact.text, fact.span
    )
