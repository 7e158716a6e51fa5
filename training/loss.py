"""Cross-entropy of the targets, with the one rule that keeps Marian's engines in agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel


def decoder_inputs(targets: torch.Tensor, pad: int) -> torch.Tensor:
    """What the decoder reads to predict ``targets``: padding first, then all but the last."""
    import torch

    return torch.cat([torch.full_like(targets[:, :1], pad), targets[:, :-1]], 1)


def predictions(
    model: MarianMTModel, sources: torch.Tensor, targets: torch.Tensor, *, inputs: torch.Tensor | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits, and the right class, of each target token that is not padding; ``inputs`` replace the decoder's own.

    Shapes: (pairs, source tokens) and (pairs, target tokens) in, (real tokens, classes) and (real tokens) out. Padding,
    the last id, is no class: it starts the decoder, from a zero embedding in Marian and in CTranslate2, and with tied
    embeddings the softmax would train its row. Left out of the softmax it stays zero and both engines compute the same.
    """
    import torch

    pad = model.config.pad_token_id
    read = decoder_inputs(targets, pad) if inputs is None else inputs
    hidden = model.model(
        input_ids=sources, attention_mask=(sources != pad).long(), decoder_input_ids=read
    ).last_hidden_state
    real = targets != pad
    logits = torch.nn.functional.linear(hidden[real], model.lm_head.weight[:pad]) + model.final_logits_bias[0, :pad]
    return logits.float(), targets[real]


def cross_entropy(
    model: MarianMTModel,
    sources: torch.Tensor,
    targets: torch.Tensor,
    *,
    smoothing: float = 0.0,
    reduction: str = "mean",
) -> torch.Tensor:
    """Label-smoothed cross-entropy of the target tokens that are not padding: a scalar, or with ``reduction="none"``
    one value per real token."""
    import torch

    logits, classes = predictions(model, sources, targets)
    return torch.nn.functional.cross_entropy(logits, classes, label_smoothing=smoothing, reduction=reduction)
