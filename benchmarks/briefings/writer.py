"""The writer of the package beside extracts: ROUGE at one number of words, what the check refuses, sentences to read.

    python -m benchmarks.briefings.writer measure --data ../shared/data --out scores.json
    python -m benchmarks.briefings.writer agree --data ../shared/data --count 200
    python -m benchmarks.briefings.writer read --data ../shared/data --count 60 > sheet.txt
    python -m benchmarks.briefings.writer read --store run.sqlite --count 60 > sheet.txt

``measure``: of each document every system has exactly as many words (fewer only where it has no more): those of what
the extractive method picks, 1 sentence on XSum, 3 on CNN/DailyMail, or ``--words`` of them. Each system gives sentences
in its order of preference until there are enough words; they are put into the document's order and cut at that word.
ROUGE F1 by rouge-score with stemming. Of the writer besides, over the groups that an extractive summary of that length
would be written from: lines that stand; lines that the check bears out, against their evidence and against the
document, as written and as they stand in the end; words that the evidence lacks; words a sentence; seconds a document,
the check included. ``agree``: on so many pieces of evidence, greedy in float32, how many lines of transformers and
CTranslate2 differ. ``read``: written sentences beside their evidence, of the first documents of both sets, or of the
briefs of a run (``svodka brief ITEMS --summarizer compact --store run.sqlite``), with the Russian. ``--checkpoint``
takes an export (a MarianMT directory) in place of what ships. Needs: pip install rouge-score sumy
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.summaries import SETS, lexrank
from summarize import SummaryOptions
from summarize.extractive import extract, terms
from summarize.groups import Group, grouped
from summarize.retelling import Retold, retold, supported
from summarize.writers.compact import CompactWriter
from summarize.writers.draft import Ask
from svodka.checkpoints import Checkpoint, resolve
from svodka.checkpoints.layout import fingerprint
from svodka.policy import judge
from svodka.text import split_sentences
from svodka.verify import check

NAMES = {"cnndm_600": "CNN/DailyMail", "xsum_600": "XSum"}
MEASURES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L"}
_TOGETHER = 50  # documents decoded at once
# A line and its place in the document; best first.
Lines = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a set, with what was written from its groups; ``usual`` of them an extractive summary has."""

    text: str
    reference: str
    retold: tuple[Retold, ...]
    lines: tuple[str | None, ...]
    usual: int


def load(checkpoint: Path | None, *, engine: str = "auto", quantization: str = "auto", beam: int = 4) -> CompactWriter:
    """The writer that ships, or an export."""
    if checkpoint is None:
        found = resolve("compact", "summarize", offline=True)
    else:
        found = Checkpoint(checkpoint, str(checkpoint), checkpoint.name, fingerprint(checkpoint), "marian")
    return CompactWriter.load(found, SummaryOptions(beam=beam), engine=engine, device="cpu", quantization=quantization)


def read_set(data: Path, name: str, limit: int) -> list[dict[str, str]]:
    """The first documents of a set, each with its summary."""
    with lzma.open(data / "summ" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file][: limit or None]


def write(writer: CompactWriter, rows: Sequence[dict[str, str]], count: int) -> tuple[list[Document], float]:
    """Every document with what is written from its best groups, for `count` sentences and as many words; seconds."""
    start, found = time.perf_counter(), []
    for first in range(0, len(rows), _TOGETHER):
        part = rows[first : first + _TOGETHER]
        every = [grouped(row["document"], extract(row["document"]), 4 * count + 1) for row in part]
        lines = iter(writer.retell([Ask("sentence", group.text) for groups in every for group in groups]))
        for row, groups in zip(part, every, strict=True):
            own = [next(lines) for _ in groups]
            made = tuple(retold(group, line) for group, line in zip(groups, own, strict=True))
            found.append(Document(row["document"], row["summary"], made, tuple(own), count))
    return found, time.perf_counter() - start


def cut(lines: Lines, words: int) -> str:
    """Lines, best first, until there are so many words; in the document's order, cut at that word."""
    taken: Lines = []
    seen: set[str] = set()
    for place, line in lines:
        if sum(len(other.split()) for _, other in taken) >= words:
            break
        if (key := " ".join(terms(line))) not in seen:
            seen.add(key)
            taken.append((place, line))
    return " ".join(" ".join(line for _, line in sorted(taken)).split()[:words])


def systems(count: int) -> dict[str, Callable[[Document], Lines]]:
    """Each system's lines of a document, best first."""
    rank = lexrank()

    def written(document: Document) -> Lines:
        return [(one.group.sentences[0].span[0], s.text) for one in document.retold for s in one.sentences]

    def ours(document: Document) -> Lines:
        return [(s.span[0], s.line) for s in extract(document.text).best(4 * count + 1)]

    def lead(document: Document) -> Lines:
        return [(s.span[0], s.line) for s in split_sentences(document.text)[: 6 * count]]

    def central(document: Document) -> Lines:
        sentences = split_sentences(document.text)
        order: Lines = []
        for size in range(1, 4 * count + 1):  # what it takes further, one by one: its order of preference
            new = [s for s in rank(document.text, sentences, size) if (s.span[0], s.line) not in order]
            order += [(s.span[0], s.line) for s in new]
            if sum(len(line.split()) for _, line in order) > 60 * count:
                break
        return order

    return {"compact": written, "svodka extractive": ours, "lead": lead, "sumy LexRank": central}


def measure(arguments: argparse.Namespace) -> None:
    """Print the tables; with ``--out`` write what training/writer/ship.py takes."""
    from rouge_score.rouge_scorer import RougeScorer

    writer = load(arguments.checkpoint)
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    kept = []
    for name in NAMES:
        count = SETS[name]
        rows = read_set(arguments.data, name, arguments.limit)
        documents, seconds = write(writer, rows, count)
        budgets = [
            int(arguments.words * sum(len(s.line.split()) for s in extract(d.text).best(count))) for d in documents
        ]
        print(f"\n{NAMES[name]}: {len(documents)} documents, {sum(budgets) / len(budgets):.1f} words each")
        print("| | ROUGE-1 | ROUGE-2 | ROUGE-L | words |\n|---|---|---|---|---|")
        scores: dict[str, list[float]] = {}
        for system, lines_of in systems(count).items():
            texts = [cut(lines_of(d), words) for d, words in zip(documents, budgets, strict=True)]
            found = [scorer.score(d.reference, text) for d, text in zip(documents, texts, strict=True)]
            scores[system] = [100 * sum(f[m].fmeasure for f in found) / len(found) for m in MEASURES]
            words = sum(len(text.split()) for text in texts) / len(texts)
            print(f"| {system} | " + " | ".join(f"{value:.2f}" for value in scores[system]) + f" | {words:.1f} |")
        for place, metric in enumerate(MEASURES.values()):
            value, extractive = scores["compact"][place], scores["svodka extractive"][place]
            row = {"testset": NAMES[name], "documents": len(documents), "metric": metric}
            kept.append(row | {"value": value, "extractive": extractive})
        report(documents, seconds)
    if arguments.out:
        revision = resolve("compact", "summarize", offline=True).revision
        arguments.out.write_text(json.dumps({"revision": revision, "scores": kept}, indent=1) + "\n", "utf-8")


def report(documents: Sequence[Document], seconds: float) -> None:
    """What the check says of the lines, and how long they are."""
    from benchmarks.guard import as_translation

    asked = sum(len(d.lines) for d in documents)
    usual = [(d, one, line) for d in documents for one, line in list(zip(d.retold, d.lines, strict=True))[: d.usual]]
    good = [(d, one) for d, one, _ in usual if one.wrong is None]
    reasons = Counter(one.wrong for _, one, _ in usual if one.wrong)
    written = [(d, one.group.text, line) for d, one, line in usual if line]
    final = [(d, one.group.text, s.text) for d, one, _ in usual for s in one.sentences]
    print(f"groups of more than one sentence: {_share([len(one.group.sentences) > 1 for _, one, _ in usual])}")
    print(f"lines that stand: {_share([one.wrong is None for _, one, _ in usual])} of {len(usual)}")
    for reason, number in reasons.most_common():
        print(f"  gave way: {reason} {_share([one.wrong == reason for _, one, _ in usual])} ({number})")
    for what, lines in (("as written", written), ("in the end", final)):
        near = _share([supported(line, evidence) for _, evidence, line in lines])
        whole = _share([check(d.text, line, threshold=0).supported for d, _, line in lines])
        print(f"borne out {what}: by the evidence {near}, by the document {whole}")
    judged = [
        sentence.replaced is None
        for d, one in good
        for sentence in judge(as_translation(d.text), one.sentences, "repair")[0]
    ]
    print(f"of those that stand, kept by a brief's policy: {_share(judged)}")
    lacking = [_lacks(one.group.text, one.written) for _, one in good]
    print(f"words that the evidence lacks: {sum(lacking) / max(1, len(lacking)):.1%}")
    print(f"words a written sentence: {_mean([len(one.written.split()) for _, one in good]):.1f}, "
          f"of its evidence {_mean([len(one.group.text.split()) for _, one in good]):.1f}")  # fmt: skip
    copied = _share([one.written in one.group.text for _, one in good])
    print(f"copied word for word: {copied}")
    print(f"seconds a document: {seconds / len(documents):.2f}, {asked / len(documents):.1f} lines each")


def _lacks(evidence: str, line: str) -> float:
    known = set(re.findall(r"\w+", evidence.lower()))
    words = re.findall(r"\w+", line.lower())
    return sum(word not in known for word in words) / max(1, len(words))


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / max(1, len(values)):.1%}"


def _mean(values: Sequence[int]) -> float:
    return sum(values) / max(1, len(values))


def _evidence(data: Path, count: int) -> list[Group]:
    """The best groups of the documents of both sets, one of each document after the other."""
    rows = [row for pair in zip(*(read_set(data, name, count) for name in NAMES), strict=True) for row in pair]
    every = [grouped(row["document"], extract(row["document"]), 3) for row in rows]
    return [group for place in range(3) for groups in every for group in groups[place : place + 1]][:count]


def agree(arguments: argparse.Namespace) -> None:
    """Print the lines in which the engines differ, and their number."""
    asks = [Ask("sentence", group.text) for group in _evidence(arguments.data, arguments.count)]
    torch, ctranslate2 = (
        load(arguments.checkpoint, engine=engine, quantization="float32", beam=1).retell(asks)
        for engine in ("torch", "ctranslate2")
    )
    for ask, one, other in zip(asks, torch, ctranslate2, strict=True):
        if one != other:
            print(f"{ask.evidence}\n  transformers: {one}\n  CTranslate2:  {other}")
    print(f"{sum(one != other for one, other in zip(torch, ctranslate2, strict=True))} of {len(asks)} differ")


def read(arguments: argparse.Namespace) -> None:
    """Print numbered sentences that stand, each beside what it was written from."""
    if arguments.store:
        _read_run(arguments.store, arguments.count)
        return
    groups = _evidence(arguments.data, 3 * arguments.count)
    lines = load(arguments.checkpoint).retell([Ask("sentence", group.text) for group in groups])
    made = [retold(group, line) for group, line in zip(groups, lines, strict=True)]
    for number, one in enumerate([m for m in made if m.wrong is None][: arguments.count], 1):
        print(f"{number}. {one.written}\n    < {one.group.text}\n")


def _read_run(store: Path, count: int) -> None:
    from svodka.runs import Store

    with Store.open(store) as run:
        briefs = [result.brief for result in run.results(run.run().id) if result.brief is not None]
    # One sentence of each brief, then the next of each: of as many items as there are.
    by_place = [
        (brief, brief.sentences[place])
        for place in range(max(len(b.sentences) for b in briefs))
        for brief in briefs
        if place < len(brief.sentences)
    ]
    number = 0
    for brief, sentence in by_place:
        english = " ".join(link.target for link in sentence.evidence)
        if sentence.replaced is not None or sentence.text in english or brief.method != "compact":
            continue
        number += 1
        russian = " ".join(link.source for link in sentence.evidence)
        print(f"{number}. {sentence.text}\n    < {english}\n    < {russian}\n")
        if number == count:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (measure, agree, read):
        added = commands.add_parser(command.__name__, help=command.__doc__)
        added.set_defaults(run=command)
        added.add_argument("--data", type=Path, default=Path("../shared/data"))
        added.add_argument("--checkpoint", type=Path, help="an export instead of what ships")
        if command is measure:
            added.add_argument("--limit", type=int, default=0, help="documents of each set; 0 is all")
            added.add_argument("--words", type=float, default=1.0, metavar="SHARE", help="of the extractive summary's")
            added.add_argument("--out", type=Path, help="scores as JSON")
        else:
            added.add_argument("--count", type=int, default=200 if command is agree else 60)
        if command is read:
            added.add_argument("--store", type=Path, help="a run instead of the sets")
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
