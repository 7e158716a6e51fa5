"""Which sources are decoded together; the longest first: a lack of memory shows early, and workers end evenly."""

from __future__ import annotations

from collections.abc import Sequence


def batches(lengths: Sequence[int], *, tokens: int, most: int = 0) -> list[list[int]]:
    """Indices of sources of these ``lengths``, in batches of at most ``tokens`` padded tokens and ``most`` sources.

    ``most`` 0 is no bound. A source longer than ``tokens`` is a batch of its own; every index is in exactly one batch.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    found = []
    while order:
        size = max(1, tokens // max(1, lengths[order[0]]))
        if most:
            size = min(size, most)
        found.append(order[:size])
        order = order[size:]
    return found
