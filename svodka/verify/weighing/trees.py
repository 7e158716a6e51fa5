"""A boosted forest of small trees and a line, kept as JSON: the probability, and what each measure moved.

The file: ``measures`` (names, in the order of the trees and the line), ``threshold``, ``leeway``, ``base`` (log odds),
``line`` (rows ``[measure, center, scale, weight, most]``: the weight times the measure's deviation, ``most`` at most;
training/tables/line.py has the formula), ``trees`` (lists of nodes ``[measure, limit, left, right, value]``; a measure
of -1 is a leaf, ``value`` the mean log odds below).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

Node = tuple[int, float, int, int, float]


class Forest(NamedTuple):
    """Trained by `training/tables/weigh.py`."""

    measures: tuple[str, ...]
    threshold: float
    leeway: float
    base: float
    line: tuple[tuple[int, float, float, float, float], ...]
    trees: tuple[tuple[Node, ...], ...]

    def weigh(self, features: Mapping[str, float]) -> tuple[float, dict[str, float]]:
        """The probability, and the log odds that each measure added or took: walking down a tree, the change of value
        at a node is owed to its measure (Saabas 2014), beside its part of the line. Raises KeyError when a measure is
        missing."""
        values = [features[name] for name in self.measures]
        moved = [0.0] * len(values)
        for measure, center, scale, weight, most in self.line:
            squeezed = math.copysign(math.log1p(abs(values[measure])), values[measure])
            moved[measure] += weight * max(-most, min(most, (squeezed - center) / scale))
        odds = self.base
        for tree in self.trees:
            measure, limit, left, right, value = tree[0]
            odds += value
            while measure >= 0:
                place = left if values[measure] <= limit else right
                owed = measure
                measure, limit, left, right, below = tree[place]
                moved[owed] += below - value
                value = below
        total = odds + sum(moved)
        return _probability(total), {name: move for name, move in zip(self.measures, moved, strict=True) if move}

    def limit(self, sentences: int) -> float:
        """The probability that a sentence needs in a summary of so many: one alone, `threshold`.

        All of a summary's sentences have to pass for it to pass; the log odds are lowered by ``leeway`` times the
        logarithm of their number, estimated with the forest.
        """
        odds = math.log(self.threshold / (1 - self.threshold))
        return _probability(odds - self.leeway * math.log(max(1, sentences)))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


@lru_cache(maxsize=1)
def forest() -> Forest:
    """The forest that ships."""
    kept = json.loads((files("svodka.verify.weighing") / "weights.json").read_text(encoding="utf-8"))
    return Forest(
        tuple(kept["measures"]), kept["threshold"], kept["leeway"], kept["base"],
        tuple((int(measure), *row) for measure, *row in kept["line"]),
        tuple(tuple(_node(node) for node in tree) for tree in kept["trees"]),
    )  # fmt: skip


def _node(node: Sequence[float]) -> Node:
    measure, limit, left, right, value = node
    return int(measure), limit, int(left), int(right), value
