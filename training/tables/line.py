"""A logistic regression whose weights keep to given signs, on measures brought to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

MOST = 5.0
"""Standard deviations from the mean that a measure counts at most."""
_PENALTY = 0.03
_ROUNDS = 2
_STEPS = 200


class Line(NamedTuple):
    """``sum(weight * clip((log(1 + |x|) * sign(x) - center) / scale)) + base``, in log odds."""

    center: Any
    scale: Any
    weight: Any
    base: float

    def odds(self, x: Any) -> Any:
        """Log odds of each row."""
        return self.scaled(x) @ self.weight + self.base

    def scaled(self, x: Any) -> Any:
        """The measures as the weights count them."""
        return np.clip((squeezed(x) - self.center) / self.scale, -MOST, MOST)


def squeezed(x: Any) -> Any:
    """Counts and nats on a scale where the first few tell most."""
    return np.sign(x) * np.log1p(np.abs(x))


def fit_line(x: Any, claim: Any, label: Any, weight: Any, signs: Sequence[int]) -> Line:
    """Fit rows ``x`` of claims; labels and weights are of claims, a weight of 0 leaves a claim out.

    The rows of a claim that is false share its weight by how doubtful the round before found them, those of a true one
    equally. ``signs``: 1 for a weight of at least 0, -1 of at most 0, 0 for either.
    """
    used = weight[claim] > 0
    center, scale = squeezed(x[used]).mean(0), squeezed(x[used]).std(0) + 1e-9
    line = Line(center, scale, np.zeros(x.shape[1]), 0.0)
    scaled, sizes = line.scaled(x), np.bincount(claim)
    share = 1 / sizes[claim]
    for _ in range(_ROUNDS):
        sample = weight[claim] * np.where(label[claim] == 1, 1 / sizes[claim], share)
        found = _minimum(scaled[used], label[claim][used], sample[used], signs)
        line = line._replace(weight=found[:-1], base=float(found[-1]))
        doubt = np.exp(-2 * line.odds(x))
        share = doubt / np.bincount(claim, doubt)[claim]
    return line


def _minimum(x: Any, label: Any, sample: Any, signs: Sequence[int]) -> Any:
    count, side, sample = x.shape[1], label * 2 - 1, sample / sample.sum()

    def loss(found: Any) -> tuple[float, Any]:
        margin = side * (x @ found[:count] + found[count])
        slope = -sample * side / (1 + np.exp(np.clip(margin, -50, 50)))
        penalty = _PENALTY * found[:count]
        value = float(sample @ np.logaddexp(0, -margin) + penalty @ found[:count] / 2)
        return value, np.append(x.T @ slope + penalty, slope.sum())

    limits = {1: (0, None), -1: (None, 0), 0: (None, None)}
    bounds = [*(limits[sign] for sign in signs), (None, None)]
    options = {"maxiter": _STEPS}
    return minimize(loss, np.zeros(count + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
