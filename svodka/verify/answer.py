"""What a question of the check answers, and how the answers add up.

A question is a function of one signature, `Question`: it gets a case (a sentence, the source, and the evidence that was
found for it) and what was found before it, and answers with mismatches for the reader and graded features for whoever
weighs them. The questions are listed in within/examination.py and across/examination.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from svodka.facts import Mismatch

CaseT = TypeVar("CaseT")
NO_FEATURES: Mapping[str, float] = {}


class Answer(NamedTuple):
    """What disagrees with the source (spans of the target are offsets into the sentence), and named measures of it."""

    mismatches: tuple[Mismatch, ...] = ()
    features: Mapping[str, float] = NO_FEATURES


Question = Callable[[CaseT, Sequence[Mismatch]], Answer]


class Examined(NamedTuple):
    """A sentence held against its source; ``evidence``: source sentences with the share that each covers, best first.

    ``score`` is the share of the sentence that the source bears out, ``explained`` whether that is enough of it,
    ``disproved`` whether a mismatch stands whatever speaks for the sentence.
    """

    evidence: Sequence[tuple[int, float]]
    answer: Answer
    score: float
    explained: bool
    disproved: bool = False


def ask(case: CaseT, questions: Iterable[Question[CaseT]]) -> Answer:
    """The answers to all questions, in order; each question is told the mismatches found before it.

    How many mismatches a question found is a feature under the name of its module.
    """
    mismatches: list[Mismatch] = []
    features: dict[str, float] = {}
    for question in questions:
        answer = question(case, tuple(mismatches))
        mismatches += answer.mismatches
        features[question.__module__.rpartition(".")[2]] = float(len(answer.mismatches))
        features |= answer.features
    return Answer(tuple(mismatches), features)
