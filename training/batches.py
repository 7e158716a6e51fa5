"""The order of training: which pairs, in which segmentation, in which batch; a pure function of seed and epoch.

So a run that stops after batch k of epoch e goes on with batch k + 1 of the same epoch e: nothing but the two numbers
is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.noise import SOURCES as DENOISING
from training.sources import weight
from training.tokens import Side, Tokens

if TYPE_CHECKING:
    import numpy as np

Direction = str
"""``ru-en`` or ``en-ru``."""
SORTED_TOGETHER = 150_000
"""Pairs that are sorted by length together: enough that batches are even, few enough that they differ each epoch."""
BEST_SEGMENTATION = 0.4
"""Share of the pairs that are seen in their best segmentation; the others in a sampled one."""


@dataclass(frozen=True, slots=True)
class Batches:
    """Endless batches over ``tokens``. A batch has at most ``size`` tokens on its longer side, padding included.

    ``only`` names the sources to use (empty: all). ``denoise`` is the share of an epoch's pairs that are monolingual
    sentences to mend, where ``tokens`` has some for this direction and ``only`` is empty.
    """

    tokens: Tokens
    direction: Direction
    size: int
    seed: int
    pad: int
    only: tuple[str, ...] = ()
    denoise: float = 0.0

    def __post_init__(self) -> None:
        if self.direction not in ("ru-en", "en-ru"):
            raise ValueError(f"expected the direction ru-en or en-ru, found {self.direction!r}")
        unknown = set(self.only) - set(self.tokens.names)
        if unknown:
            raise ValueError(f"no pairs of {', '.join(sorted(unknown))}; there are {', '.join(self.tokens.names)}")
        if mended := set(self.only) & set(DENOISING):
            raise ValueError(f"{', '.join(sorted(mended))} cannot be trained on alone; expected names of pairs")
        if not 0 <= self.denoise < 1:
            raise ValueError(f"expected a share of denoising from 0 to below 1, found {self.denoise}")

    def __iter__(self) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
        return self.after(0, 0)

    def after(self, epoch: int, taken: int) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
        """(epoch, batches taken of it, sources, targets) from the batch after ``taken`` of ``epoch``; arrays of int64,
        rows of ids padded at the end."""
        russian, english = self.tokens.russian, self.tokens.english
        sides = (russian, english) if self.direction == "ru-en" else (english, russian)
        while True:
            for number, (sources, targets) in enumerate(self._epoch(epoch)):
                if number >= taken:
                    yield epoch, number + 1, padded(sides[0], sources, self.pad), padded(sides[1], targets, self.pad)
            epoch, taken = epoch + 1, 0

    def _epoch(self, epoch: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Row numbers of sources and of targets, batch by batch."""
        import numpy as np

        draw = np.random.default_rng([self.seed, epoch])
        pairs = draw.permutation(self._repeated(draw))
        variants = self.tokens.variants
        russian, english = np.diff(self.tokens.russian.starts), np.diff(self.tokens.english.starts)
        for start in range(0, len(pairs), SORTED_TOGETHER):
            part = pairs[start : start + SORTED_TOGETHER]
            sampled = draw.integers(1, variants, len(part)) if variants > 1 else np.zeros(len(part), dtype=np.int64)
            variant = np.where(draw.random(len(part)) < BEST_SEGMENTATION, 0, sampled)
            sources, targets = part * variants + variant, part * variants
            one, other = (russian, english) if self.direction == "ru-en" else (english, russian)
            order = np.lexsort((one[sources], other[targets]))
            sources, targets = sources[order], targets[order]
            ends = self._cut(np.maximum(one[sources], other[targets]))
            batches = list(zip(np.split(sources, ends), np.split(targets, ends), strict=True))
            for index in draw.permutation(len(batches)):
                yield batches[index]

    def weights(self) -> dict[str, float]:
        """How often a pair of each source is seen in an epoch; sources that are not seen are left out."""
        counts = self._counts()
        found = {n: weight(n) for n in counts if n not in DENOISING and (not self.only or n in self.only)}
        seen = sum(counts[name] * times for name, times in found.items())
        for name in counts:
            if DENOISING.get(name) == self.direction and self.denoise and not self.only:
                found[name] = self.denoise / (1 - self.denoise) * seen / counts[name]
        return found

    def denoising(self) -> float:
        """Share of an epoch's pairs that are sentences to mend."""
        counts = self._counts()
        seen = {name: counts[name] * times for name, times in self.weights().items()}
        return sum(pairs for name, pairs in seen.items() if name in DENOISING) / sum(seen.values())

    def _counts(self) -> dict[str, int]:
        import numpy as np

        found = np.bincount(self.tokens.origin, minlength=len(self.tokens.names))
        return dict(zip(self.tokens.names, found.tolist(), strict=True))

    def _repeated(self, draw: np.random.Generator) -> np.ndarray:
        """Pair numbers, each as often as its source's weight says; the fraction is drawn anew each epoch."""
        import numpy as np

        chosen = []
        weights = self.weights()
        for index, name in enumerate(self.tokens.names):
            if name not in weights:
                continue
            pairs = np.flatnonzero(self.tokens.origin == index)
            whole = int(weights[name])
            chosen += [pairs] * whole
            rest = round(len(pairs) * (weights[name] - whole))
            if rest:
                chosen.append(draw.choice(pairs, rest, replace=False))
        return np.concatenate(chosen)

    def _cut(self, lengths: np.ndarray) -> list[int]:
        """Where to cut rows of these ``lengths`` so that no padded batch is larger than ``size``."""
        cuts, first, longest = [], 0, 0
        for row, length in enumerate(lengths.tolist()):
            longest = max(longest, length)
            if row > first and longest * (row - first + 1) > self.size:
                cuts.append(row)
                first, longest = row, length
        return cuts


def padded(side: Side, rows: np.ndarray, pad: int) -> np.ndarray:
    """The ``rows`` of ``side`` as one array, padded at the end to a multiple of 8 tokens (what tensor cores like)."""
    import numpy as np

    found = [side.row(row) for row in rows.tolist()]
    width = -(-max(map(len, found)) // 8) * 8
    out = np.full((len(found), width), pad, dtype=np.int64)
    for number, ids in enumerate(found):
        out[number, : len(ids)] = ids
    return out
