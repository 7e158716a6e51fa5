"""Check a summary sentence against a source in the other language.

Words are compared through svodka.facts.bilingual: a lexicon, exonyms, and transliteration. So the sentence finds the
source sentences that say it (its evidence); its figures and names are held against the source, and where the evidence
is clear, its negations, hedges and attributions are held against the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarize.support import MOST_EVIDENCE, Document, Unit
from svodka.facts.bilingual import Index, Word, weight, words_of
from svodka.facts.comparison import borne_out
from svodka.facts.crossnames import name_borne
from svodka.facts.mentions import mentions
from svodka.facts.stance import compare_attribution, compare_hedges, compare_negation, counterparts
from svodka.facts.types import Fact, Ledger, Mismatch
from svodka.facts.wording import wording

_GAIN = 0.08  # the share of a sentence's weight that a further piece of evidence must add
_FIGURE = 7.0  # what a number weighs, in nats; as a name
_CLEAR = 0.3  # the share of the sentence that a source sentence must cover to be held against it
_MARGIN = 0.05  # by how much it must be better than the next
_WHOLE = 0.4  # the share of a source sentence's words that must be in the summary for its attribution to be missed
ENOUGH = 0.12
"""The share of a sentence's weight that its evidence must cover; benchmarks/crossing.py prints what it lets through."""


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
    total = sum(nats for nats, _ in claims)
    if not total:
        return Crossed([(0, 0.0)], [], 0.5, True)
    shares: dict[int, float] = defaultdict(float)
    for nats, places in claims:
        for i, strength in places.items():
            shares[i] += nats * strength / total
    ranked = sorted(shares, key=lambda i: (-shares[i], i))
    chosen = _chosen(claims, ranked[:40], total)
    score = sum(nats * max((places.get(i, 0.0) for i in chosen), default=0.0) for nats, places in claims) / total
    evidence = [(i, min(1.0, shares[i])) for i in chosen]
    best, second = (shares[ranked[0]] if ranked else 0.0), (shares[ranked[1]] if len(ranked) > 1 else 0.0)
    clear = best >= _CLEAR and best - second >= _MARGIN
    mismatches = [*_figures(source, unit, chosen if clear else []), *_names(source, unit)]
    if clear:
        mismatches += _stance(document, source, unit, chosen)
    return Crossed(evidence, mismatches, min(1.0, score), score >= ENOUGH)


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


def _claims(source: _Source, unit: Unit) -> Iterator[tuple[float, dict[int, float]]]:
    """What the sentence says, piece by piece: its weight in nats, and which units say it how surely."""
    words = [word for word in words_of(unit.text, unit.lang) if word.content]
    covered = _exonyms(source.words, words)
    for word in dict.fromkeys(words):
        places = dict(covered.get(word.start) or source.words.places(word))
        yield weight(word, unit.lang), places
    for fact in unit.numbers:
        if fact.firm:
            found = {i: 1.0 for atom in fact.atoms for reading in atom for i in source.readings.get(reading, ())}
            yield _FIGURE, found


def _exonyms(index: Index, words: list[Word]) -> dict[int, dict[int, float]]:
    """The places of exonyms of two words, for either word."""
    found: dict[int, dict[int, float]] = {}
    for left, right in pairwise(words):
        if left.capital and right.capital and right.start - left.end <= 4:
            places = index.exonym(f"{left.text} {right.text}")
            if places:
                found[left.start] = found[right.start] = dict(places)
    return found


def _chosen(claims: list[tuple[float, dict[int, float]]], candidates: list[int], total: float) -> list[int]:
    """The units that together cover the sentence best; best first."""
    chosen: list[int] = []
    have = [0.0] * len(claims)
    while len(chosen) < MOST_EVIDENCE:
        best, gain = -1, 0.0
        for i in candidates:
            more = sum(n * (p[i] - h) for (n, p), h in zip(claims, have, strict=True) if p.get(i, 0.0) > h)
            if more > gain + 1e-9:
                best, gain = i, more
        if best < 0 or (chosen and gain / total < _GAIN):
            break
        chosen.append(best)
        have = [max(h, p.get(best, 0.0)) for (_, p), h in zip(claims, have, strict=True)]
    return chosen


def _figures(source: _Source, unit: Unit, evidence: list[int]) -> Iterator[Mismatch]:
    """Figures that the source lacks."""
    for fact in unit.numbers:
        if fact.firm and not borne_out(fact, source.figures):
            yield Mismatch(
                fact.kind, "unsupported", f"The source does not state “{fact.text}”.", None, None, fact.text, fact.span
            )


def _names(source: _Source, unit: Unit) -> Iterator[Mismatch]:
    for fact in mentions(unit.text, unit.lang):
        if fact.kind == "name" and fact.firm and not name_borne(fact.text, unit.lang, source.words):
            message = f"The name “{fact.text}” is not in the source."
            yield Mismatch("name", "unsupported", message, None, None, fact.text, fact.span)


def _stance(document: Document, source: _Source, unit: Unit, evidence: list[int]) -> Iterator[Mismatch]:
    """Negations, hedges and attributions, against the source sentence that the summary sentence rests on."""
    best = evidence[0]
    ours, theirs = _ledger(document, source, best), _wording(unit)
    others = [fact for i in evidence[1:] for fact in _ledger(document, source, i).facts]
    whole: float | None = None
    for check in (compare_negation, compare_hedges, compare_attribution):
        for mismatch in check(ours, theirs):
            if mismatch.direction == "unsupported":
                if any(fact.kind == mismatch.kind for fact in others):
                    continue
            else:
                if whole is None:
                    whole = counterparts(ours, theirs)
                if whole < _WHOLE:
                    continue
                mismatch = _placed(mismatch, document.units[best].span[0])
            yield mismatch


def _placed(mismatch: Mismatch, by: int) -> Mismatch:
    span = mismatch.source_span
    return replace(mismatch, source_span=(span[0] + by, span[1] + by)) if span else mismatch


def _ledger(document: Document, source: _Source, i: int) -> Ledger:
    if i not in source.ledgers:
        source.ledgers[i] = _wording(document.units[i])
    return source.ledgers[i]


def _wording(unit: Unit) -> Ledger:
    return Ledger(unit.text, unit.lang, tuple(wording(unit.text, unit.lang)))
