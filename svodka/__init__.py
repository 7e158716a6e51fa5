"""svodka: Russian news items in, short, trustworthy English briefs out.

    from svodka import NewsItem, Pipeline
    pipeline = Pipeline()
    print(pipeline.brief([NewsItem.from_text(raw)])[0].to_markdown())

Names load when first used: ``import svodka`` imports neither torch nor transformers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from
from svodka.version import __version__

if TYPE_CHECKING:
    from svodka.errors import SvodkaError
    from svodka.items import Brief, NewsItem
    from svodka.pipeline import Pipeline, PipelineOptions
    from svodka.signature import Signature

_HOME = {
    "Brief": "svodka.items",
    "NewsItem": "svodka.items",
    "Pipeline": "svodka.pipeline",
    "PipelineOptions": "svodka.pipeline",
    "Signature": "svodka.signature",
    "SvodkaError": "svodka.errors",
}
__all__ = ["Brief", "NewsItem", "Pipeline", "PipelineOptions", "Signature", "SvodkaError", "__version__"]

__getattr__ = names_from(__name__, _HOME)
