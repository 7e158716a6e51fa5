"""What a sentence could also have said, and which wording the source bears out better, by a translator's probabilities.

Minimal pairs, as Sennrich 2017 (arXiv 1612.04629) grades translators with them: a network that knows little of what a
sentence means still tells it from the same sentence with two names exchanged.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svodka.verify.rivals.scorer import Scorer, TranslatorScorer
    from svodka.verify.rivals.verdicts import settle

_HOME = {
    "Scorer": "svodka.verify.rivals.scorer",
    "TranslatorScorer": "svodka.verify.rivals.scorer",
    "settle": "svodka.verify.rivals.verdicts",
}
__all__ = ["Scorer", "TranslatorScorer", "settle"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
