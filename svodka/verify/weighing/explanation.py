"""What the measures that moved a probability say, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from svodka.regexes import regex
from svodka.text.tables import rows
from svodka.verify.types import Reason

MOST = 4
"""Reasons given for a sentence."""
_LEAST = 0.1  # log odds: a smaller move is no reason
_FORMATS = {"n": ".0f", "p": ".0%", "f": ".1f"}
_SLOT = regex(r"\{(\w):(\w+)\}")


@cache
def _said() -> dict[str, str]:
    """What is said of each group of measures."""
    return {group: said for group, _, said in rows("svodka.verify.weighing", "reasons.tsv")}


@cache
def _groups() -> dict[str, str]:
    """The group of each measure."""
    table = rows("svodka.verify.weighing", "reasons.tsv")
    return {measure: group for group, measures, _ in table for measure in measures.split()}


def reasons(features: Mapping[str, float], moved: Mapping[str, float]) -> tuple[Reason, ...]:
    """The groups of measures that moved the log odds most, the strongest first."""
    sums: dict[str, float] = {}
    for measure, move in moved.items():
        group = _groups()[measure]
        sums[group] = sums.get(group, 0.0) + move
    ranked = sorted(sums, key=lambda group: (-abs(sums[group]), group))[:MOST]
    return tuple(Reason(group, sums[group], _text(group, features)) for group in ranked if abs(sums[group]) >= _LEAST)


def _text(group: str, features: Mapping[str, float]) -> str:
    text = _said()[group]
    if group == "order":
        return f"{features['aligned']:.0%} of its words run as in the best evidence, its longest borrowing is " + (
            f"{features['longest']:.0%} of it"
        )
    return _SLOT.sub(lambda slot: format(features[slot[2]], _FORMATS[slot[1]]), text)
