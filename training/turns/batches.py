"""Batches for a GPU: the sources of one are equally long, so that attention over them needs no mask.

Every shape costs the same there, so no shape is avoided, as `training/corpus/batches.py` does for a CPU.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from training.turns.store import Pairs, Store

PART = 400_000
"""Pairs that are sorted by length at a time: the first batch is there in half a second, not after a whole epoch."""
_SPREAD = 0.15
"""Targets are sorted by their lengths with so much chance in them: a batch is not of one ratio of lengths alone."""
_SMALLEST = 1 / 16
"""Share of a full batch under which a batch is taken by chance only, as often as it is full."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a store, and the lengths to gather them at."""

    sources: np.ndarray
    targets: np.ndarray
    source_length: int
    target_length: int


def endless(
    store: Store, pairs: Mapping[str, Pairs], mix: Mapping[str, float], direction: str, *, size: int, best: float,
    seed: int,
) -> Iterator[Batch]:  # fmt: skip
    """Batches of at most about ``size`` tokens on either side, epoch after epoch, a pure function of ``seed``.

    ``mix`` says how often an epoch has a pair of each source; ``best`` is the share of the sources in their best
    segmentation (variant 0), the others in one of the others. Raises ValueError when the mix has no pairs.
    """
    for epoch in count():
        draw = np.random.default_rng([seed, epoch])
        sources, targets = chosen(pairs, mix, direction, best, draw)
        if not len(sources):
            raise ValueError(f"expected pairs of {', '.join(mix) or 'some source'}, found none")
        for part in np.array_split(draw.permutation(len(sources)), max(1, len(sources) // PART)):
            yield from batched(store.lengths, sources[part], targets[part], size, draw)


def chosen(
    pairs: Mapping[str, Pairs], mix: Mapping[str, float], direction: str, best: float, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the sources and the targets of an epoch, source by source."""
    sources, targets = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for name, weight in mix.items():
        if name not in pairs or not weight:
            continue
        one, other = pairs[name].sides(direction)
        whole = int(weight)
        rest = draw.choice(len(one), round(len(one) * (weight - whole)), replace=False)
        pick = np.concatenate([np.tile(np.arange(len(one)), whole), rest]).astype(np.int64)
        variant = np.where(draw.random(len(pick)) < best, 0, draw.integers(0, one.shape[1], len(pick)))
        sources.append(one[pick, variant])
        targets.append(other[pick, 0])
    return np.concatenate(sources), np.concatenate(targets)


def batched(
    lengths: np.ndarray, sources: np.ndarray, targets: np.ndarray, size: int, draw: np.random.Generator
) -> list[Batch]:
    """The pairs of rows in batches, in random order; batches that are nearly empty are mostly left out."""
    source, target = lengths[sources], lengths[targets]
    order = np.lexsort((target + draw.random(len(target)) * (2 + _SPREAD * target), source))
    source, target = source[order], target[order]
    found, at = [], 0
    while at < len(order):
        length = int(source[at])
        same = int(np.searchsorted(source, length, side="right")) - at
        rows = min(same, max(8, size // max(length, int(target[at]) + 2)))
        longest = int(target[at : at + rows].max())
        if rows * longest > 1.15 * size:  # a few long targets: fewer rows
            rows = max(1, int(1.1 * size / longest))
            longest = int(target[at : at + rows].max())
        if draw.random() < rows * length / (_SMALLEST * size):
            part = order[at : at + rows]
            found.append(Batch(sources[part], targets[part], length, longest))
        at += rows
    return [found[place] for place in draw.permutation(len(found))]
