"""Numbers, dates, names, quotations, hedges and negations of Russian and English texts, normalised and compared.

``ledger(text, lang)`` extracts, ``compare(source, target)`` says what does not agree. Pure Python; names load when
first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.comparison import compare
    from svodka.facts.counting import Recall, recall
    from svodka.facts.extraction import ledger
    from svodka.facts.figures import Figures, borne_out, compare_numbers
    from svodka.facts.names import same_name
    from svodka.facts.types import Fact, FactKind, Lang, Ledger, Mismatch
    from svodka.text import Span

__all__, __getattr__, __dir__ = exported(__name__)
