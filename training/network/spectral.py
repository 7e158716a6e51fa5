"""Embeddings to begin with, in which a word and its translation are neighbours.

The spectrum of the positive pointwise mutual information of pieces that occur in one pair, Russian and English alike
(Levy and Goldberg 2014: embeddings as a factorised PMI matrix; contexts smoothed by the power 3/4 as in Levy et al.
2015). Started from random embeddings at a rate of 1e-3, the network became a language model that ignored its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from training.corpus.tokens import Side, Tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PAIRS = 600_000
"""Pairs looked at, drawn at random."""
_LENGTHS = (3, 60)
"""Tokens of a sentence that is looked at: longer ones say less about which word goes with which."""


def spectral(tokens: Tokens, pieces: int, width: int, *, seed: int = 1) -> torch.Tensor:
    """Embeddings of shape (``pieces``, ``width``), in the vocabulary's order, each of length 1 (or 0 for a piece that
    no pair has). Needs a matrix of pieces by pieces in float32 twice: 3.2 GB for 20,000."""
    information = _information(torch.from_numpy(_counts(tokens, pieces, seed).toarray()))
    torch.manual_seed(seed)
    left, spectrum, _ = torch.svd_lowrank(information, q=min(width + 64, pieces), niter=3)
    found = torch.zeros(pieces, width)
    rank = min(width, left.shape[1])
    found[:, :rank] = left[:, :rank] * spectrum[:rank].sqrt()
    found /= found.norm(dim=1, keepdim=True).clamp_min(1e-6)
    # Turned at random, so that the variance is spread evenly over the dimensions and the heads of attention.
    turn = torch.linalg.qr(torch.randn(width, width, generator=torch.Generator().manual_seed(seed)))[0]
    return found @ turn


def _counts(tokens: Tokens, pieces: int, seed: int) -> csr_matrix:
    """How often two pieces occur in one pair; a pair counts as much as another, however long."""
    from scipy import sparse

    variants = tokens.variants
    good = np.ones(len(tokens.origin), bool)
    for side in (tokens.russian, tokens.english):
        length = np.diff(side.starts)[::variants]
        good &= (length >= _LENGTHS[0]) & (length <= _LENGTHS[1])
    chosen = np.random.default_rng(seed).permutation(np.flatnonzero(good))[:PAIRS]
    total = sparse.csr_matrix((pieces, pieces), dtype=np.float32)
    for part in np.array_split(chosen, 12):
        found = [_occurrences(side, part * variants) for side in (tokens.russian, tokens.english)]
        rows, columns = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        inside = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(part), pieces))
        inside.data[:] = 1
        weight = 1 / np.sqrt(np.maximum(np.diff(inside.indptr), 1)).astype(np.float32)
        inside = sparse.diags(weight) @ inside
        total = total + inside.T @ inside
    return total.tocsr()


def _occurrences(side: Side, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(place in ``rows``, piece) of every token of those sentences."""
    starts, lengths = side.starts[rows], side.starts[rows + 1] - side.starts[rows]
    places = np.repeat(np.arange(len(rows)), lengths)
    first = np.cumsum(lengths) - lengths
    return places, side.ids[np.arange(lengths.sum()) + np.repeat(starts - first, lengths)].astype(np.int64)


def _information(counts: torch.Tensor) -> torch.Tensor:
    """Positive PMI of the symmetric ``counts``, which are overwritten."""
    counts.fill_diagonal_(0)
    occurrences = counts.sum(1).clamp_min(1e-6)
    context = occurrences**0.75
    context /= context.sum()
    found = counts.div_(occurrences[:, None]).div_(context[None].clamp_min(1e-12)).log_().clamp_(min=0)
    found.nan_to_num_(0, 0, 0)
    return (found + found.T).mul_(0.5)
