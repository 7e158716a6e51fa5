"""Watch lists: how long 10,000 items against 200 entries take, and what the entries find.

    python -m benchmarks.watch [--items 10000] [--words 200] [--rounds 5] [--texts FILE]

The items are drawn from a short Russian list and its inflections, with rare made-up names, 200 words each; the entries
are half Russian and half English: words, phrases, names. ``--texts`` takes real ones instead, one a line, as many
times over as are asked for. Compiling is told apart; each round has a watcher of its own, that knows no word yet.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path

from benchmarks.feeds import WORDS
from svodka.text.morphology import forms
from svodka.watch import Watcher, WatchList

_RUSSIAN = (
    "санкция беспилотник газопровод инфляция нефть выборы забастовка землетрясение суд «Центральный банк» Газпром "
    "Путин Зеленский Навальный США Киев Москва НАТО «Северный поток» «Олег Ясенев» Росатом уголь зерно порт"
).split()
_ENGLISH = (
    "sanctions drone pipeline inflation oil election strike earthquake court Gazprom Putin Zelensky Navalny Moscow "
    "Germany NATO wheat Rosneft Kadyrov Lukashenko Shoigu Sberbank Belgorod Kursk"
).split()


def entries() -> list[str]:
    """200 entries, no two alike."""
    chance = random.Random(33)
    found = dict.fromkeys([*_RUSSIAN, *_ENGLISH, "gas price", "supreme court", "Vladimir Putin", "European Union"])
    while len(found) < 200:
        name = "".join(chance.choice("бвгдклмнрст") + chance.choice("аеиоу") for _ in range(3)) + "в"
        found[chance.choice((name.title(), " ".join(chance.sample(WORDS, 2)), _latin(name)))] = None
    return list(found)


def _latin(name: str) -> str:
    return name.translate(str.maketrans("бвгдклмнрстаеиоу", "bvgdklmnrstaeiou")).title()


def made(items: int, words: int) -> list[str]:
    """Texts of inflected words; every twentieth is a name that stands nowhere else."""
    chance = random.Random(7)
    inflected = sorted({form for word in WORDS for form in forms(word)} | {w for e in _RUSSIAN for w in forms(e)})
    texts = []
    for _ in range(items):
        drawn = chance.choices(inflected, k=words)
        for place in range(0, words, 20):
            drawn[place] = "".join(chance.choice("бвгдклмнрстж") + chance.choice("аеиоу") for _ in range(2)).title()
        texts.append(" ".join(drawn))
    return texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path)
    chosen = parser.parse_args()
    if chosen.texts:
        lines = [line for line in chosen.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
        texts = (lines * (chosen.items // len(lines) + 1))[: chosen.items]
    else:
        texts = made(chosen.items, chosen.words)
    lists = [WatchList("all", any=tuple(entries()))]
    compiled, matched, found = [], [], 0
    for _ in range(chosen.rounds):
        begun = time.process_time()
        watcher = Watcher(lists)
        compiled.append(time.process_time() - begun)
        begun = time.process_time()
        found = sum(map(bool, watcher.match(texts)))
        matched.append(time.process_time() - begun)
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} items of {characters:.0f} characters, {len(entries())} entries: {found} match")
    print(f"compiling {statistics.median(compiled):.2f} s, matching {statistics.median(matched):.2f} s of processor time")
    print(f"(medians of {chosen.rounds}; the first includes loading: {compiled[0]:.2f} s and {matched[0]:.2f} s)")


if __name__ == "__main__":
    main()
