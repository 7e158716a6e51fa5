"""Numbers, dates, names, quotations, hedges and negations of Russian and English texts, normalised and compared.

``ledger(text, lang)`` extracts, ``compare(source, target)`` says what does not agree. Pure Python; names load when
first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.facts.comparison import compare
    from svodka.facts.counting import Recall, recall
    from svodka.facts.extraction import ledger
    from svodka.facts.figures import Figures, borne_out, compare_numbers
    from svodka.facts.names import same_name
    from svodka.facts.types import Fact, FactKind, Lang, Ledger, Mismatch
    from svodka.text import Span

_HOME = {
    "Fact": "svodka.facts.types",
    "FactKind": "svodka.facts.types",
    "Figures": "svodka.facts.figures",
    "Lang": "svodka.facts.types",
    "Ledger": "svodka.facts.types",
    "Mismatch": "svodka.facts.types",
    "Recall": "svodka.facts.counting",
    "Span": "svodka.text",
    "borne_out": "svodka.facts.figures",
    "compare": "svodka.facts.comparison",
    "compare_numbers": "svodka.facts.figures",
    "ledger": "svodka.facts.extraction",
    "recall": "svodka.facts.counting",
    "same_name": "svodka.facts.names",
}
__all__ = [
    "Fact", "FactKind", "Figures", "Lang", "Ledger", "Mismatch", "Recall", "Span",
    "borne_out", "compare", "compare_numbers", "ledger", "recall", "same_name",
]  # fmt: skip

__getattr__ = names_from(__name__, _HOME)
