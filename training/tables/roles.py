"""Estimate the weights of svodka/verify/within/roles.py: what shows that two names of a summary have changed places.

    python -m training.tables.roles ../shared/data/summ [--test]

Every pair of names in a sentence stands as written (label 0) and exchanged (label 1, the same evidence with the other
sign). Sentences: summaries against their documents, and article sentences against their article without them, which
count for less. Logistic regression without an intercept. With ``--test`` what was not trained on is scored too.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

from svodka.text import split_sentences
from svodka.verify.document import Document, units
from svodka.verify.within.roles import EXCHANGED, WEIGHTS, runs, shift

SUMMARIES = {
    "cnndm_600": (0, 300),
    "inshorts_499": (0, 250),
    "freelance_writer_summaries": (0, 302),
    "xsum_600": (0, 300),
}
ARTICLES = {"bbc2225_headline": (0, 600), "waddle_daniel_en": (0, 300), "cnndm_600": (0, 300)}
HELD_BACK = {"cnndm_600": (300, 600), "inshorts_499": (250, 499), "xsum_600": (300, 600)}
_ARTICLE_WEIGHT = 0.3


def pairs(document: Document, sentence: str) -> Iterator[list[float]]:
    """The evidence for every pair of names of a sentence, in the order of `WEIGHTS`."""
    for unit in units(sentence, "en")[:1]:
        found = runs(document, unit)
        if not 2 <= len(found) <= 8:
            continue
        evidence = document.evidence(unit)
        for x, a in enumerate(found):
            for b in found[x + 1 :]:
                shares = shift(document, unit, a, b, evidence) if a.head != b.head else {}
                if any(shares.values()):
                    yield [shares[kind] for kind in WEIGHTS]


def rows(folder: Path, name: str, part: tuple[int, int], *, articles: bool = False) -> list[list[float]]:
    """The pairs of a file's records from ``part[0]`` to ``part[1]``."""
    chance = random.Random(1)
    found: list[list[float]] = []
    with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][slice(*part)]
    for record in records:
        text = record["document"]
        if not articles:
            document = Document(text, "en")
            for sentence in split_sentences(record["summary"]):
                found += pairs(document, sentence.line)
            continue
        sentences = [s for s in split_sentences(text) if 8 <= len(s.text.split()) <= 40]
        for sentence in sentences[:1] + chance.sample(sentences, min(2, len(sentences))):
            found += pairs(Document(text.replace(sentence.text, " "), "en"), sentence.line)
    return found


def main() -> None:
    import numpy
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--test", action="store_true")
    options = parser.parse_args()
    parts = [(rows(options.folder, name, part), 1.0) for name, part in SUMMARIES.items()]
    parts += [(rows(options.folder, name, part, articles=True), _ARTICLE_WEIGHT) for name, part in ARTICLES.items()]
    stands = numpy.array([row for part, _ in parts for row in part])
    weights = numpy.concatenate([numpy.full(len(part), weight) for part, weight in parts])
    model = LogisticRegression(fit_intercept=False, C=1.0, max_iter=2000).fit(
        numpy.vstack([stands, -stands]),
        numpy.r_[numpy.zeros(len(stands)), numpy.ones(len(stands))],
        sample_weight=numpy.r_[weights, weights],
    )
    print(f"{len(stands)} pairs:", {kind: round(float(w), 2) for kind, w in zip(WEIGHTS, model.coef_[0], strict=True)})
    for name, part in HELD_BACK.items() if options.test else ():
        scores = numpy.array(rows(options.folder, name, part)) @ numpy.array([*WEIGHTS.values()])
        print(f"{name}: {len(scores)} pairs, right {(scores < 0).mean():.3f}; over {EXCHANGED}: as they stand "
              f"{(scores > EXCHANGED).mean():.3f}, exchanged {(-scores > EXCHANGED).mean():.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
