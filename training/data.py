"""Packing: everything that a training run needs, out of the data folder, in one folder of compressed text.

The pack holds corpus.tsv.xz (source name TAB Russian TAB English), mono.ru.xz and mono.en.xz (news sentences, one a
line), spm.model, and the dev sets as they are. It is made on a CPU and carried to the machine with the GPU.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from training.sources import ENGLISH_DOCUMENTS, weight
from training.vocabulary import Vocabulary

Row = tuple[str, str, str]
"""Source name, Russian, English."""

DEV_SETS = ("newstest2013", "flores_dev")
_ENGLISH_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z\"'“‘(])")


@dataclass(frozen=True, slots=True)
class PackOptions:
    """``mono`` bounds the sentences kept per language; ``thin`` is the weight under which every second pair of a
    source is left out (it would hardly be seen); ``sentences`` bounds the SentencePiece training."""

    pieces: int = 20000
    mono: int = 260_000
    thin: float = 0.3
    sentences: int = 1_200_000
    threads: int = 2
    seed: int = 1


def pack(data: Path, out: Path, options: PackOptions) -> dict[str, int]:
    """Write the pack to ``out``; returns the counts of pairs, sentences and bytes. ``data`` has mt/, news_ru/, ..."""
    out.mkdir(parents=True, exist_ok=True)
    draw = random.Random(options.seed)
    held_out = {line for name in DEV_SETS for line in _lines(data / "mt/dev" / f"{name}.tsv")}
    texts: list[str] = []
    pairs = 0
    with lzma.open(out / "corpus.tsv.xz", "wt", encoding="utf-8") as corpus:
        for path in sorted((data / "mt/train").glob("*.tsv.xz")):
            source = path.name.removesuffix(".tsv.xz")
            for number, line in enumerate(_lines(path)):
                if line in held_out or (weight(source) < options.thin and number % 2):
                    continue
                russian, english = line.split("\t")
                corpus.write(f"{source}\t{russian}\t{english}\n")
                pairs += 1
                if draw.random() < weight(source):
                    texts += (russian, english)
    mono = {"en": english_news(data), "ru": russian_news(data)}
    counts = {"pairs": pairs}
    for lang, sentences in mono.items():
        kept = list(dict.fromkeys(sentences))
        draw.shuffle(kept)
        kept = kept[: options.mono]
        texts += kept
        counts[f"mono.{lang}"] = len(kept)
        write_lines(out / f"mono.{lang}.xz", kept)
    vocabulary = Vocabulary.train(texts, options.pieces, threads=options.threads, sentences=options.sentences)
    (out / "spm.model").write_bytes(vocabulary.model)
    for name in DEV_SETS:
        shutil.copyfile(data / "mt/dev" / f"{name}.tsv", out / f"{name}.tsv")
    counts["pieces"] = len(vocabulary)
    counts["bytes"] = sum(path.stat().st_size for path in out.iterdir())
    return counts


def english_news(data: Path) -> Iterator[str]:
    """Headlines and sentences of English news, of 25 to 350 characters."""
    for path in sorted((data / "news_en").glob("*.txt.xz")):
        yield from (normalise(line) for line in _lines(path))
    for name in ENGLISH_DOCUMENTS:
        for line in _lines(data / "summ" / f"{name}.jsonl.xz"):
            record = json.loads(line)
            for paragraph in f"{record.get('document') or ''}\n{record.get('summary') or ''}".split("\n"):
                for sentence in map(normalise, _ENGLISH_END.split(paragraph)):
                    if 25 < len(sentence) < 350 and not sentence.isupper():
                        yield sentence


def russian_news(data: Path) -> Iterator[str]:
    """Sentences of Russian news, headlines included, of 20 to 350 characters."""
    from razdel import sentenize

    for path in sorted((data / "news_ru").glob("*.jsonl.xz")):
        for line in _lines(path):
            record = json.loads(line)
            for paragraph in "\n".join(record.get(k) or "" for k in ("headline", "summary", "text")).split("\n"):
                for sentence in (normalise(found.text) for found in sentenize(paragraph)):
                    if 20 < len(sentence) < 350:
                        yield sentence


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file with Russian TAB English on each line, plain or xz. Raises ValueError on any other line."""
    pairs = []
    for number, line in enumerate(_lines(path), 1):
        fields = line.split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            raise ValueError(f"{path}:{number}: expected Russian TAB English, found {len(fields)} fields")
        pairs.append((fields[0], fields[1]))
    return pairs


def read_corpus(path: Path) -> list[Row]:
    """The rows of corpus.tsv.xz."""
    rows = []
    for line in _lines(path):
        source, russian, english = line.split("\t")
        if russian and english:
            rows.append((source, russian, english))
    return rows


def read_lines(path: Path) -> list[str]:
    """The lines of a text file, plain or xz, without their ends."""
    return list(_lines(path))


def normalise(text: str) -> str:
    """``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write ``lines`` to a text file, xz when its name says so."""
    with _opened(path, "wt") as file:
        file.writelines(f"{line}\n" for line in lines)


def _lines(path: Path) -> Iterator[str]:
    with _opened(path, "rt") as file:
        for line in file:
            yield line.rstrip("\n")


def _opened(path: Path, mode: Literal["rt", "wt"]) -> TextIO:
    return (lzma.open if path.suffix == ".xz" else open)(path, mode, encoding="utf-8")
