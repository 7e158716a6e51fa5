"""Is a text borne out by another? Every sentence of a claim held against a source, with its evidence.

    from svodka.verify import check
    report = check(source, claim)

Knows texts, sentences and facts, in Russian and English; neither summarizers nor news items. Names load when first
used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.verify.checking import Verifier, check, evidence
    from svodka.verify.judge import Judge, load_judge
    from svodka.verify.rivals import Scorer, TranslatorScorer
    from svodka.verify.types import Evidence, FactReport, Reason, SentenceReport

_HOME = {
    "Evidence": "svodka.verify.types",
    "FactReport": "svodka.verify.types",
    "Judge": "svodka.verify.judge",
    "Reason": "svodka.verify.types",
    "Scorer": "svodka.verify.rivals",
    "SentenceReport": "svodka.verify.types",
    "TranslatorScorer": "svodka.verify.rivals",
    "Verifier": "svodka.verify.checking",
    "check": "svodka.verify.checking",
    "evidence": "svodka.verify.checking",
    "load_judge": "svodka.verify.judge",
}
__all__ = [
    "Evidence", "FactReport", "Judge", "Reason", "Scorer", "SentenceReport", "TranslatorScorer", "Verifier", "check",
    "evidence", "load_judge",
]  # fmt: skip

__getattr__ = names_from(__name__, _HOME)
