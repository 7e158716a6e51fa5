"""What a brief costs beside its translation by plain beam 4, in processor time of one run.

    python -m benchmarks.briefings.cost ../shared/data/items/news_ru.jsonl --from 40 90 140 190 --count 6

Of each stretch of items: the seconds of the compact checkpoint with beam 4 and nothing else (no second readings, no
repair, names, terms or ratings), those of `Translator` as it is, and those of the whole brief, extractive; each with an
object of its own that has translated something else before, so that nothing is remembered and all tables are loaded.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time

from summarize import Summarizer
from svodka import NewsItem, Pipeline
from translate import TranslateOptions, Translator

PLAIN = TranslateOptions(beam=4, rerank=False, repair=False, names=False, news_terms=False, quality=False)
_FIRST = "Президент России прибыл в Казань. Он встретился с мэром города."


def seconds(work: Callable[[], object]) -> float:
    """Processor time."""
    start = process_time()
    work()
    return process_time() - start


def measure(items: list[NewsItem]) -> tuple[float, float, float]:
    """Seconds of plain beam 4, of the translator, and of briefs."""
    texts = [f"{item.headline}\n\n{item.text}" for item in items]
    found = []
    for options in (PLAIN, TranslateOptions()):
        translator = Translator("compact", options=options)
        translator.translate([_FIRST])
        found.append(seconds(lambda translator=translator: translator.translate(texts)))  # type: ignore[misc]
    pipeline = Pipeline(translator=Translator("compact"), summarizer=Summarizer("extractive"))
    pipeline.brief([NewsItem.from_text(_FIRST)])
    return found[0], found[1], seconds(lambda: pipeline.brief(items))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path, help="JSON lines with headline and text")
    parser.add_argument("--from", type=int, nargs="+", default=[40, 90, 140, 190], dest="starts", metavar="N")
    parser.add_argument("--count", type=int, default=6)
    given = parser.parse_args()
    found = []
    for start in given.starts:
        with given.items.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in islice(file, start, start + given.count)]
        items = [NewsItem.from_text(f"{row['headline']}\n\n{row['text']}") for row in rows]
        found.append(measure(items))
        plain, translated, brief = found[-1]
        print(
            f"items {start} to {start + given.count - 1}: {plain:.2f} s; {translated / plain:.2f}, {brief / plain:.2f}"
        )
    plain, translated, brief = (sum(column) for column in zip(*found, strict=True))
    print(f"all: {plain:.2f} s plain; translator {translated / plain:.2f} times, brief {brief / plain:.2f} times")


if __name__ == "__main__":
    main()
