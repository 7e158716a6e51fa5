"""What the chain makes of real items: defects of segments, facts that survive, headlines, empty briefs, time.

svodka brief ITEMS.jsonl --offline --summarizer extractive --store run.sqlite
python -m benchmarks.briefs run.sqlite [--human ../shared/data]

``--human`` counts the human translations (newstest2013 and FLORES-101 dev) that would be changed where a doubled word
or a garbled surname is put right, and those with words of no dictionary: false alarms.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from benchmarks.quality import SETS, read_set
from svodka.facts import recall
from svodka.items import Brief
from svodka.runs import Store
from translate.terms.doubles import undouble
from translate.terms.names import aligned
from translate.terms.surnames import respell
from translate.types import Segment
from translate.vocabulary import made_up

CYRILLIC, LETTER = re.compile("[А-Яа-яЁё]"), re.compile(r"[^\W\d_]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--human", type=Path, metavar="DATA", help="the data folder of benchmarks/quality.py")
    args = parser.parse_args()
    with Store.open(args.store) as store:
        briefs = [result.brief for result in store.results(store.run().id) if result.brief is not None]
    print(f"items {len(briefs)}")
    report_segments(briefs)
    report_facts(briefs)
    report_briefs(briefs)
    report_edits(briefs)
    if args.human:
        report_false_alarms(args.human)


def report_segments(briefs: list[Brief]) -> None:
    """Shares of the translated segments that were tried again, and that carry flags in the end."""
    segments = [s for brief in briefs for s in translated(brief)]
    flags = Counter(kind for s in segments for kind in {flag.kind for flag in s.flags})
    print(f"segments {len(segments)}, tried again {share(sum(s.attempts > 1 for s in segments), len(segments))}")
    for kind, count in flags.most_common():
        print(f"  {kind:<10} {share(count, len(segments))}")


def report_facts(briefs: list[Brief]) -> None:
    """Facts of the Russian that the English has too: segment by segment, and of a brief's sentences their evidence."""
    for name, pairs in (
        ("translation", [(s.source, s.hypothesis) for b in briefs for s in translated(b)]),
        ("brief", [(e.source, e.target) for b in briefs for s in b.sentences for e in s.evidence[:1]]),
    ):
        shares = ", ".join(f"{found.kind} {share(found.kept, found.told)}" for found in recall(pairs))
        print(f"facts of the source in the {name}: {shares}")


def report_briefs(briefs: list[Brief]) -> None:
    """Headlines in English throughout, briefs without a sentence or half in Russian, and time."""
    headlines = sum(not CYRILLIC.search(b.headline) and len(b.headline.split()) >= 3 for b in briefs)
    sound = sum(not any(s.flags for s in b.headline_translation.segments) for b in briefs)
    empty = sum(not b.sentences for b in briefs)
    russian = sum(cyrillic_share(" ".join(s.text for s in b.sentences)) > 0.2 for b in briefs)
    sentences = [s for b in briefs for s in b.sentences]
    doubtful = sum(b.is_doubtful(s) for b in briefs for s in b.sentences)
    seconds = sorted(sum(b.timings.values()) for b in briefs)
    print(f"headlines of three English words or more {share(headlines, len(briefs))}")
    print(f"headlines without a flag {share(sound, len(briefs))}")
    print(f"briefs without a sentence {empty}, half in Russian {russian}")
    print(f"sentences {len(sentences)}, {len(sentences) / max(1, len(briefs)):.1f} a brief")
    print(f"sentences shown as doubtful {share(doubtful, len(sentences))}")
    print(f"seconds an item: median {seconds[len(seconds) // 2]:.2f}, longest {seconds[-1]:.1f}")


def report_edits(briefs: list[Brief]) -> None:
    """What was put right in hypotheses: figures and doubled words by segment, garbled surnames by name and item."""
    details = [f.detail for b in briefs for s in translated(b) for f in s.flags if f.kind == "restored"]
    doubled = sum("was written as" in detail for detail in details)
    variants = [v for b in briefs for part in (b.headline_translation, b.translation) for v in part.variants]
    spelled = sum(any(respell(source, other) == kept for other in others) for source, kept, others in variants)
    segments = [(s.source, s.hypothesis) for b in briefs for s in translated(b)]
    print(f"segments with words of no dictionary {share(sum(bool(made_up(*s)) for s in segments), len(segments))}")
    print(f"put right: figures {len(details) - doubled}, doubled words {doubled}, garbled surnames {spelled}")


def report_false_alarms(data: Path) -> None:
    pairs = [pair for name in SETS for pair in zip(*read_set(data, name), strict=True)]
    doubled = sum(bool(undouble(source, english)[1]) for source, english in pairs)
    spelled = sum(any(respell(name, found.group()) for _, name, found, _ in aligned(*pair)) for pair in pairs)
    print(
        f"human translations changed: doubled words {share(doubled, len(pairs))}, surnames {share(spelled, len(pairs))}"
    )


def translated(brief: Brief) -> list[Segment]:
    """The segments of headline and text that a decoder made."""
    parts = (brief.headline_translation, brief.translation)
    return [segment for part in parts for segment in part.segments if segment.translated]


def cyrillic_share(text: str) -> float:
    letters = LETTER.findall(text)
    return len(CYRILLIC.findall(text)) / len(letters) if letters else 0.0


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "0 of 0"


if __name__ == "__main__":
    main()
