"""RSS and Atom through feedparser, with or without following the links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
from typing import Any

from svodka.errors import InputError, SvodkaError
from svodka.readers.formats.html import read_page
from svodka.readers.formats.records import plain_markup, read_record
from svodka.readers.intake.characters import visible_markup
from svodka.readers.intake.decode import decode
from svodka.readers.intake.documents import Document
from svodka.readers.item import NewsItem
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.readers.page.metadata import iso_time
from svodka.regexes import regex

CHANGED = "the feed gives no date of publication; the date is that of the entry's last change"
NO_ENTRIES = "no entries in the feed"
_ENTITY = regex(rb"<!ENTITY", re.IGNORECASE)
_DECLARATION = regex(r"<\?xml\b[^>]{0,200}\?>")
_START = regex(r"<(?:\?xml|!--|!DOCTYPE|rss|feed|(?:rdf:)?RDF|[a-z]\w*:(?:feed|rss))\b|<!--", re.IGNORECASE)
# Signs and references to signs that XML has not: control characters and surrogates (55,296 to 57,343).
_FORBIDDEN = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:"
    r"0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]|6553[45])|"
    "[xX]0*(?:1?[0-8b-fB-F]|1[9aA]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]));"
)
# feedparser looks for an e-mail address in every author with an expression that takes the square of such a run.
_RUN = regex(r"[\w.+-]{2000}", re.ASCII)
_AUTHOR = regex(
    r"(<(?:\w+:)?(?:author|creator|managingEditor|webMaster)\b[^<>]*>(?:\s*<!\[CDATA\[)?[^<\]]{1000})[^<\]]+",
    re.IGNORECASE,
)
_CDATA = regex(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = regex(r"&(?:([a-zA-Z]\w*);|(?!#\d+;|#[xX][0-9a-fA-F]+;))")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
# Elements in which content systems put an article or its lead, by local name in any namespace, with hyphens and
# underscores out: description, content:encoded, yandex:full-text, turbo:content, rambler:fulltext, media:description.
_BODIES = {
    "description", "summary", "content", "encoded", "fulltext", "text", "fullbody", "body", "article", "articlebody",
    "articletext", "newstext", "itemtext", "subtitle", "abstract", "anons", "announce", "lead", "story", "message",
    "contentencoded", "turbocontent", "html",
}  # fmt: skip
_DATES = ("published", "pubdate", "date", "issued", "created", "updated", "modified")
_MARKUP = regex(r"<[^<>]*>")


def declares_entities(data: bytes) -> bool:
    """Whether an XML document, in whichever encoding, declares entities: how a small file unfolds to gigabytes."""
    return bool(_ENTITY.search(data.replace(b"\0", b"")))  # in UTF-16 and UTF-32 there are zeros between the letters


def read_feed(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """The entries of a feed; with ``options.follow`` each is the page that it links to.

    An entry's text is the longest of all places where content systems put it. Entity declarations are refused: no feed
    needs them, and they are how a small file unfolds to gigabytes. A feed longer than ``options.max_bytes`` or
    ``options.max_items`` is cut there with a failure that says so.
    """
    data = document.read_all(options.max_bytes)
    if declares_entities(data):
        raise InputError("the feed declares XML entities, which no feed needs: refused as a possible entity bomb")
    import feedparser

    text = decode(data, declared=options.encoding or document.charset, lenient=True)[0]
    data = _well_formed(text).encode("utf-8")
    try:
        feed = feedparser.parse(
            data,
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # of its parsers for what is no XML: they raise whatever Python does
        raise InputError(f"the feed is damaged: {type(error).__name__}: {error}") from error
    if not feed.entries:
        why = feed.get("bozo_exception")
        raise InputError(f"{NO_ENTRIES}{f' ({why})' if why else ''}; expected RSS or Atom with items")
    source = feed.feed.get("title")
    atom = (feed.get("version") or "").startswith("atom")
    bodies = _bodies(data)
    if len(bodies) != len(feed.entries):  # a damaged feed: only what feedparser made of it
        bodies = [[] for _ in feed.entries]
    for number, (entry, found) in enumerate(zip(feed.entries, bodies, strict=True), 1):
        where = f"{document.name}#{number}"
        if number > options.max_items:
            yield ReadFailure(where, f"the feed has more than {options.max_items} entries; the rest was not read")
            return
        try:
            if options.follow:
                yield _followed(entry, where, options)
            else:
                item = _entry(entry, found, where, source, options)
                yield replace(item, notes=(*item.notes, CHANGED)) if atom and _is_changed(entry) else item
        except SvodkaError as error:
            yield ReadFailure(where, f"entry {number}: {error}")
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        yield ReadFailure(
            document.name, f"the feed is damaged after {len(feed.entries)} entries: {feed.bozo_exception}"
        )


def _well_formed(text: str) -> str:
    """The feed as XML has it: from its first tag on, declared as the UTF-8 that it is handed on in.

    Blanks, byte order marks and a server's warnings may stand before the declaration; the text may have characters that
    XML forbids, HTML's entities, bare ampersands. The strict parser would refuse all of the feed for any of them. An
    author ends after 1,000 characters, and a word of thousands of Latin letters, which is none, is broken in pieces.
    """
    start = _START.search(text)
    text = _DECLARATION.sub("", text[start.start() :] if start else text, count=1)
    text = _RUN.sub(r"\g<0> ", _AUTHOR.sub(r"\1", text))
    parts = _CDATA.split(_FORBIDDEN.sub("", visible_markup(text)))
    parts[::2] = (_AMPERSAND.sub(_escaped, part).replace("]]>", "]]&gt;") for part in parts[::2])
    return f'<?xml version="1.0" encoding="utf-8"?>\n{"".join(parts).lstrip()}'


def _escaped(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_NAMES:
        return match[0]
    return html5.get(f"{name};", f"&amp;{name};") if name else "&amp;"


def _bodies(data: bytes) -> list[list[str]]:
    """For each entry in document order the texts of its own elements that may hold the article.

    feedparser keeps one of a description, an itunes:summary and a dc:description, the last; this keeps them all.
    """
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return []
    found: list[list[str]] = []
    within: list[list[str]] = []  # the entries that are open: damaged feeds have thousands, one in the other
    for event, element in [] if root is None else etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if name in {"item", "entry"}:
            if event == "start":
                found.append([])
                within.append(found[-1])
            else:
                within.pop()
        elif event == "start" and within and name in _BODIES:
            within[-1].append(_inner(element))
    return found


def _name(element: Any) -> str:
    """The local name, lower case, without hyphens and underscores; "" for a comment."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return re.sub(r"[-_]", "", tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower())


def _inner(element: Any) -> str:
    """What an element holds: its text, or its markup when it has elements of its own (Atom's xhtml)."""
    if not len(element):
        return element.text or ""
    from lxml import etree

    parts = (etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + "".join(parts)


def _entry(entry: Any, found: list[str], where: str, source: str | None, options: ReadOptions) -> NewsItem:
    texts = [part.get("value") or "" for part in entry.get("content") or ()]
    texts += [value for key, value in entry.items() if isinstance(value, str) and _is_body(key)]
    title, text = entry.get("title") or "", max([*texts, *found], key=_length, default="")
    record = {
        "id": entry.get("id") or entry.get("link") or where,
        "headline": title if _length(text) else "",
        "text": text if _length(text) else title,
        "url": entry.get("link"),
        "source": source,
        "date": _date(entry),
        "author": entry.get("author"),
    }
    return read_record(record, where, ReadOptions(max_bytes=options.max_bytes))


def _is_body(key: str) -> bool:
    """Whether feedparser's name of an unknown element ("turbo_content", "yandex_full-text") is one of a body."""
    name = key.lower().replace("-", "")
    return name.replace("_", "") in _BODIES or name.rsplit("_", 1)[-1] in _BODIES


def _length(body: str) -> int:
    """Characters that a reader sees: a short lead with pictures and counters is not longer than the article."""
    return len(" ".join(_MARKUP.sub(" ", plain_markup(body)).split()))


def _followed(entry: Any, where: str, options: ReadOptions) -> NewsItem:
    from svodka.readers.fetch import fetch

    link = entry.get("link")
    if not link:
        raise InputError("the entry has no link to follow")
    page = fetch(link, options)
    item = read_page(page.read_all(options.max_bytes), id=link, url=page.url, charset=page.charset)
    return replace(item, headline=item.headline or entry.get("title") or "", published=item.published or _date(entry))


def _is_changed(entry: Any) -> bool:
    """Whether all the date that an Atom entry has is that of its last change."""
    return _date(entry) is not None and not any(iso_time(entry.get(name) or "") for name in ("published", "created"))


def _date(entry: Any) -> str | None:
    """The first date of the entry that can be read; the publication before the last change."""
    return next((found for name in _DATES if (value := entry.get(name)) and (found := iso_time(value))), None)
