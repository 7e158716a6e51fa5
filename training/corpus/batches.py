"""The order of training: which pairs, in which segmentation, in which batch; a pure function of seed and epoch.

So a run that stops after batch k of epoch e goes on with batch k + 1 of the same epoch e: nothing but the two numbers
is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.corpus.noise import SOURCES as DENOISING
from training.corpus.numbering import Direction, Numbering
from training.corpus.sources import weight
from training.corpus.tokens import LONGEST, Side, Tokens

if TYPE_CHECKING:
    import numpy as np

LENGTHS = (8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, LONGEST + 4)
"""Lengths that sentences are padded to, in tokens. A batch has one for its sources and one for its targets, and as many
rows as these allow: some 200 shapes in all, so that what oneDNN prepares for a shape is used again and again."""


@dataclass(frozen=True, slots=True)
class Batches:
    """Endless batches over ``tokens``, numbered by ``numbering``. A batch has at most ``size`` tokens on its longer
    side, padding included; the pairs of an epoch that are too few to fill a batch of their shape are left out.

    ``best`` is the share of the sources that are seen in their best segmentation, the others in a sampled one; targets
    always are in their best. ``only`` names the sources to use (empty: all). ``denoise`` is the share of an epoch's
    pairs that are monolingual sentences to mend, where ``tokens`` has some for this direction and ``only`` is empty.
    ``tuning``: the sources and weights of `TUNING`, and nothing to mend.
    """

    tokens: Tokens
    numbering: Numbering
    direction: Direction
    size: int
    seed: int
    best: float = 0.7
    only: tuple[str, ...] = ()
    denoise: float = 0.0
    tuning: bool = False

    def __post_init__(self) -> None:
        if self.direction not in ("ru-en", "en-ru"):
            raise ValueError(f"expected the direction ru-en or en-ru, found {self.direction!r}")
        unknown = set(self.only) - set(self.tokens.names)
        if unknown:
            raise ValueError(f"no pairs of {', '.join(sorted(unknown))}; there are {', '.join(self.tokens.names)}")
        if mended := set(self.only) & set(DENOISING):
            raise ValueError(f"{', '.join(sorted(mended))} cannot be trained on alone; expected names of pairs")
        if self.tuning and not any(weight(name, tuning=True) for name in self.tokens.names):
            raise ValueError(f"expected pairs of the tuning mix, found only {', '.join(self.tokens.names)}")
        if not 0 <= self.denoise < 1:
            raise ValueError(f"expected a share of denoising from 0 to below 1, found {self.denoise}")
        if not 0 <= self.best <= 1:
            raise ValueError(f"expected a share of best segmentations from 0 to 1, found {self.best}")

    def after(self, epoch: int, taken: int) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
        """(epoch, batches taken of it, sources, targets) from the batch after ``taken`` of ``epoch``.

        Sources and targets are rows of numbers (int64), padded at the end; a target piece that is no class of the
        numbering is ``<unk>``. Raises ValueError when the pairs do not fill a single batch.
        """
        import numpy as np

        russian, english = self.tokens.russian, self.tokens.english
        one, other = (russian, english) if self.direction == "ru-en" else (english, russian)
        numbers = self.numbering.numbers
        written = np.where(numbers < self.numbering.classes, numbers, 1)
        written[-1] = numbers[-1]
        while True:
            batches = self._epoch(epoch)
            if not batches:
                raise ValueError(f"expected pairs that fill a batch of {self.size} tokens, found too few of any length")
            for number in range(taken, len(batches)):
                sources, targets, lengths = batches[number]
                yield (
                    epoch,
                    number + 1,
                    padded(one, sources, lengths[0], numbers),
                    padded(other, targets, lengths[1], written),
                )
            epoch, taken = epoch + 1, 0

    def _epoch(self, epoch: int) -> list[tuple[np.ndarray, np.ndarray, tuple[int, int]]]:
        """Row numbers of sources and of targets, and the two lengths, of each batch."""
        import numpy as np

        draw = np.random.default_rng([self.seed, epoch])
        pairs = draw.permutation(self._repeated(draw))
        variants = self.tokens.variants
        sampled = draw.random(len(pairs)) >= self.best
        variant = np.where(sampled, draw.integers(1, variants, len(pairs)), 0) if variants > 1 else 0
        sources, targets = pairs * variants + variant, pairs * variants
        russian, english = np.diff(self.tokens.russian.starts), np.diff(self.tokens.english.starts)
        one, other = (russian, english) if self.direction == "ru-en" else (english, russian)
        first, second = (np.searchsorted(LENGTHS, n) for n in (one[sources], other[targets]))
        shape = first * len(LENGTHS) + second
        order = np.argsort(shape, kind="stable")
        found = []
        for group in np.split(order, np.flatnonzero(np.diff(shape[order])) + 1):
            lengths = (LENGTHS[first[group[0]]], LENGTHS[second[group[0]]])
            rows = max(1, self.size // max(lengths))
            for start in range(0, len(group) - rows + 1, rows):
                part = group[start : start + rows]
                found.append((sources[part], targets[part], lengths))
        return [found[index] for index in draw.permutation(len(found))]

    def weights(self) -> dict[str, float]:
        """How often a pair of each source is seen in an epoch; sources that are not seen are left out."""
        counts = self._counts()
        pairs = (n for n in counts if n not in DENOISING and (not self.only or n in self.only))
        found = {n: weight(n, tuning=self.tuning) for n in pairs}
        seen = sum(counts[name] * times for name, times in found.items())
        for name in counts:
            if DENOISING.get(name) == self.direction and self.denoise and not (self.only or self.tuning):
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


def padded(side: Side, rows: np.ndarray, length: int, numbers: np.ndarray) -> np.ndarray:
    """The ``rows`` of ``side`` by their ``numbers``, as one array padded to ``length`` with the last number."""
    import numpy as np

    places = np.arange(length)
    at = side.starts[rows][:, None] + places
    found = numbers[side.ids[np.minimum(at, len(side.ids) - 1)]]
    found[places >= (side.starts[rows + 1] - side.starts[rows])[:, None]] = numbers[-1]
    return np.asarray(found)
