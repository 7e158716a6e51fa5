"""Muon: momentum made orthogonal, for matrices (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import torch

_QUINTIC = (3.4445, -4.7750, 2.0315)
"""Coefficients of Jordan's Newton-Schulz iteration; five rounds bring all singular values to 0.7..1.2."""
_ROUNDS = 5


class Muon:
    """``matrices`` by name, each with how many matrices it is from the top down (fused ones are taken apart: queries,
    keys and values are each made orthogonal alone).

    The update is scaled to the size of Adam's, 0.2 times the root of the longer side, so that one learning rate and
    weight decay serve both (Liu et al. 2025, arXiv 2502.16982). Every step feeds the momentum, but the weights move at
    every ``every``-th alone, as far as that many steps would: half the cost, and no worse a loss here.
    """

    def __init__(
        self,
        matrices: Mapping[str, tuple[torch.Tensor, int]],
        *,
        momentum: float = 0.95,
        weight_decay: float = 0.01,
        every: int = 2,
        dtype: torch.dtype = torch.bfloat16,
    ) -> None:
        self.matrices = dict(matrices)
        self.momentum, self.weight_decay, self.every = momentum, weight_decay, every
        self.buffers = {name: torch.zeros_like(matrix) for name, (matrix, _) in matrices.items()}
        self.dtype = dtype
        self.steps = 0

    def step(self, rate: float) -> None:
        """Take the gradients in; move the weights if it is their turn."""
        self.steps += 1
        moves = self.steps % self.every == 0
        alike: dict[tuple[int, int], list[tuple[torch.Tensor, torch.Tensor]]] = defaultdict(list)
        for name, (matrix, parts) in self.matrices.items():
            assert matrix.grad is not None
            buffer = self.buffers[name].mul_(self.momentum).add_(matrix.grad)
            if moves:
                nesterov = matrix.grad.add(buffer, alpha=self.momentum)
                for weight, update in zip(matrix.chunk(parts), nesterov.chunk(parts), strict=True):
                    alike[weight.shape[0], weight.shape[1]].append((weight, update))
        for shape, pairs in alike.items():
            updates = orthogonal(torch.stack([update for _, update in pairs]), self.dtype).float()
            size = rate * self.every * 0.2 * max(shape) ** 0.5
            for (weight, _), update in zip(pairs, updates, strict=True):
                weight.mul_(1 - rate * self.every * self.weight_decay).add_(update, alpha=-size)

    def state(self) -> dict[str, object]:
        """What `restore` takes."""
        return {"buffers": self.buffers, "steps": self.steps}

    def restore(self, state: Mapping[str, object]) -> None:
        """Go on from a `state`."""
        buffers, steps = state["buffers"], state["steps"]
        assert isinstance(buffers, dict) and isinstance(steps, int)
        for name, buffer in self.buffers.items():
            buffer.copy_(buffers[name])
        self.steps = steps


def orthogonal(stack: torch.Tensor, dtype: torch.dtype = torch.bfloat16) -> torch.Tensor:
    """About U V^T of each matrix of a stack (n, rows, columns), by Newton-Schulz in numbers of ``dtype``."""
    a, b, c = _QUINTIC
    x = stack.to(dtype)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2).contiguous()
    x = x / (x.float().norm(dim=(1, 2), keepdim=True).to(x.dtype) + 1e-7)
    for _ in range(_ROUNDS):
        square = torch.bmm(x, x.transpose(1, 2))
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x.transpose(1, 2) if tall else x
