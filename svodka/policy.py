"""What happens to facts that the source does not bear out: repair, flag, strict, or off.

Two comparisons: Russian source against English translation, segment by segment (`translation_checks`), and every
sentence of the summary against its English document and, through the evidence, its Russian original (`judge`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from summarize import SummarySentence
from svodka.facts import FactKind, Mismatch, Span
from svodka.items import BriefSentence, EvidenceLink
from svodka.options import FactPolicy
from svodka.provenance import links
from svodka.text import within
from svodka.verify import Evidence, Scorer, SentenceReport
from translate import Translation


def translation_checks(translation: Translation, written: date | None = None) -> tuple[Mismatch, ...]:
    """Facts lost or changed between Russian and English, with spans into the translation's source and hypothesis.

    ``written``, here and below: the day of the item, from which its relative dates are counted.
    """
    from svodka.facts import compare, ledger

    found = []
    for segment in translation.segments:
        if not segment.translated:
            continue
        for mismatch in compare(ledger(segment.source, "ru", written), ledger(segment.hypothesis, "en", written)):
            found.append(
                replace(
                    mismatch,
                    source_span=_shift(mismatch.source_span, segment.source_span[0]),
                    target_span=_shift(mismatch.target_span, segment.hypothesis_span[0]),
                )
            )
    return tuple(found)


def in_doubt(translation: Translation, checks: Sequence[Mismatch]) -> list[Span]:
    """The spans of the hypothesis that a brief had better do without: segments with a flag, and those that do not say
    what their source says (``checks`` of `translation_checks`)."""
    changed = [m for m in checks if m.kind in CROSSED]
    sources = [segment.source_span for segment in translation.segments]
    hypotheses = [segment.hypothesis_span for segment in translation.segments]
    doubted = _holding(sources, [m.source_span for m in changed]) | _holding(
        hypotheses, [m.target_span for m in changed]
    )
    return [s.hypothesis_span for n, s in enumerate(translation.segments) if s.doubts or n in doubted]


def _holding(wholes: Sequence[Span], spans: Sequence[Span | None]) -> set[int]:
    """The numbers of those of the ``wholes``, which are in order, that one of the spans lies in."""
    starts = [start for start, _ in wholes]
    near = ((bisect_right(starts, span[0]) - 1, span) for span in spans if span is not None)
    return {number for number, span in near if number >= 0 and within(span, wholes[number])}


def left_out(headline: Translation, document: Translation, told: str, written: date | None = None) -> tuple[str, ...]:
    """The figures, dates and names of the Russian headline and of the document's first whole sentence that the English
    of a brief (``told``, its headline included) does not state; in English where the translation states them."""
    from svodka.facts import compare, ledger

    body = [segment for segment in document.segments if segment.translated]
    lead = next((s for s in body if s.source.rstrip(_CLOSING)[-1:] in _ENDS), None) or next(iter(body), None)
    brief, found = ledger(told, "en", written), dict[str, None]()
    for segment in (*(s for s in headline.segments if s.translated), *([lead] if lead else [])):
        missing, named = (
            [m for m in compare(brief, side) if m.direction == "unsupported" and m.kind in _KEY and m.target_text]
            for side in (ledger(segment.source, "ru", written), ledger(segment.hypothesis, "en", written))
        )
        same = [m.kind for m in missing] == [m.kind for m in named]
        found |= dict.fromkeys(str(m.target_text) for m in (named if same else missing))
    return tuple(found)


# Who, how many, when.
_KEY = frozenset(get_args(FactKind)) - {"role", "quote", "hedge", "attribution", "negation", "ordinal"}
_CLOSING, _ENDS = "\"'”’»)] ", (".", "!", "?", "…")


def _shift(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return span and (span[0] + by, span[1] + by)


def judge(
    translation: Translation,
    sentences: Sequence[SummarySentence],
    policy: FactPolicy,
    scorer: Scorer | None = None,
    written: date | None = None,
) -> tuple[tuple[BriefSentence, ...], tuple[str, ...]]:
    """The sentences of a brief with their evidence and verdicts, and the notes that say what was replaced or dropped.

    With a ``scorer`` a sentence in other words than the translation's is held against its rivals before its Russian
    evidence, as `svodka.verify.check` does. With ``repair`` an unsupported sentence gives way to its best evidence
    sentence that the brief does not already have, and is dropped when there is none.
    """
    if policy == "off":
        return tuple(BriefSentence(s.text, links(translation, s.evidence)) for s in sentences), ()
    reports = _checked(translation, sentences, written)
    checked = [_verdict(translation, s, found, scorer, written) for s, found in zip(sentences, reports, strict=True)]
    if policy != "repair":
        return tuple(checked), ()
    kept: list[BriefSentence] = []
    taken = {_plain(sentence.text) for sentence in checked if sentence.supported}
    replaced = dropped = 0
    for original, sentence, found in zip(sentences, checked, reports, strict=True):
        if sentence.supported:
            kept.append(sentence)
            continue
        other = _replacement(translation, original, found, taken, scorer, written)
        if other is None:
            dropped += 1
            continue
        replaced += 1
        taken.add(_plain(other.text))
        kept.append(other)
    return tuple(kept), _notes(replaced, dropped)


def judge_headline(
    translation: Translation,
    headline: SummarySentence | None,
    translated: str,
    policy: FactPolicy,
    scorer: Scorer | None = None,
    written: date | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The brief's headline: the summarizer's where it wrote one that the source bears out, else the translated one.

    A note says when an unsupported headline gave way; an item that has no headline of its own is then left without.
    """
    if headline is None:
        return translated, ()
    if policy == "off":
        return headline.text, ()
    (found,) = _checked(translation, [headline], written)
    if _verdict(translation, headline, found, scorer, written).supported:
        return headline.text, ()
    return translated, ("The summarizer's headline gave way to the translated one: the source does not bear it out.",)


def _notes(replaced: int, dropped: int) -> tuple[str, ...]:
    notes = []
    if replaced:
        what = "1 sentence gave way to its" if replaced == 1 else f"{replaced} sentences gave way to their"
        notes.append(f"{what} evidence: the source does not bear out what the summarizer wrote.")
    if dropped:
        what = "1 sentence was" if dropped == 1 else f"{dropped} sentences were"
        notes.append(f"{what} dropped: the source does not bear out what the summarizer wrote.")
    return tuple(notes)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# What the checker says of a sentence, which may read as several to it.
_Found = tuple[SentenceReport, ...]


def _checked(translation: Translation, sentences: Sequence[SummarySentence], written: date | None) -> list[_Found]:
    """What the check finds of each sentence: the facts alone of one that was taken from the document; of one in the
    summarizer's own words what the judge says as well, where the package has one.
    """
    from svodka.verify import shipped_judge

    judge = shipped_judge()
    limits = [judge.limit.threshold if judge and not _taken(sentence) else 0.0 for sentence in sentences]
    found: dict[int, _Found] = {}
    for limit in dict.fromkeys(limits):
        chosen = [n for n, own in enumerate(limits) if own == limit]
        asked = _asked(translation, [sentences[n].text for n in chosen], limit, written)
        found |= zip(chosen, asked, strict=True)
    return [found[n] for n in range(len(sentences))]


def _taken(sentence: SummarySentence) -> bool:
    return any(_plain(sentence.text) in _plain(evidence.text) for evidence in sentence.evidence)


def _asked(translation: Translation, texts: Sequence[str], threshold: float, written: date | None) -> list[_Found]:
    """The reports on each text; they are asked about together, as paragraphs of one."""
    from svodka.verify import check

    # Careful, not suspicious: the learned threshold is for `svodka check`.
    joined = _PARAGRAPH.join(texts)
    reports = check(translation.hypothesis, joined, threshold=threshold, written=written).sentences
    found: list[_Found] = []
    start = 0
    for text in texts:
        end = start + len(text)
        own = (report for report in reports if start <= report.span[0] < end)
        found.append(tuple(_moved(report, -start) for report in own))
        start = end + len(_PARAGRAPH)
    return found


_PARAGRAPH = "\n\n"


def _moved(report: SentenceReport, by: int) -> SentenceReport:
    """The report with its places in the sentence that it is of."""
    mismatches = tuple(replace(m, target_span=_shift(m.target_span, by)) for m in report.mismatches)
    return replace(report, span=(report.span[0] + by, report.span[1] + by), mismatches=mismatches)


def _replacement(
    translation: Translation,
    original: SummarySentence,
    found: _Found,
    taken: set[str],
    scorer: Scorer | None,
    written: date | None,
) -> BriefSentence | None:
    """The best evidence sentence that the brief does not have yet."""
    candidates = [*original.evidence] or [evidence for part in found for evidence in part.evidence]
    for evidence in candidates:
        if _plain(evidence.text) not in taken and _plain(evidence.text) != _plain(original.text):
            sentence = SummarySentence(evidence.text, (replace(evidence, score=1.0),))
            (report,) = _checked(translation, [sentence], written)
            verdict = _verdict(translation, sentence, report, scorer, written)
            return replace(verdict, replaced=original.text)
    return None


def _verdict(
    translation: Translation, sentence: SummarySentence, found: _Found, scorer: Scorer | None, written: date | None
) -> BriefSentence:
    """One sentence against the English document, and against its Russian evidence.

    The brief's sentence stands only if all that it reads as do, and no fact disagrees, whatever outweighs it.
    """
    evidence = _merge(sentence.text, [e for part in found for e in part.evidence], sentence.evidence)
    mismatches = tuple(m for part in found for m in part.mismatches)
    evidence_links = links(translation, evidence)
    crossed = _against_original(sentence.text, evidence_links, scorer, written)
    supported = all(part.supported and not part.mismatches for part in found) and not crossed
    return BriefSentence(sentence.text, evidence_links, supported, (*mismatches, *crossed))


def _merge(text: str, checked: Sequence[Evidence], given: Sequence[Evidence]) -> list[Evidence]:
    """The sentence itself where it was taken from the document; else the summarizer's evidence, which may be what it
    wrote the sentence from, else the checker's."""
    own = [evidence for evidence in given if _plain(text) in _plain(evidence.text)]
    return own or list(given) or list(checked)


# Names are left out: a translator's way of writing them is judged segment by segment, in `Brief.checks`.
CROSSED = frozenset(get_args(FactKind)) - {"name", "quote"}


def _against_original(
    sentence: str, evidence: Sequence[EvidenceLink], scorer: Scorer | None, written: date | None
) -> list[Mismatch]:
    """Figures, negations, hedges and attributions of the sentence against its Russian evidence, past the translation.

    A sentence that is the translation of a segment is held against that segment as a whole, and not against rivals: the
    scorer would be asked what a translator, perhaps the same, has just decided.
    """
    from svodka.facts import compare, ledger
    from svodka.verify import check

    if not evidence:
        return []
    segment = next((link for link in evidence if _plain(link.target) == _plain(sentence)), None)
    found: Sequence[Mismatch]
    if segment is not None:
        found = compare(ledger(segment.source, "ru", written), ledger(sentence, "en", written))
    else:
        original = "\n".join(link.source for link in evidence)
        rivals = scorer is not None
        report = check(original, sentence, threshold=0, rivals=rivals, scorer=scorer, written=written)
        found = [mismatch for part in report.sentences for mismatch in part.mismatches]
    # Spans into the evidence would mislead; the links have the Russian text.
    return [replace(m, source_span=None) for m in found if m.kind in CROSSED]
