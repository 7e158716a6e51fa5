"""News that arrives while a run goes on: blocks become token files, which the run takes up before it translates."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from training.corpus.blocks import SUFFIX, read_block
from training.corpus.text import Row
from training.corpus.tokens import Tokens, tokenize
from training.corpus.vocabulary import Vocabulary
from training.turns.store import Store

MONO = "mono"
"""Prefix of the sources of one language in the tokens: mono.ru, mono.en."""


def prepare(blocks: Path, out: Path, vocabulary: Vocabulary, *, variants: int = 2, minutes: float = 0.0) -> int:
    """Tokenize the blocks in ``blocks`` (LANG.NN.ppmd) that have no LANG.NN.npz in ``out`` yet, and for so many
    ``minutes`` those that come; returns how many it made. Files appear whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    end, made = time.monotonic() + 60 * minutes, 0
    while True:
        new = [path for path in sorted(blocks.glob(f"*{SUFFIX}")) if not (out / f"{path.stem}.npz").exists()]
        for path in new:
            lang = path.name.partition(".")[0]
            rows: list[Row] = [
                (f"{MONO}.{lang}", text if lang == "ru" else "", text if lang == "en" else "")
                for text in read_block(path)
            ]
            half = out / f"{path.stem}.part.npz"
            tokenize(rows, vocabulary, variants=variants).save(half)
            os.replace(half, out / f"{path.stem}.npz")
            made += 1
        if time.monotonic() >= end:
            return made
        time.sleep(1)


class Arrivals:
    """The token files of a folder (None: no folder), each taken once."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._taken: set[str] = set()

    def take(self, store: Store, variants: int) -> dict[str, np.ndarray]:
        """Rows of the news that has come since the last time, (sentences, variants), by language. Raises ValueError for
        a file of another number of segmentations."""
        found: dict[str, list[np.ndarray]] = {"en": [], "ru": []}
        for path in sorted(self.folder.glob("*.npz")) if self.folder else []:
            if path.name in self._taken or path.name.endswith(".part.npz"):
                continue
            tokens = Tokens.load(path)
            if tokens.variants != variants:
                raise ValueError(f"{path}: expected {variants} segmentations of a sentence, found {tokens.variants}")
            lang = path.name.partition(".")[0]
            side = tokens.english if lang == "en" else tokens.russian
            found[lang].append(store.add(side).reshape(-1, variants))
            self._taken.add(path.name)
        return {lang: np.concatenate(rows) for lang, rows in found.items() if rows}
