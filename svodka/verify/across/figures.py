"""Are the numbers, dates and amounts of a sentence those of its source in the other language?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from svodka.facts import Fact, Mismatch, borne_out
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.figures import LIKE, figure_mismatch, other_unit, shares_reading

# Also what one word of the other language may stand for, or what follows from what is measured.
_LIKE = (*LIKE, {"century", "year"}, {"mi", "mph"}, {"km", "km/h"})


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Figures that the source lacks, gives in another unit, or, where the evidence is clear, gives elsewhere."""
    return Answer(tuple(_disagreeing(case)))


def _disagreeing(case: Case) -> Iterator[Mismatch]:
    document, unit = case.document, case.unit
    for fact in unit.numbers:
        if not fact.firm:
            continue
        near = [(i, other) for i in case.beside(fact.span) for other in document.units[i].numbers] if case.clear else []
        rival = next(((i, o) for i, o in near if _rivals(fact, o) and not borne_out(o, unit.numbers)), None)
        elsewhere = rival is not None and not borne_out(fact, [other for _, other in near])
        if elsewhere or not borne_out(fact, case.source.figures):
            yield figure_mismatch(document, fact, rival)
            continue
        if not fact.unit:
            continue
        same = [place for place in near if shares_reading(fact, place[1])] or [
            place for place in document.numbers if shares_reading(fact, place[1])
        ]
        if same and all(other_unit(fact, other, _LIKE) for _, other in same):
            yield figure_mismatch(document, fact, same[0])


def _rivals(fact: Fact, other: Fact) -> bool:
    """Whether the other fact could be what the summary should have said."""
    return other.firm and _group(fact) == _group(other)


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
