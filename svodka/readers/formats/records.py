"""One record of an export (a mapping of names to values) -> one `NewsItem`."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from svodka.errors import InputError
from svodka.readers.cleaning.clean import clean_body, clean_text, comparable
from svodka.readers.cleaning.headlines import clean_headline
from svodka.readers.cleaning.paywall import breaks_off, without_paywall
from svodka.readers.cleaning.removal import Removed
from svodka.readers.intake.characters import visible
from svodka.readers.item import NewsItem
from svodka.readers.options import ReadOptions
from svodka.readers.page.metadata import iso_time
from svodka.regexes import regex

# The usual names of exports, in order of preference; a name given with --field comes before them all.
_USUAL = {
    "id": ("id", "_id", "guid", "uuid", "doc_id", "news_id", "article_id", "ид"),
    "headline": ("headline", "title", "header", "name", "заголовок", "заголовок новости", "название", "тема", "head"),
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "content_html", "content_text",
             "article_text", "maintext", "message", "description", "summary", "полный текст",
             "текст новости", "текст статьи", "текст публикации", "текст", "содержание", "сообщение", "анонс"),
    "url": ("url", "link", "href", "source_url", "permalink", "canonical_url", "ссылка", "ссылка на новость",
            "адрес"),
    "source": ("source", "site", "publisher", "outlet", "source_name", "sitename", "domain",
               "channel", "источник", "издание", "сми"),
    "published": ("published", "date", "datetime", "pubdate", "pub_date", "published_at", "publish_date",
                  "date_published", "timestamp", "time", "created_at", "дата публикации", "дата и время",
                  "дата выхода", "дата", "время"),
    "author": ("author", "authors", "byline", "creator", "автор"),
    "lang": ("lang", "language", "язык"),
}  # fmt: skip
# Notes on an item that is the beginning of its text.
WALLED = "the text given is the beginning only; the rest is for subscribers or readers who sign in"
BROKEN_OFF = "the text given is the beginning only: it says that it goes on elsewhere"
_SHORT = 4  # words of a lead that is worth keeping
_RUSSIAN_WORD = regex(r"[а-яё]{2,}", re.IGNORECASE)
_ENTITY = regex(r"&(?:[a-z]{2,8}\d?|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
# "<![CDATA[ ... ]]>" inside a value, plain or escaped once more; a lone end counts, too: its beginning was cut off.
_CDATA = regex(r"(?:<|&lt;)!\[CDATA\[|\]\](?:>|&gt;)", re.IGNORECASE)
_TAG = regex(
    r"</?(?:p|br|div|a|b|i|u|s|q|strong|em|h\d|ul|ol|li|img|span|blockquote|sup|sub|del|ins|strike|small|font|table|tr|td|th"
    r"|figure|section|article|aside|time)\b[^<>]*>",
    re.IGNORECASE,
)


def read_record(record: Mapping[str, Any], where: str, options: ReadOptions) -> NewsItem:
    """The item of one record; ``where`` (path and position) is its id when it has none of its own.

    A text in HTML is read as a page's body is. Raises InputError when there is no text, or a field named with --field
    is missing.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"found {_kind(record)}, expected an object with a text and a headline")
    found = {field: _field(record, field, options) for field in _USUAL}
    raw = plain_markup(found["text"] or "")
    source, author = _line(found["source"]), _line(found["author"])
    headline, lead, stripped = clean_headline(_headline(found["headline"]), names=(source, author))
    if not raw.strip():
        keys = ", ".join(map(str, list(record)[:12])) or "none"
        raise InputError(f"the record has no text; its fields: {keys}; name one with --field text=NAME")
    if len(raw) > options.max_bytes:
        raise InputError(f"the record's text is larger than {options.max_bytes / 1e6:g} MB")
    known = record.get("removed")
    removed = tuple(Removed(**r) for r in (known if isinstance(known, list | tuple) else ()) if _is_removed(r))
    if _TAG.match(raw.lstrip()) or len(_TAG.findall(raw[:5000])) >= 2:
        headline, text, cut = _from_html(raw, headline)
    elif headline:
        text, cut = clean_body(headline, raw)
    else:
        headline, text, cut = clean_text(raw)
    text, notes, walls = _beginning(text)
    text, scraps = with_lead(text, lead)
    return NewsItem(
        id=_line(found["id"]) or where,
        headline=headline,
        text=text,
        url=_line(found["url"]) or None,
        source=source or None,
        published=_moment(found["published"]),
        author=author or None,
        lang=_line(found["lang"]),
        removed=(*removed, *stripped, *scraps, *cut, *walls),
        notes=notes,
    )


def with_lead(text: str, lead: str) -> tuple[str, list[Removed]]:
    """The text with the lead that was glued to its headline, or that lead as removed when it is a scrap.

    A lead that the text has is not written twice.
    """
    if not lead or comparable(lead) in comparable(text):
        return text, []
    if len(_RUSSIAN_WORD.findall(lead)) < _SHORT:
        return text, [Removed(lead, "scrap behind the headline")]
    return f"{lead}\n\n{text}", []


def _beginning(text: str) -> tuple[str, tuple[str, ...], list[Removed]]:
    """The text without calls to pay for its rest, a note when it is the beginning only, and those calls."""
    kept, walls = without_paywall(text.split("\n"))
    if walls and any(kept):
        return "\n".join(kept).strip("\n"), (WALLED,), walls
    return text, (BROKEN_OFF,) if breaks_off(text) else (), []


def require(fields: Mapping[str, str], columns: list[str]) -> None:
    """Raises InputError when a column named with --field is not among a table's columns."""
    for field, column in fields.items():
        if column not in columns:
            raise InputError(f"there is no column {column!r} (--field {field}={column}); columns: {', '.join(columns)}")


def _field(record: Mapping[str, Any], field: str, options: ReadOptions) -> str | None:
    if field in options.fields:
        path = options.fields[field]
        value: Any = record.get(path)
        if value is None and path not in record:
            value = record
            for part in path.split("."):
                if not isinstance(value, Mapping) or part not in value:
                    raise InputError(
                        f"the record has no field {path!r} (asked for with --field {field}={path}); "
                        f"its fields: {', '.join(map(str, list(record)[:12]))}"
                    )
                value = value[part]
        return _string(value)
    plain: dict[str, Any] = {}
    for key, value in record.items():
        plain.setdefault(_key(str(key)), value)
    return next((text for name in _USUAL[field] if (text := _string(plain.get(_key(name))))), None)


def known_fields(columns: Iterable[str], asked: Container[str] = ()) -> int:
    """How many of a table's columns have a usual name, or one of ``asked``."""
    return sum(_key(column) in _known() or column.strip() in asked for column in columns)


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """A column name as it is looked up: "Full-Text ", "full_text" and "full text:" are one."""
    return " ".join(re.split(r"[\W_]+", visible(name).casefold().replace("ё", "е"))).strip()


@cache
def _known() -> frozenset[str]:
    return frozenset(_key(name) for names in _USUAL.values() for name in names)


def _string(value: Any) -> str | None:
    """Text of a JSON value: lists are joined, objects give their name, other types none."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float, datetime, date)):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, Mapping):
        return _string(value.get("name") or value.get("text") or value.get("title"))
    if isinstance(value, (list, tuple)):
        parts = [part for part in map(_string, value) if part]
        return ("\n\n" if any(len(p) > 80 for p in parts) else ", ").join(parts) or None
    return None


def plain_markup(text: str) -> str:
    """A body as its author wrote it: what exports put around it (CDATA marks, one more escaping) taken off."""
    text = _without_cdata(text)
    for _ in range(3):
        if not _ENTITY.search(text) or _TAG.search(text):
            break
        text = visible(_without_cdata(html.unescape(text)))
    return text


def _without_cdata(text: str) -> str:
    return _CDATA.sub("", text) if "CDATA[" in text or "]]" in text else text


def _headline(value: str | None) -> str:
    """A headline without tags."""
    text = plain_markup(value or "")
    if not _TAG.search(text):
        return html.unescape(text) if _ENTITY.search(text) else text
    from svodka.readers.formats.html import inline_text

    return inline_text(text)


def _line(value: str | None) -> str:
    return " ".join((value or "").split())


def _moment(value: str | None) -> str | None:
    if not value:
        return None
    if re.fullmatch(r"\d{10}(?:\.\d+)?|\d{13}", value.strip()):  # Unix time, in seconds or milliseconds
        seconds = float(value) / (1000 if len(value.strip()) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    if re.fullmatch(r"[2-5]\d{4}(?:[.,]\d+)?", value.strip()):  # a spreadsheet's day, as ECMA-376 18.17.4.1 counts them
        days = float(value.replace(",", "."))
        moment = datetime(1899, 12, 30) + timedelta(minutes=round(days * 1440))
        return moment.isoformat(timespec="minutes") if days % 1 else moment.date().isoformat()
    return iso_time(value)


def _from_html(raw: str, headline: str) -> tuple[str, str, tuple[Removed, ...]]:
    from svodka.readers.formats.html import read_fragment

    return read_fragment(raw, headline)


def _is_removed(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"text", "reason"}
        and all(isinstance(words, str) for words in value.values())
    )


def _kind(value: Any) -> str:
    return {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}.get(
        type(value), "null" if value is None else type(value).__name__
    )
