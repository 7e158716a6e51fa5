"""How well Russian sources and English sentences are held against each other, on human translations.

    python -m benchmarks.crossing [--data ../shared/data] [--documents 1000] [--first 0] [--step 1] [--rivals]

From mt/dev (newstest2013, FLORES dev), which nothing here is trained on. For each set, with counts:
1. `summarize.check` of one English reference sentence against a document of the Russian segments around it (16, FLORES
   8): how often the true segment is the first evidence, false alarms on the untouched sentence, and what is detected
   when one thing in it is changed;
2. `svodka.facts.compare` of one segment with its reference: false alarms by kind, and names replaced or negations
   flipped that it finds.
With ``--rivals`` sentences are also held against their rivals (svodka/verify/rivals/), by the compact checkpoint, which
was not trained on these sets. Its limits were set on documents of which none comes with ``--first 1 --step 8``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import NamedTuple

from benchmarks.material.exchanges import swap_antonym, swap_quantity, swap_speaker
from benchmarks.material.perturbations import (
    DAYS,
    MONTHS,
    add_attribution,
    add_hedge,
    drop_attribution,
    drop_hedge,
    flip_negation,
    swap_date,
    swap_names,
    swap_number,
    swap_unit,
)
from svodka.facts import compare, ledger
from svodka.verify import Scorer, TranslatorScorer, check

SEED = 5
SETS = {"newstest2013": 16, "flores_dev": 8}  # segments of a document
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b")
_NOT_NAMES = {*MONTHS, *DAYS, "The", "This", "But", "And", "Internet", "God", "Christmas", "President", "Minister"}


class Document(NamedTuple):
    """Consecutive segments: their Russian and English sides."""

    russian: tuple[str, ...]
    english: tuple[str, ...]

    @property
    def source(self) -> str:
        return "\n".join(self.russian)


def documents(folder: Path, name: str, segments: int | None = None) -> list[Document]:
    """A set of mt/dev as documents of so many segments, or as many as SETS says."""
    lines = (folder / "mt" / "dev" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines]
    size = segments or SETS[name]
    groups = [pairs[i : i + size] for i in range(0, len(pairs), size)]
    return [Document(tuple(r for r, _ in group), tuple(e for _, e in group)) for group in groups if len(group) == size]


def names_of(text: str, common: frozenset[str]) -> list[re.Match[str]]:
    """Names inside the sentences of an English text; no word of them is in ``common``."""
    return [
        m
        for m in _NAME.finditer(text)
        if not any(word in _NOT_NAMES or word.lower() in common for word in m[0].split())
    ]


def replace_name(sentence: str, rng: random.Random, others: list[str], common: frozenset[str]) -> str | None:
    """A name of another document in the place of one name."""
    found = names_of(sentence, common)
    choice = [name for name in others if not set(name.split()) & set(sentence.split())]
    if not found or not choice:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + rng.choice(choice) + sentence[match.end() :]


def leave_name_out(sentence: str, rng: random.Random, common: frozenset[str]) -> str | None:
    """The sentence without one of its names."""
    found = names_of(sentence, common)
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()].rstrip() + sentence[match.end() :]


def common_words(whole: list[Document]) -> frozenset[str]:
    """The words that the English side of a set writes small somewhere."""
    return frozenset(word for document in whole for line in document.english for word in re.findall(r"\b[a-z]+", line))


def names_beside(whole: list[Document], number: int, common: frozenset[str]) -> list[str]:
    """Names of other documents that the document itself does not have."""
    own = " ".join(whole[number].english)
    found = [m[0] for k in (3, 7) for m in names_of(" ".join(whole[number - k].english), common)]
    return [name for name in found if not any(word in own for word in name.split())]


KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "number": swap_number, "date": swap_date, "unit": swap_unit, "two names swapped": swap_names,
    "negation": flip_negation, "hedge dropped": drop_hedge, "hedge added": add_hedge,
    "attribution dropped": drop_attribution, "attribution added": add_attribution, "antonym": swap_antonym,
    "quantity word": swap_quantity, "who said it": swap_speaker,
}  # fmt: skip


def changes(sentence: str, rng: random.Random, others: list[str], common: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(kind, changed sentence) for every change that fits."""
    for kind, change in KINDS.items():
        other = change(sentence, rng)
        if other is not None and other != sentence:
            yield kind, other
    other = replace_name(sentence, rng, others, common)
    if other is not None:
        yield "name replaced", other


def sentences(folder: Path, name: str, chosen: slice, show: int, scorer: Scorer | None) -> None:
    """Print evidence, false alarms and detection of `check`, sentence by sentence."""
    rng = random.Random(SEED)
    whole = documents(folder, name)
    common = common_words(whole)
    right = total = alarms = 0
    began = process_time()
    kinds, tries, caught, standing, new = (Counter[str]() for _ in range(5))
    cases: dict[str, list[str]] = defaultdict(list)
    for number, document in [*enumerate(whole)][chosen]:
        others = names_beside(whole, number, common)
        start = 0
        for russian, english in zip(document.russian, document.english, strict=True):
            end = start + len(russian)
            report = check(document.source, english, rivals=scorer is not None, scorer=scorer)
            first = next((e for s in report.sentences for e in s.evidence), None)
            total += 1
            right += first is not None and start <= first.span[0] < end
            before = report.supported
            alarms += not before
            found = [m for s in report.sentences for m in s.mismatches]
            kinds.update({m.kind for m in found})
            if not before:
                cases["false alarm"].append(f"{russian} | {english} | {[(m.kind, m.message) for m in found]}")
            foreign = whole[number - 5].english[(number * 7 + start) % SETS[name]]
            for kind, other in (*changes(english, rng, others, common), ("sentence of another document", foreign)):
                found_now = not check(document.source, other, rivals=scorer is not None, scorer=scorer).supported
                tries[kind] += 1
                caught[kind] += found_now
                standing[kind] += before
                new[kind] += before and found_now
                if not found_now:
                    cases[kind].append(f"{russian} | {other}")
            start = end + 1
    print(f"## {name}: `check` of {total} reference sentences against {SETS[name]} Russian segments")
    spent = (process_time() - began) / (total + sum(tries.values()))
    print(f"{1000 * spent:.0f} milliseconds of the processor a sentence")
    print(f"true segment is the first evidence: {right} ({right / total:.1%})")
    print(
        f"false alarms: {alarms} ({alarms / total:.1%}); sentences with "
        + ", ".join(f"{k} {n}" for k, n in kinds.items())
    )
    for kind in tries:
        print(
            f"{kind}: detected {caught[kind]} of {tries[kind]} ({caught[kind] / tries[kind]:.1%}); of the "
            f"{standing[kind]} supported before: {new[kind] / max(1, standing[kind]):.1%}"
        )
    _show(cases, rng, show)


def segments(folder: Path, name: str, chosen: slice, show: int) -> None:
    """Print false alarms and detection of `compare`, segment by segment."""
    rng, of_names = random.Random(SEED), random.Random(SEED)
    whole = documents(folder, name)
    common = common_words(whole)
    total = 0
    flagged, tries, caught = Counter[str](), Counter[str](), Counter[str]()
    cases: dict[str, list[str]] = defaultdict(list)
    for number, document in [*enumerate(whole)][chosen]:
        others = names_beside(whole, number, common)
        for russian, english in zip(document.russian, document.english, strict=True):
            total += 1
            source = ledger(russian, "ru")
            found = compare(source, ledger(english, "en"))
            flagged.update({_kind(m.kind) for m in found})
            for m in found:
                cases[_kind(m.kind)].append(f"{russian} | {english} | {m.direction} {m.message}")
            before = {_kind(m.kind) for m in found}
            for kind, other, wanted in (
                ("name replaced", replace_name(english, rng, others, common), "name"),
                ("name left out", leave_name_out(english, of_names, common), "name"),
                ("negation flipped", flip_negation(english, rng), "negation"),
                ("hedge added", add_hedge(english, rng), "hedge"),
                ("hedge dropped", drop_hedge(english, rng), "hedge"),
            ):
                if other is None or wanted in before:
                    continue
                tries[kind] += 1
                hit = any(_kind(m.kind) == wanted for m in compare(source, ledger(other, "en")))
                caught[kind] += hit
                if not hit:
                    cases[kind].append(f"{russian} | {other}")
    print(f"## {name}: `compare` of {total} segments with their references")
    for kind, count in flagged.most_common():
        print(f"{kind}: {count} segments flagged ({count / total:.2%})")
    for kind in tries:
        print(f"{kind}: detected {caught[kind]} of {tries[kind]} ({caught[kind] / tries[kind]:.1%})")
    _show(cases, rng, show)


def _kind(kind: str) -> str:
    return kind if kind in ("name", "negation", "hedge", "quote") else "number"


def _show(cases: dict[str, list[str]], rng: random.Random, show: int) -> None:
    for kind, lines in cases.items():
        for line in rng.sample(lines, min(show, len(lines))):
            print(f"    {kind}: {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--documents", type=int, default=1000, help="at most so many of each set")
    parser.add_argument("--first", type=int, default=0, help="the first document")
    parser.add_argument("--step", type=int, default=1, help="every so many documents")
    parser.add_argument("--rivals", action="store_true", help="hold sentences against their rivals as well")
    parser.add_argument("--show", type=int, default=0, help="print so many cases of each kind")
    parser.add_argument("--only", choices=("check", "compare"))
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no folder {options.data}: give the data folder with --data")
    chosen = slice(options.first, options.first + options.documents * options.step, options.step)
    scorer = TranslatorScorer() if options.rivals else None
    for name in SETS:
        if options.only != "compare":
            sentences(options.data, name, chosen, options.show, scorer)
        if options.only != "check":
            segments(options.data, name, chosen, options.show)


if __name__ == "__main__":
    main()
