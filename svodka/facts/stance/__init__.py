"""How a text stands to what it says: hedges, negations, attributions, and whether a translation keeps them."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.stance.across import (
        compare_attribution,
        compare_hedges,
        compare_negation,
        counterparts,
        excuses,
        same_statement,
    )
    from svodka.facts.stance.cues import wording

__all__, __getattr__, __dir__ = exported(__name__)
