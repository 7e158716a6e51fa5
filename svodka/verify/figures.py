"""Figures of a sentence beside those of its source, in one language or two."""

from __future__ import annotations

from collections.abc import Collection, Set

from svodka.facts import Fact, Figures, Mismatch
from svodka.verify.document import Document
from svodka.verify.mismatches import of_facts

LIKE: tuple[Set[str], ...] = ({"%", "pp"}, {"GBP", "lb"})
"""Units that stand for each other."""


def in_other_units(fact: Fact, others: Figures, like: Collection[Set[str]] = LIKE) -> bool:
    """Whether every figure that may state the same has a unit that says something else; one without leaves it open."""
    return all(_differ(fact.unit, unit, like) for unit in others.units(fact))


def _differ(ours: str, theirs: str, like: Collection[Set[str]]) -> bool:
    return ours != theirs and bool(theirs) and "person" not in (ours, theirs) and {ours, theirs} not in like


def figure_mismatch(document: Document, fact: Fact, place: tuple[int, Fact] | None) -> Mismatch:
    """A figure of the summary that the source lacks; ``place``: the unit and the figure that it has instead."""
    if place is None:
        return Mismatch(
            fact.kind, "unsupported", f"The source does not state “{fact.text}”.", None, None, fact.text, fact.span
        )
    i, other = place
    message = f"The summary says “{fact.text}”, the source “{other.text}”."
    return of_facts(fact.kind, "unsupported", message, document.units[i], other, fact)
