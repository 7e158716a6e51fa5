"""Watch lists: how long 10,000 items against 200 entries take.

    python -m benchmarks.daily.watch [--items 10000] [--words 200] [--rounds 3] [--texts FILE]

The items are drawn from a short Russian list in all its forms by Zipf's law, every twentieth word a made-up name; the
entries are half Russian and half English: words, names, phrases. ``--texts`` takes real items instead, one a line, as
many times over as are asked for. Each round has a watcher of its own, that knows no word yet.
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

_RUSSIAN_WORDS = (
    "санкция беспилотник газопровод инфляция нефть выборы забастовка землетрясение Центробанк Газпром Ясенев "
    "Путин Зеленский Навальный США Киев Москва НАТО Росатом уголь зерно порт"
)
_ENGLISH_WORDS = (
    "sanctions drone pipeline inflation oil election strike earthquake court Gazprom Putin Zelensky Navalny Moscow "
    "Germany NATO wheat Rosneft Kadyrov Lukashenko Shoigu Sberbank Belgorod Kursk"
)
_PHRASES = ("Северный поток", "Олег Ясенев", "gas price", "supreme court", "Vladimir Putin", "European Union")
_LETTERS = str.maketrans("бвгдклмнрстаеиоу", "bvgdklmnrstaeiou")


def entries() -> list[str]:
    """200 entries, no two alike."""
    chance = random.Random(33)
    found = dict.fromkeys([*_RUSSIAN_WORDS.split(), *_ENGLISH_WORDS.split(), *_PHRASES])
    while len(found) < 200:
        name = "".join(chance.choice("бвгдклмнрст") + chance.choice("аеиоу") for _ in range(3)) + "в"
        pair = f"{chance.choice(WORDS)} {chance.choice(_RUSSIAN_WORDS.split())}"
        found[chance.choice((name.title(), pair, name.translate(_LETTERS).title()))] = None
    return list(found)


def made(items: int, words: int) -> list[str]:
    """Texts of inflected words, every twentieth a name that hardly stands elsewhere."""
    chance = random.Random(7)
    inflected = sorted({form for word in (*WORDS, *_RUSSIAN_WORDS.split()) for form in forms(word)})
    chance.shuffle(inflected)
    often = [1 / place for place in range(1, len(inflected) + 1)]
    texts = []
    for _ in range(items):
        drawn = chance.choices(inflected, weights=often, k=words)
        for place in range(0, words, 20):
            drawn[place] = "".join(chance.choice("бвгдклмнрстж") + chance.choice("аеиоу") for _ in range(2)).title()
        texts.append(" ".join(drawn))
    return texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
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
    characters, words = sum(map(len, texts)) / len(texts), len({word for text in texts for word in text.split()})
    print(f"{len(texts)} items of {characters:.0f} characters, {words} words that differ; {found} match")
    print(
        f"{len(entries())} entries compiled in {statistics.median(compiled):.2f} s ({compiled[0]:.2f} s the first time)"
    )
    print(f"matched in {statistics.median(matched):.2f} s of processor time (medians of {chosen.rounds})")


if __name__ == "__main__":
    main()
