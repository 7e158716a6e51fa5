"""A small network reads a sentence beside what the source says nearest to it: does it follow?

Where its weights are in the package (`weights/MODEL.md`; this version has none) CTranslate2 runs them. Names load when
first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.entailment.doubt import in_doubt
    from svodka.verify.entailment.network import WINDOW, CrossEncoder
    from svodka.verify.entailment.passages import near, passage
    from svodka.verify.entailment.shipped import (
        WEIGHTS,
        Limit,
        ShippedJudge,
        odds,
        probabilities,
        probability,
        shipped_judge,
    )

__all__, __getattr__, __dir__ = exported(__name__)
