"""What a page says about its article: publication date, source, author, canonical URL, and the declared body.

Only declarations are believed (schema.org JSON-LD and microdata, Open Graph, meta tags); `guessed_date`
asks htmldate when there is no declared date and no date line by the headline. Nothing is guessed from free text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from svodka.readers.dates import iso_date

_PUBLISHED = {
    "article:published_time", "og:published_time", "article:published", "datepublished", "pubdate", "publishdate",
    "publish_date", "published",
    "dc.date.issued", "dcterms.created", "dc.date", "mediator_published_time", "sailthru.date",
}  # fmt: skip
_ARTICLE = {"article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "report"}
_NAME = re.compile(
    r"[А-ЯЁA-Z][\w'’.-]+(?: [А-ЯЁA-Z][\w'’.-]*){1,3}(?:, ?[А-ЯЁA-Z][\w'’.-]+(?: [А-ЯЁA-Z][\w'’.-]*){1,3}){0,3}"
)
_MOST_JSON = 2_000_000


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``published`` is ISO 8601, with zone where the page gives one; ``body`` is schema.org's ``articleBody`` or ""."""

    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    body: str = ""


def page_metadata(root: Any, *, url: str | None = None) -> PageMetadata:
    """Metadata of a parsed page; ``url`` is where it was found."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            meta.setdefault(name, content)
    declared = _json_ld(root)
    canonical = _canonical(root, meta, url)
    author = (
        _text(declared.get("author")) or meta.get("author") or meta.get("article:author") or _marked(root, "author")
    )
    source = meta.get("og:site_name") or _text(declared.get("publisher"))
    return PageMetadata(
        published=_published(root, meta, declared),
        source=source or (urlsplit(canonical).hostname or "").removeprefix("www.") or None if canonical else source,
        author=author if author and len(author) <= 100 and _NAME.fullmatch(author) else None,
        url=canonical,
        body=_body(declared.get("articleBody")),
    )


def iso_time(value: str) -> str | None:
    """A machine-written date (ISO 8601, RFC 822) as ISO 8601; the zone is kept, none is invented."""
    value = value.strip()
    if re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", value):
        return value
    compact = re.sub(r"\s*([+-]\d\d):?(\d\d)$", r"\1:\2", value.replace("Z", "+00:00"))
    try:
        moment = datetime.fromisoformat(compact)
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            return iso_date(value)
    return moment.isoformat() if 1900 <= moment.year <= 2100 else None


def _published(root: Any, meta: dict[str, str], declared: dict[str, Any]) -> str | None:
    candidates = [_text(declared.get("datePublished")), *(meta[name] for name in _PUBLISHED & meta.keys())]
    for tag in root.iter("time", "span", "div", "p"):
        if tag.tag == "time" or (tag.get("itemprop") or "").lower() in {"datepublished", "datecreated"}:
            candidates.append(tag.get("datetime") or tag.get("content"))
            if len(candidates) > 8:
                break
    for candidate in candidates:
        if candidate and (found := iso_time(candidate)):
            return found
    return None


def guessed_date(page: str, url: str | None) -> str | None:
    """The date that htmldate reads from the page's markup and address; None when it finds none it trusts."""
    from htmldate import find_date

    try:
        guessed = find_date(page, extensive_search=False, original_date=True, url=url)
    except Exception:  # htmldate on a malformed page: then the page has no date that can be read
        return None
    return str(guessed) if guessed else None


def _canonical(root: Any, meta: dict[str, str], url: str | None) -> str | None:
    links = [tag.get("href") or "" for tag in root.iter("link") if (tag.get("rel") or "").lower() == "canonical"]
    for candidate in (*links, meta.get("og:url", "")):
        try:
            full = urljoin(url or "", candidate.strip()) if candidate.strip() else ""
            parts = urlsplit(full)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and (parts.path.strip("/") or parts.query):
            return full
    return url


def _json_ld(root: Any) -> dict[str, Any]:
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        if len(script.text) > _MOST_JSON:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for entry in _entries(data):
            kind = entry.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.lower() in _ARTICLE for k in kinds):
                return entry
    return {}


def _entries(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    while queue:
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(value for key, value in node.items() if key == "@graph")


def _text(value: Any) -> str | None:
    """The text of a schema.org value: a string, a named thing, or the first of a list."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value")
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _body(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _marked(root: Any, prop: str) -> str | None:
    for tag in root.iter("span", "div", "p", "a"):
        if (tag.get("itemprop") or "").lower() == prop or (tag.get("rel") or "").lower() == prop:
            return " ".join("".join(tag.itertext()).split())[:200] or None
    return None
