"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from svodka.feeds.latest import Feed, FeedEntry


def to_json_feed(feed: Feed) -> str:
    """The feed as a JSON Feed document, one line per value."""
    data: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if feed.url:
        data["feed_url"] = feed.url
    data |= {"language": "en", "authors": [{"name": "svodka"}], "items": [_item(entry) for entry in feed.entries]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}] if entry.author else None,
        "tags": list(entry.tags),
        "language": "en",
    }
    return {name: value for name, value in item.items() if value}
