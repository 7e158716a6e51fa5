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
_WITHIN = (negations.affirmed, words.opposed, words.counted)
"""English against English: exchanged names, reserves and attributions win before as many true sentences as false ones
there (docs/facts.md), since a sentence that joins two differs from either in just these."""
_ACROSS = (
    *_WITHIN, roles.exchanged, negations.negated, reserves.flat, reserves.reserved, reserves.unattributed,
    reserves.attributed,
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


class Hearing(NamedTuple):
    """What a scorer says of a pair. ``gain``: by how many nats a word the source makes the sentence likelier."""

    gain: float
    heard: tuple[Heard, ...]


def rivals(pair: Pair) -> Iterator[Rival]:
    """What the sentence could also have said, as far as the source may bear it out; each wording once."""
    seen = {pair.sentence}
    cues = {fact.kind for fact in ledger(pair.source, pair.lang).facts}
    says = _saying(pair.source, pair.lang)
    for maker in _WITHIN if pair.lang == "en" else _ACROSS:
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


def hear(scorer: Scorer, pairs: Sequence[Pair]) -> list[Hearing | None]:
    """What the scorer says of each pair, in order; None without a source, or for what does not fit the scorer."""
    asked = [tuple(rivals(p)) if p.source and scorer.fits(p.source, p.sentence) else None for p in pairs]
    texts: dict[tuple[str, str], None] = {}
    for pair, others in zip(pairs, asked, strict=True):
        for text in () if others is None else (pair.sentence, *(other.text for other in others)):
            texts |= {(pair.source, text): None, ("", text): None}
    nats = dict(zip(texts, scorer.score(list(texts)), strict=True)) if texts else {}

    def worth(source: str, text: str) -> float:
        return nats[source, text] - _USUAL * nats["", text]

    found: list[Hearing | None] = []
    for (source, _, sentence), others in zip(pairs, asked, strict=True):
        if others is None:
            found.append(None)
            continue
        own = worth(source, sentence)
        gain = (nats[source, sentence] - nats["", sentence]) / max(1, len(sentence.split()))
        found.append(Hearing(gain, tuple(Heard(other, worth(source, other.text) - own) for other in others)))
    return found
