"""RSS and Atom through feedparser, with or without following the links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from svodka.errors import InputError, SvodkaError
from svodka.items import NewsItem
from svodka.readers.documents import Document
from svodka.readers.html import read_page
from svodka.readers.metadata import iso_time
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.readers.records import read_record

NO_ENTRIES = "no entries in the feed"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def declares_entities(data: bytes) -> bool:
    """Whether an XML document, in whichever encoding, declares entities: how a small file unfolds to gigabytes."""
    return bool(_ENTITY.search(data.replace(b"\0", b"")))  # in UTF-16 and UTF-32 there are zeros between the letters


def read_feed(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """The entries of a feed; with ``options.follow`` each is the page that it links to.

    Entity declarations are refused: no feed needs them, and they are how a small file unfolds to gigabytes. A feed
    longer than ``options.max_bytes`` or ``options.max_items`` is cut there with a failure that says so.
    """
    data = document.read_all(options.max_bytes)
    if declares_entities(data):
        raise InputError("the feed declares XML entities, which no feed needs: refused as a possible entity bomb")
    import feedparser

    headers = {"content-type": f"application/xml; charset={document.charset}"} if document.charset else {}
    feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = feed.get("bozo_exception")
        raise InputError(f"{NO_ENTRIES}{f' ({why})' if why else ''}; expected RSS or Atom with items")
    source = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        where = f"{document.name}#{number}"
        if number > options.max_items:
            yield ReadFailure(where, f"the feed has more than {options.max_items} entries; the rest was not read")
            return
        try:
            yield _followed(entry, where, options) if options.follow else _entry(entry, where, source, options)
        except SvodkaError as error:
            yield ReadFailure(where, f"entry {number}: {error}")
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        yield ReadFailure(
            document.name, f"the feed is damaged after {len(feed.entries)} entries: {feed.bozo_exception}"
        )


def _entry(entry: Any, where: str, source: str | None, options: ReadOptions) -> NewsItem:
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    bodies.append(entry.get("summary") or "")
    full = entry.get("yandex_full-text") or entry.get("full-text") or ""
    record = {
        "id": entry.get("id") or entry.get("link") or where,
        "headline": entry.get("title") or "",
        "text": max([full, *bodies], key=len) or entry.get("title") or "",
        "url": entry.get("link"),
        "source": source,
        "date": _date(entry),
        "author": entry.get("author"),
    }
    return read_record(record, where, ReadOptions(max_bytes=options.max_bytes))


def _followed(entry: Any, where: str, options: ReadOptions) -> NewsItem:
    from dataclasses import replace

    from svodka.readers.fetch import fetch

    link = entry.get("link")
    if not link:
        raise InputError("the entry has no link to follow")
    page = fetch(link, options)
    item = read_page(page.read_all(options.max_bytes), id=link, url=page.url, charset=page.charset)
    return replace(item, headline=item.headline or entry.get("title") or "", published=item.published or _date(entry))


def _date(entry: Any) -> str | None:
    value = entry.get("published") or entry.get("updated")
    return iso_time(value) if value else None
