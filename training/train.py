"""The training loop: so many minutes or steps, then everything on disk that the next call needs to go on.

A run of n steps and one of k steps, stopped and resumed for the rest, end with the same weights bit for bit (on the
same machine, with ``steps``). SIGTERM and Ctrl-C stop it after the present step, with the state written.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch

from training.corpus.batches import Batches
from training.corpus.numbering import Numbering
from training.corpus.tokens import Tokens
from training.corpus.vocabulary import Vocabulary
from training.network import checkpoint
from training.network.architecture import Architecture
from training.network.initial import initial
from training.options import TrainOptions
from training.prefetch import ahead
from training.run import Run

STATE = "state.pt"
COOLED = "cooled.pt"


def train(
    tokens: Tokens,
    vocabulary: Vocabulary,
    out: Path,
    options: TrainOptions,
    *,
    architecture: Architecture | None = None,
    init: Path | None = None,
    spectral: torch.Tensor | None = None,
) -> Run:
    """Train, or go on where ``out`` stopped, and write ``out``/state.pt (with ``cool`` ``out``/cooled.pt beside it).

    A new run begins from the checkpoint directory ``init``, or from nothing, with ``spectral`` embeddings in the
    vocabulary's order if there are some. Progress goes to stderr. Sets torch's global generator.
    """
    run = _begin(tokens, vocabulary, out, options, architecture, init, spectral)
    batches = Batches(
        tokens, run.numbering, options.direction, options.tokens, options.seed,
        best=options.best, only=options.only, denoise=options.denoise,
        tuning=options.tuning,
    )  # fmt: skip
    _say(f"{options.direction}, step {run.progress.step}, {batches.denoising():.1%} of the pairs denoising")
    written = out / (COOLED if options.cool else STATE)
    if options.cool and not (out / STATE).exists():
        raise ValueError(f"expected a run to cool down, found no {out / STATE}")
    with _stopping() as stopping:
        _steps(run, batches, options, written, stopping)
    run.write(written, options.direction)
    progress = run.progress
    _say(f"{written}: {progress.step} steps, {progress.tokens} target tokens, {progress.minutes / 60:.2f} hours")
    return run


def _begin(
    tokens: Tokens,
    vocabulary: Vocabulary,
    out: Path,
    options: TrainOptions,
    architecture: Architecture | None,
    init: Path | None,
    spectral: torch.Tensor | None,
) -> Run:
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    if (out / STATE).exists():
        return Run.read(out / STATE, options)
    if init is not None:
        found, numbering, weights = checkpoint.read(init, vocabulary, options.direction)
        return Run(found, numbering, weights, options, given=True)
    numbering = Numbering.of_corpus(tokens, vocabulary, options.direction)
    ours = None if spectral is None else spectral[torch.from_numpy(numbering.order)]
    architecture = architecture or Architecture()
    weights = initial(architecture, len(vocabulary), seed=options.seed, spectral=ours)
    return Run(architecture, numbering, weights, options)


def _steps(run: Run, batches: Batches, options: TrainOptions, written: Path, stopping: Callable[[], bool]) -> None:
    """Step after step until the call's minutes or steps are over, or ``stopping``."""
    progress = run.progress
    first, before, began = progress.step, progress.minutes, time.monotonic()
    peak = options.rate(max(first, 1))
    logged, saved, tokens, figures = began, began, progress.tokens, []
    for epoch, taken, *arrays in ahead(batches.after(progress.epoch, progress.taken)):
        minutes = (time.monotonic() - began) / 60
        done = (progress.step - first) / options.steps if options.steps else minutes / options.minutes
        if done >= 1 or stopping():
            break
        sources, targets = (torch.from_numpy(array) for array in arrays)
        rate = run.ramp * (peak * (1 - done) if options.cool else options.rate(progress.step + 1))
        figures.append(run.update(sources, targets, rate))
        progress.epoch, progress.taken, progress.minutes = epoch, taken, before + (time.monotonic() - began) / 60
        progress.tokens += int((targets != run.network.pad).sum())
        if progress.step % options.log_every == 0:
            loss, plain, norm = np.mean(figures, 0)
            now = time.monotonic()
            _say(
                f"{time.strftime('%H:%M:%S')} epoch {epoch} step {progress.step} loss {loss:.3f} plain {plain:.3f} "
                f"norm {norm:.2f} rate {rate:.2e}, {(progress.tokens - tokens) / (now - logged):.0f} target tokens/s, "
                f"{len(figures) / (now - logged):.2f} steps/s"
            )
            logged, tokens = now, progress.tokens
            figures.clear()
        if progress.step % options.probe_every == 0:
            right, wrong = run.probe(sources, targets)
            _say(f"probe: loss {right:.3f} with the right sources, {wrong:.3f} with exchanged ones")
        if not options.cool and time.monotonic() - saved > options.save_minutes * 60:
            run.write(written, options.direction)
            saved = time.monotonic()


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether SIGTERM or SIGINT has come since; what they did before is put back afterwards."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda n, _: came.append(n)) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
