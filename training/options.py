"""The settings of one call of `train`, and of one of `turns`; when training ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

from training.corpus.numbering import Direction

PRECISIONS = ("bfloat16", "float32")


def check_end(minutes: float, steps: int) -> None:
    """Raises ValueError unless one of the two, which say when training stops, is above 0 and the other is 0."""
    if (minutes > 0) == (steps > 0) or minutes < 0 or steps < 0:
        raise ValueError(f"expected either minutes or steps above 0, found {minutes} and {steps}")


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """Exactly one of ``minutes`` and ``steps`` is above 0 and says when this call stops.

    ``tokens`` bounds a batch on its longer side, padding included. The rate warms up over ``warmup`` steps, stays at
    ``learning_rate`` until step ``hold`` and falls with the root of the step from there; ``cool`` takes it from where
    it is to zero over this call, and leaves the state alone. ``step`` and ``epoch`` say where a run begins that starts
    from a checkpoint: the step decides the rate, the epoch the order of the data. ``average`` is the decay a step of
    the averaged weights, which are those that are exported. ``precision`` is "bfloat16" or "float32", which some
    processors multiply faster although they know the other. ``best``, ``denoise``, ``only``, ``tuning``: see `Batches`.
    """

    direction: Direction = "ru-en"
    minutes: float = 0.0
    steps: int = 0
    cool: bool = False
    tokens: int = 4096
    learning_rate: float = 1e-3
    warmup: int = 60
    hold: int = 4000
    dropout: float = 0.0
    smoothing: float = 0.1
    weight_decay: float = 0.01
    clip: float = 1.0
    average: float = 0.999
    best: float = 0.7
    denoise: float = 0.05
    precision: str = "bfloat16"
    only: tuple[str, ...] = ()
    tuning: bool = False
    step: int = 0
    epoch: int = 0
    seed: int = 1
    log_every: int = 50
    probe_every: int = 250
    save_minutes: float = 10.0

    def __post_init__(self) -> None:
        check_end(self.minutes, self.steps)
        if self.warmup < 1 or self.hold < 1:
            raise ValueError(f"expected warmup and hold of 1 step or more, found {self.warmup} and {self.hold}")
        if self.precision not in PRECISIONS:
            raise ValueError(f"expected a precision of {', '.join(PRECISIONS)}, found {self.precision!r}")

    def rate(self, step: int) -> float:
        """Learning rate of step ``step`` (from 1) before any cool-down."""
        return self.learning_rate * min(1.0, step / self.warmup) * min(1.0, math.sqrt(self.hold / max(step, 1)))


@dataclass(frozen=True, slots=True)
class TurnsOptions:
    """Exactly one of ``minutes`` and ``steps`` (of both directions) is above 0: the whole run. ``ends`` are the shares
    of it at which the turns end (none: `training.turns.plan` has them). ``tokens`` is the size of a batch on
    its longer side. ``temperature`` is that of the second translation of each sentence, beside the greedy one; ``keep``
    the share of self-training that stays, the
    likeliest or, with ``agreement``, those that come out the same when drawn once more. ``tagged`` back-translations
    begin with a piece of their own (Caswell et al. 2019, https://aclanthology.org/W19-5206). ``deepen``: the
    encoder layers that a checkpoint gets (0: as it is)."""

    minutes: float = 0.0
    steps: int = 0
    ends: tuple[float, ...] = ()
    tokens: int = 32_768
    learning_rate: float = 1.5e-3
    warmup: int = 400
    dropout: float = 0.1
    best: float = 0.6
    temperature: float = 0.7
    keep: float = 0.7
    agreement: bool = False
    tagged: bool = False
    deepen: int = 0
    seed: int = 1
    log_every: int = 400

    def __post_init__(self) -> None:
        check_end(self.minutes, self.steps)
        if self.ends and (list(self.ends) != sorted(set(self.ends)) or self.ends[0] <= 0 or self.ends[-1] != 1):
            raise ValueError(f"expected rising shares up to 1, found {self.ends}")
