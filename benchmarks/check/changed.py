"""What the check finds of one changed fact: English sentences held against their Russian source.

    python -m benchmarks.check.changed [--data ../shared/data] [--each 200] [--show 0]

True pairs and pairs with one changed fact of each kind, made by rules (benchmarks/material/) from the
human translations of mt/train whose text is news: no rule or threshold was made with a look at them, though the lexicon
that finds words across the languages was counted on mt/train as a whole. The source is the segment with the two before
and the two after it.
"""

from __future__ import annotations

import argparse
import lzma
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.crossing import names_of
from benchmarks.material.exchanges import swap_antonym, swap_place, swap_quantity, swap_speaker
from benchmarks.material.perturbations import (
    add_hedge,
    drop_attribution,
    drop_hedge,
    flip_negation,
    swap_date,
    swap_names,
    swap_number,
    swap_unit,
)
from svodka.verify import check

SETS = ("newstest2012_2018", "ovdinfo_reports", "parcorp_media_ted_popsci", "rks_global_censorship")
BESIDE = 2  # segments of the source before and after
SEED = 11
KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "number": swap_number, "unit": swap_unit, "date": swap_date, "roles (two names exchanged)": swap_names,
    "negation": flip_negation, "hedge dropped": drop_hedge, "hedge added": add_hedge, "antonym": swap_antonym,
    "place": swap_place, "quantity word": swap_quantity, "who said it": swap_speaker,
    "attribution dropped": drop_attribution,
}  # fmt: skip


class Case(NamedTuple):
    """A segment and those around it in Russian, and its English translation."""

    source: str
    russian: str
    sentence: str


def cases(folder: Path) -> list[Case]:
    """Segments of a sentence's length, in an order of chance."""
    found = []
    for name in SETS:
        with lzma.open(folder / "mt" / "train" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
        for at in range(BESIDE, len(pairs) - BESIDE):
            russian, english = pairs[at]
            if 8 <= len(english.split()) <= 40 and english.endswith((".", "!", "?", '"')):
                around = "\n".join(r for r, _ in pairs[at - BESIDE : at + BESIDE + 1])
                found.append(Case(around, russian, english))
    random.Random(SEED).shuffle(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--each", type=int, default=200, help="changed sentences of each kind; true ones five times")
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind")
    options = parser.parse_args()
    rng = random.Random(SEED)
    tries, flagged = Counter[str](), Counter[str]()
    missed: dict[str, list[str]] = defaultdict(list)
    names: list[str] = []
    for case in cases(options.data):
        changed = {kind: change(case.sentence, rng) for kind, change in KINDS.items()}
        own = names_of(case.sentence, frozenset())
        if own and names:
            match = rng.choice(own)
            changed["name"] = case.sentence[: match.start()] + rng.choice(names) + case.sentence[match.end() :]
        names = [*names, *(found[0] for found in own)][-40:]
        wanted = {k: text for k, text in changed.items() if text and text != case.sentence and tries[k] < options.each}
        if tries["true"] < 5 * options.each:
            wanted["true"] = case.sentence
        for kind, text in wanted.items():
            tries[kind] += 1
            passed = check(case.source, text, rivals=False).supported
            flagged[kind] += not passed
            if passed is not (kind == "true"):
                missed[kind].append(f"{case.russian} | {text}")
        if not wanted and min(tries[k] for k in (*KINDS, "name", "true")) >= options.each:
            break
    print("| changed | pairs | called unsupported |")
    print("|---|---|---|")
    for kind in (*KINDS, "name", "true"):
        share = flagged[kind] / max(1, tries[kind])
        label = "nothing: false alarms" if kind == "true" else kind
        print(f"| {label} | {tries[kind]} | {flagged[kind]} ({share:.1%}) |")
    for kind, lines in missed.items():
        for line in rng.sample(lines, min(options.show, len(lines))):
            print(f"    {kind}: {line}")


if __name__ == "__main__":
    main()
