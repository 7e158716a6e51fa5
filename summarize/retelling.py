"""Summaries whose sentences a network writes one by one, each from its evidence, so that each has it by construction.

The document's sentences are chosen as for an extractive summary and put into groups (summarize/groups.py); of each the
writer makes one sentence. What is no sentence, longer than its evidence, not borne out by it as the check finds, or
leaves out what limits it (summarize/omissions.py) gives way to the evidence; notes count those. What is written is
shorter, so more groups come into the words of an extractive summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarize.compose import capital, chosen, compose_extractive, key_facts, stated
from summarize.defects import clean, defect, is_english
from summarize.extractive import Extract, is_whole, terms
from summarize.groups import MOST_WORDS, Group, grouped
from summarize.headline import headline
from summarize.lengths import HEADLINE_WORDS, Length
from summarize.omissions import omission
from summarize.originals import Passage
from summarize.types import Summary, SummarySentence
from summarize.writers.draft import Ask, SentenceWriter
from svodka import verify  # its names, and the check behind them, load when they are asked for
from svodka.facts import Span
from svodka.signature import Signature
from svodka.text import split_sentences

LIMIT = 0.48
"""The learned probability that a sentence written must have. Of shortenings that people wrote from evidence it lets
88% pass and of those with two words exchanged 34%, where the facts alone let 93% and 79%
(benchmarks/briefings/limit.py)."""
# Sentences at the head of a document that its headline is written from, where it has none of its own; else the first.
_LEAD = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A document with what is known of it: see `Summarizer.summarize`."""

    document: str
    doubtful: Sequence[Span] = ()
    passages: Sequence[Passage] = ()
    title: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A group and what stands for it in the summary: the line ``written``, or its own sentences and why (``wrong``, as
    the end of "the writer …")."""

    group: Group
    written: str = ""
    wrong: str | None = None

    @property
    def sentences(self) -> tuple[SummarySentence, ...]:
        """The sentence written, with the whole group as its evidence, or the group's own sentences."""
        if self.wrong is not None:
            return tuple(stated(sentence) for sentence in self.group.sentences)
        evidence = (verify.Evidence(s.text, s.span, 1.0) for s in self.group.sentences)
        return (SummarySentence(self.written, tuple(evidence)),)


@dataclass(slots=True)
class _Job:
    """A document on its way: its groups, and what of them is asked for."""

    told: Told
    found: Extract
    groups: list[Group] = field(default_factory=list)
    budget: int = 0
    """Words of the extractive summary."""
    headline: str = ""
    """The evidence of the headline; empty where none is asked for."""

    @property
    def asks(self) -> list[Ask]:
        asks = [Ask("sentence", group.text) for group in self.groups]
        return [*asks, Ask("headline", self.headline)] if self.headline else asks


def compose_told(told: Told, length: Length, signature: Signature) -> Summary:
    """The extractive summary of a document with what is known of it."""
    return compose_extractive(
        told.document, length, signature, doubtful=told.doubtful, passages=told.passages, title=told.title
    )


def compose_retold(
    every: Sequence[Told], length: Length, writer: SentenceWriter, signature: Signature
) -> Iterator[Summary]:
    """Summaries in order; what is asked of the writer for all documents is asked at once."""
    jobs = [_job(told, length) for told in every]
    written = iter(writer.retell([ask for job in jobs for ask in job.asks]))
    for job in jobs:
        lines = [next(written) for _ in job.asks]
        if not lines:
            yield compose_told(job.told, length, signature)
        elif length.name == "headline":
            yield _headline(job, lines[0], length, writer.method, signature)
        else:
            yield _summary(job, lines, length, writer.method, signature)


def _job(told: Told, length: Length) -> _Job:
    found = chosen(told.document, doubtful=told.doubtful, passages=told.passages, title=told.title)
    job = _Job(told, found)
    # Of headings and rows of a table nothing is written: there is no sentence to shorten.
    if not found.has_whole(found.sentences) or not is_english(told.document):
        return job
    if length.name == "headline":
        job.headline = _head(told.headline, found)
        return job
    count = len(found.sentences)
    # As `compose_extractive` aims, whose words are the measure.
    aim = max(length.fewest, min(length.aim, count - length.key_facts))
    job.budget = sum(len(sentence.line.split()) for sentence in found.best(aim))
    most = max(length.fewest, min(length.most, count - length.key_facts))
    groups = grouped(told.document, found, most)
    # A document that has hardly more sentences than are asked for has none to join.
    job.groups = (
        groups if len(groups) >= min(length.fewest, count) else grouped(told.document, found, most, joined=False)
    )
    if told.headline.strip():
        job.headline = _head(told.headline, found)
    return job


def _head(title: str, found: Extract) -> str:
    """What a headline is written from: the document's own and its first sentence, or its first sentences."""
    title = " ".join(title.split())
    if title and title[-1] not in ".!?…":
        title += "."
    lines = [title] if title else []
    for sentence in sorted(found.sentences, key=lambda s: s.span)[: 1 if title else _LEAD]:
        if lines and sum(len(line.split()) for line in (*lines, sentence.line)) > MOST_WORDS:
            break
        lines.append(sentence.line)
    return " ".join(dict.fromkeys(lines))


def retold(group: Group, line: str | None) -> Retold:
    """What becomes of the line that was written for a group."""
    if line is None:
        return Retold(group, "", "cannot read so long a sentence")
    text = capital(clean(line))
    return Retold(group, text, _wrong(text, group.text))


def _wrong(text: str, evidence: str) -> str | None:
    """Why a line cannot stand for its evidence; None where it can."""
    if wrong := defect(text, evidence):
        return wrong
    if len(split_sentences(text)) != 1 or not is_whole(text):
        return "wrote no whole sentence"
    if len(text.split()) > len(evidence.split()):
        return "wrote more than the evidence has"
    if not supported(text, evidence):
        return "said what the evidence does not bear out"
    return omission(text, evidence)


def supported(text: str, evidence: str) -> bool:
    """Whether the check finds a text borne out by its evidence: by its facts, and by what was learnt."""
    if not verify.check(evidence, text, threshold=0).supported:
        return False
    return verify.check(evidence, text, threshold=LIMIT, judge=False).supported


def _summary(job: _Job, lines: Sequence[str | None], length: Length, method: str, signature: Signature) -> Summary:
    made = [retold(group, line) for group, line in zip(job.groups, lines, strict=False)]
    kept = _kept(made, length, job.budget)
    kept.sort(key=lambda one: one.group.sentences[0].span)
    sentences = tuple(sentence for one in kept for sentence in one.sentences)
    notes = _notes(kept, sentences)
    if len(sentences) < length.fewest:
        has = "1 sentence" if len(sentences) == 1 else f"{len(sentences)} sentences"
        notes = (*notes, f"the document has only {has} to choose from; {length.name} asks for {length.fewest}")
    if not any(one.wrong is None for one in kept):
        method = "extractive"
    told = [s.line for one in kept for s in one.group.sentences]
    facts = key_facts(job.found, length, [*told, *(s.text for s in sentences)])
    title = _title(job, lines[-1]) if job.headline else None
    return Summary(sentences, length.name, method, 1, signature, notes, facts, title)


def _kept(made: Sequence[Retold], length: Length, budget: int) -> list[Retold]:
    """Those that come into the summary: ``made`` is best first; bounds of sentences, then the budget of words."""
    kept: list[Retold] = []
    again: list[Retold] = []
    seen: set[str] = set()
    count = words = 0
    for one in made:
        sentences = one.sentences
        keys = {" ".join(terms(sentence.text)) for sentence in sentences}
        size = sum(len(sentence.text.split()) for sentence in sentences)
        if keys & seen:
            again.append(one)
        elif count + len(sentences) <= length.most and (count < length.fewest or words + size <= budget):
            seen |= keys
            kept.append(one)
            count, words = count + len(sentences), words + size
    # Where sentences lack, one stands in as given for what was written twice.
    for one in again[: max(0, length.fewest - count)]:
        kept.append(Retold(Group(one.group.sentences[:1]), "", "wrote one sentence twice"))
    return kept


def _notes(kept: Sequence[Retold], sentences: Sequence[SummarySentence]) -> tuple[str, ...]:
    """How many sentences are the document's own, and why."""
    own = [one for one in kept if one.wrong is not None]
    if not own:
        return ()
    count = sum(len(one.group.sentences) for one in own)
    reasons = Counter(str(one.wrong) for one in own)
    why = "; ".join(reason if number == 1 else f"{reason} ({number} times)" for reason, number in reasons.items())
    stand = "stands" if count == 1 else "stand"
    return (f"{count} of {len(sentences)} sentences {stand} in the document as given: the writer {why}",)


def _headline(job: _Job, line: str | None, length: Length, method: str, signature: Signature) -> Summary:
    title = _title(job, line)
    if title is not None:
        return Summary((title,), length.name, method, 1, signature)
    plain = compose_told(job.told, length, signature)
    note = (
        "the writer's headline is not borne out by headline and lead: this one is cut from a sentence of the document"
    )
    return Summary(plain.sentences, length.name, plain.method, 1, signature, (*plain.notes, note))


def _title(job: _Job, line: str | None) -> SummarySentence | None:
    """The headline written, within its bounds, with its evidence; None where it is none, or not borne out."""
    if line is None:
        return None
    text = " ".join(clean(line).split()).strip("\"“”'* ")
    if defect(text, job.headline) or len(split_sentences(text)) != 1:
        return None
    _, text, cut = headline([text])
    if cut or not 3 <= len(text.split()) <= HEADLINE_WORDS:
        return None
    if not supported(text, job.headline) or omission(text, job.headline):
        return None
    (found,) = verify.evidence(job.told.document, [text])
    first = min(job.found.sentences, key=lambda s: s.span)
    return SummarySentence(capital(text), found or (verify.Evidence(first.text, first.span, 1.0),))
