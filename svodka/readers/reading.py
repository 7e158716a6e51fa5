"""Inputs in, items out: finds each document's format, reads it, and decides language and duplicates of its items."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from svodka.errors import InputError, MissingExtraError, SvodkaError
from svodka.readers.cleaning.headlines import clean_headline, first_sentence
from svodka.readers.cleaning.removal import Removed
from svodka.readers.duplicates import DuplicateFinder
from svodka.readers.formats.channel import is_channel_page
from svodka.readers.formats.records import with_lead
from svodka.readers.formats.tables import is_table
from svodka.readers.formats.telegram import is_telegram_page
from svodka.readers.intake.characters import line, visible
from svodka.readers.intake.containers import documents, members
from svodka.readers.intake.decode import encoding_of
from svodka.readers.intake.documents import Document
from svodka.readers.item import NewsItem
from svodka.readers.language import NAMES, language, other_paragraphs
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.regexes import regex

UNTITLED = "the item has no headline; its first sentence stands in its place"  # a note on it
Reader = Callable[[Document, ReadOptions], Iterator[NewsItem | ReadFailure]]

_HEAD = 8192  # bytes by which a format is known
_PAUSE = 1.0  # seconds between two pages of a channel
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".shtml": "html", ".rss": "feed", ".atom": "feed", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_KINDS = {
    "text/html": "html", "application/xhtml+xml": "html", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed", "application/feed+json": "json", "application/json": "json",
    "application/x-ndjson": "jsonl", "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
_NAMES = ("id", "headline", "url", "source", "published", "author", "lang")
_SCHEME = regex(r"[\s\x00-\x1f]*([a-zA-Z][a-zA-Z0-9+-]*):")  # "example.org:80" is none
_BREAK = regex("\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_FEED = regex(r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_HTML = regex(r"<(?:!doctype html|html|head|body|meta|article|div|p|h1|table|title)\b", re.IGNORECASE)


def read(inputs: Sequence[str], options: ReadOptions | None = None) -> Iterator[NewsItem | ReadFailure]:
    """The news items of the inputs, lazily and in order; what cannot be read is a `ReadFailure` in its place.

    An input is a path, a directory, a glob, a URL, or "-" for stdin. Raises OptionError for impossible options (when
    they are made) and TypeError for a single string; never for what an input holds.
    """
    if isinstance(inputs, str):
        raise TypeError("inputs is one string; expected a sequence of strings")
    return _finished(_read_all(inputs, options or ReadOptions()), options or ReadOptions())


def read_document(document: Document, options: ReadOptions | None = None) -> Iterator[NewsItem | ReadFailure]:
    """The news items of a document that was opened or fetched elsewhere, as `read` gives them."""
    return _finished(_read_members(document, options or ReadOptions()), options or ReadOptions())


def is_channel(document: Document) -> bool:
    """Whether a document is a page of a Telegram channel on the web."""
    return is_channel_page(_beginning(document.peek(_HEAD)))


def read_channel(
    document: Document,
    options: ReadOptions,
    earlier: Callable[[str], Document],
    *,
    known: frozenset[str] = frozenset(),
    most: int,
) -> Iterator[NewsItem | ReadFailure]:
    """The posts of a channel back to one that is known; see `channel_posts`."""
    from svodka.readers.channels import channel_posts

    return _finished(channel_posts(document, options, earlier, known=known, most=most), options)


def _read_all(inputs: Sequence[str], options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    for name in inputs:
        yield from _read_each(name, documents(name, options), options)


def _read_members(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    return _read_each(document.name, members(document, options), options)


def _read_each(
    name: str, parts: Iterable[Document | ReadFailure], options: ReadOptions
) -> Iterator[NewsItem | ReadFailure]:
    """The items of an input's parts; what stops them is a failure of the input."""
    try:
        for part in parts:
            if isinstance(part, ReadFailure):
                yield part
            else:
                yield from _read_one(part, options)
    except SvodkaError as error:
        yield ReadFailure(name, str(error))


def _read_one(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    try:
        yield from _reader(_format(document, options))(document, options)
    except (InputError, MissingExtraError) as error:
        yield ReadFailure(document.name, str(error))
    except OSError as error:
        yield ReadFailure(document.name, f"cannot be read: {error.strerror or error}")


def _format(document: Document, options: ReadOptions) -> str:
    """The format asked for, else by suffix, else by the server's word, else by the first bytes."""
    if options.format not in {"auto", "warc"}:
        return options.format
    name = document.name.lower().split("?")[0]
    suffix = name[name.rfind(".") :] if "." in name else ""
    guess = _SUFFIXES.get(suffix) if not document.url else None
    guess = guess or _KINDS.get(document.kind or "")
    if guess in {"html", "text", None, "json", "jsonl"}:
        guess = _sniffed(document.peek(_HEAD), guess)
    return guess


def _sniffed(head: bytes, guess: str | None) -> str:
    if head.startswith(b"PAR1"):
        return "parquet"
    text = _beginning(head).lstrip("\ufeff \t\r\n")
    if guess in {"json", "jsonl"} or text.startswith(("{", "[")):
        first, _, second = text.partition("\n")
        if guess == "jsonl" and (not text.startswith("[") or _is_json(first)):
            return "jsonl"
        if text.startswith("{") and second.lstrip().startswith("{") and _is_json(first):
            return "jsonl"
        if text.startswith("{") and not second.strip() and guess is None and _is_json(first):
            return "jsonl"
        if guess in {"json", "jsonl"} or re.match(r"[\[{]\s*[\"{\[}\]]", text):
            return "json"
    if guess in {None, "text"} and is_table(text):
        return "csv"
    if _FEED.search(text[:2000]):
        return "feed"
    if is_telegram_page(text) or is_channel_page(text):
        return "telegram"
    return "html" if guess == "html" or (text.startswith("<") and _HTML.search(text)) else "text"


def _beginning(head: bytes) -> str:
    try:
        encoding = encoding_of(head, whole=False)
    except InputError:  # said by the reader of the format
        encoding = None
    return head.decode(encoding or "utf-8", "replace")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _read_html(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    from svodka.readers.formats.html import read_page

    data = document.read_all(options.max_bytes)
    yield read_page(data, id=document.name, url=document.url, charset=options.encoding or document.charset)


def _read_telegram(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    if not is_channel(document):
        from svodka.readers.formats.tables import read_telegram

        yield from read_telegram(document, options)
        return
    from svodka.readers.channels import channel_posts
    from svodka.readers.fetch import fetch

    def earlier(url: str) -> Document:
        time.sleep(_PAUSE)
        return fetch(url, options)

    yield from channel_posts(document, options, earlier, most=options.pages)


# Where the reader of a format stands; imported for the first document of that format.
_READERS = {
    "text": "text.read_text", "feed": "feed.read_feed", "json": "tables.read_json", "jsonl": "tables.read_jsonl",
    "csv": "tables.read_csv", "tsv": "tables.read_csv", "parquet": "parquet.read_parquet",
}  # fmt: skip


def _reader(format: str) -> Reader:
    if format in {"html", "telegram"}:
        return _read_html if format == "html" else _read_telegram
    module, _, name = _READERS[format].partition(".")
    reader: Reader = getattr(import_module(f"svodka.readers.formats.{module}"), name)
    return reader


def _finished(found: Iterator[NewsItem | ReadFailure], options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    finder = DuplicateFinder()
    for item in found:
        if isinstance(item, ReadFailure):
            yield item
            continue
        checked = _in_russian(_titled(_clean(item)), options)
        if isinstance(checked, NewsItem) and options.duplicates != "keep":
            earlier = finder.earlier(checked.id, checked.text, checked.published)
            if earlier is not None and earlier.update:
                checked = replace(checked, updates=earlier.id)
            elif earlier is not None and options.duplicates == "drop":
                checked = ReadFailure(checked.id, f"repeats {earlier.id}", skipped=True)
            elif earlier is not None:
                checked = replace(checked, duplicate_of=earlier.id, notes=(*checked.notes, f"repeats {earlier.id}"))
        yield checked


def _clean(item: NewsItem) -> NewsItem:
    """The item without characters that are not seen, whichever way they came in: as entities, in names of files."""
    text = _BREAK.sub("\n", visible(item.text))
    if item.url and (scheme := _SCHEME.match(item.url)) and scheme[1].lower() not in {"http", "https"}:
        item = replace(item, url=None)  # javascript:, data:, file: are no addresses of news
    names: dict[str, Any] = {name: line(value) for name in _NAMES if (value := getattr(item, name))}
    removed = tuple(Removed(_BREAK.sub("\n", visible(cut.text)), line(cut.reason)) for cut in item.removed)
    return replace(item, text=text, removed=removed, notes=tuple(map(line, item.notes)), **names)


def _titled(item: NewsItem) -> NewsItem:
    """The item with its headline cleaned, or, without one, with its first sentence as headline, which a note says."""
    headline, lead, cut = clean_headline(item.headline, names=(item.source or "", item.author or ""))
    text, scraps = with_lead(item.text, lead)
    if not headline and (headline := first_sentence(text)):
        item = replace(item, notes=(*item.notes, UNTITLED))
    return replace(item, headline=headline, text=text, removed=(*item.removed, *cut, *scraps))


def _in_russian(item: NewsItem, options: ReadOptions) -> NewsItem | ReadFailure:
    """The item with its language, and what ``options.other_languages`` makes of one that is not Russian."""
    code = language(f"{item.headline}\n{item.text}")
    name = NAMES.get(code, f"the language {code!r}") if code != "und" else "no language: it has no letters"
    if code != "ru":
        if options.other_languages == "pass":
            return replace(item, lang=code, notes=(*item.notes, f"the text is in {name}, not Russian"))
        return ReadFailure(
            item.id,
            f"the text is in {name}; expected Russian (--lang any passes others on, --lang skip leaves them out)",
            skipped=options.other_languages == "skip",
        )
    others = other_paragraphs(item.text)
    if not others:
        return replace(item, lang="ru")
    lines = item.text.split("\n")
    if options.other_languages == "skip":
        removed = tuple(Removed(lines[i], f"in {NAMES.get(c, c)}") for i, c in others)
        drop = {i for i, _ in others}
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(line for i, line in enumerate(lines) if i not in drop)).strip("\n")
        return replace(item, lang="ru", text=text, removed=item.removed + removed)
    languages = ", ".join(sorted({NAMES.get(c, c) for _, c in others}))
    return replace(item, lang="ru", notes=(*item.notes, f"{len(others)} paragraph(s) are not in Russian: {languages}"))
