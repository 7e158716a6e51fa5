"""Are the numbers, dates and amounts of a sentence those of its source in the other language?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from svodka.facts import Fact, Figures, Mismatch
from svodka.facts.days import is_relative
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.document import Document
from svodka.verify.figures import figure_mismatch, in_other_units, rebound


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Figures that the source lacks, gives in another unit, or, where the evidence is clear, gives elsewhere; and those
    that the evidence binds to something else."""
    found = tuple(_disagreeing(case))
    return Answer((*found, *rebound(case.document, case.unit, case.evidence, found, days=_of_days(case))))


def _of_days(case: Case) -> list[int] | None:
    """The evidence for all that the sentence says beside its days, where it is clear: another sentence's "last year" is
    no evidence for this one's."""
    spans = [fact.span for fact in case.unit.numbers if is_relative(fact)]
    if not spans or not case.clear:
        return None
    beside = set(case.evidence).intersection(*(case.beside(span) for span in spans))
    return sorted(beside) or None


def _disagreeing(case: Case) -> Iterator[Mismatch]:
    document, unit = case.document, case.unit
    told = Figures(unit.numbers)
    near = lru_cache(lambda places: _Near(document, places, told))
    for fact in unit.numbers:
        if not fact.firm:
            continue
        beside = near(tuple(case.beside(fact.span)) if case.clear else ())
        rival = beside.untold.get(_group(fact))
        elsewhere = rival is not None and not beside.figures.bear_out(fact)
        if elsewhere or not document.figures.bear_out(fact):
            yield figure_mismatch(document, fact, rival)
            continue
        if not fact.unit:
            continue
        same = beside.figures.first(fact)
        places, figures = (document.numbers, document.figures) if same is None else (beside.places, beside.figures)
        same = figures.first(fact) if same is None else same
        if same is not None and in_other_units(fact, figures):
            yield figure_mismatch(document, fact, places[same])


class _Near:
    """The figures of some units; ``untold``: of each sort the first firm one that the sentence does not state."""

    def __init__(self, document: Document, units: Sequence[int], told: Figures) -> None:
        self.places = [(i, fact) for i in units for fact in document.units[i].numbers]
        self.figures = Figures(fact for _, fact in self.places)
        self.untold: dict[Hashable, tuple[int, Fact]] = {}
        for place in self.places:
            if place[1].firm and not told.bear_out(place[1]):
                self.untold.setdefault(_group(place[1]), place)


def _group(fact: Fact) -> Hashable:
    """What sort of figure it is; a lone year is one whether the language calls it a date or not."""
    value = fact.value
    if fact.kind == "date" and isinstance(value, tuple):
        if len(value) == 2:
            return "date", value[0]
        if value[1] is None and value[2] is None:
            return "year"
        return "date", tuple(part is not None for part in value)
    if fact.kind == "number" and isinstance(value, Decimal) and not fact.unit and 1000 <= value < 2200:
        return "year"
    return fact.kind, fact.unit
