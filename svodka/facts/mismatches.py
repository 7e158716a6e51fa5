"""How a mismatch is told: a sentence for an analyst, and the places in both texts."""

from __future__ import annotations

from svodka.facts.types import Fact, Mismatch

_NAMES = {
    "number": "number", "percent": "percentage", "money": "amount of money", "measure": "measure", "date": "date",
    "time": "time", "age": "age", "range": "range", "ordinal": "ordinal", "identifier": "identifier",
    "name": "name", "quote": "quotation",
    "hedge": "hedge", "negation": "negation", "attribution": "attribution",
}  # fmt: skip


def unsupported(fact: Fact, origin: Fact | None = None) -> Mismatch:
    """The target states the fact and the source does not; ``origin``: what it states instead."""
    name = _NAMES[fact.kind]
    said = f"the source says “{origin.text}”" if origin else "the source states none like it"
    return Mismatch(
        fact.kind, "unsupported", f"The {name} “{fact.text}” is not in the source; {said}.",
        origin.text if origin else None, origin.span if origin else None, fact.text, fact.span,
    )  # fmt: skip


def missing(fact: Fact) -> Mismatch:
    """The source states the fact and the target does not."""
    return Mismatch(
        fact.kind, "lost", f"The {_NAMES[fact.kind]} “{fact.text}” of the source is missing.", fact.text, fact.span
    )
