"""Plain text and Markdown: one document, one item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.readers.cleaning.clean import clean_text
from svodka.readers.intake.documents import Document
from svodka.readers.item import NewsItem
from svodka.readers.options import ReadOptions
from svodka.regexes import regex

_LINK = regex(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_EMPHASIS = regex(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_MARKUP = regex(r"^(?:#{1,6} |> ?|[-*+] (?=\S)|\d{1,3}\. (?=[А-ЯA-Z]))", re.MULTILINE)
_FRONT_MATTER = regex(r"\A---\n(.*?\n)---\n", re.DOTALL)


def read_text(document: Document, options: ReadOptions) -> Iterator[NewsItem]:
    """The document as one item, cleaned. Raises InputError when it is no text or nothing is left."""
    raw = document.text(options.max_bytes, encoding=options.encoding)
    if document.name.lower().endswith((".md", ".markdown")):
        raw = plain(raw)
    headline, text, removed = clean_text(raw)
    yield NewsItem(id=document.name, headline=headline, text=text, url=document.url, removed=removed)


def plain(markdown: str) -> str:
    """Markdown without its marks: headings, emphasis, links (their words stay), quotes, list bullets, front matter."""
    text = _FRONT_MATTER.sub("", markdown.replace("\r\n", "\n"))
    text = _LINK.sub(r"\1", text)
    return _EMPHASIS.sub(r"\2", _MARKUP.sub("", text))
