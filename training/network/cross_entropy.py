"""Label-smoothed cross-entropy (Szegedy et al. 2016) straight from the last hidden states.

Where the logits fit nowhere, their gradient is made chunk by chunk in place of them: a step never holds more than
4,096 rows of logits.
"""

from __future__ import annotations

from ctypes import c_double, c_int, c_int64

import torch
from torch.nn import functional

from training.network.kernels import library, pointer

CHUNKS = (4096, 3072, 2048, 1024)
"""Rows of a chunk: few sizes, since oneDNN prepares a multiplication of matrices for each size."""


def cross_entropy(
    hidden: torch.Tensor, embedding: torch.Tensor, targets: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean over tokens of the smoothed loss, and of the plain one (no gradient).

    Shapes: ``hidden`` (tokens or more, width), ``embedding`` (classes, width), both bfloat16; ``targets`` (tokens).
    Rows of ``hidden`` after those of the targets are filling and count for nothing; there are as many as make the
    number of rows a multiple of 1,024 (`filled`).
    """
    smoothed, plain = _CrossEntropy.apply(hidden, embedding, targets, smoothing)
    return smoothed, plain


def filled(rows: int) -> int:
    """The next multiple of 1,024."""
    return -(-rows // CHUNKS[-1]) * CHUNKS[-1]


def plain_cross_entropy(
    hidden: torch.Tensor, embedding: torch.Tensor, targets: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """The same by torch's own functions, to check the other against."""
    logits = functional.linear(hidden[: len(targets)], embedding).float()
    smoothed = functional.cross_entropy(logits, targets, label_smoothing=smoothing)
    return smoothed, functional.cross_entropy(logits.detach(), targets)


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden, embedding, targets, smoothing):  # type: ignore[no-untyped-def]
        tokens, classes = len(targets), len(embedding)
        chunk = next(size for size in CHUNKS if len(hidden) % size == 0)
        sums, loss, plain = (c_double * 2)(), 0.0, 0.0
        of_hidden, of_embedding = torch.empty_like(hidden), None
        for start in range(0, len(hidden), chunk):
            rows = hidden[start : start + chunk]
            logits = functional.linear(rows, embedding)
            real = max(0, min(tokens - start, chunk))
            library().cross_entropy(
                pointer(logits), pointer(targets[start:]), c_int64(real), c_int64(classes), c_double(smoothing),
                c_double(1 / tokens), sums, c_int(torch.get_num_threads()),
            )  # fmt: skip
            logits[real:] = 0
            loss, plain = loss + sums[0], plain + sums[1]
            torch.mm(logits, embedding, out=of_hidden[start : start + chunk])
            gradient = (logits.t() @ rows).float()
            of_embedding = gradient if of_embedding is None else of_embedding.add_(gradient)
        ctx.save_for_backward(of_hidden, of_embedding.to(embedding.dtype))
        results = torch.tensor(loss / tokens), torch.tensor(plain / tokens)
        ctx.mark_non_differentiable(results[1])
        return results

    @staticmethod
    def backward(ctx, gradient, _):  # type: ignore[no-untyped-def]
        of_hidden, of_embedding = ctx.saved_tensors
        return of_hidden * gradient, of_embedding * gradient, None, None
