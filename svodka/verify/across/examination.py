"""The questions that a sentence has to answer to a source in the other language, and when enough of it is explained.

Words are compared through svodka.facts.bilingual: a lexicon, exonyms, and transliteration. So the sentence finds the
source sentences that say it (its evidence); its figures and names are held against the source, and where the evidence
is clear, its negations, hedges and attributions are held against the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise

from svodka.facts import Fact, Figures
from svodka.facts.bilingual import Index, Word, weight, words_of
from svodka.verify.across import figures, names, opposites, quantities, reserve, speakers, stance
from svodka.verify.across.case import Case, Claim, Source, choose
from svodka.verify.answer import Answer, Examined, Question, ask
from svodka.verify.document import Document, Unit, of_document

QUESTIONS: tuple[Question[Case], ...] = (
    figures.ask,
    names.ask,
    stance.ask,
    opposites.ask,
    speakers.ask,
    quantities.ask,
    reserve.ask,
)
ENOUGH, UNEXPLAINED = 0.14, 20.0
"""A sentence is from elsewhere when its evidence covers less than this share and leaves more nats than this unexplained
(about three words: of short sentences the share says little). benchmarks/crossing.py prints what they let through."""
_FIGURE = 7.0  # what a number weighs, in nats; as a name
_CLEAR = 0.25  # the share of the sentence that a source sentence must cover to be held against it
_MARGIN = 0.05  # by how much it must be better than the next
_CANDIDATES = 40  # units looked at for evidence


def examine(document: Document, unit: Unit) -> Examined:
    """Hold a sentence against a document in the other language."""
    if not document.units:
        return Examined((), Answer(), 0.0, False)
    source = _source(document)
    claims = list(_claims(document, source, unit))
    total = sum(claim.nats for claim in claims)
    if not total:
        return Examined(((0, 0.0),), Answer(), 0.5, True)
    shares: dict[int, float] = defaultdict(float)
    for claim in claims:
        for i, strength in claim.places.items():
            shares[i] += claim.nats * strength / total
    ranked = sorted(shares, key=lambda i: (-shares[i], i))[:_CANDIDATES]
    chosen = choose(claims, ranked, total)
    score = sum(c.nats * max((c.places.get(i, 0.0) for i in chosen), default=0.0) for c in claims) / total
    best, second = (*(shares[i] for i in ranked[:2]), 0.0, 0.0)[:2]
    case = Case(document, source, unit, claims, ranked, chosen, best >= _CLEAR and best - second >= _MARGIN)
    explained = score >= ENOUGH or total * (1 - score) <= UNEXPLAINED
    return Examined([(i, min(1.0, shares[i])) for i in chosen], ask(case, QUESTIONS), min(1.0, score), explained)


@of_document
def _source(document: Document) -> Source:
    readings: dict[Hashable, list[int]] = defaultdict(list)
    for i, unit in enumerate(document.units):
        for fact in unit.numbers:
            for atom in fact.atoms:
                for reading in atom:
                    readings[reading].append(i)
    index = Index([unit.text for unit in document.units], document.lang)
    return Source(index, readings, {})


def _claims(document: Document, source: Source, unit: Unit) -> Iterator[Claim]:
    words = [word for word in words_of(unit.text, unit.lang) if word.content]
    covered = _exonyms(source.words, words)
    for word in {word.key: word for word in reversed(words)}.values():
        places = covered.get(word.start) or source.words.places(word)
        yield Claim(weight(word, unit.lang), places, (word.start, word.end))
    for fact in unit.numbers:
        if fact.firm:
            found = {i: 1.0 for atom in fact.atoms for reading in atom for i in source.readings.get(reading, ())}
            yield Claim(_FIGURE, found or _converted(document, fact), fact.span)


def _converted(document: Document, fact: Fact) -> dict[int, float]:
    """The units that say the figure in another measure, or the date in another way."""
    if not document.figures.converted(fact):
        return {}
    return {i: 1.0 for i, unit in enumerate(document.units) if Figures(unit.numbers).converted(fact)}


def _exonyms(index: Index, words: list[Word]) -> dict[int, dict[int, float]]:
    """The places of exonyms of two words, for either word."""
    found: dict[int, dict[int, float]] = {}
    for left, right in pairwise(words):
        if left.capital and right.capital and right.start - left.end <= 4:
            places = index.exonym(f"{left.text} {right.text}")
            if places:
                found[left.start] = found[right.start] = dict(places)
    return found
