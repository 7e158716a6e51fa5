"""What the judge is taught on: inference pairs, claims with the evidence that the check finds, rivals of true ones."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from svodka.text import split_sentences
from svodka.verify.entailment import near
from svodka.verify.rivals import figures, negations, reserves, roles, words
from training.corpus.text import lines, normalise

ENTAILED, NEUTRAL, CONTRADICTED, NOT_ENTAILED = range(4)
"""Labels; the last is what a set says that does not tell neutral from contradicted."""
LABELS = {
    "entailment": ENTAILED, "neutral": NEUTRAL, "contradiction": CONTRADICTED, "not_entailment": NOT_ENTAILED
}  # fmt: skip
_MAKERS = (
    roles.exchanged, figures.exchanged, figures.turned, figures.remeasured, negations.affirmed, negations.negated,
    words.opposed, words.counted, reserves.flat, reserves.attributed, reserves.unattributed,
)  # fmt: skip
_OPEN = frozenset({"reserve_out", "reserve_in", "speaker_out", "speaker_in"})
"""Rivals that say more or less than the source, not the contrary."""


class Example(NamedTuple):
    """``source`` is the set that it is from."""

    source: str
    evidence: str
    claim: str
    label: int


def inference(folder: Path, *, most: int = 0, seed: int = 1) -> list[Example]:
    """The pairs of every NAME.jsonl.xz in the folder (``premise``, ``hypothesis``, ``label``), at most ``most`` of a
    set (0: all). Raises ValueError for a label that is none."""
    found = []
    for path in sorted(folder.glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        pairs = []
        for number, line in enumerate(lines(path), 1):
            row = json.loads(line)
            if row["label"] not in LABELS:
                raise ValueError(f"{path}:{number}: expected a label of {', '.join(LABELS)}, found {row['label']!r}")
            pairs.append(Example(name, normalise(row["premise"]), normalise(row["hypothesis"]), LABELS[row["label"]]))
        if most and len(pairs) > most:
            pairs = random.Random(seed).sample(pairs, most)
        found += pairs
    return found


def claims(path: Path) -> Iterator[Example]:
    """Labelled claims (``source_set``, ``document``, ``claim``, ``supported``) with their evidence."""
    for line in lines(path):
        row = json.loads(line)
        claim = normalise(row["claim"])
        label = ENTAILED if row["supported"] else NOT_ENTAILED
        yield Example(row["source_set"], near(row["document"], claim), claim, label)


def slips(examples: Iterable[Example], *, share: float, seed: int = 1) -> Iterator[Example]:
    """Rivals of the entailed claims, each with one thing in it changed, of a ``share`` of them drawn by ``seed``; and
    the claims with a figure or name of their evidence in another's place, which are copied sentences with one slip."""
    draw = random.Random(seed)
    for example in examples:
        if example.label != ENTAILED or draw.random() >= share:
            continue
        others = [other for maker in _MAKERS for other in maker(example.claim) if other.text != example.claim]
        if others:
            other = draw.choice(others)
            label = NOT_ENTAILED if other.kind in _OPEN else CONTRADICTED
            yield Example(f"{example.source}.{other.kind}", example.evidence, other.text, label)


def copied(examples: Iterable[Example], *, share: float, seed: int = 1) -> Iterator[Example]:
    """Sentences of the evidence as claims, entailed, and right after each one of its rivals: word for word the source
    but for the slip, which is what overlap alone cannot tell."""
    draw = random.Random(seed)
    for example in examples:
        if draw.random() >= share:
            continue
        sentences = split_sentences(example.evidence)
        if not sentences:
            continue
        true = Example(f"{example.source}.copied", example.evidence, draw.choice(sentences).line, ENTAILED)
        yield true
        yield from slips([true], share=1.0, seed=draw.randrange(1 << 30))
