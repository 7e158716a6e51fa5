"""Figures of a sentence beside those of its source, in one language or two."""

from __future__ import annotations

from collections.abc import Collection, Set

from svodka.facts import Fact, Mismatch
from svodka.verify.document import Document
from svodka.verify.mismatches import of_facts

LIKE: tuple[Set[str], ...] = ({"%", "pp"}, {"GBP", "lb"})
"""Units that stand for each other."""


def shares_reading(fact: Fact, other: Fact) -> bool:
    """Whether the two may state the same figure, units aside."""
    return any(not a.isdisjoint(b) for a in fact.atoms for b in other.atoms)


def other_unit(fact: Fact, other: Fact, like: Collection[Set[str]] = LIKE) -> bool:
    """Whether the other figure has a unit that says something else; one without a unit leaves it open."""
    if fact.unit == other.unit or not other.unit or "person" in (fact.unit, other.unit):
        return False
    return {fact.unit, other.unit} not in like


def figure_mismatch(document: Document, fact: Fact, place: tuple[int, Fact] | None) -> Mismatch:
    """A figure of the summary that the source lacks; ``place``: the unit and the figure that it has instead."""
    if place is None:
        return Mismatch(
            fact.kind, "unsupported", f"The source does not state “{fact.text}”.", None, None, fact.text, fact.span
        )
    i, other = place
    message = f"The summary says “{fact.text}”, the source “{other.text}”."
    return of_facts(fact.kind, "unsupported", message, document.units[i], other, fact)
