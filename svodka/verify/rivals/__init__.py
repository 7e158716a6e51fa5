"""What a sentence could also have said, and which wording the source bears out better, by a translator's probabilities.

Minimal pairs, as Sennrich 2017 (arXiv 1612.04629) grades translators with them: a network that knows little of what a
sentence means still tells it from the same sentence with two names exchanged.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.rivals.scorer import Scorer, TranslatorScorer
    from svodka.verify.rivals.verdicts import settle

__all__, __getattr__, __dir__ = exported(__name__)
