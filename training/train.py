"""The training loop: so many minutes or steps, then everything on disk that the next call needs to go on.

A run of n steps and one of k steps, stopped and resumed for the rest, end with the same weights bit for bit (on the
same machine, with ``steps``): model, optimizer, averages, torch's generators, and the place in the data are all kept.
With ``minutes`` the schedule follows the clock instead, and two runs are never quite the same.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.batches import Batches, Direction
from training.loss import cross_entropy
from training.model import Architecture, build, save
from training.schedule import learning_rate
from training.tokens import Tokens
from training.vocabulary import Vocabulary

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel

STATE = "state.pt"


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """One call of `train`.

    Exactly one of ``minutes`` and ``steps`` is above 0 and says when this call stops; ``total`` (same unit, 0: the same
    number) is the length of the whole run, at whose end the learning rate reaches zero. ``tokens`` bounds a batch,
    padding included. ``denoise`` is the share of an epoch's pairs that are denoising, where ``tokens`` has such pairs
    (noise.py): a small one, since each takes the place of a translation. ``ema`` is the decay of the averaged weights,
    which are those that are saved and evaluated.
    """

    direction: Direction = "ru-en"
    minutes: float = 0.0
    steps: int = 0
    total: float = 0.0
    tokens: int = 60_000
    learning_rate: float = 1.2e-3
    warmup: int = 800
    cooldown: float = 0.45
    smoothing: float = 0.1
    weight_decay: float = 0.01
    clip: float = 1.0
    ema: float = 0.9995
    only: tuple[str, ...] = ()
    denoise: float = 0.05
    log_every: int = 100
    seed: int = 1

    def __post_init__(self) -> None:
        if (self.minutes > 0) == (self.steps > 0):
            raise ValueError(f"expected either minutes or steps above 0, found {self.minutes} and {self.steps}")

    @property
    def length(self) -> float:
        """The whole run, in minutes or steps."""
        return self.total or self.minutes or self.steps


class Run:
    """A network in training. ``step``, ``epoch``, ``taken`` and ``spent`` (minutes) say how far it is."""

    def __init__(self, model: MarianMTModel, options: TrainOptions, device: str) -> None:
        import torch

        self.model = model.to(device).train()
        self.options = options
        self.device = device
        self.trained = [weight for weight in model.parameters() if weight.requires_grad]
        self.average = [weight.detach().clone() for weight in self.trained]
        self.optimizer = torch.optim.AdamW(
            self.trained, betas=(0.9, 0.98), eps=1e-9, weight_decay=options.weight_decay, fused=device == "cuda"
        )
        self.step = self.epoch = self.taken = 0
        self.spent = 0.0

    def update(self, sources: torch.Tensor, targets: torch.Tensor, progress: float) -> torch.Tensor:
        """One step of the optimizer; returns the loss, still on the device."""
        import torch

        options = self.options
        self.step += 1
        rate = learning_rate(
            self.step, progress, peak=options.learning_rate, warmup=options.warmup, cooldown=options.cooldown
        )
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            loss = cross_entropy(self.model, sources, targets, smoothing=options.smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, options.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        decay = min(options.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.trained, 1 - decay)
        return loss.detach()

    def averaged(self) -> MarianMTModel:
        """The network with its averaged weights put in, for good: call it last."""
        import torch

        with torch.no_grad():
            torch._foreach_copy_(self.trained, self.average)
        return self.model.eval()

    def write(self, path: Path) -> None:
        """Write the state; the file appears whole or not at all."""
        import torch

        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "generator": torch.get_rng_state(),
            "cuda_generators": torch.cuda.get_rng_state_all() if self.device == "cuda" else [],
            "counters": {"step": self.step, "epoch": self.epoch, "taken": self.taken, "spent": self.spent},
        }
        half = path.with_suffix(".part")
        torch.save(state, half)
        os.replace(half, path)

    def read(self, path: Path) -> None:
        """Go on from a state that `write` wrote."""
        import torch

        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average = [weight.to(self.device) for weight in state["average"]]
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["generator"])
        if self.device == "cuda":
            torch.cuda.set_rng_state_all(state["cuda_generators"])
        counters = state["counters"]
        self.step, self.epoch, self.taken = counters["step"], counters["epoch"], counters["taken"]
        self.spent = counters["spent"]


def train(
    tokens: Tokens,
    vocabulary: Vocabulary,
    out: Path,
    options: TrainOptions,
    *,
    architecture: Architecture | None = None,
    start: Path | None = None,
) -> Run:
    """Train, or go on where ``out`` stopped, and save: ``out``/state.pt to resume, and a checkpoint of the averages.

    ``start`` is a checkpoint directory whose weights, and dropout, begin a new run (a fine-tune). Progress goes to
    stderr. Sets torch's global generator.
    """
    import torch
    from transformers import MarianMTModel

    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    torch.set_float32_matmul_precision("high")
    if start is None:
        model = build(architecture or Architecture(), vocabulary)
    else:
        model = MarianMTModel.from_pretrained(start, dtype=torch.float32)
    run = Run(model, options, device)
    if (out / STATE).exists():
        run.read(out / STATE)
    batches = Batches(
        tokens, options.direction, options.tokens, options.seed, vocabulary.pad, options.only, options.denoise
    )
    print(f"{options.direction}, {batches.denoising():.1%} of the pairs denoising", file=sys.stderr)
    began, first, spent = time.monotonic(), run.step, run.spent
    losses: list[torch.Tensor] = []
    seen = 0
    for epoch, taken, sources, targets in _ahead(batches.after(run.epoch, run.taken)):
        minutes = (time.monotonic() - began) / 60
        done = run.step - first if options.steps else minutes
        if done >= (options.steps or options.minutes):
            break
        progress = (run.step if options.steps else spent + minutes) / options.length
        pair = [torch.from_numpy(array).to(device, non_blocking=True) for array in (sources, targets)]
        losses.append(run.update(pair[0], pair[1], progress))
        run.epoch, run.taken = epoch, taken
        seen += targets.size
        if run.step % options.log_every == 0:
            mean = torch.stack(losses).mean().item()
            losses.clear()
            speed = seen / (time.monotonic() - began)
            print(f"{spent + minutes:.1f} min, epoch {epoch}, step {run.step}: loss {mean:.3f}, "
                  f"{speed:.0f} target tokens/s with padding", file=sys.stderr, flush=True)  # fmt: skip
    run.spent = spent + (time.monotonic() - began) / 60
    run.write(out / STATE)
    save(run.averaged(), vocabulary, out)
    print(f"{out}: {run.step} steps in {run.spent:.1f} minutes", file=sys.stderr)
    return run


def _ahead(batches: Iterator[Any], depth: int = 8) -> Iterator[Any]:
    """The same items, prepared in a thread while the device works on those before."""
    from queue import Queue
    from threading import Event, Thread

    queue: Queue[Any] = Queue(depth)
    stop = Event()

    def fill() -> None:
        try:
            for item in batches:
                queue.put(item)
                if stop.is_set():
                    return
        except BaseException as error:  # handed to the consumer, which raises it
            queue.put(error)

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        while thread.is_alive():
            while not queue.empty():
                queue.get_nowait()
            thread.join(0.01)
