"""Reading measured: page extraction against trafilatura and jusText, duplicates, and 10,000 items in constant memory.

    python -m benchmarks.reading [--data ../shared/data] [--worst 20] [--sample N]

The pages are UTF-8 files; svodka gets their bytes, the other two the decoded text. Token F1 compares bags of words
(``\\w+``, lower case) with the gold text, averaged over pages. A headline is right when it equals the gold's, contains
it, or is contained in it, after case, punctuation and ё are levelled. Pages per second are of the same run and process;
each tool reads every page once before the clock starts. The tenths show whether a change helps some pages
and hurts others.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from svodka.errors import InputError
from svodka.readers import NewsItem, ReadOptions, read
from svodka.readers.cleaning.clean import comparable
from svodka.readers.duplicates import DuplicateFinder
from svodka.readers.formats.html import read_page

Extractor = Callable[[bytes], tuple[str, str]]


@dataclass(frozen=True)
class Score:
    page: str
    precision: float
    recall: float
    f1: float
    headline: bool


def ours(data: bytes) -> tuple[str, str]:
    """svodka: the whole reader, metadata and cleaning included."""
    try:
        item = read_page(data, id="")
    except InputError:
        return "", ""
    return item.headline, item.text


def trafilatura_default(data: bytes) -> tuple[str, str]:
    """trafilatura with its defaults; the headline is asked for apart, see `trafilatura_headline`."""
    import trafilatura

    found = trafilatura.bare_extraction(data.decode("utf-8", "replace"))
    return "", (found.text or "") if found else ""


def trafilatura_headline(data: bytes) -> str:
    """The title in trafilatura's metadata; not part of its timing."""
    import trafilatura

    return getattr(trafilatura.extract_metadata(data.decode("utf-8", "replace")), "title", None) or ""


def justext_russian(data: bytes) -> tuple[str, str]:
    """jusText with its Russian stop list; it gives no headline."""
    import justext

    paragraphs = justext.justext(data.decode("utf-8", "replace"), justext.get_stoplist("Russian"))
    return "", "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def score(page: str, headline: str, text: str, gold: dict[str, str]) -> Score:
    """Token precision, recall and F1 of one page, and whether the headline is right."""
    found, wanted = (Counter(re.findall(r"\w+", t.lower())) for t in (text, gold["text"]))
    common = sum((found & wanted).values())
    precision, recall = common / max(1, found.total()), common / max(1, wanted.total())
    f1 = 2 * precision * recall / (precision + recall) if common else 0.0
    ours_, theirs = comparable(headline), comparable(gold["headline"])
    right = bool(ours_) and (ours_ in theirs or theirs in ours_)
    return Score(page, precision, recall, f1, right)


def pages(data: Path, sample: int, worst: int) -> None:
    """The table of extractors, and svodka's worst pages."""
    gold = [json.loads(line) for line in (data / "items/html_gold.jsonl").open(encoding="utf-8")]
    print(f"{'':10} {'':12} {'pages':>5} {'P':>6} {'R':>6} {'F1':>6} {'<0.5':>6} {'headline':>8} {'pages/s':>8}")
    scores: list[Score] = []
    tenths: list[tuple[str, list[float]]] = []
    for kind in ("waddle", "altai"):
        chosen = [g for g in gold if g["id"].startswith(kind)][: sample or None]
        files = [(data / "items" / g["html"]).read_bytes() for g in chosen]
        tools: dict[str, Extractor] = {"svodka": ours, "trafilatura": trafilatura_default, "jusText": justext_russian}
        for name, extract in tools.items():
            found = [extract(file) for file in files]
            started = time.perf_counter()
            for file in files:
                extract(file)
            speed = len(files) / (time.perf_counter() - started)
            if name == "trafilatura":
                found = [(trafilatura_headline(file), text) for file, (_, text) in zip(files, found, strict=True)]
            rows = [score(g["id"], *f, g) for g, f in zip(chosen, found, strict=True)]
            if name == "svodka":
                tenths.append((kind, sorted(row.f1 for row in rows)))
            if name == "svodka" and kind == "waddle":
                scores = rows
            n = len(rows)
            headlines = "-" if name == "jusText" else f"{sum(r.headline for r in rows) / n:.1%}"
            p, r, f1 = (sum(getattr(row, value) for row in rows) / n for value in ("precision", "recall", "f1"))
            print(
                f"{kind:10} {name:12} {n:5} {p:6.3f} {r:6.3f} {f1:6.3f} "
                f"{sum(row.f1 < 0.5 for row in rows) / n:6.1%} {headlines:>8} {speed:8.1f}"
            )
    tenths.append(("all", sorted(f1 for _, found in tenths for f1 in found)))
    print("mean F1 of svodka in each tenth of the pages, the worst first:")
    for kind, found in tenths:
        edges = [len(found) * tenth // 10 for tenth in range(11)]
        parts = [found[left:right] for left, right in itertools.pairwise(edges)]
        print(f"{kind:10} " + " ".join(f"{sum(part) / len(part):.3f}" for part in parts if part))
    for row in sorted(scores, key=lambda r: r.f1)[:worst]:
        print(f"  {row.page} P {row.precision:.2f} R {row.recall:.2f} F1 {row.f1:.2f}")


def duplicates(data: Path) -> None:
    """Precision and recall on made copies (shortened, edited, both, under another headline) and on other stories.

    Half of the items are the known ones and each gets four copies; the other half, less the items that share a
    sentence of five words with a known one, are the stories that must not be taken for a copy.
    """
    rng = random.Random(20250828)
    items = [json.loads(line) for line in (data / "items/news_ru.jsonl").open(encoding="utf-8")]
    items = [i for i in items if len(i["text"].split()) >= 60]
    known, others = items[::2], items[1::2]
    finder = DuplicateFinder(window=10_000)
    first = {item["id"]: finder.original(item["id"], item["text"]) or item["id"] for item in known}
    sentences = {s for item in known for s in _sentences(item["text"])}
    others = [item for item in others if not sentences & _sentences(item["text"])]
    hits = wrong = total = 0
    by_kind: Counter[str] = Counter()
    for item in known:
        words = item["text"].split()
        cut, edited = words[: int(len(words) * 0.6)], [w for w in words if rng.random() > 0.06]
        variants = {
            "shortened": cut,
            "edited": [w if rng.random() > 0.04 else "иначе" for w in edited],
            "lead added": ["Как", "стало", "известно", "нашей", "редакции,", *words],
            "shortened and edited": [w for w in cut if rng.random() > 0.06],
        }
        for kind, variant in variants.items():
            found = finder.original(f"{item['id']} {kind}", " ".join(variant))
            total += 1
            hits += found is not None and first.get(found, found) == first[item["id"]]
            by_kind[kind] += found is not None
            wrong += found is not None and first.get(found, found) != first[item["id"]]
    false = sum(finder.original(f"other {item['id']}", item["text"]) is not None for item in others)
    print(f"duplicates: {total} copies of {len(known)} items, {len(others)} other stories")
    print("  found " + ", ".join(f"{kind} {by_kind[kind] / len(known):.1%}" for kind in by_kind))
    precision = hits / max(1, hits + wrong + false)
    print(f"  recall {hits / total:.3f}, precision {precision:.3f}, {false} other stories taken for copies")


def _sentences(text: str) -> set[str]:
    return {comparable(s) for s in re.split(r"[.!?\n]+", text) if len(s.split()) >= 5}


def throughput(data: Path, count: int) -> None:
    """A JSONL file of ``count`` items: items a second, and the process's largest memory at a tenth and at the end."""
    rows = [json.loads(line) for line in (data / "items/news_ru.jsonl").open(encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for i in range(count):
                row = rows[i % len(rows)]
                record = {"title": row["headline"], "text": row["text"] + f" Номер {i}."}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        for mode in ("keep", "mark"):
            started, peak, done = time.perf_counter(), 0, 0
            for item in read([str(path)], ReadOptions(duplicates=mode, other_languages="pass")):
                done += isinstance(item, NewsItem)
                if done == count // 10 and not peak:
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            seconds = time.perf_counter() - started
            end = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(
                f"{done} of {count} JSONL items ({path.stat().st_size / 1e6:.0f} MB), duplicates={mode}: "
                f"{done / seconds:.0f} items/s, "
                f"largest memory {peak / 1024:.0f} MiB after a tenth, {end / 1024:.0f} MiB at the end"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sample", type=int, default=0, help="pages of each kind; 0 is all")
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args()
    throughput(options.data, options.items)  # first: memory is measured before the other tools are loaded
    pages(options.data, options.sample, options.worst)
    duplicates(options.data)


if __name__ == "__main__":
    main()
