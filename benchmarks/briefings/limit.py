"""What the check lets pass of short sentences held against their evidence, by the limit of the learned probability.

    python -m benchmarks.briefings.limit --data ../shared/data

True: shortenings and fusions that people made of one or two sentences. False, from the same: two words exchanged, a
word from elsewhere, a rival of svodka/verify/rivals (another figure, an opposite, a name in another's place). Rows 300
to 499 of each set. `summarize.retelling.LIMIT` was chosen on this table. Where a judge ships, what it lets pass at its
own threshold stands beside.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from svodka.verify import check, shipped_judge
from training.corpus.text import lines, normalise
from training.judge.examples import ENTAILED, Example, slips
from training.writer.pairs import WORDS

SETS = (
    "clarke_lapata_compression",
    "google_sentence_compression_eval",
    "msr_abstractive_compression",
    "onestop_simplification",
    "wikisplit_fusion",
)
LIMITS = (0.0, 0.4, 0.45, 0.46, 0.47, 0.48, 0.49, 0.5)
Pairs = list[tuple[str, str]]
"""Evidence and sentence."""


def true(data: Path) -> Pairs:
    """Pairs that people made, the sentence shorter than its evidence."""
    found = []
    for name in SETS:
        for line in islice(lines(data / "write" / f"{name}.jsonl.xz"), 300, 500):
            row = json.loads(line)
            evidence, text = normalise(row["document"]), normalise(row["summary"])
            if 3 <= len(text.split()) < len(evidence.split()) <= WORDS:
                found.append((evidence, text))
    return found


def exchanged(pairs: Pairs, draw: random.Random) -> Pairs:
    """Two longer words of the sentence in each other's place."""
    found = []
    for evidence, text in pairs:
        words = text.split()
        if len(places := _long(words)) >= 3:
            one, other = draw.sample(places, 2)
            words[one], words[other] = words[other], words[one]
            found.append((evidence, " ".join(words)))
    return found


def foreign(pairs: Pairs, draw: random.Random) -> Pairs:
    """A longer word of the sentence replaced by one of another sentence."""
    found = []
    for evidence, text in pairs:
        words, others = text.split(), draw.choice(pairs)[1].split()
        places, from_ = ([n for n in _long(some) if some[n].islower()] for some in (words, others))
        if places and from_:
            words[draw.choice(places)] = others[draw.choice(from_)]
            found.append((evidence, " ".join(words)))
    return found


def _long(words: Sequence[str]) -> list[int]:
    return [n for n, word in enumerate(words) if word.isalpha() and len(word) > 4]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    pairs, draw = true(parser.parse_args().data), random.Random(1)
    rivals = slips([Example("", evidence, text, ENTAILED) for evidence, text in pairs], share=1.0)
    groups = {
        "true": pairs,
        "two words exchanged": exchanged(pairs, draw),
        "a word from elsewhere": foreign(pairs, draw),
        "a rival": [(rival.evidence, rival.claim) for rival in rivals],
    }
    judged = shipped_judge() is not None
    print(
        "| passes at a limit of | sentences | "
        + " | ".join([*(f"{x:.2f}" for x in LIMITS), *["judge"] * judged])
        + " |"
    )
    print("|---" * (len(LIMITS) + 2 + judged) + "|")
    for name, group in groups.items():
        chances = [
            min(r.probability or 0 for r in check(evidence, text, judge=False).sentences)
            if check(evidence, text, threshold=0).supported
            else -1.0
            for evidence, text in group
        ]
        cells = [f"{sum(chance >= limit for chance in chances) / len(chances):.1%}" for limit in LIMITS]
        if judged:
            stand = sum(c >= 0 and check(*pair).supported for c, pair in zip(chances, group, strict=True))
            cells.append(f"{stand / len(group):.1%}")
        print(f"| {name} | {len(group)} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
