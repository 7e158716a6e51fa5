"""Small boosted trees kept as JSON: a number from measures.

The file (data/quality.json, made by training/tables/quality.py): ``translation`` and ``word``, each ``measures``
(names, in the order of the trees), ``base``, and ``trees``, lists of nodes ``[measure, limit, left, right]`` or
``[value]``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple


class Trees(NamedTuple):
    """A boosted ensemble of regression trees."""

    measures: tuple[str, ...]
    base: float
    trees: tuple[tuple[tuple[float, ...], ...], ...]

    def value(self, measured: Mapping[str, float]) -> float:
        """The base and what every tree adds. Raises KeyError when a measure is missing."""
        values = [measured[name] for name in self.measures]
        total = self.base
        for tree in self.trees:
            node = tree[0]
            while len(node) > 1:
                measure, limit, left, right = node
                node = tree[int(left if values[int(measure)] <= limit else right)]
            total += node[0]
        return total


class Estimators(NamedTuple):
    """What ships: of a translation its rating, of a word the log odds of its being wrong, and the limits of either."""

    translation: Trees
    word: Trees
    doubtful: float
    word_doubtful: float


@lru_cache(maxsize=1)
def estimators() -> Estimators:
    """The estimators of data/quality.json."""
    kept = json.loads((files("translate.estimation") / "data" / "quality.json").read_text(encoding="utf-8"))
    return Estimators(_trees(kept["translation"]), _trees(kept["word"]), kept["doubtful"], kept["word_doubtful"])


def _trees(kept: Mapping[str, Any]) -> Trees:
    trees = tuple(tuple(tuple(node) for node in tree) for tree in kept["trees"])
    return Trees(tuple(kept["measures"]), kept["base"], trees)
