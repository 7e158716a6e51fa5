"""The repair ladder: a hypothesis with defects is decoded again in other ways, and the best attempt is kept.

The first attempt is the best of the beam's hypotheses (translate/reranking.py), and for a long segment also of its two
halves translated alone: small models lose the thread in long sentences. A source whose object comes first is also
decoded with its subject first (translate/source/order.py), one with a participle and its words before a noun with these
behind it (translate/source/participles.py), and that reading wins unless it lost something; one whose place or time
comes first too, and that reading has to be worth no less.

Each rung is tried on every segment that is still defective, all of them in one batch, until a segment is clean or the
ladder ends. What remains wrong with the best attempt is flagged on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from svodka.engines.protocol import DecodeOptions
from svodka.regexes import regex
from translate.checks import Verdict, check, unbroken
from translate.decoding import Decoded, Decodes
from translate.reranking import HYPOTHESES, doubt, not_losing
from translate.reranking import rerank as best_of
from translate.source.enumeration import in_parts, joined, missing
from translate.source.order import subject_first, verb_second
from translate.source.participles import participles_behind
from translate.source.window import cut
from translate.types import Flag

_MINIMUM_PART = 12
_A_MEMBER = 4  # what one member of a list weighs that is not there, beside the weights of translate/checks.py
# From so many words on, the halves stand beside the whole as one more hypothesis.
_LONG = 34
_PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "—": "-", "–": "-", "…": "...", "−": "-"})
_CLOSED = regex(r"[.!?…:;\"»)]$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kept hypothesis of a decoder input: its score, what is wrong with it, and the decodings it took."""

    text: str
    score: float
    flags: tuple[Flag, ...] = ()
    attempts: int = 1


def translate_segments(
    decoder: Decodes, sources: Sequence[str], options: DecodeOptions, *, repair: bool, rerank: bool
) -> list[Outcome]:
    """The outcome of each source, in input order."""
    best = (_reranked if rerank and decoder.scored else _first)(decoder, sources, options)
    attempts = [1] * len(sources)
    for rung in _LADDER if repair else ():
        failing = [i for i, a in enumerate(best) if a.verdict.weight or (a.missing and rung is _listed)]
        retries = [(i, again) for i in failing if (again := rung(sources[i], options)) is not None]
        for index, found in zip([i for i, _ in retries], _retry(decoder, [r for _, r in retries]), strict=True):
            attempts[index] += 1
            best[index] = min(best[index], _attempt(sources[index], found), key=_badness)
    return [
        Outcome(
            unbroken(a.decoded.text),
            a.decoded.score,
            a.verdict.flags or (doubt(source, a.decoded) if decoder.scored else ()),
            n,
        )
        for source, a, n in zip(sources, best, attempts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Attempt:
    decoded: Decoded
    verdict: Verdict
    missing: int  # members of a long list


def _attempt(source: str, found: Decoded) -> _Attempt:
    return _Attempt(found, check(source, found.text), missing(source, found.text))


@dataclass(frozen=True, slots=True)
class _Retry:
    parts: tuple[str, ...]
    options: DecodeOptions
    listed: bool = False  # the parts are those of an enumeration


def _badness(attempt: _Attempt) -> tuple[int, float]:
    return attempt.verdict.weight + _A_MEMBER * attempt.missing, -attempt.decoded.score


def _first(decoder: Decodes, sources: Sequence[str], options: DecodeOptions) -> list[_Attempt]:
    decoded = decoder.decode(sources, options)
    return [_attempt(source, found) for source, found in zip(sources, decoded, strict=True)]


def _reranked(decoder: Decodes, sources: Sequence[str], options: DecodeOptions) -> list[_Attempt]:
    halves = {
        i: _Retry(parts, options)
        for i, source in enumerate(sources)
        if source.count(" ") >= _LONG - 1 and len(parts := _halves(source)) > 1
    }
    joined = dict(zip(halves, _retry(decoder, list(halves.values())), strict=True))
    turned = {i: other for i, source in enumerate(sources) if (other := _in_english_order(source)) is not None}
    second = {i: other for i, s in enumerate(sources) if i not in turned and (other := verb_second(s)) is not None}
    # The sources in the order of English stand in the same batches as the others.
    decoded = decoder.nbest([*sources, *turned.values(), *second.values()], options, HYPOTHESES)
    readings = dict(zip((*turned, *second), decoded[len(sources) :], strict=True))
    best = []
    for i, (source, found) in enumerate(zip(sources, decoded, strict=False)):
        kept = best_of(source, (*found, joined[i]) if i in joined else found)
        if i in readings:
            kept = not_losing(source, kept, best_of(source, readings[i]), sure=i in turned)
        best.append(_Attempt(kept.decoded, kept.verdict, missing(source, kept.decoded.text)))
    return best


def _in_english_order(source: str) -> str | None:
    """The source with its subject first and its participles behind their nouns; None where nothing was to do."""
    first = subject_first(source)
    return participles_behind(source if first is None else first) or first


def _retry(decoder: Decodes, retries: Sequence[_Retry]) -> list[Decoded]:
    """Decode the parts of all retries that share their options together, and join each retry's parts again."""
    results: dict[int, Decoded] = {}
    for options in dict.fromkeys(retry.options for retry in retries):
        group = [i for i, retry in enumerate(retries) if retry.options == options]
        parts = iter(decoder.decode([part for i in group for part in retries[i].parts], options))
        for i in group:
            found = [next(parts) for _ in retries[i].parts]
            texts = [part.text for part in found]
            text = joined(retries[i].parts, texts) if retries[i].listed else " ".join(text for text in texts if text)
            results[i] = Decoded(text, sum(part.score for part in found) / len(found))
    return [results[i] for i in range(len(retries))]


def _other_beam(source: str, options: DecodeOptions) -> _Retry | None:
    return _Retry((source,), replace(options, beam=4 if options.beam == 1 else 2 * options.beam))


def _no_repeats(source: str, options: DecodeOptions) -> _Retry | None:
    return _Retry((source,), replace(options, no_repeat_ngram=3))


def _plain(source: str, options: DecodeOptions) -> _Retry | None:
    """Plain quotes and dashes, a capital at the start, a full stop at the end: what training sentences look like."""
    text = source.translate(_PLAIN)
    text = text[:1].upper() + text[1:]
    text = text if _CLOSED.search(text) else text + "."
    return _Retry((text,), options) if text != source else None


def _split(source: str, options: DecodeOptions) -> _Retry | None:
    """The two halves, each translated alone."""
    parts = _halves(source)
    return _Retry(parts, replace(options, no_repeat_ngram=3)) if len(parts) > 1 else None


def _listed(source: str, options: DecodeOptions) -> _Retry | None:
    """A long enumeration in parts, which are joined by commas again: small models leave out its end."""
    parts = in_parts(source)
    return _Retry(parts, options, listed=True) if len(parts) > 1 else None


def _halves(source: str) -> tuple[str, ...]:
    """What stands on either side of the best clause boundary; the whole where it is too short to be cut."""
    if len(source) < 2 * _MINIMUM_PART or " " not in source:
        return (source,)
    left, right = cut(source, 0, len(source), reach=len(source))
    return tuple(part for part in (source[:left].strip(), source[right:].strip()) if part)


_LADDER: tuple[Callable[[str, DecodeOptions], _Retry | None], ...] = (_other_beam, _no_repeats, _plain, _split, _listed)
