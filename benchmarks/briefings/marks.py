"""Briefs to be read beside the Russian, and how many of the wrong sentences are marked.

    python -m benchmarks.briefings.marks pick ITEMS.jsonl SALT 20 > chosen.jsonl
    svodka brief chosen.jsonl --offline --summarizer extractive --store run.sqlite
    python -m benchmarks.briefings.marks sheet run.sqlite > sheet.txt
    python -m benchmarks.briefings.marks count run.sqlite labels.txt

``pick`` takes the items of 150 to 12,000 characters whose SHA-256 of salt and id is least. ``sheet`` numbers headlines
(H1, H2) and sentences (1, 2) and shows no mark. ``labels.txt`` has a line ``wrong 4 7 H2`` and a line ``minor 1 H5``;
what it does not name is right. ``count`` gives the share marked of each, and how many briefs have the lead and leave
out a figure, date or name of headline and lead.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from svodka.items import Brief
from svodka.runs import Store

_SHORTEST, _LONGEST = 150, 12_000


def pick(items: str, salt: str, count: str) -> None:
    rows = [json.loads(line) for line in Path(items).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if _SHORTEST < len(row["text"]) < _LONGEST]
    rows.sort(key=lambda row: hashlib.sha256((salt + row["id"]).encode()).hexdigest())
    for row in rows[: int(count)]:
        print(json.dumps(row, ensure_ascii=False))


def sheet(store: str) -> None:
    number = 0
    for place, brief in enumerate(_briefs(store), 1):
        print(f"\nH{place} {brief.headline}\n    < {brief.headline_translation.source}")
        for sentence in brief.sentences:
            number += 1
            print(f"{number} {sentence.text}", *(f"    < {link.source}" for link in sentence.evidence), sep="\n")


def count(store: str, labels: str) -> None:
    rows = [line.split() for line in Path(labels).read_text(encoding="utf-8").splitlines()]
    label = {name: kind for kind, *names in rows for name in names}
    marked: dict[str, bool] = {}
    briefs, number = _briefs(store), 0
    for place, brief in enumerate(briefs, 1):
        marked[f"H{place}"] = bool(brief.headline_doubts)
        for sentence in brief.sentences:
            number += 1
            marked[str(number)] = bool(brief.mark(sentence))
    for name, of_headlines in (("sentences", False), ("headlines", True)):
        for kind in ("wrong", "minor", "right"):
            found = [m for n, m in marked.items() if (n[0] == "H") == of_headlines and label.get(n, "right") == kind]
            print(f"{name} {kind}: {len(found)}, of them marked {sum(found)}")
    lacking = sum(any(note.startswith("Of headline and lead") for note in brief.notes) for brief in briefs)
    print(f"briefs with the lead: {sum(map(_has_lead, briefs))} of {len(briefs)}; facts of it left out in {lacking}")


def _has_lead(brief: Brief) -> bool:
    segments = [(k, s) for k, s in enumerate(brief.document.segments) if s.translated]
    lead = next((k for k, s in segments if s.source.rstrip("\"'”’»)] ")[-1:] in tuple(".!?…")), 0)
    return any(link.segment == lead for sentence in brief.sentences for link in sentence.evidence)


def _briefs(store: str) -> list[Brief]:
    with Store.open(Path(store)) as opened:
        return [result.brief for result in opened.results(opened.run().id) if result.brief is not None]


if __name__ == "__main__":
    {"pick": pick, "sheet": sheet, "count": count}[sys.argv[1]](*sys.argv[2:])
