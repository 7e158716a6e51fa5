"""layer_norm(x + dropout(y)), which ends every part of a post-norm layer: on a CPU in one pass over memory."""

from __future__ import annotations

from ctypes import c_double, c_int, c_int64

import torch
from torch.nn import functional

from training.network.kernels import library, pointer

EPSILON = 1e-5


def add_norm(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, mask: torch.Tensor | None
) -> torch.Tensor:
    """Normalised sum of ``x`` and ``y``, both (..., width) in bfloat16; ``mask`` (flat, or None) is a dropout of y."""
    result: torch.Tensor = _AddNorm.apply(x, y, weight, bias, mask)
    return result


def plain_add_norm(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, mask: torch.Tensor | None
) -> torch.Tensor:
    """The same by torch's own functions: for processors that are not CPUs, and to check the other against."""
    total = x + (y if mask is None else y * mask.view(y.shape))
    return functional.layer_norm(total, weight.shape, weight, bias, EPSILON)


class _AddNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y, weight, bias, mask):  # type: ignore[no-untyped-def]
        x, y = x.contiguous(), y.contiguous()
        width = x.shape[-1]
        rows = x.numel() // width
        result, total, statistics = torch.empty_like(x), torch.empty_like(x), torch.empty(rows, 2)
        library().add_norm(
            pointer(x), pointer(y), pointer(mask), pointer(weight), pointer(bias), c_int64(rows), c_int64(width),
            c_double(EPSILON), pointer(result), pointer(total), pointer(statistics), c_int(torch.get_num_threads()),
        )  # fmt: skip
        ctx.save_for_backward(total, statistics, weight, mask)
        return result

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        total, statistics, weight, mask = ctx.saved_tensors
        width, threads = total.shape[-1], torch.get_num_threads()
        of_x = torch.empty_like(total)
        of_y = of_x if mask is None else torch.empty_like(total)
        of_parameters = torch.zeros(threads, 2, width)
        library().add_norm_backward(
            pointer(gradient.contiguous()), pointer(total), pointer(statistics), pointer(mask), pointer(weight),
            c_int64(total.numel() // width), c_int64(width), pointer(of_x), pointer(of_y), pointer(of_parameters),
            c_int(threads),
        )  # fmt: skip
        of_weight, of_bias = of_parameters.sum(0).to(weight.dtype)
        return of_x, of_y, of_weight, of_bias, None
