"""Readers: inputs in, `NewsItem`s out, lazily and in order.

``intake`` makes text of bytes, ``formats`` items of documents, ``page`` finds the article of an HTML page, ``cleaning``
takes out what is not the news; ``reading`` puts them together.

    for item in read(["news.jsonl", "https://example.org/rss"], ReadOptions()):
        ...

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.readers.cleaning.removal import Removed
    from svodka.readers.item import NewsItem
    from svodka.readers.options import ReadFailure, ReadOptions
    from svodka.readers.reading import read

__all__, __getattr__, __dir__ = exported(__name__)
