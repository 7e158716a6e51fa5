"""Translating rows of a store on the device of the network: a whole corpus in a minute on a large GPU."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from training.corpus.numbering import Numbering
from training.corpus.tokens import LONGEST, Side
from training.network.initial import EMBEDDING
from training.turns.network import EvenMarian
from training.turns.store import Store

AT_ONCE = 400_000
"""Source tokens of a batch."""
_END = 0
"""Number of the end-of-sentence piece, in every numbering."""
_PIECES = 1 << 16
_ASKED = 8
"""Steps between two looks at how many translations have ended: each look waits for the device."""
_FEW = 0.7
"""Share of a batch's rows that are still being written at which the others are taken out of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Translations in the order of their sources: rows of the store, mean log-probability of a piece, and whether each
    is ``sound``: ended, of half to twice its source's length, no piece again and again."""

    rows: np.ndarray
    scores: np.ndarray
    sound: np.ndarray


@torch.no_grad()
def translate(
    store: Store, rows: np.ndarray, network: EvenMarian, numbering: Numbering, *, temperature: float = 0.0,
    tag: int | None = None, at_once: int = AT_ONCE,
) -> Made:  # fmt: skip
    """Translations of ``rows``, added to ``store``: greedy, or with a ``temperature`` above 0 drawn at random (as
    Edunov et al. 2018 draw, but sharper where it is below 1). Each begins with the piece ``tag``, if one is given."""
    device = network.device
    numbers, order = torch.from_numpy(numbering.numbers).to(device), torch.from_numpy(numbering.order).to(device)
    lengths = store.lengths[rows]
    by_length = np.argsort(lengths, kind="stable")
    ids, sizes, scores, sound = [], [], [], []
    at = 0
    while at < len(by_length):
        length = int(lengths[by_length[at]])
        same = int(np.searchsorted(lengths[by_length], length, side="right")) - at
        part = by_length[at : at + min(same, max(1, at_once // length))]
        at += len(part)
        written, score = _written(network, store.gather(rows[part], length, numbers), temperature)
        ended = (written == _END).any(1)
        size = torch.where(ended, (written == _END).int().argmax(1) + 1, written.shape[1])
        inside = torch.arange(written.shape[1], device=device) < size[:, None]
        ids.append(order[written[inside]].cpu().numpy().astype(np.uint16))
        sizes.append(size.cpu().numpy())
        scores.append((score / size).cpu().numpy())
        sound.append(
            (
                ended & _fits(size, length) & ~_repeats(torch.where(inside, written, network.pad), size, network.pad)
            ).cpu()
        )
    flat, starts = np.concatenate(ids), np.concatenate([[0], np.cumsum(np.concatenate(sizes), dtype=np.int64)])
    if tag is not None:
        flat = np.insert(flat, starts[:-1], tag)
        starts += np.arange(len(starts))
    added = store.add(Side(flat, starts))
    back = np.empty_like(by_length)
    back[by_length] = np.arange(len(by_length))
    return Made(added[back], np.concatenate(scores)[back], np.concatenate(sound)[back])


def agreement(store: Store, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How much of the pieces of two translations of each source is in both, 0 to 1 (F1 of the sets)."""
    pieces = [_pieces(store, rows) for rows in (one, other)]
    sizes = [np.bincount(found // _PIECES, minlength=len(one)) for found in pieces]
    both = np.bincount(np.intersect1d(*pieces, assume_unique=True) // _PIECES, minlength=len(one))
    return np.asarray(2 * both / (sizes[0] + sizes[1]))


def _pieces(store: Store, rows: np.ndarray) -> np.ndarray:
    """The sets of pieces of the rows as numbers, place of the row times `_PIECES` plus piece."""
    lengths = store.lengths[rows]
    places = np.repeat(np.arange(len(rows)), lengths)
    at = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + store.starts[rows][places]
    return np.unique(places * _PIECES + store.ids[at])


def _written(network: EvenMarian, sources: torch.Tensor, temperature: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Pieces (rows, steps), padded after their ends, and the log-probability of each row."""
    states = network.encode(sources)
    rows, device = len(sources), sources.device
    steps = min(LONGEST + 1, int(sources.shape[1] * 1.6) + 12)
    past = network.reading(states, steps)
    last = torch.full((rows, 1), network.pad, device=device)
    written = torch.full((rows, steps), network.pad, device=device)
    score, going = torch.zeros(rows, device=device), torch.ones(rows, dtype=torch.bool, device=device)
    here = torch.arange(rows, device=device)  # the rows that are in the batch still
    classes = network.copies[EMBEDDING][: network.classes]
    for step in range(steps):
        logits = network.next_state(last, step, past) @ classes.t()
        logs = torch.log_softmax(logits.float() if temperature else logits, -1)
        drawn = logs
        if temperature:  # the largest of the logits with Gumbel noise is a draw from their softmax
            drawn = logs / temperature - torch.empty_like(logs).exponential_().clamp_min_(1e-20).log_()
        pick = drawn.argmax(-1, keepdim=True)
        score[here] += torch.where(going, logs.gather(1, pick)[:, 0].float(), 0)
        last = torch.where(going[:, None], pick, network.pad)
        written[here, step] = last[:, 0]
        going &= last[:, 0] != _END
        if step % _ASKED == _ASKED - 1:
            left = int(going.sum())
            if not left:
                break
            if left <= _FEW * len(here):
                kept = going.nonzero()[:, 0]
                here, last, going = here[kept], last[kept], going[kept]
                past = [layer.of(kept) for layer in past]
    return written, score


def _fits(size: torch.Tensor, length: int) -> torch.Tensor:
    ratio = (size + 4) / (length + 4)
    return (ratio > 0.5) & (ratio < 2)


def _repeats(written: torch.Tensor, size: torch.Tensor, pad: int) -> torch.Tensor:
    """Whether over half of a row's pieces are ones that it has already."""
    ordered = written.sort(1).values
    new = (ordered[:, 1:] != ordered[:, :-1]) & (ordered[:, 1:] != pad)
    return (size > 8) & (1 + new.sum(1) < 0.5 * size)
