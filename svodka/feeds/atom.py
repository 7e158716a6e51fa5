"""A feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from typing import Any

from svodka.feeds.latest import EDITED, UPDATE, Feed, FeedEntry
from svodka.regexes import regex
from svodka.version import __version__

_ATOM = "http://www.w3.org/2005/Atom"
# Whatever the texts went through before, nothing that reaches here may stop the feed.
_FORBIDDEN = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = "http://www.w3.org/XML/1998/namespace"


def to_atom(feed: Feed) -> str:
    """The feed as an Atom document, with its XML declaration (UTF-8)."""
    from lxml import etree

    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(f"{{{_XML}}}lang", "en")
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", "svodka")  # of every entry that names none (section 4.2.1)
    _add(root, "generator", "svodka", version=__version__)
    if feed.url:
        _add(root, "link", rel="self", href=feed.url, type="application/atom+xml")
    for entry in feed.entries:
        _entry(root, entry)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode("utf-8")


def _entry(root: Any, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.updated)
    if entry.published:
        _add(element, "published", entry.published)
    if entry.author:
        _add(_add(element, "author"), "name", entry.author)
    if entry.url:
        _add(element, "link", rel="alternate", href=entry.url, hreflang="ru")
    for name in entry.matches:
        _add(element, "category", term=name, label=name, scheme="urn:svodka:watch")
    if entry.story:
        _add(element, "category", term=entry.story, label=entry.story, scheme="urn:svodka:story")
    if entry.edited:
        _add(element, "category", term="edited", label=EDITED, scheme="urn:svodka:status")
    if entry.updates:
        _add(element, "category", term="update", label=UPDATE, scheme="urn:svodka:status")
    if entry.summary:
        _add(element, "summary", entry.summary)
    _add(element, "content", entry.html, type="html")


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", {key: _xml(value) for key, value in attributes.items()})
    element.text = None if text is None else _xml(text)
    return element


def _xml(text: str) -> str:
    """The text without what XML 1.0 has no place for (section 2.2): lxml would refuse the whole document."""
    return _FORBIDDEN.sub("\ufffd", text)
