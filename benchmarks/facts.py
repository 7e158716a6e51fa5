"""How well numbers and names are matched between Russian and English.

    python -m benchmarks.facts [--data ../shared/data] [--show 0]

On human translations (mt/dev): how many segments the number check flags though they are right, and how many it flags
after one figure of the English was changed. On Wikidata's transliterated names: how many of 5,000 held-back pairs the
name matcher takes for one name, and how many shuffled pairs. On our annotated sentences (tests/facts): precision and
recall of number extraction.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from pathlib import Path

from svodka.facts import compare_numbers
from svodka.facts.names import SAME, same_name

SEED = 11
SETS = ("newstest2013", "flores_dev")
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred thousand million billion"
)


def change_digit(text: str, rng: random.Random) -> str | None:
    """One digit of one figure made another; the figure does not begin with 0."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return None
    match = rng.choice(found)
    while True:
        place = rng.randrange(len(match[0]))
        digit = rng.choice("0123456789" if place else "123456789")
        if digit != match[0][place]:
            start = match.start() + place
            return text[:start] + digit + text[start + 1 :]


def change_number(text: str, rng: random.Random) -> str | None:
    """One figure made another figure of as many digits, at least one of them different."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return None
    match = rng.choice(found)
    while True:
        other = str(rng.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0])))
        if int(other) != int(match[0]):
            return text[: match.start()] + other + text[match.end() :]


def change_word(text: str, rng: random.Random) -> str | None:
    """One number word made another."""
    words = _WORDS.split()
    found = list(re.finditer(rf"\b(?:{'|'.join(words)})\b", text))
    if not found:
        return None
    match = rng.choice(found)
    other = rng.choice([word for word in words if word != match[0]])
    return text[: match.start()] + other + text[match.end() :]


def number_check(folder: Path, show: int) -> None:
    """Print false alarms and catches on human translations."""
    rng = random.Random(SEED)
    for name in SETS:
        lines = (folder / "mt" / "dev" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        pairs = [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
        start = time.perf_counter()
        found = [compare_numbers(russian, english) for russian, english in pairs]
        spent = time.perf_counter() - start
        alarms = [(pair, mismatches) for pair, mismatches in zip(pairs, found, strict=True) if mismatches]
        print(f"## {name}: {len(alarms)} false alarms of {len(pairs)} segments ({len(alarms) / len(pairs):.2%})")
        print(f"{len(pairs) / spent:.0f} segments a second")
        for what, change in (("digit", change_digit), ("figure", change_number), ("number word", change_word)):
            caught = total = 0
            missed = []
            for russian, english in pairs:
                other = change(english, rng)
                if other is None:
                    continue
                total += 1
                if compare_numbers(russian, other):
                    caught += 1
                else:
                    missed.append((russian, other))
            print(f"one {what} changed: caught {caught} of {total} ({caught / total:.2%})")
            for russian, other in missed[:show]:
                print(f"    missed: {russian} | {other}")
        for (russian, english), mismatches in rng.sample(alarms, min(show, len(alarms))):
            print(f"    alarm: {russian} | {english} | {[m.message for m in mismatches]}")


def name_matcher(folder: Path, show: int) -> None:
    """Print recognised and falsely matched pairs of held-back names."""
    from training.tables.letters import held_back

    pairs = held_back(folder / "mt" / "train" / "wikidata_person_names.tsv.xz")
    english = [pair[1] for pair in pairs]
    random.Random(SEED).shuffle(english)
    start = time.perf_counter()
    same = [same_name(russian, latin) >= SAME for russian, latin in pairs]
    spent = time.perf_counter() - start
    shuffled = [
        (russian, other)
        for (russian, latin), other in zip(pairs, english, strict=True)
        if other != latin and same_name(russian, other) >= SAME
    ]
    print(f"## names: {sum(same)} of {len(pairs)} held-back pairs recognised ({sum(same) / len(pairs):.2%})")
    print(
        f"{len(shuffled)} of {len(pairs)} shuffled pairs matched ({len(shuffled) / len(pairs):.2%}), threshold {SAME}"
    )
    print(f"{len(pairs) / spent:.0f} pairs a second")
    missed = [pair for pair, match in zip(pairs, same, strict=True) if not match]
    for pair in missed[:show]:
        print(f"    missed: {pair}")
    for pair in shuffled[:show]:
        print(f"    matched: {pair}")


def annotated() -> None:
    """Print precision and recall on the committed annotation."""
    sys.path.insert(0, str(Path("tests/facts")))
    from test_annotation import ROWS, scores  # type: ignore[import-not-found]

    precision, recall, expected = scores()
    print(f"## annotation: {len(ROWS)} sentences, {expected} numbers: precision {precision:.3f}, recall {recall:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", type=int, default=0, help="print so many cases of each kind")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no folder {options.data}: give the data folder with --data")
    number_check(options.data, options.show)
    name_matcher(options.data, options.show)
    annotated()


if __name__ == "__main__":
    main()
