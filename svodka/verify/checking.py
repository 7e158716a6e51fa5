"""Check a summary against its source, sentence by sentence.

A sentence is supported when none of its facts disagrees with the source and the words that the source lacks carry
little information; or, with a threshold, when the judge (entailment/) or what was measured on the way (weighing/) makes
it likely. No download: for each sentence the source sentences that cover it best are its evidence, and it is asked one
question after another (within/ its language, or across/ two).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Protocol

from svodka.errors import InputError, OptionError
from svodka.facts import Mismatch
from svodka.facts.given import mismatch_in
from svodka.signature import Signature
from svodka.text import Normal, reading_form
from svodka.verify.across import examine as examine_across
from svodka.verify.answer import Examined
from svodka.verify.document import Document, Unit, language, units
from svodka.verify.entailment import ShippedJudge, shipped_judge
from svodka.verify.opinion import Opinion, judged, weighed
from svodka.verify.retrieval import as_given, document_of, read
from svodka.verify.types import FactReport, SentenceReport
from svodka.verify.weighing import forest
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
    judge: bool = True,
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
    best on labelled summaries, lowered for a summary of many sentences, each of which could be the one to fail.

    The probability is that of the ``judge``, where a version has that small network; without it that of measures of the
    sentence (svodka/verify/weighing/). A ``verifier`` stands in place of either, beside the facts; its threshold is
    `VERIFIED`. The report's signature says which it was, and its threshold.

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
    what judge and scorer raise: CheckpointError, EngineError.
    """
    for name, text in (("source", source), ("summary", summary)):
        if not isinstance(text, str):
            raise InputError(f"{name} is {type(text).__name__}; expected a str")
    if threshold is not None and not 0 <= threshold <= 1:
        raise OptionError(f"threshold is {threshold!r}; expected a probability from 0 to 1")
    ours, theirs = read(source), reading_form(summary)
    document = document_of(ours.text, language(ours.text), written)
    lang = language(theirs.text)
    sentences = units(theirs.text, lang, written)
    learned = threshold != 0 and verifier is None and lang == document.lang == "en"
    reader = shipped_judge() if judge and learned else None
    if threshold is None:
        threshold = _threshold(verifier, reader, len(sentences)) if learned or verifier else 0.0
    if lang == document.lang:
        measured = learned and (reader is None or reader.limit.forest > 0)
        examined = [examine(document, unit, measured=measured) for unit in sentences]
    else:
        examined = [examine_across(document, unit) for unit in sentences]
    if rivals and document.lang == "ru" and lang == "en":
        from svodka.verify.rivals import settle

        examined = settle(scorer or _translator(), document, sentences, examined)
    if verifier is not None:
        opinions = [Opinion(chance) for chance in verifier.supports(ours.text, [unit.text for unit in sentences])]
    elif reader is not None:
        opinions = judged(reader, document, sentences, examined, threshold)
    else:
        opinions = weighed(examined) if learned else [Opinion()] * len(sentences)
    reports = (
        _report(document, unit, found, threshold, opinion, learned=learned)
        for unit, found, opinion in zip(sentences, examined, opinions, strict=True)
    )
    if ours.text is not source or theirs.text is not summary:
        reports = (_report_as_given(report, source, ours, summary, theirs) for report in reports)
    options = {"threshold": f"{threshold:.4f}"} if learned or verifier else {}
    options |= {} if rivals else {"rivals": "False"}
    options |= {"written": written.isoformat()} if written else {}
    signature = replace(_decided(verifier, reader, learned=learned), options=tuple(sorted(options.items())))
    return FactReport(tuple(reports), signature)


def _threshold(verifier: Verifier | None, reader: ShippedJudge | None, sentences: int) -> float:
    if verifier is not None:
        return VERIFIED
    return reader.limit.of(sentences) if reader else forest().limit(sentences)


def _decided(verifier: Verifier | None, reader: ShippedJudge | None, *, learned: bool) -> Signature:
    """Whose probability it is; ``svodka/facts`` where there is none."""
    if verifier is not None:
        return Signature(str(getattr(verifier, "model", type(verifier).__name__)), getattr(verifier, "revision", None))
    return reader.signature if reader else Signature("svodka/forest" if learned else "svodka/facts")


@cache
def _translator() -> Scorer:
    from svodka.verify.rivals import TranslatorScorer

    return TranslatorScorer()


def _report(
    document: Document, unit: Unit, found: Examined, threshold: float, opinion: Opinion, *, learned: bool
) -> SentenceReport:
    mismatches = found.answer.mismatches
    sound = not found.disproved if learned else not mismatches and found.explained
    return SentenceReport(
        unit.text,
        unit.span,
        sound and (opinion.probability is None or opinion.probability >= threshold),
        max(0.0, min(1.0, found.score)),
        tuple(_shifted(mismatch, unit.span[0]) for mismatch in mismatches),
        tuple(document.as_evidence(i, share) for i, share in found.evidence),
        opinion.probability,
        opinion.reasons,
    )


def _report_as_given(report: SentenceReport, source: str, ours: Normal, summary: str, theirs: Normal) -> SentenceReport:
    """The report on two texts in their reading form, as a report on the texts as given."""
    span = theirs.span(*report.span)
    return replace(
        report,
        text=summary[slice(*span)],
        span=span,
        mismatches=tuple(mismatch_in(source, ours, summary, theirs, found) for found in report.mismatches),
        evidence=tuple(as_given(source, ours, piece) for piece in report.evidence),
    )


def _shifted(mismatch: Mismatch, by: int) -> Mismatch:
    span = mismatch.target_span
    return replace(mismatch, target_span=(span[0] + by, span[1] + by)) if span else mismatch
