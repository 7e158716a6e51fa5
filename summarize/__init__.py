"""English texts in, short English summaries out, every sentence with its evidence.

    from summarize import Summarizer, check
    summary = Summarizer("extractive").summarize([document])[0]
    report = check(document, " ".join(s.text for s in summary.sentences))

Knows nothing of news items, files or Russian pages; `check` compares a summary with a source in either language.
Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from summarize.summarizer import Summarizer, SummaryOptions
    from summarize.types import Summary, SummarySentence
    from svodka.verify import Evidence, FactReport, SentenceReport, check

_HOME = {
    "Evidence": "svodka.verify.types",
    "FactReport": "svodka.verify.types",
    "SentenceReport": "svodka.verify.types",
    "Summarizer": "summarize.summarizer",
    "Summary": "summarize.types",
    "SummaryOptions": "summarize.summarizer",
    "SummarySentence": "summarize.types",
    "check": "svodka.verify.checking",
}
__all__ = [
    "Evidence",
    "FactReport",
    "SentenceReport",
    "Summarizer",
    "Summary",
    "SummaryOptions",
    "SummarySentence",
    "check",
]

__getattr__ = names_from(__name__, _HOME)
