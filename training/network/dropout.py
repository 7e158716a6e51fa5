"""Dropout from a pool of random bits made once: a random window of it is the mask of one place."""

from __future__ import annotations

import torch

POOL = 1 << 25
"""Entries; a window is a tenth of that at most, so that two places of one step hardly ever share a mask."""


class Dropout:
    """Leaves out the share ``share`` of what it is given, and scales up the rest; with 0 it does nothing."""

    def __init__(self, share: float, device: str, *, seed: int = 1) -> None:
        if not 0 <= share < 1:
            raise ValueError(f"expected a dropout from 0 to below 1, found {share}")
        self.pool: torch.Tensor | None = None
        if share:
            bits = torch.rand(POOL, generator=torch.Generator().manual_seed(seed)) >= share
            self.pool = bits.to(torch.bfloat16).mul_(1 / (1 - share)).to(device)

    def mask(self, count: int) -> torch.Tensor | None:
        """A flat mask of ``count`` entries, 0 or 1 / (1 - share), drawn from torch's global generator."""
        if self.pool is None:
            return None
        start = int(torch.randint(len(self.pool) - count, ()))
        return self.pool[start : start + count]

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """``x`` with some entries left out."""
        mask = self.mask(x.numel())
        return x if mask is None else x * mask.view(x.shape)
