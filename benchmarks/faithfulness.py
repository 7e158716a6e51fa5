"""How well `summarize.check` tells supported sentences from unsupported ones.

    python -m benchmarks.faithfulness [--data ../shared/data] [--documents 200] [--skip 0] [--show 0]

Three measurements, each with its counts:
1. balanced accuracy of "supported" on machine summaries with human labels (QAGS, XSum part), beside the naive
   baseline "every number and capitalised word of the summary occurs in the document";
2. perturbations of article sentences and of human references: what is detected per type, and the false alarms on the
   untouched sentences, per data set, by the facts alone (threshold 0, as in a brief);
3. documents of 400 words checked in a second on one core.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.crossing import documents
from benchmarks.material.perturbations import drop_hedge, flip_negation, swap_date, swap_names, swap_number, swap_unit
from summarize import check
from svodka.text import split_sentences

SEED = 7
SETS = ("cnndm_600", "xsum_600", "inshorts_499")
KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "number": swap_number, "names": swap_names, "date": swap_date, "unit": swap_unit, "negation": flip_negation,
    "hedge": drop_hedge,
}  # fmt: skip


def read(path: Path) -> Iterator[dict[str, str]]:
    """The records of a JSON Lines file, packed or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def naive(document: str, summary: str) -> bool:
    """The baseline: every number and capitalised word of the summary occurs in the document."""
    wanted = re.findall(r"\b(?:[A-Z][\w'-]*|\d[\d.,]*)", summary)
    lowered = document.lower()
    return all(word.lower() in lowered for word in wanted)


def balanced(table: Counter[tuple[bool, bool]]) -> float:
    """Balanced accuracy of a table (label, verdict) -> count."""
    good = table[True, True] / max(1, table[True, True] + table[True, False])
    bad = table[False, False] / max(1, table[False, False] + table[False, True])
    return (good + bad) / 2


def labelled(path: Path) -> None:
    """Print balanced accuracy on human labels, whole and by halves."""
    tables: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for number, record in enumerate(read(path)):
        label = all(answer == "yes" for answer in record["sentence_labels"])
        verdict = check(record["document"], record["summary"], threshold=0).supported
        tables["svodka, facts alone"][label, verdict] += 1
        tables["svodka, learned as well"][label, check(record["document"], record["summary"]).supported] += 1
        tables[f"svodka, {'even' if number % 2 == 0 else 'odd'} records"][label, verdict] += 1
        tables["baseline"][label, naive(record["document"], record["summary"])] += 1
    print(f"## {path.name}: balanced accuracy of 'supported'")
    for name, table in tables.items():
        cells = ", ".join(
            f"{'consistent' if label else 'inconsistent'} called {'supported' if verdict else 'unsupported'}: {count}"
            for (label, verdict), count in sorted(table.items(), reverse=True)
        )
        print(f"{name}: {balanced(table):.3f} of {sum(table.values())} ({cells})")


def perturbed(folder: Path, name: str, part: slice, show: int) -> None:
    """Print false alarms on untouched sentences and what is detected of every perturbation."""
    rng = random.Random(SEED)
    for origin in ("article", "reference"):
        alarms = total = 0
        tries, caught, new = Counter[str](), Counter[str](), Counter[str]()
        standing = Counter[str]()
        missed: dict[str, list[str]] = defaultdict(list)
        for record in list(read(folder / "summ" / f"{name}.jsonl.xz"))[part]:
            document = record["document"]
            text = document if origin == "article" else record["summary"]
            sentences = [s.line for s in split_sentences(text) if len(s.text.split()) >= 6]
            if origin == "article":
                sentences = rng.sample(sentences, min(6, len(sentences)))
            for sentence in sentences:
                before = check(document, sentence, threshold=0).supported
                total += 1
                alarms += not before
                if not before and show:
                    missed["false alarm"].append(sentence)
                for kind, change in KINDS.items():
                    other = change(sentence, rng)
                    if other is None or other == sentence:
                        continue
                    found = not check(document, other, threshold=0).supported
                    tries[kind] += 1
                    caught[kind] += found
                    standing[kind] += before
                    new[kind] += before and found
                    if not found:
                        missed[kind].append(other)
        print(f"## {name}, {origin} sentences: {alarms} false alarms of {total} ({alarms / max(1, total):.1%})")
        for kind in KINDS:
            if tries[kind]:
                line = f"{kind}: detected {caught[kind]} of {tries[kind]} ({caught[kind] / tries[kind]:.1%})"
                if standing[kind] and origin == "reference":
                    line += f"; of the {standing[kind]} supported before: {new[kind] / standing[kind]:.1%}"
                print(line)
        for kind, lines in missed.items():
            for line in rng.sample(lines, min(show, len(lines))):
                print(f"    {kind}: {line}")


def throughput(folder: Path) -> None:
    """Print documents a second, one core, each with its reference summary; then Russian ones with English sentences."""
    pairs = []
    for record in read(folder / "summ" / "cnndm_600.jsonl.xz"):
        words = record["document"].split(" ")
        if len(words) >= 400:
            pairs.append((" ".join(words[:400]), record["summary"]))
    _timed(pairs[:200], "English against English")
    pairs = []
    for document in documents(folder, "newstest2013", 30):
        words = " ".join(document.russian).split(" ")
        if len(words) >= 400:
            pairs.append((" ".join(words[:400]), " ".join(document.english[i] for i in (1, 5, 9))))
    _timed(pairs, "Russian against three English sentences")


def _timed(pairs: list[tuple[str, str]], what: str) -> None:
    check(*pairs[0], rivals=False)
    start = time.process_time()
    for document, summary in pairs[1:]:
        check(document, summary, rivals=False)  # which cost a tenth of a second a sentence: benchmarks.crossing
    spent = time.process_time() - start
    print(f"## throughput, {what}: {len(pairs[1:]) / spent:.0f} documents of 400 words a second on one core")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--documents", type=int, default=200, help="of each set, for the perturbations")
    parser.add_argument("--skip", type=int, default=0, help="documents at the head of each set to leave out")
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no folder {options.data}: give the data folder with --data")
    labelled(options.data / "faithful" / "qags_xsum.jsonl")
    throughput(options.data)
    for name in options.sets:
        perturbed(options.data, name, slice(options.skip, options.skip + options.documents), options.show)


if __name__ == "__main__":
    main()
