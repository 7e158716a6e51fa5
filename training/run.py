"""A network in training: its weights, optimizers and averages, where it is in the data, and its file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from training.corpus.numbering import Direction, Numbering
from training.muon import Muon
from training.network.architecture import Architecture
from training.network.initial import EMBEDDING
from training.network.marian import Marian
from training.options import TrainOptions

AVERAGED_EVERY = 10
"""Steps between two updates of the averages: a pass over all weights that need not be made each time."""
RAMP = 200
"""Steps over which the rate rises again where the weights are given but the optimizers are new."""


@dataclass(slots=True)
class Progress:
    """``taken`` batches of ``epoch`` are done, ``step`` steps and ``tokens`` target tokens in all, in ``minutes``."""

    step: int = 0
    epoch: int = 0
    taken: int = 0
    tokens: int = 0
    minutes: float = 0.0


class Run:
    """Weights of ``network`` in training: Muon for the matrices, AdamW for the embedding, biases and norms.

    The ``weights`` given are copied: two runs may begin from the same.
    """

    def __init__(
        self,
        architecture: Architecture,
        numbering: Numbering,
        weights: Mapping[str, torch.Tensor],
        options: TrainOptions,
        *,
        given: bool = False,
        device: str = "cpu",
        kind: type[Marian] = Marian,
    ) -> None:
        self.architecture, self.numbering, self.options = architecture, numbering, options
        dtype: torch.dtype = getattr(torch, options.precision)
        self.weights = {name: weight.to(device, copy=True) for name, weight in weights.items()}
        self.network = kind(architecture, self.weights, numbering.classes, dropout=options.dropout, dtype=dtype)
        self.average = {name: weight.clone() for name, weight in self.weights.items()}
        matrices = {
            f"{name}.weight": (self.weights[f"{name}.weight"], len(parts))
            for name, parts in architecture.parts.items()
            if len(architecture.shape(name)) == 2
        }
        self.muon = Muon(matrices, weight_decay=options.weight_decay, dtype=dtype)
        self.adam = torch.optim.AdamW(
            [weight for name, weight in self.weights.items() if name not in matrices],
            lr=options.learning_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=options.weight_decay, fused=True,
        )  # fmt: skip
        self.progress = Progress(step=options.step, epoch=options.epoch)
        self.ramp_from = options.step if given else None

    @property
    def ramp(self) -> float:
        """What the next step's rate is to be multiplied by: below 1 while optimizers are new and weights are not."""
        return 1.0 if self.ramp_from is None else min(1.0, (self.progress.step + 1 - self.ramp_from) / RAMP)

    def update(self, sources: torch.Tensor, targets: torch.Tensor, rate: float) -> tuple[float, float, float]:
        """One step at ``rate``; returns the smoothed loss, the plain one, and the norm of the gradient."""
        loss, plain, norm = self.step(sources, targets, rate)
        return loss.item(), plain.item(), norm.item()

    def step(
        self, sources: torch.Tensor, targets: torch.Tensor, rate: float
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """As `update`, without waiting for the device."""
        progress, options = self.progress, self.options
        progress.step += 1
        self.network.copy()
        loss, plain = self.network.loss(sources, targets, options.smoothing)
        loss.backward()
        for name, weight in self.weights.items():
            gradient = self.network.copies[name].grad
            assert gradient is not None
            weight.grad = gradient.float()
            if name == EMBEDDING:
                weight.grad[-1] = 0  # of padding: without a gradient it stays exactly zero
        norm = torch.nn.utils.clip_grad_norm_(self.weights.values(), options.clip)
        for group in self.adam.param_groups:
            group["lr"] = rate
        self.adam.step()
        self.muon.step(rate)
        if progress.step % AVERAGED_EVERY == 0:
            decay = min(options.average**AVERAGED_EVERY, (1 + progress.step) / (100 + progress.step))
            torch._foreach_lerp_(list(self.average.values()), list(self.weights.values()), 1 - decay)
        return loss.detach(), plain.detach(), norm

    @torch.no_grad()
    def probe(self, sources: torch.Tensor, targets: torch.Tensor) -> tuple[float, float]:
        """Plain loss of a batch with its sources, and with each pair's source exchanged for its neighbour's.

        The two must be far apart; a network that has only learnt the target language does as well without its source.
        """
        self.network.copy()
        found = []
        pool, self.network.dropout.pool = self.network.dropout.pool, None
        for read in (sources, sources.roll(1, 0)):
            found.append(self.network.loss(read, targets)[1].item())
        self.network.dropout.pool = pool
        return found[0], found[1]

    def write(self, path: Path, direction: Direction) -> None:
        """Write everything to go on from; the file appears whole or not at all."""
        state = {
            "direction": direction,
            "architecture": asdict(self.architecture),
            "order": torch.from_numpy(self.numbering.order),
            "classes": self.numbering.classes,
            "weights": self.weights,
            "average": self.average,
            "adam": self.adam.state_dict(),
            "muon": self.muon.state(),
            "generator": torch.get_rng_state(),
            "progress": asdict(self.progress),
            "ramp_from": self.ramp_from,
        }
        half = path.with_name(f"{path.name}.part")
        torch.save(state, half)
        os.replace(half, path)

    @classmethod
    def read(cls, path: Path, options: TrainOptions) -> Run:
        """Go on from what `write` wrote; also sets torch's generator. Raises ValueError for another direction."""
        state = load(path, options.direction)
        numbering = Numbering(state["order"].numpy(), state["classes"])
        run = cls(Architecture(**state["architecture"]), numbering, state["weights"], options)
        run.average = state["average"]
        run.adam.load_state_dict(state["adam"])
        run.muon.restore(state["muon"])
        torch.set_rng_state(state["generator"])
        run.progress = Progress(**state["progress"])
        run.ramp_from = state["ramp_from"]
        return run


def load(path: Path, direction: Direction) -> dict[str, Any]:
    """The contents of a state. Raises ValueError when it is of another direction."""
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if state["direction"] != direction:
        raise ValueError(f"{path}: expected a run of {direction}, found one of {state['direction']}")
    return state
