"""Check a summary against its source, sentence by sentence (`check`), or only find what they rest on (`evidence`).

A sentence is supported when none of its facts disagrees with the source and the words that the source lacks carry
little information; or, with a threshold, when what was measured on the way makes it likely (weighing/). No download:
for each sentence the source sentences that cover it best are its evidence, and it is asked one question after another
(within/ its language, or across/ two).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from svodka.errors import InputError, OptionError
from svodka.facts import Lang, Mismatch
from svodka.facts.given import mismatch_in
from svodka.text import Normal, reading_form
from svodka.verify.across import examine as examine_across
from svodka.verify.answer import Examined
from svodka.verify.document import Document, Unit, language, units
from svodka.verify.types import Evidence, FactReport, SentenceReport
from svodka.verify.weighing import forest, reasons
from svodka.verify.within import examine

if TYPE_CHECKING:
    from svodka.verify.rivals import Scorer


class Verifier(Protocol):
    """A second opinion, such as `svodka.verify.judge.Judge`."""

    def supports(self, source: str, sentences: Sequence[str]) -> list[float]:
        """The probability that the source bears out each sentence, in order."""
        ...


VERIFIED = 0.5
"""The threshold on a verifier's probability, as MiniCheck's and FactCG's authors set it."""


def check(
    source: str,
    summary: str,
    *,
    threshold: float | None = None,
    verifier: Verifier | None = None,
    rivals: bool = True,
    scorer: Scorer | None = None,
    written: date | None = None,
) -> FactReport:
    """Check a summary, in English or Russian, against a source, in English or Russian.

    Both are read in their normal form (`svodka.text`): stress marks, soft hyphens, look-alike letters change nothing.
    By the facts alone (``threshold`` 0, another language than the source's, or Russian) a sentence is supported when no
    fact disagrees and little of it is unexplained. With a ``threshold`` (0 to 1) its probability has to reach it, and
    no figure or name may disagree, nor any other fact where the sentence is near its source's words; the other
    mismatches are weighed in the probability, so a supported sentence can have some. None is the threshold that tells
    best on labelled summaries, lowered for a summary of many sentences, each of which could be the one to fail. A
    ``verifier`` replaces the learned probability, beside the facts; its threshold is `VERIFIED`.

    The English sentences of a Russian source are held against their ``rivals``, what they could also have said: two
    names exchanged, negations, reserves and attributions put in or taken out, opposites, other quantities. What the
    source bears out better is a mismatch; a negation, reserve or attribution that the rules did not find in the source
    is let pass where it does not bear out the sentence without it. The ``scorer`` weighs them; None is the compact
    checkpoint (`TranslatorScorer`), which is loaded for the first such pair of texts and kept.

    With the day that both were ``written`` on, завтра is held against "on Friday" and "on March 6": they agree or
    disagree by the calendar. Without it nothing is said where only one side tells a date from the day of writing.

    One report per summary sentence, in order; spans of mismatches are offsets into ``source`` and ``summary``. An empty
    summary gives an empty report; with an empty source nothing is supported. Lone surrogates and NUL characters are
    taken as they come. Raises `InputError` when either is not a string, `OptionError` for an impossible threshold, and
    what the scorer raises: CheckpointError, EngineError.
    """
    for name, text in (("source", source), ("summary", summary)):
        if not isinstance(text, str):
            raise InputError(f"{name} is {type(text).__name__}; expected a str")
    if threshold is not None and not 0 <= threshold <= 1:
        raise OptionError(f"threshold is {threshold!r}; expected a probability from 0 to 1")
    ours, theirs = _read(source), reading_form(summary)
    document = _document(ours.text, language(ours.text), written)
    lang = language(theirs.text)
    sentences = units(theirs.text, lang, written)
    given: Sequence[float | None] = [None] * len(sentences)
    if verifier is not None:
        given = verifier.supports(ours.text, [unit.text for unit in sentences])
    if threshold is None:
        threshold = VERIFIED if verifier else forest().limit(len(sentences))
    if lang == document.lang:
        weighed = threshold > 0 and verifier is None and lang == "en"
        examined = [examine(document, unit, measured=weighed) for unit in sentences]
    else:
        weighed = False
        examined = [examine_across(document, unit) for unit in sentences]
    if rivals and document.lang == "ru" and lang == "en":
        from svodka.verify.rivals import settle

        examined = settle(scorer or _translator(), document, sentences, examined)
    reports = (
        _report(document, unit, found, threshold, known, weighed=weighed)
        for unit, found, known in zip(sentences, examined, given, strict=True)
    )
    if ours.text is source and theirs.text is summary:
        return FactReport(tuple(reports))
    return FactReport(tuple(_as_given(report, source, ours, summary, theirs) for report in reports))


def evidence(source: str, sentences: Sequence[str], lang: Lang = "en") -> tuple[tuple[Evidence, ...], ...]:
    """The source sentences that together cover each sentence best, best first; both texts are in ``lang``."""
    normal = _read(source)
    document = _document(normal.text, lang)
    cases = (Unit(read, (0, len(read)), lang) for read in (reading_form(sentence).text for sentence in sentences))
    found = (tuple(document.as_evidence(i, share) for i, share in document.evidence(case)) for case in cases)
    return tuple(tuple(_evidence_in(source, normal, piece) for piece in pieces) for pieces in found)


@cache
def _translator() -> Scorer:
    from svodka.verify.rivals import TranslatorScorer

    return TranslatorScorer()


@lru_cache(maxsize=4)
def _read(source: str) -> Normal:
    return reading_form(source)


@lru_cache(maxsize=4)
def _document(source: str, lang: Lang, written: date | None = None) -> Document:
    # A pipeline asks about one document sentence by sentence.
    return Document(source, lang, written)


def _report(
    document: Document, unit: Unit, found: Examined, threshold: float, probability: float | None, *, weighed: bool
) -> SentenceReport:
    moved: dict[str, float] = {}
    if weighed:
        probability, moved = forest().weigh(found.answer.features)
    mismatches = found.answer.mismatches
    sound = not found.disproved if weighed else not mismatches and found.explained
    return SentenceReport(
        unit.text,
        unit.span,
        sound and (probability is None or probability >= threshold),
        max(0.0, min(1.0, found.score)),
        tuple(_shifted(mismatch, unit.span[0]) for mismatch in mismatches),
        tuple(document.as_evidence(i, share) for i, share in found.evidence),
        probability,
        reasons(found.answer.features, moved) if weighed else (),
    )


def _as_given(report: SentenceReport, source: str, ours: Normal, summary: str, theirs: Normal) -> SentenceReport:
    """The report on two texts in their reading form, as a report on the texts as given."""
    span = theirs.span(*report.span)
    return replace(
        report,
        text=summary[slice(*span)],
        span=span,
        mismatches=tuple(mismatch_in(source, ours, summary, theirs, found) for found in report.mismatches),
        evidence=tuple(_evidence_in(source, ours, piece) for piece in report.evidence),
    )


def _evidence_in(source: str, normal: Normal, piece: Evidence) -> Evidence:
    span = normal.span(*piece.span)
    return replace(piece, span=span, text=source[slice(*span)])


def _shifted(mismatch: Mismatch, by: int) -> Mismatch:
    span = mismatch.target_span
    return replace(mismatch, target_span=(span[0] + by, span[1] + by)) if span else mismatch
