"""Figures of a sentence beside those of its source, in one language or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.facts import Fact, Figures, Mismatch
from svodka.facts.binding import Link, Text, misbound
from svodka.facts.numbers import units_differ
from svodka.verify.document import Document, Unit
from svodka.verify.mismatches import of_facts


def in_other_units(fact: Fact, others: Figures) -> bool:
    """Whether every figure that may state the same has a unit that says something else, and no other converts to it."""
    units = others.units(fact)
    return bool(units) and all(units_differ(fact.unit, unit) for unit in units) and not others.converted(fact)


def figure_mismatch(document: Document, fact: Fact, place: tuple[int, Fact] | None) -> Mismatch:
    """A figure of the summary that the source lacks; ``place``: the unit and the figure that it has instead."""
    if place is None:
        return Mismatch(
            fact.kind, "unsupported", f"The source does not state “{fact.text}”.", None, None, fact.text, fact.span
        )
    i, other = place
    message = f"The summary says “{fact.text}”, the source “{other.text}”."
    return of_facts(fact.kind, "unsupported", message, document.units[i], other, fact)


def rebound(
    document: Document,
    unit: Unit,
    evidence: Sequence[int],
    told: Sequence[Mismatch],
    link: Link | None = None,
    days: Sequence[int] | None = None,
) -> Iterator[Mismatch]:
    """The figures of a sentence that its evidence binds to something else, where nothing was said of them yet.

    ``days``: the part of the evidence that its days are held against, all of it by default.
    """
    if not unit.numbers:
        return
    spans = {mismatch.target_span for mismatch in told}
    homes = sorted(evidence)
    units = [document.units[i] for i in homes]
    source = [Text(each.text, each.lang, each.numbers) for each in units]
    of_days = None if days is None else {homes.index(i) for i in days}
    for found in misbound(source, Text(unit.text, unit.lang, unit.numbers), link, of_days):
        if found.theirs.span not in spans:
            place = (homes[found.home], found.ours)
            yield replace(figure_mismatch(document, found.theirs, place), message=found.message)
