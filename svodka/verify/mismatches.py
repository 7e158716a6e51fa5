"""Mismatches between a sentence and a source sentence, with the places of both filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from svodka.facts import Fact, FactKind, Mismatch, Span
from svodka.verify.document import Token, Unit


def of_facts(
    kind: FactKind,
    direction: Literal["unsupported", "lost"],
    message: str,
    source: Unit,
    ours: Fact | None,
    theirs: Fact | None,
) -> Mismatch:
    """``ours``: what the source sentence states; ``theirs``: what the summary sentence states."""
    return Mismatch(
        kind, direction, message,
        ours.text if ours else None, placed(source, ours.span) if ours else None,
        theirs.text if theirs else None, theirs.span if theirs else None,
    )  # fmt: skip


def of_words(
    kind: FactKind,
    direction: Literal["unsupported", "lost"],
    message: str,
    unit: Unit,
    span: Span,
    source: Unit | None = None,
    source_span: Span | None = None,
) -> Mismatch:
    """A stretch of the summary sentence, and the stretch of the source sentence that it disagrees with."""
    found = Mismatch(kind, direction, message, None, None, unit.text[slice(*span)], span)
    if source is None or source_span is None:
        return found
    return replace(found, source_text=source.text[slice(*source_span)], source_span=placed(source, source_span))


def placed(source: Unit, span: Span) -> Span:
    """A place in a source sentence as a place in the whole source."""
    return source.span[0] + span[0], source.span[0] + span[1]


def word(unit: Unit, token: Token) -> str:
    """The token as written."""
    return unit.text[token.start : token.end]
