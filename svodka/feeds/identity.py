"""Which entries are the same: ids and links of a document's items, and the fingerprint of their text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from svodka.feeds.latest import UNIQUE
from svodka.feeds.memory import Subscription
from svodka.feeds.visits import absolute
from svodka.readers import NewsItem
from svodka.readers.fetch import Answer
from svodka.runs.store.records import column


def identified(feed: Subscription, answer: Answer, items: Sequence[NewsItem]) -> list[tuple[str, str | None, NewsItem]]:
    """(id within the feed, link or None, the item under an id unique in the store) of a document's items, each once.

    A link counts only if it leads somewhere (a page, not a site) and to one entry of the document. An item without a
    source has the host for one.
    """
    links = [_canonical(absolute(answer.url, item.url)) for item in items]
    often = Counter(links)
    position = re.compile(re.escape(answer.url) + r"#\d+")
    found: dict[str, tuple[str, str | None, NewsItem]] = {}
    for item, link in zip(items, links, strict=True):
        usable = link if link is not None and often[link] == 1 else None
        guid = column(item.id) or ""
        if position.fullmatch(guid):  # named by its place, which the next entry takes over
            guid = usable or f"text:{item.content_hash()[:16]}"
        guid = absolute(answer.url, guid) or guid if guid.startswith("/") else guid
        name = guid if UNIQUE.match(guid) else f"{feed.url}#{guid}"
        source = item.source or (urlsplit(answer.url).hostname or "").removeprefix("www.") or None
        named = replace(item, id=name, url=absolute(answer.url, item.url), source=source)
        found.setdefault(guid, (guid, usable, named))
    return list(found.values())


def _canonical(link: str | None) -> str | None:
    """A link for comparison: without its fragment and campaign parameters; None for a site's front page."""
    if link is None:
        return None
    parts = urlsplit(link)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith("utm_")]
    if not parts.path.strip("/") and not query:
        return None
    return column(urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(query), "")))


def fingerprint(item: NewsItem) -> str:
    """SHA-256 over headline and text, however they are spaced: an entry whose fingerprint changes was edited."""
    words = " ".join(f"{item.headline}\n{item.text}".split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
