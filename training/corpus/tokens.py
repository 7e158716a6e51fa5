"""Token ids of a corpus: flat arrays in one .npz file, made once by all processors and read in a second.

Each sentence is kept in several segmentations, the best and some drawn at random (Kudo 2018, arXiv 1804.10959), so that
training sees other pieces in other epochs without running SentencePiece beside the training.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus.noise import SOURCES as DENOISING
from training.corpus.noise import Noise
from training.corpus.text import Row
from training.corpus.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np

TASKS = {"write.sentence": "<0x02>", "write.headline": "<0x03>"}
"""Sources of a writer's pairs, English on both sides, and the piece that each source sentence begins with: a byte that
no text has, so that the vocabulary need not grow."""
LONGEST = 120
"""Sentences are cut to so many tokens, the end-of-sentence token not counted."""
SAMPLING = 0.2
"""Temperature of the sampled segmentations."""


@dataclass(frozen=True, slots=True)
class Side:
    """One language: row ``pair * variants + v`` is ``ids[starts[row] : starts[row + 1]]``, of type uint16."""

    ids: np.ndarray
    starts: np.ndarray

    def row(self, number: int) -> np.ndarray:
        """Ids of one segmentation, end-of-sentence included."""
        return self.ids[self.starts[number] : self.starts[number + 1]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenized corpus. ``origin`` holds each pair's index into ``names``; variant 0 is the best segmentation."""

    names: tuple[str, ...]
    origin: np.ndarray
    russian: Side
    english: Side
    variants: int

    def save(self, path: Path) -> None:
        """Write one .npz file (plain arrays, nothing pickled)."""
        import numpy as np

        np.savez(
            path,
            names=np.array(self.names),
            origin=self.origin,
            variants=np.array(self.variants),
            russian_ids=self.russian.ids,
            russian_starts=self.russian.starts,
            english_ids=self.english.ids,
            english_starts=self.english.starts,
        )

    @classmethod
    def load(cls, path: Path) -> Tokens:
        """Read what `save` wrote."""
        import numpy as np

        with np.load(path, allow_pickle=False) as file:
            return cls(
                tuple(file["names"].tolist()),
                file["origin"],
                Side(file["russian_ids"], file["russian_starts"]),
                Side(file["english_ids"], file["english_starts"]),
                int(file["variants"]),
            )


def tokenize(
    rows: Sequence[Row], vocabulary: Vocabulary, *, variants: int = 3, processes: int = 0, seed: int = 1
) -> Tokens:
    """Token ids of ``rows``, in their order. ``processes`` 0: one per processor; 1: none but this.

    A row of a denoising source (see noise.py) holds its sentence on both sides: the side that is the source of its
    direction gets noise, another in each variant, which ``seed``, variant and sentence decide. The sampled
    segmentations differ from call to call: it is the file, not the call, that makes a run repeatable.
    """
    import numpy as np

    if len(vocabulary) > np.iinfo(np.uint16).max:
        raise ValueError(f"expected at most {np.iinfo(np.uint16).max} pieces, found {len(vocabulary)}")
    names = tuple(sorted({name for name, _, _ in rows}))
    number = {name: index for index, name in enumerate(names)}
    origin = np.array([number[name] for name, _, _ in rows], dtype=np.int32)
    chunks = [rows[start : start + 4000] for start in range(0, len(rows), 4000)]
    processes = processes or os.cpu_count() or 1
    settings = (vocabulary.model, variants, seed)
    if processes == 1:
        _prepare(*settings)
        encoded = [_encode(chunk) for chunk in chunks]
    else:
        with get_context("fork").Pool(processes, _prepare, settings) as pool:
            encoded = pool.map(_encode, chunks)
    sides = []
    for ids_at, lengths_at in ((0, 1), (2, 3)):
        lengths = np.concatenate([chunk[lengths_at] for chunk in encoded])
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        sides.append(Side(np.concatenate([chunk[ids_at] for chunk in encoded]), starts))
    return Tokens(names, origin, sides[0], sides[1], variants)


_VOCABULARY: Vocabulary
_VARIANTS: int
_SEED: int


def _prepare(model: bytes, variants: int, seed: int) -> None:
    global _VOCABULARY, _VARIANTS, _SEED
    _VOCABULARY, _VARIANTS, _SEED = Vocabulary(model), variants, seed


def _encode(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ids and lengths of the Russian side, then of the English side, all variants of a pair together."""
    import numpy as np

    out = []
    for side, direction in ((1, "ru-en"), (2, "en-ru")):  # the direction in which the side is the source
        found = [
            _row(
                row[side],
                variant,
                noisy=DENOISING.get(row[0]) == direction,
                task=TASKS.get(row[0]) if side == 1 else None,
            )
            for row in rows
            for variant in range(_VARIANTS)
        ]
        out.append(np.array([i for ids in found for i in ids], dtype=np.uint16))
        out.append(np.array([len(ids) for ids in found], dtype=np.int64))
    return out[0], out[1], out[2], out[3]


def _row(text: str, variant: int, *, noisy: bool, task: str | None = None) -> list[int]:
    """Ids of one variant of a sentence, with noise or behind the piece of a task if asked for, cut, end-of-sentence
    included."""
    sample = SAMPLING if variant else 0.0
    if task is not None:
        return [_VOCABULARY.pieces[task], *_row(text, variant, noisy=noisy)]
    if not noisy:
        return [*_VOCABULARY.encode(text, sample=sample)[:-1][:LONGEST], _VOCABULARY.eos]
    ids: list[int] = []
    for word in Noise()(text.split(), random.Random(f"{_SEED} {variant} {text}")):
        ids += [_VOCABULARY.mask] if word is None else _VOCABULARY.encode(word, sample=sample)[:-1]
    return [*ids[:LONGEST], _VOCABULARY.eos]
