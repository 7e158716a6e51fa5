"""The network where sources are not padded, by torch's own functions, which a GPU has as single kernels."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional

from training.network.add_norm import plain_add_norm
from training.network.architecture import Architecture
from training.network.initial import EMBEDDING
from training.network.marian import Marian

UNKNOWN = 1
"""Number of the piece that stands for those that cannot be written."""
ROWS = 8192
"""Rows of logits at a time."""


@dataclass(frozen=True, slots=True)
class Past:
    """Keys and values of a decoder layer, (rows, heads, length, width of a head): of what it wrote, of the source."""

    keys: torch.Tensor
    values: torch.Tensor
    source_keys: torch.Tensor
    source_values: torch.Tensor

    def of(self, rows: torch.Tensor) -> Past:
        """The same of some rows."""
        return Past(self.keys[rows], self.values[rows], self.source_keys[rows], self.source_values[rows])


class EvenMarian(Marian):
    """A `Marian` for batches whose sources are equally long; targets may be padded, at the end.

    Its copies stay where they are from step to step.
    """

    def __init__(
        self,
        architecture: Architecture,
        weights: dict[str, torch.Tensor],
        classes: int,
        *,
        dropout: float = 0.0,
        dtype: torch.dtype = torch.bfloat16,
    ) -> None:
        super().__init__(architecture, weights, classes, dtype=dtype)
        self.share = dropout
        self.copies = {name: weight.to(dtype, copy=True).requires_grad_() for name, weight in weights.items()}

    @torch.no_grad()
    def copy(self) -> None:
        """Take the weights over anew; gradients begin empty."""
        torch._foreach_copy_(list(self.copies.values()), [self.weights[name] for name in self.copies])
        for copy in self.copies.values():
            copy.grad = None

    def loss(
        self, sources: torch.Tensor, targets: torch.Tensor, smoothing: float = 0.0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """As `Marian.loss`; the first of the two is good for its gradient alone, its value is that of the second."""
        written = self._decode(targets, *self._encode(sources)).flatten(0, 1)
        flat = targets.flatten()
        plain = GradedCrossEntropy.apply(
            written,
            self.copies[EMBEDDING][: self.classes],
            torch.where(flat < self.classes, flat, UNKNOWN),
            flat != self.pad,
            smoothing,
        )
        return plain, plain.detach()

    def encode(self, sources: torch.Tensor) -> torch.Tensor:
        """States of the encoder, (rows, length, width)."""
        return self._encode(sources)[0]

    def reading(self, states: torch.Tensor, steps: int) -> list[Past]:
        """What `next_state` reads of ``states`` and of at most ``steps`` pieces, layer by layer of the decoder."""
        width, layers = self.architecture.width, self.architecture.decoder_layers
        read = [self._heads(part).contiguous() for part in self._linear("decoder.cross.kv", states).split(width, -1)]
        shape = (len(states), self.architecture.heads, steps, width // self.architecture.heads)
        empty = [states.new_zeros(shape) for _ in range(2 * layers)]
        return [Past(*empty[2 * n : 2 * n + 2], *read[2 * n : 2 * n + 2]) for n in range(layers)]

    def next_state(self, last: torch.Tensor, step: int, past: list[Past]) -> torch.Tensor:
        """The decoder's state (rows, width) after the piece ``last`` (rows, 1) at ``step``, which ``past`` then has."""
        y = self._embed(last, step)
        for layer, before in enumerate(past):
            name = f"decoder.{layer}"
            query, key, value = map(self._heads, self._linear(f"{name}.self.qkv", y).split(self.architecture.width, -1))
            before.keys[:, :, step], before.values[:, :, step] = key[:, :, 0], value[:, :, 0]
            found = _attention(query, before.keys[:, :, : step + 1], before.values[:, :, : step + 1])
            y = self._add_norm(f"{name}.self.norm", y, self._linear(f"{name}.self.out", found))
            query = self._heads(self._linear(f"{name}.cross.q", y))
            found = _attention(query, before.source_keys, before.source_values)
            y = self._add_norm(f"{name}.cross.norm", y, self._linear(f"{name}.cross.out", found))
            y = self._feed_forward(name, y)
        return y[:, 0]

    def _encode(self, sources: torch.Tensor) -> tuple[torch.Tensor, None]:
        x = self._embed(sources)
        for layer in range(self.architecture.encoder_layers):
            x = self._self_attention(f"encoder.{layer}", x, None)
            x = self._feed_forward(f"encoder.{layer}", x)
        return x, None

    def _embed(self, ids: torch.Tensor, first: int = 0) -> torch.Tensor:
        embedded = functional.embedding(ids, self.copies[EMBEDDING]) * self.architecture.width**0.5
        return self._drop(embedded + self._positions[first : first + ids.shape[1]])

    def _attend(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, hidden: torch.Tensor | None
    ) -> torch.Tensor:
        """What is hidden here can only be the future of a target."""
        return _attention(*map(self._heads, (query, key, value)), future=hidden is None)

    def _heads(self, x: torch.Tensor) -> torch.Tensor:
        return x.view(*x.shape[:2], self.architecture.heads, -1).transpose(1, 2)

    def _add_norm(self, name: str, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        weight, bias = self.copies[f"{name}.weight"], self.copies[f"{name}.bias"]
        return plain_add_norm(x, self._drop(y), weight, bias, None)

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, self.share) if self.share and torch.is_grad_enabled() else x


def _attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, *, future: bool = True) -> torch.Tensor:
    """(rows, length, width); without the ``future``, each place sees those before it and itself."""
    found = functional.scaled_dot_product_attention(query, key, value, is_causal=not future)
    return found.transpose(1, 2).flatten(2)


class GradedCrossEntropy(torch.autograd.Function):
    """Mean plain cross-entropy over the rows of a mask, with the gradient of the label-smoothed one (Szegedy et al.
    2016), which is made on the way in place of the probabilities: logits are neither kept nor made twice."""

    @staticmethod
    def forward(ctx, hidden, embedding, targets, mask, smoothing):  # type: ignore[no-untyped-def]
        """Shapes: ``hidden`` (rows, width), ``embedding`` (classes, width), ``targets`` and ``mask`` (rows)."""
        of_hidden = torch.empty_like(hidden)
        of_embedding = torch.zeros(embedding.shape, device=embedding.device)
        loss = torch.zeros((), device=embedding.device)
        for start in range(0, len(hidden), ROWS):
            rows = slice(start, start + ROWS)
            target, real = targets[rows, None], mask[rows, None]
            chances = torch.softmax(hidden[rows] @ embedding.t(), -1)
            loss -= (chances.gather(1, target).float().clamp_min(1e-30).log() * real).sum()
            chances.sub_(smoothing / len(embedding))
            chances.scatter_add_(1, target, torch.full_like(target, smoothing - 1, dtype=chances.dtype))
            chances.mul_(real)
            torch.mm(chances, embedding, out=of_hidden[rows])
            of_embedding += chances.t() @ hidden[rows]
        count = mask.sum().clamp_min(1)
        ctx.save_for_backward((of_hidden / count).to(hidden.dtype), (of_embedding / count).to(embedding.dtype))
        return loss / count

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        of_hidden, of_embedding = ctx.saved_tensors
        return of_hidden * gradient, of_embedding * gradient, None, None, None
