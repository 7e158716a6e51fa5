"""Are the numbers, dates and amounts of a sentence those of its source?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from svodka.facts import Fact, Mismatch, borne_out
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Unit
from svodka.verify.figures import figure_mismatch, other_unit, shares_reading
from svodka.verify.within.case import Case

_CLOSE = 0.4  # the share of the sentence that a unit covers to be its counterpart


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Figures that the document lacks, gives in another unit, or says of something else.

    The feature ``figures_apart`` counts those that the evidence does not bear out, wherever else they stand.
    """
    if not case.unit.numbers:
        return Answer(features={"figures_apart": 0.0})
    beside = [fact for i, _ in case.evidence for fact in case.document.units[i].numbers]
    apart = sum(fact.firm and not borne_out(fact, beside) for fact in case.unit.numbers)
    return Answer(tuple(_disagreeing(*case)), {"figures_apart": float(apart)})


def _disagreeing(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> Iterator[Mismatch]:
    weights = {found: document.weight(found) for found in unit.content}
    everywhere = [fact for _, fact in document.numbers]
    beside = [fact for i, _ in evidence for fact in document.units[i].numbers]
    figures: dict[Hashable, list[tuple[int, Fact]]] = {}
    for i, _ in evidence:
        for said in document.units[i].numbers:
            if said.firm:
                figures.setdefault(_group(said, document.units[i]), []).append((i, said))
    for fact in unit.numbers:
        if not fact.firm:
            continue
        alike = figures.get(_group(fact, unit), ())
        rivals = [(i, other) for i, other in alike if not borne_out(fact, [other])]
        if not borne_out(fact, everywhere):
            if _rounded(fact, unit, document) or _in_decade(fact, everywhere):
                continue
            yield figure_mismatch(document, fact, rivals[0] if rivals else None)
            continue
        rival = _counterpart(document, fact, everywhere, evidence, rivals)
        if rival is not None:
            yield figure_mismatch(document, fact, rival)
            continue
        if borne_out(fact, beside):
            same = [
                (i, other) for i, _ in evidence for other in document.units[i].numbers if shares_reading(fact, other)
            ]
            if fact.unit and same and all(other_unit(fact, other) for _, other in same):
                yield figure_mismatch(document, fact, same[0])
            continue
        close = [(i, other) for i, other in rivals if document.coverage(weights, i) >= _CLOSE]
        if close:
            yield figure_mismatch(document, fact, close[0])
        elif fact.unit and all(other_unit(fact, other) for other in everywhere if shares_reading(fact, other)):
            other = next(((i, o) for i, o in document.numbers if shares_reading(fact, o)), None)
            if other is not None:
                yield figure_mismatch(document, fact, other)


_MORE = re.compile(
    r"(?:more than|over|at least|above|exceed\w*|up to|under|less than|fewer than|nearly|almost|close to|about|"
    r"around|some|roughly|approximately|an estimated|более|больше|свыше|около|почти|примерно|не менее|до|порядка)"
    r"[\s$€£]*\Z",
    re.IGNORECASE,
)
_SLACK = Decimal("1.35")  # "more than 200,000" for 270,000: how far a round figure may lie from the exact one


def _rounded(fact: Fact, unit: Unit, document: Document) -> bool:
    """ "More than 100", "nearly 50%": a round figure that a figure of the source with the same unit is close to."""
    value = fact.value
    if not isinstance(value, Decimal) or value < 2 or not _is_round(value):
        return False
    if not _MORE.search(unit.text[max(0, fact.span[0] - 25) : fact.span[0]]):
        return False
    return any(
        isinstance(other.value, Decimal) and other.unit == fact.unit and value / _SLACK <= other.value <= value * _SLACK
        for _, other in document.numbers
        if not (isinstance(other.value, Decimal) and _is_round(other.value) and other.value != value)
    )


_STRICT = ("age", "percent", "money", "range")


def _counterpart(
    document: Document,
    fact: Fact,
    everywhere: list[Fact],
    evidence: list[tuple[int, float]],
    rivals: list[tuple[int, Fact]],
) -> tuple[int, Fact] | None:
    """What the source says instead, though the bare figure stands elsewhere in it."""
    if not evidence:
        return None
    best, share = evidence[0]
    if share >= _CLOSE and not borne_out(fact, document.units[best].numbers):
        found = next((rival for rival in rivals if rival[0] == best), None)
        if found is not None:
            return found
    if fact.kind in _STRICT and not any(other.kind == fact.kind and borne_out(fact, [other]) for other in everywhere):
        return next((rival for rival in rivals if rival[1].kind == fact.kind), None)
    return None


def _in_decade(fact: Fact, others: list[Fact]) -> bool:
    """ "The 1970s" for 1971."""
    if not (isinstance(fact.value, tuple) and fact.value[0] == "decade"):
        return False
    years = [other.value[0] for other in others if other.kind == "date" and isinstance(other.value, tuple)]
    return any(isinstance(year, int) and 0 <= year - fact.value[1] < 10 for year in years)


def _is_round(value: Decimal) -> bool:
    """One significant digit, or two of which the second is a five: 100, 40,000, 250."""
    digits = "".join(map(str, value.normalize().as_tuple().digits))
    return len(digits) == 1 or (len(digits) == 2 and digits[1] == "5")


def _group(fact: Fact, unit: Unit) -> Hashable:
    """What the figure is a figure of: a percentage, an amount in dollars, a weekday, or the word that it counts."""
    if fact.kind == "date" and isinstance(fact.value, tuple):
        if len(fact.value) == 2:
            return ("date", fact.value[0])
        return ("date", tuple(part is not None for part in fact.value))
    if fact.kind in ("percent", "time", "age", "ordinal"):
        return fact.kind
    if fact.unit:
        return fact.kind, fact.unit
    after = bisect_left(unit.tokens, fact.span[1], key=lambda token: token.start)
    counted = next((t.stem for t in islice(unit.tokens, after, None) if t.content), "")
    return "number", counted
