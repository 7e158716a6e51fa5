"""Every sentence that a run knows, in one flat array: chosen by row number, gathered where the network computes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from training.corpus.tokens import Side


class Store:
    """Rows of piece ids, end-of-sentence included, in the vocabulary's numbers; rows are only ever added."""

    def __init__(self, device: str = "cpu") -> None:
        self.device = device
        self.ids = np.zeros(0, np.uint16)
        self.starts = np.zeros(1, np.int64)
        self.lengths = np.zeros(0, np.int64)
        self._there: tuple[torch.Tensor, torch.Tensor] | None = None

    def add(self, side: Side) -> np.ndarray:
        """Add the rows of ``side``; returns their numbers here."""
        before = len(self.starts) - 1
        self.ids = np.concatenate([self.ids, side.ids])
        self.starts = np.concatenate([self.starts, side.starts[1:] + self.starts[-1]])
        self.lengths = np.diff(self.starts)
        self._there = None
        return np.arange(before, len(self.starts) - 1)

    def row(self, number: int) -> np.ndarray:
        """Ids of one row."""
        return self.ids[self.starts[number] : self.starts[number + 1]]

    def gather(self, rows: np.ndarray, length: int, numbers: torch.Tensor) -> torch.Tensor:
        """``rows`` by the network's ``numbers`` of the pieces, (rows, length), padded with the last number."""
        if self._there is None:
            ids = torch.from_numpy(self.ids.astype(np.int32)).to(self.device)
            self._there = ids, torch.from_numpy(self.starts).to(self.device)
        ids, starts = self._there
        chosen = torch.from_numpy(rows)
        if self.device != "cpu":
            chosen = chosen.pin_memory().to(self.device, non_blocking=True)
        at = starts[chosen][:, None] + torch.arange(length, device=self.device)
        found = numbers[ids[at.clamp_max(len(ids) - 1)].long()]
        return torch.where(at < starts[chosen + 1][:, None], found, numbers[-1])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a store, (pairs, variants) a side. Sentences to mend have the noisy English as ``russian``."""

    russian: np.ndarray
    english: np.ndarray

    def sides(self, direction: str) -> tuple[np.ndarray, np.ndarray]:
        """Sources and targets."""
        return (self.russian, self.english) if direction == "ru-en" else (self.english, self.russian)
