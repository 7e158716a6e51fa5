"""What the questions of this room are asked about: a sentence in claims, and the source sentences that say each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from svodka.facts import Ledger, Span
from svodka.facts.bilingual import Index
from svodka.facts.stance import wording
from svodka.verify.document import MOST_EVIDENCE, Document, Unit

_GAIN = 0.08  # the share of a sentence's weight that a further piece of evidence must add


class Claim(NamedTuple):
    """A word or figure of the sentence: what it weighs in nats, and which units say it how surely."""

    nats: float
    places: Mapping[int, float]
    span: Span


class Source(NamedTuple):
    """The words and figures of the source, each with the units that have it, and the wording of some units."""

    words: Index
    readings: dict[Hashable, list[int]]
    ledgers: dict[int, Ledger]


class Case(NamedTuple):
    """A sentence and the source; ``ranked``: the units that cover it, best first; ``clear``: the first is the one.

    ``evidence``: the units that cover it best together.
    """

    document: Document
    source: Source
    unit: Unit
    claims: list[Claim]
    ranked: list[int]
    evidence: list[int]
    clear: bool

    def beside(self, span: Span) -> list[int]:
        """The units that the sentence rests on apart from what it says in this span."""
        others = [c for c in self.claims if c.span[1] <= span[0] or c.span[0] >= span[1]]
        return choose(others, self.ranked, sum(claim.nats for claim in self.claims))

    def ledger(self, i: int) -> Ledger:
        """The wording of a unit of the source."""
        known = self.source.ledgers
        if i not in known:
            known[i] = wording_of(self.document.units[i])
        return known[i]


def wording_of(unit: Unit) -> Ledger:
    """Hedges, attributions and negations of a sentence."""
    return Ledger(unit.text, unit.lang, tuple(wording(unit.text, unit.lang)))


def choose(claims: list[Claim], candidates: list[int], total: float) -> list[int]:
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
