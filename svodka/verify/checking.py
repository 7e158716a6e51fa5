"""Check a summary against its source, sentence by sentence: `check`.

A sentence is supported when none of its facts disagrees with the source and the words that the source lacks carry
little information. No model and no download: for each sentence the source sentences that cover it best are its
evidence (support.py), and figures (figures.py), names (entities.py) and stance (stance.py) are held against them.
Across languages words cannot be compared; there evidence is found by names, numbers and exonyms (crossing.py).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from svodka.errors import InputError
from svodka.facts.lexicon import MOST, RUSSIAN_WORD, information
from svodka.facts.types import Mismatch
from svodka.verify.crossing import check_across
from svodka.verify.entities import check_entities, known
from svodka.verify.figures import check_figures
from svodka.verify.stance import check_stance, check_superlatives
from svodka.verify.support import Document, Unit, language, units
from svodka.verify.types import FactReport, SentenceReport, Span
from svodka.verify.verbatim import check_verbatim

UNEXPLAINED = 14.0
"""Nats of unexplained information that make a sentence unsupported. Words that the source lacks count in full (none
more than `MOST`: names, the rarest words, are judged by themselves), words that only the best evidence sentence lacks
for a quarter (`_SCATTERED`), and two fifths of what the sentence says (`_LEEWAY`) are forgiven: a longer sentence may
be reworded more. The shares are rounded from a logistic regression that tells summaries of 300 CNN/DailyMail documents
from the same summaries held against the most similar other document."""
_SCATTERED, _LEEWAY = 0.25, 0.4


def check(source: str, summary: str) -> FactReport:
    """Check a summary, in English or Russian, against a source, in English or Russian.

    One report per summary sentence, in order; spans of mismatches are offsets into ``source`` and ``summary``. An empty
    summary gives an empty report; with an empty source nothing is supported. Lone surrogates and NUL characters are
    taken as they come. Raises `InputError` when either is not a string.
    """
    for name, text in (("source", source), ("summary", summary)):
        if not isinstance(text, str):
            raise InputError(f"{name} is {type(text).__name__}; expected a str")
    document = _document(source)
    lang = language(summary)
    return FactReport(tuple(_report(document, unit) for unit in units(summary, lang)))


@lru_cache(maxsize=4)
def _document(source: str) -> Document:
    # A pipeline asks about one document sentence by sentence.
    return Document(source, language(source))


def _report(document: Document, unit: Unit) -> SentenceReport:
    if document.lang != unit.lang:
        evidence, mismatches, score, explained = check_across(document, unit)
        supported = not mismatches and explained
    else:
        evidence = document.evidence(unit)
        mismatches = [
            *check_figures(document, unit, evidence),
            *check_entities(document, unit, evidence),
            *check_stance(document, unit, evidence),
            *check_superlatives(document, unit),
        ]
        mismatches += [m for m in check_verbatim(document, unit, evidence) if not _told(m, mismatches)]
        missing, scattered, total = unexplained(document, unit, evidence)
        score = 1 - missing / total if total else float(bool(evidence))
        left = missing + _SCATTERED * scattered - _LEEWAY * total
        supported = not mismatches and left <= UNEXPLAINED and bool(document.units)
    return SentenceReport(
        unit.text,
        unit.span,
        supported,
        max(0.0, min(1.0, score)),
        tuple(_shifted(mismatch, unit.span[0]) for mismatch in mismatches),
        tuple(document.as_evidence(i, share) for i, share in evidence),
    )


def unexplained(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> tuple[float, float, float]:
    """Information of the words that the document lacks, that the best evidence lacks, and of all words, in nats."""
    missing = scattered = total = 0.0
    seen = set()
    best = document.units[evidence[0][0]].stems if evidence else frozenset()
    for token in unit.tokens:
        if not token.content or token.stem in seen or token.word[0].isdigit():
            continue
        seen.add(token.stem)
        nats = RUSSIAN_WORD if unit.lang == "ru" else information(token.word.removesuffix("'s"))
        total += nats
        if token.stem not in best:
            scattered += nats
            if not document.has(token.stem) and not (token.capital and known(document, token)):
                missing += min(nats, MOST)
    return missing, scattered, total


def _told(mismatch: Mismatch, others: list[Mismatch]) -> bool:
    """Whether another check has said the same of the same words already."""
    return any(
        mismatch.kind == other.kind
        and (
            mismatch.target_span == other.target_span
            or _meet(mismatch.target_span, other.target_span)
            or _meet(mismatch.source_span, other.source_span)
        )
        for other in others
    )


def _meet(left: Span | None, right: Span | None) -> bool:
    return left is not None and right is not None and left[0] < right[1] and right[0] < left[1]


def _shifted(mismatch: Mismatch, by: int) -> Mismatch:
    span = mismatch.target_span
    return replace(mismatch, target_span=(span[0] + by, span[1] + by)) if span else mismatch
