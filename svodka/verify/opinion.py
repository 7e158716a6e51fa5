"""What is thought of a sentence beside its facts: how likely the source bears it out, and why.

The judge (entailment/) reads sentence and passage; where there is none the measures of the check are weighed
(weighing/). Both are for English sentences of an English source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svodka.verify.answer import Examined
from svodka.verify.document import Document, Unit
from svodka.verify.entailment import ShippedJudge, in_doubt, odds, passage, probability
from svodka.verify.types import Reason
from svodka.verify.weighing import forest, reasons


class Opinion(NamedTuple):
    """The probability (0 to 1) that the source bears a sentence out, None where nobody was asked, and reasons."""

    probability: float | None = None
    reasons: tuple[Reason, ...] = ()


def weighed(examined: Sequence[Examined]) -> list[Opinion]:
    """What the measures of each sentence make likely."""
    found = [(one.answer.features, *forest().weigh(one.answer.features)) for one in examined]
    return [Opinion(chance, reasons(features, moved)) for features, chance, moved in found]


def judged(
    judge: ShippedJudge, document: Document, sentences: Sequence[Unit], examined: Sequence[Examined], threshold: float
) -> list[Opinion]:
    """What the judge thinks of each sentence, all asked about in one call; with the learned odds beside its own where
    its `Limit` has a share for them. A sentence below the ``threshold`` whose facts agree gets the words in doubt."""
    pairs = [
        (passage(document, [number for number, _ in found.evidence]), " ".join(unit.text.split()))
        for unit, found in zip(sentences, examined, strict=True)
    ]
    alone, share = judge.probabilities(pairs), judge.limit.forest
    others = weighed(examined) if share else [Opinion()] * len(pairs)
    found = [
        chance
        if other.probability is None
        else probability((1 - share) * odds(chance) + share * odds(other.probability))
        for chance, other in zip(alone, others, strict=True)
    ]
    doubtful = [n for n, one in enumerate(examined) if found[n] < threshold and not one.answer.mismatches]
    asked = in_doubt(judge, [pairs[n] for n in doubtful], [alone[n] for n in doubtful])
    words = dict(zip(doubtful, asked, strict=True))
    return [Opinion(chance, (*words.get(n, ()), *others[n].reasons)) for n, chance in enumerate(found)]
