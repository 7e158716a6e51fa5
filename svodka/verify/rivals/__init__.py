"""What a sentence could also have said, and which wording the source bears out better, by a translator's probabilities.

Minimal pairs, as Sennrich 2017 (arXiv 1612.04629) grades translators with them: a network that knows little of what a
sentence means still tells it from the same sentence with two names exchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.verify.rivals.scorer import Scorer, TranslatorScorer
    from svodka.verify.rivals.verdicts import settle

_HOME = {
    "Scorer": "svodka.verify.rivals.scorer",
    "TranslatorScorer": "svodka.verify.rivals.scorer",
    "settle": "svodka.verify.rivals.verdicts",
}
__all__ = ["Scorer", "TranslatorScorer", "settle"]

__getattr__ = names_from(__name__, _HOME)
