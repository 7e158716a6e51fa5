"""From sets of documents with summaries to (evidence, sentence) pairs that the check bears out."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from svodka.text import split_sentences
from svodka.verify import check, evidence
from training.corpus.text import Row, lines, normalise
from training.corpus.tokens import TASKS
from training.writer.mistakes import mistaken

SENTENCE, HEADLINE = TASKS
KINDS = {"compression": SENTENCE, "fusion": SENTENCE, "summary": SENTENCE, "headline": HEADLINE}
LEFT_OUT = frozenset({"cnndm_600", "xsum_600"})
"""Sets that the writer is measured on."""
WORDS = 75
"""Of the evidence: with its task within the 120 pieces that a sentence has in training."""
_APART = re.compile(r" ([.,;:!?](?= |$)|['’](?:s|re|ve|ll|t|d|m)\b|n['’]t\b)")
"""What tokenizers of old sets have set apart."""
_LEAD = 2
"""Sentences of a document from which its headline is written."""


class Told(NamedTuple):
    """Evidence, and what is to be written from it; ``task`` is one of `TASKS`."""

    source: str
    task: str
    evidence: str
    text: str


def told(data: Path) -> Iterator[Told]:
    """What the sets of ``data``/write say, each sentence with the evidence that the check finds for it."""
    for path in sorted((data / "write").glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        for line in lines(path):
            row = json.loads(line)
            document, summary = row["document"], row["summary"]
            if name not in LEFT_OUT and document and summary:
                yield from _told(name, row["kind"], document, summary)


def _told(source: str, kind: str, document: str, summary: str) -> Iterator[Told]:
    """Raises ValueError for a kind that is none of `KINDS`."""
    document, summary = _APART.sub(r"\1", document), _APART.sub(r"\1", summary)
    if kind not in KINDS:
        raise ValueError(f"{source}: expected a kind of {', '.join(KINDS)}, found {kind!r}")
    if kind in ("compression", "fusion"):
        yield Told(source, SENTENCE, normalise(document), normalise(summary))
    elif kind == "headline":
        lead = " ".join(sentence.line for sentence in split_sentences(document)[:_LEAD])
        yield Told(source, HEADLINE, lead, normalise(summary))
    else:
        for sentence in split_sentences(summary):
            (pieces,) = evidence(document, [sentence.text])
            spans = sorted(piece.span for piece in pieces)
            found = " ".join(normalise(document[low:high]) for low, high in spans)
            yield Told(source, SENTENCE, found, sentence.line)


def fits(pair: Told) -> bool:
    """Whether the evidence can be read at once, is longer than what is written from it, and bears it out."""
    short, long = len(pair.text.split()), len(pair.evidence.split())
    if not (3 <= short <= 40 and short < long <= WORDS) or pair.text.endswith(("...", "…", "?")):
        return False
    return check(pair.evidence, pair.text, judge=False).supported


def written(pairs: Iterator[Told], *, share: float = 0.5, most: int = 0, seed: int = 1) -> Iterator[Row]:
    """Rows of the sources `TASKS`: evidence, a ``share`` of it with a translator's mistakes, and what is written from
    it; of pairs that fit, at most ``most`` of a set (0: all)."""
    counts: dict[str, int] = {}
    for pair in pairs:
        if (most and counts.get(pair.source, 0) >= most) or not fits(pair):
            continue
        counts[pair.source] = counts.get(pair.source, 0) + 1
        draw = random.Random(f"{seed} {pair.evidence}")
        spoilt = mistaken(pair.evidence, draw) if draw.random() < share else pair.evidence
        yield pair.task, spoilt, pair.text
