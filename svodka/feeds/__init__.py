"""Beside a feed reader: Russian feeds in, an English feed out.

    from svodka.feeds import FeedOptions, feed_of, to_atom
    with Store.open(Path("run.sqlite")) as store:
        text = to_atom(feed_of(store, FeedOptions(items=100)))

`update` reads feeds and briefs what is new. Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.feeds.atom import to_atom
    from svodka.feeds.jsonfeed import to_json_feed
    from svodka.feeds.latest import Feed, FeedEntry, feed_of
    from svodka.feeds.options import FeedOptions, UpdateOptions
    from svodka.feeds.sources import Sources, read_sources
    from svodka.feeds.updating import UpdateReport, update

__all__, __getattr__, __dir__ = exported(__name__)
