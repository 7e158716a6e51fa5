"""The digest of 2,000 items: its size, the time to make it, and how fast Chromium opens, searches, filters, unfolds.

    python -m benchmarks.digest [--items 2000] [--sentences 15] [--data ../shared/data] [--group] [--keep digest.html]

Items are runs of consecutive news sentence pairs of ``mt/train/newstest2012_2018.tsv.xz``, dealt to 30 days and 12
sources; one in eight is flagged. Times in the page are medians of 9, in milliseconds, from the event to the next frame.
Needs Chromium and chromedriver (apt-get install chromium chromium-driver) and selenium.
"""

from __future__ import annotations

import argparse
import lzma
import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svodka.items import Brief

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

TIMED = """
const done = arguments[0], start = performance.now();
(async () => {{
  {0}
  await new Promise(frame => requestAnimationFrame(() => setTimeout(frame)));
  done([performance.now() - start, document.querySelector('#shown').textContent]);
}})();
"""
SET = """
const e = document.querySelector({0!r}); e.value = {1!r};
if ({2}) document.querySelector('#filters').requestSubmit(); else e.dispatchEvent(new Event('change'));
"""


def briefs(data: Path, items: int, sentences: int) -> list[Brief]:
    from support.briefs import brief

    from svodka.facts import Mismatch

    with lzma.open(data / "mt" / "train" / "newstest2012_2018.tsv.xz", "rt", encoding="utf-8") as lines:
        pairs = [tuple(line.rstrip("\n").split("\t")[:2]) for line in lines]
    chance = random.Random(7)
    made = []
    for n in range(items):
        at = (n * sentences) % (len(pairs) - sentences)
        body = pairs[at : at + sentences]
        paragraphs = [pair for k, p in enumerate(body) for pair in ((None, p) if k and k % 3 == 0 else (p,))]
        words = body[1][0].split()
        flag = Mismatch("number", "lost", f"“{words[0]}” has no counterpart in the translation.", words[0])
        when = f"2026-05-{1 + chance.randrange(30):02d}T{chance.randrange(24):02d}:{chance.randrange(60):02d}"
        summary = [(body[k][1], [k]) for k in (0, 2, 5)]
        checks = (flag,) if n % 8 == 0 else ()
        source = f"Source {chance.randrange(12) + 1}"
        made.append(brief(str(n), body[0], paragraphs, summary, source=source, published=when, checks=checks))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--sentences", type=int, default=15)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--group", action="store_true")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()

    from svodka.digest import DigestOptions, render

    items = briefs(given.data, given.items, given.sentences)
    start, cpu = time.perf_counter(), time.process_time()
    page = render(items, DigestOptions(title="Two thousand items", group=given.group))
    rendering, cpu = time.perf_counter() - start, time.process_time() - cpu
    path = given.keep or Path(tempfile.mkdtemp()) / "digest.html"
    path.write_text(page, encoding="utf-8")
    russian = sum(len(item["translation"]["source"]) for item in items)
    print(f"{platform.machine()}, {given.items} items of {russian / given.items:.0f} Russian characters")
    print(f"render             {rendering:8.2f} s   ({cpu:.2f} s of CPU, {1000 * cpu / given.items:.1f} ms an item)")
    texts = sum(len((i["translation"]["source"] + i["translation"]["hypothesis"]).encode()) for i in items)
    size = path.stat().st_size
    print(f"page               {size / 2**20:8.2f} MiB ({size / texts:.2f} times the UTF-8 of its texts)")
    measure(path)


def measure(path: Path) -> None:
    from selenium import webdriver

    from tests.digest.conftest import FLAGS

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    try:
        loads = []
        for _ in range(3):
            driver.get(path.resolve().as_uri())
            loads.append(
                driver.execute_script("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            )
        load = statistics.median(loads)
        print(f"open               {load:8.0f} ms")

        def timed(name: str, *scripts: str, runs: int = 9) -> None:
            results = [driver.execute_async_script(TIMED.format(scripts[n % len(scripts)])) for n in range(runs)]
            spent = statistics.median(ms for ms, _ in results)
            print(f"{name:18} {spent:8.0f} ms  ({spent / load:.2f} of opening; shows {results[0][1]})")

        driver.execute_script("return new Promise(resolve => setTimeout(resolve, 5000))")  # a reader looks first
        timed("first search", SET.format("#q", "правительство", "true"), runs=1)
        timed("search", *(SET.format("#q", word, "true") for word in ("президент", "police", "выборы 2012")))
        timed("clear search", SET.format("#q", "", "true"))
        timed("flagged only", SET.format("#flag", "any", "false"))
        timed("no flag filter", SET.format("#flag", "", "false"))
        timed("one day", SET.format("#from", "2026-05-30", "false"))
        timed("any day", SET.format("#from", "", "false"))
        timed("unfold one item", "const d = document.querySelector('.texts:not([open])'); d.open = true;")
        memory = driver.execute_script("return performance.memory.usedJSHeapSize")
        print(f"script memory      {memory / 2**20:8.1f} MiB")
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
