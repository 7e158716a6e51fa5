"""Readers: inputs in, `NewsItem`s out, lazily and in order.

``intake`` makes text of bytes, ``formats`` items of documents, ``page`` finds the article of an HTML page, ``cleaning``
takes out what is not the news; ``reading`` puts them together.

    for item in read(["news.jsonl", "https://example.org/rss"], ReadOptions()):
        ...

Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.readers.options import ReadFailure, ReadOptions
    from svodka.readers.reading import read

_HOME = {
    "ReadFailure": "svodka.readers.options",
    "ReadOptions": "svodka.readers.options",
    "read": "svodka.readers.reading",
}
__all__ = ["ReadFailure", "ReadOptions", "read"]

__getattr__ = names_from(__name__, _HOME)
