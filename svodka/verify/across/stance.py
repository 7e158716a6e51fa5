"""Does a sentence negate, hedge or attribute what its source in the other language does not, or the other way round?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.facts import Ledger, Mismatch
from svodka.facts.stance import (
    compare_attribution,
    compare_hedges,
    compare_negation,
    counterparts,
    excuses,
    same_statement,
)
from svodka.verify.across.case import Case, wording_of
from svodka.verify.answer import Answer
from svodka.verify.mismatches import placed

_WHOLE = 0.4  # the share of a source sentence's words that must be in the summary for its attribution to be missed


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Negations, hedges and attributions, against the source sentence that the summary sentence clearly rests on.

    Of two short statements that say the same the words need not be clear for one to negate what the other states.
    """
    if not case.evidence:
        return Answer()
    ours, theirs = case.ledger(case.evidence[0]), wording_of(case.unit)
    if not case.clear and not same_statement(ours, theirs):
        return Answer()
    return Answer(tuple(_disagreeing(case, ours, theirs)))


def _disagreeing(case: Case, ours: Ledger, theirs: Ledger) -> Iterator[Mismatch]:
    best = case.evidence[0]
    whole: float | None = None
    found = [*compare_negation(ours, theirs, whole=False)]
    if case.clear:
        found += [*compare_hedges(ours, theirs), *compare_attribution(ours, theirs)]
    for mismatch in found:
        if mismatch.direction == "unsupported":
            others = [i for i in case.beside(mismatch.target_span or (0, 0)) if i != best]
            if not any(excuses(case.ledger(i), mismatch, case.unit.lang) for i in others):
                yield mismatch
            continue
        if whole is None:
            whole = counterparts(ours, theirs)
        if whole >= _WHOLE or (mismatch.kind == "negation" and same_statement(ours, theirs)):
            span = mismatch.source_span
            yield replace(mismatch, source_span=placed(case.document.units[best], span)) if span else mismatch
