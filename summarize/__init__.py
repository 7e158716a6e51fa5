"""English texts in, short English summaries out, every sentence with its evidence.

    from summarize import Summarizer, check
    summary = Summarizer("extractive").summarize([document])[0]
    report = check(document, " ".join(s.text for s in summary.sentences))

Knows nothing of news items, files or Russian pages; `check` compares a summary with a source in either language.
Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from summarize.options import SummaryOptions
    from summarize.summarizer import Summarizer
    from summarize.types import Summary, SummarySentence
    from svodka.verify import Evidence, FactReport, SentenceReport, check

__all__, __getattr__, __dir__ = exported(__name__)
