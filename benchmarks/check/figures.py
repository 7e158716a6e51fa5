"""What the checks find of one changed figure, day or first name, on human translations of news.

    python -m benchmarks.check.figures [--part kept] [--pairs 2000] [--each 300] [--rivals] [--show 0]

The pairs are those of ``mt/train/newstest2012_2018`` in an order of chance. Of two halves one (``--part seen``) was
looked at while the rules were made, the other (``--part kept``) was not. The unchanged are the first ``--pairs`` of a
half, the changed the first of it that a change fits. Two checks are asked: `svodka.facts.compare` of the segment and
its translation, and `svodka.verify.check` of the translation against the segment with two before and two after it; with
``--rivals`` the second also hears rivals (the compact checkpoint has seen these pairs in training).

``--summaries 200`` does the same for English summaries (``summ``: cnndm, inshorts, xsum, freelance writers), with two
figures of a sentence exchanged, held against the article. ``--time`` prints what a document of 400 words takes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Literal, NamedTuple

from benchmarks.material import figures
from svodka.facts import compare, ledger
from svodka.text import split_sentences
from svodka.verify import TranslatorScorer, check

Part = Literal["seen", "kept"]
BESIDE = 2  # segments of the source before and after
SEED = 28
_SUMMARIES = ("cnndm_600", "inshorts_499", "xsum_600", "freelance_writer_summaries")
WORDS = 400  # of a document that is timed
KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "two figures exchanged": figures.exchange_figures, "sign": figures.turn_sign,
    "per cent and points": figures.per_cent_or_points, "unit": figures.exchange_unit,
    "relative day": figures.another_day, "first name": figures.another_first_name,
}  # fmt: skip


class Case(NamedTuple):
    """A segment and those around it in Russian, and its English translation."""

    source: str
    russian: str
    english: str


def pairs(folder: Path) -> list[tuple[str, str]]:
    """The set in its order."""
    with lzma.open(folder / "mt" / "train" / "newstest2012_2018.tsv.xz", "rt", encoding="utf-8") as lines:
        return [(row[0], row[1]) for row in (line.rstrip("\n").split("\t") for line in lines)]


def cases(folder: Path, part: Part) -> list[Case]:
    """One half of the set, in an order of chance."""
    rows = pairs(folder)
    places = list(range(BESIDE, len(rows) - BESIDE))
    random.Random(SEED).shuffle(places)
    half = len(places) // 2
    return [
        Case("\n".join(r for r, _ in rows[i - BESIDE : i + BESIDE + 1]), *rows[i])
        for i in (places[:half] if part == "seen" else places[half:])
    ]


def translations(folder: Path, part: Part, count: int, each: int, show: int, *, rivals: bool) -> None:
    """Print false alarms and what is caught of each kind."""
    rng = random.Random(SEED)
    scorer = TranslatorScorer() if rivals else None
    tries, by_segment, by_check, new = (Counter[str]() for _ in range(4))
    missed: dict[str, list[str]] = defaultdict(list)

    def segment_flagged(russian: str, english: str) -> list[str]:
        return [m.message for m in compare(ledger(russian, "ru"), ledger(english, "en"))]

    def check_flagged(source: str, english: str) -> list[str]:
        found = check(source, english, rivals=scorer is not None, scorer=scorer)
        return [] if found.supported else [m.message for s in found.sentences for m in s.mismatches] or ["unexplained"]

    for number, case in enumerate(cases(folder, part)):
        changed = {kind: change(case.english, rng) for kind, change in KINDS.items()}
        wanted = {k: t for k, t in changed.items() if t and t != case.english and tries[k] < each}
        if number < count:
            wanted["nothing"] = case.english
        elif not wanted and min(tries[k] for k in KINDS) >= each:
            break
        before = {}
        if wanted:
            before = {
                True: segment_flagged(case.russian, case.english),
                False: check_flagged(case.source, case.english),
            }
        for kind, text in wanted.items():
            tries[kind] += 1
            segment = segment_flagged(case.russian, text)
            whole = check_flagged(case.source, text)
            by_segment[kind] += bool(segment)
            by_check[kind] += bool(whole)
            new[kind] += set(whole) != set(before[False]) and bool(whole)
            for label, found in (("segment", segment), ("check", whole)):
                if bool(found) is (kind == "nothing"):
                    missed[f"{kind}, {label}"].append(f"{case.russian} | {text} | {found}")
    print("| changed | pairs | `compare` | `check` | of them by something new |")
    print("|---|---|---|---|---|")
    for kind in (*KINDS, "nothing"):
        total = max(1, tries[kind])
        shares = [f"{n} ({n / total:.1%})" for n in (by_segment[kind], by_check[kind], new[kind])]
        print(f"| {kind} | {tries[kind]} | {' | '.join(shares)} |")
    for kind, lines in missed.items():
        for line in lines[:show]:
            print(f"    {kind}: {line}")


def summaries(folder: Path, count: int, show: int) -> None:
    """Print how many English summary sentences with two figures exchanged are found, and how many are flagged as is."""
    rng = random.Random(SEED)
    total = caught = alarms = facts = facts_alarms = 0
    missed = []
    for document, sentence in _summary_sentences(folder):
        other = figures.exchange_figures(sentence, rng)
        if other is None or total == count:
            continue
        total += 1
        found, before = check(document, other, rivals=False), check(document, sentence, rivals=False)
        caught += not found.supported
        alarms += not before.supported
        facts += not check(document, other, threshold=0, rivals=False).supported
        facts_alarms += not check(document, sentence, threshold=0, rivals=False).supported
        if found.supported:
            missed.append(f"{sentence} | {other}")
    print(f"{total} English summary sentences, two figures exchanged: found {caught} ({caught / max(1, total):.1%}), "
          f"as they are flagged {alarms}; by the facts alone (threshold 0) {facts} and {facts_alarms}")  # fmt: skip
    for line in missed[:show]:
        print(f"    {line}")


def _summary_sentences(folder: Path) -> Iterator[tuple[str, str]]:
    for path in (path for name in _SUMMARIES for path in (folder / "summ").glob(f"{name}*")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for sentence in split_sentences(row["summary"]):
                    yield row["document"], sentence.text


def speed(folder: Path, documents: int) -> None:
    """Print what the checks of a document of 400 words and its translation take."""
    rows = pairs(folder)
    whole: list[tuple[list[str], list[str]]] = [([], [])]
    for russian, english in rows:
        whole[-1][0].append(russian)
        whole[-1][1].append(english)
        if sum(len(line.split()) for line in whole[-1][1]) >= WORDS:
            whole.append(([], []))
        if len(whole) > documents + 5:
            break
    for what, run in (
        (
            "check, English sentences against the Russian document",
            lambda r, e: check("\n".join(r), "\n".join(e), rivals=False),
        ),
        ("check, the English document against itself", lambda r, e: check("\n".join(e), "\n".join(e))),
        (
            "check with threshold 0, sentence by sentence, English",
            lambda r, e: [check("\n".join(e), line, threshold=0) for line in e],
        ),
        (
            "compare of every segment",
            lambda r, e: [compare(ledger(a, "ru"), ledger(b, "en")) for a, b in zip(r, e, strict=True)],
        ),
    ):
        for russian, english in whole[:5]:
            run(russian, english)  # tables load
        began = process_time()
        for russian, english in whole[5 : documents + 5]:
            run(russian, english)
        print(f"{what}: {1000 * (process_time() - began) / documents:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("seen", "kept"), default="kept")
    parser.add_argument("--pairs", type=int, default=2000, help="unchanged pairs")
    parser.add_argument("--each", type=int, default=300, help="changed pairs of each kind")
    parser.add_argument("--summaries", type=int, default=0, help="English summary sentences with two figures")
    parser.add_argument("--time", type=int, default=0, help="time so many documents of 400 words")
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind")
    options = parser.parse_args()
    if options.pairs or options.each:
        translations(
            options.data, options.part, options.pairs, options.each, options.show, rivals=options.rivals
        )  # fmt: skip
    if options.summaries:
        summaries(options.data, options.summaries, options.show)
    if options.time:
        speed(options.data, options.time)


if __name__ == "__main__":
    main()
