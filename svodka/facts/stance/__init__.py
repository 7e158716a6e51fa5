"""How a text stands to what it says: hedges, negations, attributions, and whether a translation keeps them."""

from svodka.facts.stance.across import (
    compare_attribution,
    compare_hedges,
    compare_negation,
    counterparts,
    excuses,
    same_statement,
)
from svodka.facts.stance.cues import wording

__all__ = [
    "compare_attribution",
    "compare_hedges",
    "compare_negation",
    "counterparts",
    "excuses",
    "same_statement",
    "wording",
]
