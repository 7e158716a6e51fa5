"""Say which figures (numbers, dates, times, amounts) of one text the other does not bear out.

``compare_numbers`` is the quick check of one translated segment. It is symmetric: a number of the hypothesis that the
source does not state is *unsupported*, one of the source that the hypothesis does not state is *lost*.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from svodka.facts.binding import Text, misbound
from svodka.facts.days import Calendar, is_relative
from svodka.facts.given import mismatch_in
from svodka.facts.mismatches import missing, unsupported
from svodka.facts.numbers import as_identifiers, convertible, numbers_read, same_quantity, units_differ
from svodka.facts.types import Fact, FactKind, Lang, Mismatch
from svodka.text import reading_form

Atom = frozenset[Hashable]
NUMERIC: tuple[FactKind, ...] = (
    "number", "percent", "money", "measure", "date", "time", "age", "range", "ordinal", "identifier",
)  # fmt: skip


def compare_numbers(
    source: str, hypothesis: str, langs: tuple[Lang, Lang] = ("ru", "en"), *, written: date | None = None
) -> tuple[Mismatch, ...]:
    """Numbers, dates, times and amounts that differ between a segment and its translation, ``written`` on that day."""
    (ours, here), (theirs, there) = zip((reading_form(source), reading_form(hypothesis)), langs, strict=True)
    found = match_bound(
        Text(ours.text, here, numbers_read(ours.text, here, written)),
        Text(theirs.text, there, numbers_read(theirs.text, there, written)),
    )
    return tuple(mismatch_in(source, ours, hypothesis, theirs, mismatch) for mismatch in found)


def match_bound(source: Text, target: Text) -> tuple[Mismatch, ...]:
    """`match_numbers` of two texts in their reading form, and the figures that are bound to something else."""
    found = match_numbers(source.figures, target.figures)
    told = {mismatch.target_span for mismatch in found}
    rebound = (m for m in misbound([source], target) if m.theirs.span not in told)
    return (*found, *(replace(unsupported(m.theirs, m.ours), message=m.message) for m in rebound))


def match_numbers(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[Mismatch, ...]:
    """The mismatches between two lists of number facts (see svodka.facts.numbers), both directions."""
    ours, theirs = Figures(source), Figures(target)
    extra = [fact for fact in target if fact.firm and not ours.bear_out(fact)]
    lost = [fact for fact in source if fact.firm and not theirs.bear_out(fact)]
    left = dict(enumerate(lost))
    alike: dict[str, deque[int]] = defaultdict(deque)
    for i, fact in left.items():
        alike[fact.kind].append(i)
    mismatches = []
    for fact in extra:
        origin = None
        if left:
            # Of the same kind, else the first; what another kind took is passed over when its turn comes.
            queue = alike[fact.kind]
            while queue and queue[0] not in left:
                queue.popleft()
            origin = left.pop(queue[0] if queue else next(iter(left)))
        mismatches.append(unsupported(fact, origin))
    mismatches += [missing(fact) for fact in left.values()]
    return (*mismatches, *_in_other_units(ours, target))


def borne_out(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether every atom of the fact has an atom with a common reading among the others.

    Between two times of day that name the same hour the clock decides: 2 a.m. is no 2 p.m.
    """
    return Figures(others).bear_out(fact)


class Figures:
    """The figures of a text, put in order once, for many questions of what they bear out and which of them are meant.

    A question costs what the fact asked about has, not what the text has.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)

    def bear_out(self, fact: Fact) -> bool:
        """`borne_out` by these figures."""
        if is_relative(fact):  # the other text may give the date: see `svodka.facts.days`
            return True
        if fact.kind == "identifier":
            return self._has(fact.atoms[0]) or not fact.atoms[0].isdisjoint(self._literals)
        if self._identified and not as_identifiers(fact.text).isdisjoint(self._identified):
            return True
        if fact.kind == "time" and self._times:
            mine = fact.atoms[0]
            if not self._times.isdisjoint(_clocks(mine)):
                return True
            if not self._times.isdisjoint(mine):
                return False
        return all(self._has(atom) for atom in fact.atoms) or self.converted(fact)

    def converted(self, fact: Fact) -> bool:
        """Whether a figure in another unit says the same, or another date on the calendar: 300 км, 186 miles."""
        if fact.days and self._calendar.says(fact):
            return True
        if not fact.unit or not isinstance(fact.value, Decimal):
            return False
        others = (unit for unit in self._measured if unit != fact.unit and convertible(fact.unit, unit))
        return any(same_quantity(fact.value, fact.unit, v, unit) for unit in others for v in self._measured[unit])

    def sharing(self, fact: Fact) -> list[Fact]:
        """The figures that may state the same, units aside, in text order."""
        places = sorted({i for reading in fact.atoms[-1] for i in self._every.get(reading, ())}) if fact.atoms else []
        return [self.facts[i] for i in places]

    def first(self, fact: Fact) -> int | None:
        """The place of the first figure that may state the same, units aside; None when there is none."""
        return min((place for found in self._sharing(fact) for place in found.values()), default=None)

    def units(self, fact: Fact) -> set[str]:
        """The units of the figures that may state the same."""
        return {unit for found in self._sharing(fact) for unit in found}

    def _sharing(self, fact: Fact) -> Iterator[dict[str, int]]:
        return (self._places[reading] for atom in fact.atoms for reading in atom if reading in self._places)

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self.facts)

    @cached_property
    def _places(self) -> dict[Hashable, dict[str, int]]:
        """For each reading the units it is given in, with the first place of each."""
        places: dict[Hashable, dict[str, int]] = {}
        for i, fact in enumerate(self.facts):
            for atom in fact.atoms:
                for reading in atom:
                    places.setdefault(reading, {}).setdefault(fact.unit, i)
        return places

    @cached_property
    def _measured(self) -> dict[str, set[Decimal]]:
        """The values that are given in each unit."""
        values: dict[str, set[Decimal]] = defaultdict(set)
        for fact in self.facts:
            if fact.unit and isinstance(fact.value, Decimal):
                values[fact.unit].add(fact.value)
        return values

    @cached_property
    def _every(self) -> dict[Hashable, list[int]]:
        """For each reading all places of figures that have it last: of an amount or a measure its own."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        for i, fact in enumerate(self.facts):
            for reading in fact.atoms[-1] if fact.atoms else ():
                places[reading].append(i)
        return places

    @cached_property
    def _literals(self) -> set[str]:
        """The identifiers that figures may be which do not look like one: 228.1 for ст. 228.1."""
        return {literal for fact in self.facts if fact.kind != "identifier" for literal in as_identifiers(fact.text)}

    @cached_property
    def _identified(self) -> set[Hashable]:
        return {reading for fact in self.facts if fact.kind == "identifier" for reading in fact.atoms[0]}

    @cached_property
    def _times(self) -> set[Hashable]:
        return {reading for fact in self.facts if fact.kind == "time" for reading in fact.atoms[0]}

    @cached_property
    def _clock_parts(self) -> set[Decimal]:
        """The hours and minutes of the clock times, and both as one number with a point."""
        clocks = [entry[1:] for entry in self._places if isinstance(entry, str) and entry[0] == "t"]
        parts = {Decimal(part) for clock in clocks for part in clock.split(":")}
        return parts | {Decimal(clock.replace(":", ".")) for clock in clocks}

    def _has(self, atom: Atom) -> bool:
        if any(reading in self._places for reading in atom) or any(map(self._has_halves, atom)):
            return True
        return any(reading in self._clock_parts for reading in atom if isinstance(reading, Decimal))

    def _has_halves(self, reading: Hashable) -> bool:
        """ "3:15" is borne out by "3-15" (a score): both halves stand there; also by "3.15"."""
        if not isinstance(reading, str) or not reading.startswith("t"):
            return False
        hour, minute = reading[1:].split(":")
        found = self._places
        return (Decimal(hour) in found and Decimal(minute) in found) or Decimal(f"{hour}.{minute}") in found


def _clocks(atom: Atom) -> Atom:
    return frozenset(reading for reading in atom if isinstance(reading, str))


def _in_other_units(ours: Figures, target: Sequence[Fact]) -> Iterable[Mismatch]:
    """The same figure in another currency or measure; figures of one value are looked for once."""
    known: dict[tuple[Atom, ...], tuple[list[Fact], set[str]]] = {}
    for fact in target:
        if fact.unit and not ours.converted(fact):
            if fact.atoms not in known:
                same = [other for other in ours.sharing(fact) if other.kind != "date"]
                known[fact.atoms] = same[:1], {other.unit for other in same}
            first, units = known[fact.atoms]
            if first and all(units_differ(fact.unit, unit) for unit in units):
                yield unsupported(fact, first[0])
