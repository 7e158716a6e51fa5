"""Does a sentence negate, hedge or attribute what its source in the other language does not, or the other way round?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.facts import Mismatch
from svodka.facts.stance import compare_attribution, compare_hedges, compare_negation, counterparts, excuses
from svodka.verify.across.case import Case, wording_of
from svodka.verify.answer import Answer
from svodka.verify.mismatches import placed

_WHOLE = 0.4  # the share of a source sentence's words that must be in the summary for its attribution to be missed


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Negations, hedges and attributions, against the source sentence that the summary sentence clearly rests on."""
    return Answer(tuple(_disagreeing(case)) if case.clear else ())


def _disagreeing(case: Case) -> Iterator[Mismatch]:
    best = case.evidence[0]
    ours, theirs = case.ledger(best), wording_of(case.unit)
    whole: float | None = None
    found = (
        *compare_negation(ours, theirs, whole=False), *compare_hedges(ours, theirs), *compare_attribution(ours, theirs)
    )  # fmt: skip
    for mismatch in found:
        if mismatch.direction == "unsupported":
            others = [i for i in case.beside(mismatch.target_span or (0, 0)) if i != best]
            if not any(excuses(case.ledger(i), mismatch, case.unit.lang) for i in others):
                yield mismatch
            continue
        if whole is None:
            whole = counterparts(ours, theirs)
        if whole >= _WHOLE:
            span = mismatch.source_span
            yield replace(mismatch, source_span=placed(case.document.units[best], span)) if span else mismatch
