"""Beside a feed reader: Russian feeds in, an English feed out.

    from svodka.feeds import FeedOptions, feed_of, to_atom
    with Store.open(Path("run.sqlite")) as store:
        text = to_atom(feed_of(store, FeedOptions(items=100)))

`update` reads feeds and briefs what is new. Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.feeds.atom import to_atom
    from svodka.feeds.jsonfeed import to_json_feed
    from svodka.feeds.latest import Feed, FeedEntry, FeedOptions, feed_of
    from svodka.feeds.sources import Sources, read_sources
    from svodka.feeds.updating import UpdateOptions, UpdateReport, update

_HOME = {
    "Feed": "svodka.feeds.latest",
    "FeedEntry": "svodka.feeds.latest",
    "FeedOptions": "svodka.feeds.latest",
    "Sources": "svodka.feeds.sources",
    "UpdateOptions": "svodka.feeds.updating",
    "UpdateReport": "svodka.feeds.updating",
    "feed_of": "svodka.feeds.latest",
    "read_sources": "svodka.feeds.sources",
    "to_atom": "svodka.feeds.atom",
    "to_json_feed": "svodka.feeds.jsonfeed",
    "update": "svodka.feeds.updating",
}
__all__ = [
    "Feed", "FeedEntry", "FeedOptions", "Sources", "UpdateOptions", "UpdateReport", "feed_of", "read_sources",
    "to_atom", "to_json_feed", "update",
]  # fmt: skip

__getattr__ = names_from(__name__, _HOME)
