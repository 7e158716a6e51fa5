"""Which words of a sentence the judge doubts: those without which it would be likelier to follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svodka.verify.entailment.shipped import odds
from svodka.verify.lexis import WORD, is_stop
from svodka.verify.types import Reason

if TYPE_CHECKING:
    from svodka.verify.entailment.shipped import ShippedJudge

_MOST, _IN_ALL = 16, 96
"""Words that are left out of a sentence and of all sentences of a summary: each costs as much as judging a sentence."""
_LEAST = 0.5  # log odds: what raises them less is no explanation
_NAMED = 3
_TURNING = frozenset("no not never none nobody nothing without only all every after before".split())


def in_doubt(judge: ShippedJudge, pairs: Sequence[tuple[str, str]], found: Sequence[float]) -> list[tuple[Reason, ...]]:
    """For each (passage, claim) and the probability ``found`` for it the words that lower it, the worst first.

    Words that the passage lacks are tried first. All sentences are asked about in one call.
    """
    most = min(_MOST, _IN_ALL // max(1, len(pairs)))
    tries = [(n, span) for n, (passage, claim) in enumerate(pairs) for span in _candidates(passage, claim)[:most]]
    others = [(pairs[n][0], f"{pairs[n][1][:a]}{pairs[n][1][b:].lstrip()}") for n, (a, b) in tries]
    raised: list[list[tuple[float, int, str]]] = [[] for _ in pairs]
    for (n, (a, b)), chance in zip(tries, judge.probabilities(others), strict=True):
        gain = odds(chance) - odds(found[n])
        if gain >= _LEAST:
            raised[n].append((-gain, a, pairs[n][1][a:b]))
    return [_reasons(sorted(words)[:_NAMED]) for words in raised]


def _candidates(passage: str, claim: str) -> list[tuple[int, int]]:
    there = {match[0].casefold() for match in WORD.finditer(passage)}
    words = [m for m in WORD.finditer(claim) if not is_stop(m[0].lower()) or m[0].lower() in _TURNING]
    return [m.span() for m in sorted(words, key=lambda m: m[0].casefold() in there)]


def _reasons(words: Sequence[tuple[float, int, str]]) -> tuple[Reason, ...]:
    return tuple(Reason("doubt", effect, f"without “{word}” it would be likelier") for effect, _, word in words)
