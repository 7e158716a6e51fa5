"""What the margins of rivals say of a sentence: mismatches to add, and such as the rules found and should not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from svodka.facts import FactKind, Figures, Mismatch, Span, compare_numbers, ledger
from svodka.facts.binding import Text, bind_otherwise, namesakes_exchanged
from svodka.facts.numbers import numbers
from svodka.verify.answer import Answer, Examined
from svodka.verify.document import Document, Unit
from svodka.verify.mismatches import of_words
from svodka.verify.rivals.hearing import Heard, Pair, hear
from svodka.verify.rivals.rival import Rival, RivalKind
from svodka.verify.rivals.scorer import Scorer

LIMITS: Mapping[RivalKind, float] = {
    "roles": 3.0, "negation_out": 5.0, "negation_in": 2.0, "reserve_out": 3.0, "reserve_in": 1.0, "speaker_out": 3.0,
    "speaker_in": 1.0, "antonym": 4.0, "quantity": 3.0, "figures": 2.0, "sign": 3.0, "unit": 3.0,
}  # fmt: skip
"""Nats by which the source must bear out a rival better for it to be what the source says."""
CLEARED = 0.0
"""A negation, reserve or attribution that the source is said not to have is let pass when the source does not bear out
the sentence without it by more than this. What a sentence is said to have left out is not: how the source words that is
not known, and a rival that puts in other words proves nothing."""
_FACT: Mapping[RivalKind, tuple[FactKind, Literal["unsupported", "lost"]]] = {
    "roles": ("role", "unsupported"), "negation_out": ("negation", "unsupported"), "negation_in": ("negation", "lost"),
    "reserve_out": ("hedge", "unsupported"), "reserve_in": ("hedge", "lost"),
    "speaker_out": ("attribution", "unsupported"), "speaker_in": ("attribution", "lost"),
    "antonym": ("negation", "unsupported"), "quantity": ("negation", "unsupported"),
    "figures": ("number", "unsupported"), "sign": ("number", "unsupported"), "unit": ("measure", "unsupported"),
}  # fmt: skip
_FIGURES: frozenset[RivalKind] = frozenset({"figures", "sign", "unit"})
_BOUND = _FIGURES | {"roles"}
"""Kinds that the rules may know better: names exchanged, too, take their figures along."""
_MESSAGES: Mapping[RivalKind, str] = {
    "roles": "“{was}” and “{instead}” seem to have changed places: the source has it the other way round.",
    "negation_out": "The summary negates (“{was}”); the source rather does not.",
    "negation_in": "The source rather says “{instead}”; the summary does not negate.",
    "reserve_out": "The summary has a reserve (“{was}”) that the source does not have.",
    "reserve_in": "The source has a reserve that the summary lacks.",
    "speaker_out": "The summary says who says so (“{was}”); the source rather does not.",
    "speaker_in": "In the source somebody says so; the summary states it.",
    "antonym": "The summary says “{was}”, the source rather “{instead}”.",
    "quantity": "The summary says “{was}”, the source rather “{instead}”.",
    "figures": "“{was}” and “{instead}” seem to have changed places: the source has it the other way round.",
    "sign": "The summary says “{was}”, the source rather “{instead}”.",
    "unit": "The summary says “{was}”, the source rather “{instead}”.",
}


def settle(scorer: Scorer, document: Document, units: Sequence[Unit], found: Sequence[Examined]) -> list[Examined]:
    """What was found of English sentences, in order, after their rivals were heard before their Russian evidence."""
    pairs = [
        Pair(" ".join(document.units[i].text for i, _ in sorted(each.evidence)), unit.text, unit.written)
        for unit, each in zip(units, found, strict=True)
    ]
    heard = (
        [each for each in others if not (each.rival.kind in _BOUND and _refuted(pair, each.rival))]
        for pair, others in zip(pairs, hear(scorer, pairs), strict=True)
    )
    return [
        each._replace(answer=Answer(settled(unit, each.answer.mismatches, others), each.answer.features))
        for unit, each, others in zip(units, found, heard, strict=True)
    ]


def _refuted(pair: Pair, rival: Rival) -> bool:
    """Whether the rules bind the sentence's figures as the source does, and the rival's not: whose of two figures is
    whose, and how many acres a hectare has, they know, and a network guesses."""
    if compare_numbers(pair.source, pair.sentence, written=pair.written):
        return False
    there, here = numbers(pair.source, "ru"), numbers(pair.sentence, "en")
    if compare_numbers(pair.source, rival.text, written=pair.written):
        return True
    if rival.kind == "roles" and any(namesakes_exchanged([Text(pair.source, "ru", ())], Text(rival.text, "en", ()))):
        return True
    if rival.kind in ("figures", "roles") and len(here) > 1:
        other = Text(rival.text, "en", numbers(rival.text, "en"))
        return bind_otherwise(Text(pair.source, "ru", there), other)
    touched = [f for f in here if f.span[0] < rival.span[1] and rival.span[0] < f.span[1]]
    return any(f.unit and Figures(there).converted(f) for f in touched)


def settled(unit: Unit, mismatches: Sequence[Mismatch], heard: Sequence[Heard]) -> tuple[Mismatch, ...]:
    """The mismatches of a sentence (spans within it) after its rivals were heard, those found by rules first."""
    kept = [found for found in mismatches if not _cleared(found, heard)]
    told = {(found.kind, found.direction) for found in kept}
    return (
        *kept,
        *(
            found
            for found in _found(unit, heard)
            if (found.kind, found.direction) not in told and not _told_of_figure(found, kept)
        ),
    )


def _told_of_figure(found: Mismatch, kept: Sequence[Mismatch]) -> bool:
    """Whether the rules have already found fault with the figure that a rival questions."""
    of_figures = {_FACT[kind][0] for kind in _FIGURES}
    return found.kind in of_figures and any(
        _meet(each.target_span, found.target_span) for each in kept if each.target_span
    )


def _cleared(mismatch: Mismatch, heard: Sequence[Heard]) -> bool:
    """Whether rivals mend the mismatch, and the source bears out none of them better."""
    margins = [each.margin for each in heard if _mends(each.rival, mismatch)]
    return bool(margins) and max(margins) <= CLEARED


def _mends(rival: Rival, mismatch: Mismatch) -> bool:
    """Whether the rival is the sentence without what the rules found; a figure that they found is never let pass."""
    if rival.kind in _BOUND or _FACT[rival.kind] != (mismatch.kind, mismatch.direction):
        return False
    if mismatch.direction == "lost" or not _meet(rival.span, mismatch.target_span):
        return False
    # Somebody else who says it is not mended by leaving out that anybody does.
    return mismatch.kind != "attribution" or bool(ledger(mismatch.target_text or "", "en").of("attribution"))


def _meet(span: Span, other: Span | None) -> bool:
    return other is not None and span[0] < other[1] and other[0] < span[1]


def _found(unit: Unit, heard: Sequence[Heard]) -> Iterator[Mismatch]:
    """One mismatch for each kind of rival of which one is above its limit: the surest."""
    surest: dict[RivalKind, Heard] = {}
    for each in heard:
        kind = each.rival.kind
        if each.margin > LIMITS[kind] and (kind not in surest or each.margin > surest[kind].margin):
            surest[kind] = each
    for kind, each in surest.items():
        fact, direction = _FACT[kind]
        message = _MESSAGES[kind].format(was=each.rival.was, instead=each.rival.instead)
        yield of_words(fact, direction, message, unit, each.rival.span)
