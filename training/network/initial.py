"""The weights to begin with."""

from __future__ import annotations

import torch

from training.network.architecture import Architecture

EMBEDDING = "embedding"


def initial(
    architecture: Architecture, pieces: int, *, seed: int, spectral: torch.Tensor | None = None
) -> dict[str, torch.Tensor]:
    """Float32 weights by name for ``pieces`` pieces, of which the last is padding, with a zero row.

    Matrices are Xavier-uniform and the embedding has deviation width ** -0.5 (Vaswani et al. 2017). What a layer adds
    to its input begins at half of that (attention's values and output, the second feed-forward matrix): a deep
    post-norm stack then keeps the words that it is given. With ``spectral`` embeddings (`spectral.py`), in which a
    word and its translation are neighbours, attention from the decoder to the encoder begins near the identity: each
    state finds the source words that are like it, and takes them over.
    """
    width = architecture.width
    draw = torch.Generator().manual_seed(seed)
    weights = {EMBEDDING: torch.randn(pieces, width, generator=draw)}
    if spectral is not None:
        if spectral.shape != (pieces, width):
            raise ValueError(f"expected spectral embeddings of ({pieces}, {width}), found {tuple(spectral.shape)}")
        weights[EMBEDDING] = spectral / spectral.pow(2).mean().sqrt()
    weights[EMBEDDING] *= width**-0.5
    weights[EMBEDDING][-1] = 0
    for name, theirs in architecture.parts.items():
        shape = architecture.shape(name)
        if len(shape) == 1:
            weights[f"{name}.weight"], weights[f"{name}.bias"] = torch.ones(shape), torch.zeros(shape)
            continue
        matrix = torch.empty(shape)
        for part, source in zip(matrix.chunk(len(theirs)), theirs, strict=True):
            torch.nn.init.xavier_uniform_(part, generator=draw)
            if source.endswith(("self_attn.v_proj", "out_proj", "fc2")):
                part *= 0.5
            if spectral is not None and "encoder_attn" in source:
                part.mul_(0.3).add_(torch.eye(width))
        weights[f"{name}.weight"], weights[f"{name}.bias"] = matrix, torch.zeros(shape[0])
    return weights
