"""Which words of a sentence the judge doubts: those without which it would be likelier to follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svodka.verify.entailment.shipped import odds
from svodka.verify.lexis import WORD, is_stop
from svodka.verify.types import Reason

if TYPE_CHECKING:
    from svodka.verify.entailment.shipped import ShippedJudge

_MOST, _IN_ALL = 6, 24
"""Words that are left out of a sentence and of all sentences of a summary: each costs as much as judging a sentence."""
_LEAST = 0.5  # log odds: what raises them less is no explanation
_NAMED = 3
_TURNING = frozenset("no not never none nobody nothing without only all every after before".split())


def in_doubt(judge: ShippedJudge, pairs: Sequence[tuple[str, str]], found: Sequence[float]) -> list[tuple[Reason, ...]]:
    """For each (passage, claim) and the probability ``found`` for it the words that lower it, the worst first.

    Tried are those that the passage lacks and negations; where there are none, all that carry content. All sentences
    are asked about in one call.
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
    words = [(match.span(), match[0]) for match in WORD.finditer(claim)]
    turning = {span for span, word in words if word.lower() in _TURNING}
    content = {span for span, word in words if not is_stop(word.lower())}
    new = {span for span, word in words if span in content and word.casefold() not in there}
    return sorted(new | turning or content)


def _reasons(words: Sequence[tuple[float, int, str]]) -> tuple[Reason, ...]:
    return tuple(Reason("doubt", effect, f"without “{word}” it would be likelier") for effect, _, word in words)
