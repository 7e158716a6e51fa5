"""Are the numbers, dates and amounts of a sentence those of its source?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence, Set
from decimal import Decimal
from functools import cached_property
from itertools import islice

from svodka.facts import Fact, Figures, Mismatch, borne_out
from svodka.facts.bilingual import Word
from svodka.regexes import regex
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Unit, of_document
from svodka.verify.figures import figure_mismatch, in_other_units, rebound
from svodka.verify.lexis import stem
from svodka.verify.senses import relation
from svodka.verify.within.case import Case

_ABOUT = 3  # content words on either side of a figure that say what it is a figure of
_CLOSE = 0.4  # the share of the sentence that a unit covers to be its counterpart


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Figures that the document lacks, gives in another unit, or says of something else.

    The feature ``figures_apart`` counts those that the evidence does not bear out, wherever else they stand.
    """
    if not case.unit.numbers:
        return Answer(features={"figures_apart": 0.0})
    evidence = _Evidence(case)
    apart = sum(fact.firm and not evidence.figures.bear_out(fact) for fact in case.unit.numbers)
    found = tuple(_disagreeing(case, evidence))
    bound = rebound(case.document, case.unit, [i for i, _ in case.evidence], found, _same)
    return Answer((*found, *bound), {"figures_apart": float(apart)})


def _same(ours: Word, theirs: Word) -> float:
    """How surely two words of one language say the same: one stem, or synonyms of each other (WordNet)."""
    if ours.key == theirs.key or stem(ours.key) == stem(theirs.key):
        return 1.0
    return _RELATED.get(relation(ours.key, theirs.key), 0.0) if ours.key.isascii() and theirs.key.isascii() else 0.0


_RELATED = {"same": 1.0, "synonym": 0.8, "kin": 0.8, "broader": 0.4, "narrower": 0.4}


class _Evidence:
    """The figures of the sentences that the case rests on, and those among them that a figure could be mixed up with.

    A sentence of a thousand figures has few different ones, or finds a rival at once: what was found for one is kept.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.places = [(i, fact) for i, _ in case.evidence for fact in case.document.units[i].numbers]
        self.figures = Figures(fact for _, fact in self.places)
        self._rivals: dict[Hashable, tuple[int, Fact] | None] = {}

    @cached_property
    def _groups(self) -> dict[Hashable, list[tuple[int, Fact]]]:
        groups: dict[Hashable, list[tuple[int, Fact]]] = {}
        for i, fact in self.places:
            if fact.firm:
                groups.setdefault(_group(fact, self.case.document.units[i]), []).append((i, fact))
        return groups

    @cached_property
    def of(self) -> dict[int, Figures]:
        """The figures of each of these sentences."""
        return {i: Figures(self.case.document.units[i].numbers) for i, _ in self.case.evidence}

    @cached_property
    def close(self) -> set[int]:
        """The units that cover enough of the sentence to be its counterpart."""
        document = self.case.document
        weights = {found: document.weight(found) for found in self.case.unit.content}
        return {i for i, _ in self.case.evidence if document.coverage(weights, i) >= _CLOSE}

    def rival(self, fact: Fact, group: Hashable, among: Set[int], kind: str = "") -> tuple[int, Fact] | None:
        """The first figure of the same group, in these units and of this kind, that says something else."""
        key = (group, fact.kind, fact.atoms, frozenset(among), kind)
        if key not in self._rivals:
            alike = self._groups.get(group, ())
            fitting = (place for place in alike if place[0] in among and (not kind or place[1].kind == kind))
            self._rivals[key] = next((place for place in fitting if not borne_out(fact, [place[1]])), None)
        return self._rivals[key]


def _disagreeing(case: Case, evidence: _Evidence) -> Iterator[Mismatch]:
    document, unit = case.document, case.unit
    everywhere, told = document.figures, {i for i, _ in case.evidence}
    for fact in unit.numbers:
        if not fact.firm:
            continue
        group = _group(fact, unit)
        if not everywhere.bear_out(fact):
            if _rounded(fact, unit, document) or _in_decade(fact, document):
                continue
            yield figure_mismatch(document, fact, evidence.rival(fact, group, told))
            continue
        rival = _counterpart(case, fact, group, evidence)
        if rival is not None:
            yield figure_mismatch(document, fact, rival)
            continue
        if evidence.figures.bear_out(fact):
            same = evidence.figures.first(fact)
            if fact.unit and same is not None and in_other_units(fact, evidence.figures):
                yield figure_mismatch(document, fact, evidence.places[same])
            continue
        close = evidence.rival(fact, group, evidence.close)
        if close:
            yield figure_mismatch(document, fact, close)
        elif fact.unit and in_other_units(fact, everywhere):
            place = everywhere.first(fact)
            if place is not None:
                yield figure_mismatch(document, fact, document.numbers[place])


_MORE = regex(
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
    known = _index(document)
    exact = known.exact.get(fact.unit, [])
    found = bisect_left(exact, value / _SLACK)
    return (fact.unit, value) in known.values or (found < len(exact) and exact[found] <= value * _SLACK)


_STRICT = ("age", "percent", "money", "range")  # kinds without readings of the clock: what is shared is borne out


def _counterpart(case: Case, fact: Fact, group: Hashable, evidence: _Evidence) -> tuple[int, Fact] | None:
    """What the source says instead, though the bare figure stands elsewhere in it."""
    if not case.evidence:
        return None
    best, share = case.evidence[0]
    if share >= _CLOSE and not evidence.of[best].bear_out(fact):
        found = evidence.rival(fact, group, {best})
        if found is not None and not _of_another(case, fact, evidence):
            return found
    if fact.kind in _STRICT and not _index(case.document).alone(fact):
        return evidence.rival(fact, group, {i for i, _ in case.evidence}, fact.kind)
    return None


def _of_another(case: Case, fact: Fact, evidence: _Evidence) -> bool:
    """Whether a further piece of evidence has the figure and the words about it as well as the best: two in one."""
    document = case.document
    words = [t for t in case.unit.tokens if t.content and not t.word[0].isdigit()]
    before = [t.stem for t in words if t.end <= fact.span[0]][-_ABOUT:]
    after = [t.stem for t in words if t.start >= fact.span[1]][:_ABOUT]
    others = [i for i, _ in case.evidence[1:] if evidence.of[i].bear_out(fact)]
    for stems in (before, after):
        about = {found: document.weight(found) for found in stems}
        least = max(document.coverage(about, case.evidence[0][0]), _CLOSE)
        if any(document.coverage(about, i) >= least for i in others):
            return True
    return False


def _in_decade(fact: Fact, document: Document) -> bool:
    """ "The 1970s" for 1971."""
    if not (isinstance(fact.value, tuple) and fact.value[0] == "decade"):
        return False
    return any(fact.value[1] + year in _index(document).years for year in range(10))


class _Index:
    """The figures of a document by value, and by kind and reading."""

    def __init__(self, document: Document) -> None:
        self.values: set[tuple[str, Decimal]] = set()
        self.years: set[int] = set()
        self.exact: dict[str, list[Decimal]] = defaultdict(list)
        """By unit the values that are no round figures, in order."""
        self._stated: dict[tuple[str, Hashable], set[tuple[frozenset[Hashable], ...]]] = defaultdict(set)
        for fact in document.figures.facts:
            if isinstance(fact.value, Decimal):
                self.values.add((fact.unit, fact.value))
            elif fact.kind == "date" and isinstance(fact.value, tuple) and isinstance(fact.value[0], int):
                self.years.add(fact.value[0])
            if fact.kind in _STRICT:
                for reading in (reading for atom in fact.atoms for reading in atom):
                    self._stated[fact.kind, reading].add(fact.atoms)
        for unit, value in self.values:
            if not _is_round(value):
                self.exact[unit].append(value)
        for values in self.exact.values():
            values.sort()

    def alone(self, fact: Fact) -> bool:
        """Whether one figure of the same kind, or a range, bears out all of the fact."""
        keys = [[(kind, r) for r in atom for kind in (fact.kind, "range")] for atom in fact.atoms]
        rarest = min(([stated for key in some for stated in self._stated.get(key, ())] for some in keys), key=len)
        return any(all(any(not atom.isdisjoint(a) for a in atoms) for atom in fact.atoms) for atoms in rarest)


@of_document
def _index(document: Document) -> _Index:
    return _Index(document)


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
