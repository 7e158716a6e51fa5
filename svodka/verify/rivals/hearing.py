"""Sentences and their rivals before a source: by how much it bears out each rival better than the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from svodka.facts import FactKind, Lang, ledger
from svodka.facts.bilingual import Index, words_of
from svodka.verify.lexis import WORD, stem
from svodka.verify.rivals import negations, reserves, roles, words
from svodka.verify.rivals.rival import Rival, RivalKind
from svodka.verify.rivals.scorer import Scorer

_USUAL = 0.3
"""The share of what a wording is likelier after nothing that is taken off what it is likelier after the source."""
_MAKERS = (
    roles.exchanged, negations.affirmed, negations.negated, reserves.flat, reserves.reserved, reserves.unattributed,
    reserves.attributed, words.opposed, words.counted,
)  # fmt: skip
_MOST = 24
_NEEDED: Mapping[RivalKind, frozenset[FactKind]] = {
    "negation_in": frozenset({"negation"}), "reserve_in": frozenset({"hedge"}),
    "speaker_in": frozenset({"attribution", "hedge"}),
}  # fmt: skip
"""A source without any such cue cannot bear the rival out."""


class Pair(NamedTuple):
    """An English sentence, and the source sentences that it rests on, in either language."""

    source: str
    lang: Lang
    sentence: str


class Heard(NamedTuple):
    """A rival, and the nats by which the source bears it out better than the sentence (below 0: worse)."""

    rival: Rival
    margin: float


def rivals(pair: Pair) -> Iterator[Rival]:
    """What the sentence could also have said, as far as the source may bear it out; each wording once."""
    seen = {pair.sentence}
    cues = {fact.kind for fact in ledger(pair.source, pair.lang).facts}
    says = _saying(pair.source, pair.lang)
    for maker in _MAKERS:
        for other in maker(pair.sentence):
            needed = _NEEDED.get(other.kind)
            if (needed and not needed & cues) or (other.kind == "antonym" and says(other.was)):
                continue
            if other.text not in seen and len(seen) <= _MOST:
                seen.add(other.text)
                yield other


def _saying(source: str, lang: Lang) -> Callable[[str], bool]:
    """Whether a source has an English word in lower case, or what it translates."""
    if lang == "en":
        stems = {stem(match[0].lower()) for match in WORD.finditer(source)}
        return lambda word: stem(word) in stems
    index = Index([source], lang)
    return lambda word: any(index.places(found) for found in words_of(word, "en"))


def hear(scorer: Scorer, pairs: Sequence[Pair]) -> list[tuple[Heard, ...]]:
    """For each pair the sentence's rivals with their margins, in order; none without a source, or for what does not
    fit the scorer."""
    asked = [
        tuple(rivals(pair)) if pair.source and scorer.fits(pair.source, pair.sentence) else () for pair in pairs
    ]
    texts: dict[tuple[str, str], None] = {}
    for pair, others in zip(pairs, asked, strict=True):
        if others:
            for text in (pair.sentence, *(other.text for other in others)):
                texts |= {(pair.source, text): None, ("", text): None}
    nats = dict(zip(texts, scorer.score(list(texts)), strict=True)) if texts else {}

    def worth(source: str, text: str) -> float:
        return nats[source, text] - _USUAL * nats["", text]

    return [
        tuple(Heard(other, worth(pair.source, other.text) - worth(pair.source, pair.sentence)) for other in others)
        for pair, others in zip(pairs, asked, strict=True)
    ]
