"""Sentences and their rivals before a source: by how much it bears out each rival better than the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from svodka.facts import Fact, FactKind, ledger
from svodka.facts.bilingual import Index, words_of
from svodka.facts.numbers import numbers
from svodka.verify.rivals import figures, negations, reserves, roles, words
from svodka.verify.rivals.rival import Rival, RivalKind
from svodka.verify.rivals.scorer import Scorer
from svodka.verify.senses import antonyms

_USUAL = 0.3
"""The share of what a wording is likelier after nothing that is taken off what it is likelier after the source."""
_MAKERS = (
    roles.exchanged, figures.exchanged, figures.turned, figures.remeasured, negations.affirmed, negations.negated,
    reserves.flat, reserves.reserved, reserves.unattributed, reserves.attributed, words.opposed, words.counted,
)  # fmt: skip
_MOST = 24
_GOVERNED = 2  # content words behind a negation that it may be about
_NEEDED: Mapping[RivalKind, frozenset[FactKind]] = {
    "negation_in": frozenset({"negation"}), "reserve_in": frozenset({"hedge"}),
    "speaker_in": frozenset({"attribution", "hedge"}),
}  # fmt: skip
"""A source without any such cue cannot bear the rival out."""
_HELD: Mapping[RivalKind, frozenset[FactKind]] = {
    "reserve_out": frozenset({"hedge"}), "speaker_out": frozenset({"attribution", "hedge"}),
}  # fmt: skip
_HANDICAP = 7.0
"""Nats that the rival has to make up where the source has a cue of what it leaves out: the network knows «якобы» and
«возможно», and not every way of saying so."""


class Pair(NamedTuple):
    """An English sentence, the Russian source sentences that it rests on, and the day that both were written on."""

    source: str
    sentence: str
    written: date | None = None


class Heard(NamedTuple):
    """A rival, and the nats by which the source bears it out better than the sentence (below 0: worse)."""

    rival: Rival
    margin: float


def rivals(pair: Pair) -> Iterator[tuple[Rival, float]]:
    """What the sentence could also have said, as far as the source may bear it out, each wording once; with the nats
    that are taken off its margin."""
    seen = {pair.sentence}
    cues = {fact.kind for fact in ledger(pair.source, "ru").facts}
    figures_there = numbers(pair.source, "ru")
    words_there = Index([pair.source], "ru")
    for maker in _MAKERS:
        for other in maker(pair.sentence):
            needed = _NEEDED.get(other.kind)
            if other.text in seen or (needed and not needed & cues):
                continue
            if other.kind in ("sign", "unit") and _stated(pair.sentence, other, figures_there):
                continue
            if other.kind == "antonym" and _said(words_there, other.was):
                continue
            if _turned(pair.sentence, other, words_there, cues):
                continue
            seen.add(other.text)
            yield other, _HANDICAP if _HELD.get(other.kind, frozenset()) & cues else 0.0
            if len(seen) > _MOST:
                return


def _said(there: Index, word: str) -> bool:
    return any(there.places(found) for found in words_of(word, "en"))


def _stated(sentence: str, other: Rival, there: Sequence[Fact]) -> bool:
    """Whether the source has the figure at the rival's place in the sign and unit of the sentence."""
    low, high = other.span
    here = [fact for fact in numbers(sentence, "en") if fact.span[0] <= high and low <= fact.span[1]]
    return any(
        ours.unit == theirs.unit and (ours.sign == -1) == (theirs.sign == -1) and ours.atoms[-1] & theirs.atoms[-1]
        for ours in there if ours.atoms for theirs in here if theirs.atoms
    )  # fmt: skip


def _turned(sentence: str, other: Rival, there: Index, cues: set[FactKind]) -> bool:
    """Whether the sentence negates the opposite of a word of the source, "not open" for «закрыт»: to the network either
    half of that is wrong."""
    if other.kind == "negation_out":
        governed = [word.text.lower() for word in words_of(sentence[other.span[1] :], "en") if word.content][:_GOVERNED]
        return any(_said(there, opposite) for word in governed for opposite in antonyms(word))
    if other.kind != "antonym" or "negation" in cues:
        return False
    last = max((word.start for word in words_of(sentence[: other.span[0]], "en") if word.content), default=0)
    return bool(negations.NEGATION.search(sentence, last, other.span[0]))


def hear(scorer: Scorer, pairs: Sequence[Pair]) -> list[tuple[Heard, ...]]:
    """For each pair the sentence's rivals with their margins, in order; none without a source, or for what does not
    fit the scorer."""
    asked = [tuple(rivals(p)) if p.source and scorer.fits(p.source, p.sentence) else () for p in pairs]
    texts: dict[tuple[str, str], None] = {}
    for pair, others in zip(pairs, asked, strict=True):
        for text in (pair.sentence, *(other.text for other, _ in others)) if others else ():
            texts |= {(pair.source, text): None, ("", text): None}
    nats = dict(zip(texts, scorer.score(list(texts)), strict=True)) if texts else {}

    def worth(source: str, text: str) -> float:
        return nats[source, text] - _USUAL * nats["", text]

    return [
        tuple(Heard(other, worth(source, other.text) - worth(source, sentence) - less) for other, less in others)
        for (source, sentence, _), others in zip(pairs, asked, strict=True)
    ]
