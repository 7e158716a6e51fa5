"""Check a summary sentence against a source in the other language.

Words are compared through svodka.facts.bilingual: a lexicon, exonyms, and transliteration. So the sentence finds the
source sentences that say it (its evidence); its figures and names are held against the source, and where the evidence
is clear, its negations, hedges and attributions are held against the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from svodka.facts.bilingual import Index, Word, name_borne, weight, words_of
from svodka.facts.comparison import borne_out
from svodka.facts.names import mentions
from svodka.facts.stance import compare_attribution, compare_hedges, compare_negation, counterparts, excuses, wording
from svodka.facts.types import Fact, Ledger, Mismatch
from svodka.verify.figures import figure_mismatch, shares_reading
from svodka.verify.support import MOST_EVIDENCE, Document, Unit

_GAIN = 0.08  # the share of a sentence's weight that a further piece of evidence must add
_FIGURE = 7.0  # what a number weighs, in nats; as a name
_CLEAR = 0.25  # the share of the sentence that a source sentence must cover to be held against it
_MARGIN = 0.05  # by how much it must be better than the next
_WHOLE = 0.4  # the share of a source sentence's words that must be in the summary for its attribution to be missed
_NEARLY = 0.33  # the share that must be in the summary for another name to be missed
_CANDIDATES = 40  # units looked at for evidence
ENOUGH, UNEXPLAINED = 0.14, 20.0
"""A sentence is from elsewhere when its evidence covers less than this share and leaves more nats than this unexplained
(about three words: of short sentences the share says little). benchmarks/crossing.py prints what they let through."""


# Units that one word of a language may stand for, or that follow from what is measured.
_LIKE = ({"%", "pp"}, {"GBP", "lb"}, {"century", "year"}, {"mi", "mph"}, {"km", "km/h"})


class Crossed(NamedTuple):
    """``evidence``: source sentences with the share of the sentence that each covers, best first."""

    evidence: list[tuple[int, float]]
    mismatches: list[Mismatch]
    score: float
    explained: bool


def check_across(document: Document, unit: Unit) -> Crossed:
    """The evidence of the sentence, what disagrees with the source, and how much of it the evidence covers."""
    if not document.units:
        return Crossed([], [], 0.0, False)
    source = _source(document)
    claims = list(_claims(source, unit))
    total = sum(claim.nats for claim in claims)
    if not total:
        return Crossed([(0, 0.0)], [], 0.5, True)
    shares: dict[int, float] = defaultdict(float)
    for claim in claims:
        for i, strength in claim.places.items():
            shares[i] += claim.nats * strength / total
    ranked = sorted(shares, key=lambda i: (-shares[i], i))[:_CANDIDATES]
    chosen = _chosen(claims, ranked, total)
    score = sum(c.nats * max((c.places.get(i, 0.0) for i in chosen), default=0.0) for c in claims) / total
    best, second = (*(shares[i] for i in ranked[:2]), 0.0, 0.0)[:2]
    case = _Case(document, source, unit, claims, ranked, best >= _CLEAR and best - second >= _MARGIN)
    mismatches = [*_figures(case), *_names(case)]
    if case.clear:
        mismatches += _stance(case, chosen[0])
    explained = score >= ENOUGH or total * (1 - score) <= UNEXPLAINED
    return Crossed([(i, min(1.0, shares[i])) for i in chosen], mismatches, min(1.0, score), explained)


class _Claim(NamedTuple):
    """A word or figure of the sentence: what it weighs in nats, and which units say it how surely."""

    nats: float
    places: Mapping[int, float]
    span: tuple[int, int]


class _Case(NamedTuple):
    """A sentence and the source; ``ranked``: the units that cover it, best first; ``clear``: the first is the one."""

    document: Document
    source: _Source
    unit: Unit
    claims: list[_Claim]
    ranked: list[int]
    clear: bool

    def beside(self, span: tuple[int, int]) -> list[int]:
        """The units that the sentence rests on apart from what it says in this span."""
        others = [c for c in self.claims if c.span[1] <= span[0] or c.span[0] >= span[1]]
        return _chosen(others, self.ranked, sum(claim.nats for claim in self.claims))


class _Source(NamedTuple):
    """The words and figures of the source, each with the units that have it, and the wording of some units."""

    words: Index
    readings: dict[Hashable, list[int]]
    figures: tuple[Fact, ...]
    ledgers: dict[int, Ledger]


@lru_cache(maxsize=4)
def _source(document: Document) -> _Source:
    readings: dict[Hashable, list[int]] = defaultdict(list)
    for i, unit in enumerate(document.units):
        for fact in unit.numbers:
            for atom in fact.atoms:
                for reading in atom:
                    readings[reading].append(i)
    index = Index([unit.text for unit in document.units], document.lang)
    return _Source(index, readings, tuple(fact for _, fact in document.numbers), {})


def _claims(source: _Source, unit: Unit) -> Iterator[_Claim]:
    words = [word for word in words_of(unit.text, unit.lang) if word.content]
    covered = _exonyms(source.words, words)
    for word in {word.key: word for word in reversed(words)}.values():
        places = covered.get(word.start) or source.words.places(word)
        yield _Claim(weight(word, unit.lang), places, (word.start, word.end))
    for fact in unit.numbers:
        if fact.firm:
            found = {i: 1.0 for atom in fact.atoms for reading in atom for i in source.readings.get(reading, ())}
            yield _Claim(_FIGURE, found, fact.span)


def _exonyms(index: Index, words: list[Word]) -> dict[int, dict[int, float]]:
    """The places of exonyms of two words, for either word."""
    found: dict[int, dict[int, float]] = {}
    for left, right in pairwise(words):
        if left.capital and right.capital and right.start - left.end <= 4:
            places = index.exonym(f"{left.text} {right.text}")
            if places:
                found[left.start] = found[right.start] = dict(places)
    return found


def _chosen(claims: list[_Claim], candidates: list[int], total: float) -> list[int]:
    """The units that together cover the claims best; best first."""
    chosen: list[int] = []
    have = [0.0] * len(claims)
    while len(chosen) < MOST_EVIDENCE:
        best, gain = -1, 0.0
        for i in candidates:
            more = sum(
                c.nats * (c.places[i] - h) for c, h in zip(claims, have, strict=True) if c.places.get(i, 0.0) > h
            )
            if more > gain + 1e-9:
                best, gain = i, more
        if best < 0 or (chosen and gain / total < _GAIN):
            break
        chosen.append(best)
        have = [max(h, c.places.get(best, 0.0)) for c, h in zip(claims, have, strict=True)]
    return chosen


def _figures(case: _Case) -> Iterator[Mismatch]:
    """Figures that the source lacks, gives in another unit, or, where the evidence is clear, gives elsewhere."""
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
        if same and all(_other_unit(fact, other) for _, other in same):
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


def _other_unit(fact: Fact, other: Fact) -> bool:
    """The same figure with a unit that says something else; one without a unit leaves it open."""
    if fact.unit == other.unit or not other.unit or "person" in (fact.unit, other.unit):
        return False
    return {fact.unit, other.unit} not in _LIKE


def _names(case: _Case) -> Iterator[Mismatch]:
    """Names that the source lacks, or that stand where the clear evidence has another name."""
    unit, words = case.unit, case.source.words
    for fact in mentions(unit.text, unit.lang):
        if fact.kind != "name" or not fact.firm:
            continue
        if not name_borne(fact.text, unit.lang, words):
            message = f"The name “{fact.text}” is not in the source."
            yield Mismatch("name", "unsupported", message, None, None, fact.text, fact.span)
        elif case.clear and not _at_hand(case, fact, case.ranked[:1]):
            rival = _rival(case, case.beside(fact.span), fact)
            if rival is not None:
                i, other = rival
                offset = case.document.units[i].span[0]
                message = f"The summary says “{fact.text}”, the source “{other.text}”."
                span = (offset + other.span[0], offset + other.span[1])
                yield Mismatch("name", "unsupported", message, other.text, span, fact.text, fact.span)


def _at_hand(case: _Case, fact: Fact, units: list[int]) -> bool:
    """Whether the units say a word of the name; acronyms are let pass."""
    inside = [c for c in case.claims if c.span[0] >= fact.span[0] and c.span[1] <= fact.span[1]]
    return fact.text.isupper() or not inside or any(i in claim.places for claim in inside for i in units)


def _rival(case: _Case, near: list[int], fact: Fact) -> tuple[int, Fact] | None:
    """A name of the best evidence that the sentence leaves out, where the sentence says nearly all of the evidence."""
    document, unit = case.document, case.unit
    if not near or _at_hand(case, fact, near):
        return None
    if name_borne(fact.text, unit.lang, Index([document.units[i].text for i in near], document.lang), strictly=True):
        return None
    best = document.units[near[0]]
    said = Index([unit.text], unit.lang)
    for other in mentions(best.text, best.lang):
        if other.kind == "name" and other.firm and not name_borne(other.text, best.lang, said):
            ours, theirs = _wording(best), _wording(unit)
            return (near[0], other) if counterparts(ours, theirs) >= _NEARLY else None
    return None


def _stance(case: _Case, best: int) -> Iterator[Mismatch]:
    """Negations, hedges and attributions, against the source sentence that the summary sentence rests on."""
    ours, theirs = _ledger(case, best), _wording(case.unit)
    whole: float | None = None
    found = (
        *compare_negation(ours, theirs, whole=False), *compare_hedges(ours, theirs), *compare_attribution(ours, theirs)
    )  # fmt: skip
    for mismatch in found:
        if mismatch.direction == "unsupported":
            others = [i for i in case.beside(mismatch.target_span or (0, 0)) if i != best]
            if not any(excuses(_ledger(case, i), mismatch, case.unit.lang) for i in others):
                yield mismatch
            continue
        if whole is None:
            whole = counterparts(ours, theirs)
        if whole >= _WHOLE:
            yield _placed(mismatch, case.document.units[best].span[0])


def _placed(mismatch: Mismatch, by: int) -> Mismatch:
    span = mismatch.source_span
    return replace(mismatch, source_span=(span[0] + by, span[1] + by)) if span else mismatch


def _ledger(case: _Case, i: int) -> Ledger:
    known = case.source.ledgers
    if i not in known:
        known[i] = _wording(case.document.units[i])
    return known[i]


def _wording(unit: Unit) -> Ledger:
    return Ledger(unit.text, unit.lang, tuple(wording(unit.text, unit.lang)))
