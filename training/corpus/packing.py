"""Packing: everything that a training run needs, out of the data folder, in one folder of compressed text.

The pack holds corpus.tsv.xz (source name TAB Russian TAB English), mono.ru.xz and mono.en.xz (news sentences, one a
line), spm.model, and the dev sets as they are.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.sources import ENGLISH_DOCUMENTS, ENGLISH_SETS, GAMES, weight
from training.corpus.text import lines, normalise, write_lines
from training.corpus.vocabulary import Vocabulary

DEV_SETS = ("newstest2013", "flores_dev")
_ENGLISH_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z\"'“‘(])")
_BEGINNING = re.compile("[\"'“‘]?[A-Z0-9]")
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_SHORT = 5
"""English words from which a string of a game counts as a sentence."""
_SHORT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class PackOptions:
    """``vocabulary`` is a SentencePiece model to use (a checkpoint's source.spm, to go on from it); None: one of
    ``pieces`` entries is trained on at most ``sentences`` texts. ``mono`` bounds the sentences kept per language;
    ``thin`` is the weight under which every second pair of a source is left out (it would hardly be seen)."""

    vocabulary: Path | None = None
    pieces: int = 20000
    mono: int = 260_000
    thin: float = 0.3
    sentences: int = 1_200_000
    threads: int = 2
    seed: int = 1


def pack(data: Path, out: Path, options: PackOptions) -> dict[str, int]:
    """Write the pack to ``out``; returns the counts of pairs, sentences and bytes. ``data`` has mt/, news_ru/, ..."""
    given = None if options.vocabulary is None else Vocabulary.load(options.vocabulary)
    out.mkdir(parents=True, exist_ok=True)
    draw = random.Random(options.seed)
    held_out = {line for name in DEV_SETS for line in lines(data / "mt/dev" / f"{name}.tsv")}
    texts: list[str] = []
    pairs = 0
    with lzma.open(out / "corpus.tsv.xz", "wt", encoding="utf-8") as corpus:
        for path in sorted((data / "mt/train").glob("*.tsv.xz")):
            source = path.name.removesuffix(".tsv.xz")
            for line in _pairs(path, source, held_out, options):
                corpus.write(f"{source}\t{line}\n")
                pairs += 1
                if draw.random() < weight(source):
                    texts += line.split("\t")
    mono = {"en": english_news(data), "ru": russian_news(data)}
    counts = {"pairs": pairs}
    for lang, sentences in mono.items():
        kept = list(dict.fromkeys(sentences))
        draw.shuffle(kept)
        kept = kept[: options.mono]
        texts += kept
        counts[f"mono.{lang}"] = len(kept)
        write_lines(out / f"mono.{lang}.xz", kept)
    vocabulary = given or Vocabulary.train(texts, options.pieces, threads=options.threads, sentences=options.sentences)
    (out / "spm.model").write_bytes(vocabulary.model)
    for name in DEV_SETS:
        shutil.copyfile(data / "mt/dev" / f"{name}.tsv", out / f"{name}.tsv")
    counts["pieces"] = len(vocabulary)
    counts["bytes"] = sum(path.stat().st_size for path in out.iterdir())
    return counts


def _pairs(path: Path, source: str, held_out: set[str], options: PackOptions) -> list[str]:
    """The lines of one source that are packed: none of weight 0, of a dev set, or that was left untranslated; few of a
    game's short strings."""
    if not weight(source):
        return []
    found = [
        line
        for number, line in enumerate(lines(path))
        if line not in held_out and in_their_scripts(line) and (weight(source) >= options.thin or number % 2 == 0)
    ]
    return thinned(found, options.seed) if source in GAMES else found


def in_their_scripts(pair: str) -> bool:
    """Whether the Russian of a pair (Russian TAB English) has Russian letters, and the English none."""
    russian, _, english = pair.partition("\t")
    return bool(_RUSSIAN.search(russian)) and not _RUSSIAN.search(english)


def thinned(pairs: list[str], seed: int) -> list[str]:
    """``pairs`` (Russian TAB English) with so many of under five English words left out, at random, that those are at
    most a quarter: buttons and the names of equipment teach a translator of news nothing."""
    short = [len(pair.partition("\t")[2].split()) < _SHORT for pair in pairs]
    most = _SHORT_SHARE / (1 - _SHORT_SHARE) * (len(pairs) - sum(short))
    places = [place for place, found in enumerate(short) if found]
    kept = set(random.Random(seed).sample(places, min(len(places), round(most))))
    return [pair for place, pair in enumerate(pairs) if not short[place] or place in kept]


def english_news(data: Path) -> Iterator[str]:
    """Headlines and sentences of English news, of 25 to 350 characters."""
    for path in sorted((data / "news_en").glob("*.txt.xz")):
        yield from (normalise(line) for line in lines(path))
    for name in ENGLISH_DOCUMENTS:
        for line in lines(data / "summ" / f"{name}.jsonl.xz"):
            record = json.loads(line)
            yield from _sentences(f"{record.get('document') or ''}\n{record.get('summary') or ''}")
    for line in lines(data / "faithful/labelled.jsonl.xz"):
        record = json.loads(line)
        if record["source_set"] in ENGLISH_SETS:
            yield from filter(_as_printed, _sentences(record["document"]))


def _sentences(text: str) -> Iterator[str]:
    """English sentences of a text of several paragraphs, of 25 to 350 characters."""
    for paragraph in text.split("\n"):
        for sentence in map(normalise, _ENGLISH_END.split(paragraph)):
            if 25 < len(sentence) < 350 and not sentence.isupper():
                yield sentence


def _as_printed(sentence: str) -> bool:
    """Whether a sentence begins as one does, and has no spaces before its commas and full stops."""
    return bool(_BEGINNING.match(sentence)) and " ," not in sentence and " ." not in sentence


def russian_news(data: Path) -> Iterator[str]:
    """Sentences of Russian news, headlines included, of 20 to 350 characters."""
    from razdel import sentenize

    for path in sorted((data / "news_ru").glob("*.jsonl.xz")):
        for line in lines(path):
            record = json.loads(line)
            for paragraph in "\n".join(record.get(k) or "" for k in ("headline", "summary", "text")).split("\n"):
                for sentence in (normalise(found.text) for found in sentenize(paragraph)):
                    if 20 < len(sentence) < 350:
                        yield sentence
