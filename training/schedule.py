"""The learning rate over a run: warm-up, inverse square root, then a straight line to zero at the end."""

from __future__ import annotations

import math


def learning_rate(step: int, progress: float, *, peak: float, warmup: int, cooldown: float) -> float:
    """Rate of step ``step`` (from 1) when ``progress`` (0..1) of the run is done.

    Linear warm-up to ``peak`` over ``warmup`` steps and decay with the inverse square root of the step (Vaswani et al.
    2017, arXiv 1706.03762), times a line to zero over the last ``cooldown`` share of the run (Hägele et al. 2024,
    arXiv 2405.18392).
    """
    line = 1.0 if cooldown == 0 else min(1.0, max(0.0, 1 - progress) / cooldown)
    return peak * min(step / warmup, math.sqrt(warmup / step)) * line
