"""svodka: Russian news items in, short, trustworthy English briefs out.

    from svodka import NewsItem, Pipeline
    pipeline = Pipeline()
    print(pipeline.brief([NewsItem.from_text(raw)])[0].to_markdown())

Names load when first used: ``import svodka`` imports neither torch nor transformers.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.errors import SvodkaError
    from svodka.items import Brief
    from svodka.options import PipelineOptions
    from svodka.pipeline import Pipeline
    from svodka.readers import NewsItem
    from svodka.signature import Signature
    from svodka.version import __version__

__all__, __getattr__, __dir__ = exported(__name__)
