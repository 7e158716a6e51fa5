"""The network: transformers' `MarianMTModel`, by default in bfloat16, with fewer passes over memory.

The weights live in float32; each step works on copies of half the size, which processors with bfloat16 instructions
multiply several times as fast, and whose gradients update the float32 (mixed precision: Micikevicius et al. 2018, arXiv
1710.03740; bfloat16 needs no scaling of the loss). Others with the same instructions take twice as long for them: there
it works on the float32 weights themselves, by torch's own functions.
"""

from __future__ import annotations

import math

import torch
from torch.nn import functional

from training.network.add_norm import add_norm, plain_add_norm
from training.network.architecture import Architecture
from training.network.cross_entropy import cross_entropy, filled, plain_cross_entropy
from training.network.dropout import Dropout
from training.network.initial import EMBEDDING

_HIDDEN = -1e4
"""Added to what attention must not see: large enough, and no infinity, of which softmax would make NaN."""


class Marian:
    """``weights`` by name (see `initial`), changed in place by whoever trains. Padding is the last piece; the first
    ``classes`` pieces can be written."""

    def __init__(
        self,
        architecture: Architecture,
        weights: dict[str, torch.Tensor],
        classes: int,
        *,
        dropout: float = 0.0,
        dtype: torch.dtype = torch.bfloat16,
    ) -> None:
        self.architecture = architecture
        self.dtype = dtype
        self.weights = weights
        self.classes = classes
        self.pad = len(weights[EMBEDDING]) - 1
        self.device = weights[EMBEDDING].device
        self.dropout = Dropout(dropout, str(self.device))
        self.copies: dict[str, torch.Tensor] = {}
        self._positions = positions(architecture.window, architecture.width).to(self.device, dtype)
        hidden = torch.full((architecture.window, architecture.window), _HIDDEN, device=self.device)
        self._future = hidden.triu(1).to(dtype)

    def copy(self) -> None:
        """Take new copies of the weights (in float32 the same numbers in place), whose gradients begin empty."""
        self.copies = {name: weight.detach().to(self.dtype).requires_grad_() for name, weight in self.weights.items()}

    def loss(
        self, sources: torch.Tensor, targets: torch.Tensor, smoothing: float = 0.0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean over the target tokens that are not padding of the smoothed and of the plain cross-entropy (in nats).

        Shapes: (pairs, source tokens) and (pairs, target tokens), both padded at the end.
        """
        states, hidden = self._encode(sources)
        written = self._decode(targets, states, hidden)
        real = (targets != self.pad).flatten().nonzero().flatten()
        if self.dtype == torch.float32:
            picked = written.reshape(-1, self.architecture.width).index_select(0, real)
            return plain_cross_entropy(
                picked, self.copies[EMBEDDING][: self.classes], targets.flatten()[real], smoothing
            )
        rows = torch.cat([real, real.new_zeros(filled(len(real)) - len(real))])
        picked = written.reshape(-1, self.architecture.width).index_select(0, rows)
        return cross_entropy(picked, self.copies[EMBEDDING][: self.classes], targets.flatten()[real], smoothing)

    def _encode(self, sources: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Encoder states, and what hides the padding among them (None: there is none)."""
        padding = sources == self.pad
        hidden = (padding.to(self.dtype) * _HIDDEN)[:, None, None, :] if bool(padding.any()) else None
        x = self._embed(sources)
        for layer in range(self.architecture.encoder_layers):
            x = self._self_attention(f"encoder.{layer}", x, hidden)
            x = self._feed_forward(f"encoder.{layer}", x)
        return x, hidden

    def _decode(self, targets: torch.Tensor, states: torch.Tensor, hidden: torch.Tensor | None) -> torch.Tensor:
        """Decoder states from which each of ``targets`` is to be predicted: it reads padding, then all but the last."""
        length = targets.shape[1]
        y = self._embed(torch.cat([torch.full_like(targets[:, :1], self.pad), targets[:, :-1]], 1))
        read = self._linear("decoder.cross.kv", states).split(self.architecture.width, -1)
        for layer in range(self.architecture.decoder_layers):
            name = f"decoder.{layer}"
            y = self._self_attention(name, y, self._future[:length, :length])
            found = self._attend(self._linear(f"{name}.cross.q", y), read[2 * layer], read[2 * layer + 1], hidden)
            y = self._add_norm(f"{name}.cross.norm", y, self._linear(f"{name}.cross.out", found))
            y = self._feed_forward(name, y)
        return y

    def _embed(self, ids: torch.Tensor) -> torch.Tensor:
        scale = math.sqrt(self.architecture.width)
        embedded = functional.embedding(ids, self.copies[EMBEDDING]) * scale
        return self.dropout(embedded + self._positions[: ids.shape[1]])

    def _self_attention(self, name: str, x: torch.Tensor, hidden: torch.Tensor | None) -> torch.Tensor:
        query, key, value = self._linear(f"{name}.self.qkv", x).split(self.architecture.width, -1)
        found = self._attend(query, key, value, hidden)
        return self._add_norm(f"{name}.self.norm", x, self._linear(f"{name}.self.out", found))

    def _feed_forward(self, name: str, x: torch.Tensor) -> torch.Tensor:
        inner = torch.relu_(self._linear(f"{name}.fc1", x))
        return self._add_norm(f"{name}.norm", x, self._linear(f"{name}.fc2", inner))

    def _attend(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, hidden: torch.Tensor | None
    ) -> torch.Tensor:
        """Attention of all heads, written out: for sentences it is faster than torch's own, made for long texts."""
        size = self.architecture.width // self.architecture.heads
        query, key, value = (
            part.view(len(part), -1, self.architecture.heads, size).transpose(1, 2) for part in (query, key, value)
        )
        scores = torch.matmul(query, key.transpose(-1, -2)).mul_(size**-0.5)
        if hidden is not None:
            scores = scores + hidden
        found = torch.softmax(scores, -1) @ value
        return found.transpose(1, 2).reshape(len(found), -1, self.architecture.width)

    def _linear(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return functional.linear(x, self.copies[f"{name}.weight"], self.copies[f"{name}.bias"])

    def _add_norm(self, name: str, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        weight, bias = self.copies[f"{name}.weight"], self.copies[f"{name}.bias"]
        end = plain_add_norm if self.dtype == torch.float32 else add_norm
        return end(x, y, weight, bias, self.dropout.mask(x.numel()))


def positions(length: int, width: int) -> torch.Tensor:
    """Sinusoidal positions as Marian has them: (length, width), sines in the first half, cosines in the second."""
    angle = torch.arange(length).double()[:, None] / 10000.0 ** (2 * torch.arange(width // 2).double() / width)
    return torch.cat([angle.sin(), angle.cos()], 1).float()
