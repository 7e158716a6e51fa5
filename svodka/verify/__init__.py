"""Is a text borne out by another? Every sentence of a claim held against a source, with its evidence.

    from svodka.verify import check
    report = check(source, claim)

Knows texts, sentences and facts, in Russian and English; neither summarizers nor news items. Names load when first
used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.checking import Verifier, check
    from svodka.verify.entailment import shipped_judge
    from svodka.verify.judge import Judge, load_judge
    from svodka.verify.retrieval import evidence
    from svodka.verify.rivals import Scorer, TranslatorScorer
    from svodka.verify.types import Evidence, FactReport, Reason, SentenceReport

__all__, __getattr__, __dir__ = exported(__name__)
