"""Documents longer than a model's window: cut along paragraph borders, summarize the parts, summarize the summaries.

Nothing is left out: the parts together are the document. A paragraph over the window is cut between sentences, a
sentence over the window between words, and only a single word over the window between characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from summarize.defects import clean, defect
from summarize.extractive import extract
from summarize.lengths import Length
from summarize.writers.draft import Draft
from svodka.text import english_paragraphs, split_sentences

Count = Callable[[str], int]

# A round must leave at most this share of the text, else another round would not come nearer to the window.
_SHRINK = 0.7


def fit(document: str, limit: int, count: Count) -> list[str]:
    """The document in parts of at most ``limit`` tokens by ``count``, whole paragraphs where they fit.

    The parts hold every character of the document but white space at the borders, in order.
    """
    if _fits(document, limit, count):
        return [document]
    pieces: list[tuple[str, str]] = []  # (what joins it to the piece before, text)
    for start, end in english_paragraphs(document):
        pieces += [("\n\n" if i == 0 else " ", text) for i, text in enumerate(_cut(document[start:end], limit, count))]
    return _pack(pieces, limit, count)


def _cut(paragraph: str, limit: int, count: Count) -> list[str]:
    if _fits(paragraph, limit, count):
        return [paragraph]
    sentences = [s.text for s in split_sentences(paragraph)]
    if len(sentences) > 1:
        return [part for sentence in sentences for part in _cut(sentence, limit, count)]
    words = paragraph.split()
    if len(words) > 1:
        half = len(words) // 2
        return [*_cut(" ".join(words[:half]), limit, count), *_cut(" ".join(words[half:]), limit, count)]
    half = len(paragraph) // 2
    return [paragraph] if half == 0 else [*_cut(paragraph[:half], limit, count), *_cut(paragraph[half:], limit, count)]


def _pack(pieces: Sequence[tuple[str, str]], limit: int, count: Count) -> list[str]:
    """Join neighbours into parts of like size, so that no part is a leftover of one sentence.

    The sum of the pieces' token counts is never less than the joint count, but for the joining white space, which is
    allowed for with one token a piece.
    """
    sizes = [count(text) + 1 for _, text in pieces]
    even = sum(sizes) / max(1, -(-sum(sizes) // limit))
    parts: list[str] = []
    size = 0
    for (joint, text), tokens in zip(pieces, sizes, strict=True):
        if parts and size < even and size + tokens <= limit:
            parts[-1] += joint + text
            size += tokens
        else:
            parts.append(text)
            size = tokens
    return parts


def _fits(text: str, limit: int, count: Count) -> bool:
    # No token is shorter than a byte: a short text fits whatever its tokens are.
    return len(text.encode("utf-8", "surrogatepass")) <= limit or count(text) <= limit


@dataclass
class _Job:
    """One document on its way through the rounds."""

    text: str
    whole: int = 1
    passes: int = 0
    notes: tuple[str, ...] = ()
    draft: Draft = field(default_factory=lambda: Draft(""))
    done: bool = False
    parts: list[str] = field(default_factory=list)


def write_hierarchically(
    documents: Sequence[str],
    length: Length,
    limit: int,
    count: Count,
    write: Callable[[Sequence[str], Length], list[Draft]],
) -> list[Draft]:
    """Drafts of documents of any length with ``write``, which takes texts of at most ``limit`` tokens.

    ``Draft.passes`` is the number of rounds: 1 for a document within the window. A part whose draft is no summary is
    stood for by sentences of its own, and a note says so; so is a text that the model does not shorten.
    """
    jobs = [_Job(document) for document in documents]
    part_length = replace(length, min_tokens=min(length.min_tokens, 40), max_tokens=min(length.max_tokens, limit // 4))
    while open_jobs := [job for job in jobs if not job.done]:
        for job in open_jobs:
            job.parts = fit(job.text, limit, count)
            job.passes += 1
            job.whole = max(job.whole, len(job.parts))
        final = [job for job in open_jobs if len(job.parts) == 1]
        for job, draft in zip(final, write([job.parts[0] for job in final], length), strict=True):
            job.draft, job.done = draft, True
        rest = [job for job in open_jobs if not job.done]
        drafts = iter(write([part for job in rest for part in job.parts], part_length))
        for job in rest:
            _merge(job, [next(drafts).text for _ in job.parts], count)
    return [replace(job.draft, passes=job.passes, notes=(*_told(job), *job.notes, *job.draft.notes)) for job in jobs]


def _merge(job: _Job, drafts: Sequence[str], count: Count) -> None:
    """Put the summaries of the parts together as the text of the next round."""
    kept = []
    replaced = 0
    for part, draft in zip(job.parts, drafts, strict=True):
        text = clean(draft)
        if defect(text, part):
            replaced += 1
            text = " ".join(s.line for s in sorted(extract(part).best(2), key=lambda s: s.span))
        kept.append(text)
    if replaced:
        job.notes = (
            *job.notes,
            f"for {replaced} of {len(job.parts)} parts the model wrote no summary: sentences of the part stand in",
        )
    merged = "\n\n".join(text for text in kept if text)
    if count(merged) > _SHRINK * count(job.text):
        merged = "\n\n".join(s.line for part in job.parts for s in extract(part).best(1))
        job.notes = (*job.notes, "the model did not shorten the parts: the best sentence of each stands in")
    if not merged.strip() or count(merged) > _SHRINK * count(job.text):
        job.done = True  # nothing can be shortened: the draft stays empty and gives way to an extractive summary
        return
    job.text = merged


def _told(job: _Job) -> tuple[str, ...]:
    if job.whole == 1:
        return ()
    return (f"the document is over the model's window: it was summarized in {job.whole} parts, in {job.passes} passes",)
