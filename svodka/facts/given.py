"""Facts and mismatches found in the normal form of a text, pointed back into the text as it was given."""

from __future__ import annotations

from dataclasses import replace

from svodka.facts.types import Fact, Mismatch
from svodka.text import Normal


def fact_in(text: str, normal: Normal, fact: Fact) -> Fact:
    """The fact with the span and the wording that it has in ``text``, whose reading form is ``normal``."""
    span = normal.span(*fact.span)
    return replace(fact, span=span, text=text[slice(*span)])


def mismatch_in(source: str, ours: Normal, target: str, theirs: Normal, mismatch: Mismatch) -> Mismatch:
    """The mismatch with its spans and wordings as both texts have them; the message stays in the normal form."""
    changes: dict[str, object] = {}
    if mismatch.source_span is not None:
        span = ours.span(*mismatch.source_span)
        changes |= {"source_span": span, "source_text": source[slice(*span)]}
    if mismatch.target_span is not None:
        span = theirs.span(*mismatch.target_span)
        changes |= {"target_span": span, "target_text": target[slice(*span)]}
    return replace(mismatch, **changes)  # type: ignore[arg-type]
