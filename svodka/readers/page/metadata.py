"""What a page says about its article: publication date, source, author, canonical URL, and the declared body.

Only declarations are believed (schema.org JSON-LD and microdata, Open Graph, meta tags), and of them only those of the
article: what stands in a sidebar, a menu or a list of other items is not heard. `guessed_date` asks htmldate when there
is no declared date and no date line by the headline. Nothing is guessed from free text.
"""

from __future__ import annotations

import contextlib
import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from svodka.readers.address import host_of
from svodka.readers.cleaning.clean import comparable
from svodka.readers.cleaning.dates import iso_date
from svodka.readers.intake.characters import visible
from svodka.readers.page.schema_org import Declared, declared_article
from svodka.readers.page.scope import ArticleScope

_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "pubdate", "publishdate",
    "publish_date", "published", "dc.date.issued", "dcterms.created", "dc.date", "mediator_published_time",
    "sailthru.date",
)  # fmt: skip
_WORD = r"[А-ЯЁІЇЄҐA-Z][\w'’.-]*"
_PARTICLE = r"(?:ван|фон|де|да|ди|дер|ла|аль|эль|оглы|оглу|кызы|бин|ибн|уль|van|von|der|de|da|di|la|al|el|bin|ibn)"
_PERSON = rf"{_WORD}(?: (?:{_PARTICLE} )?{_WORD}| {_PARTICLE}\b){{1,3}}"
_NAME = re.compile(rf"{_PERSON}(?:, ?{_PERSON}){{0,3}}")
_BYLINE = re.compile(
    r"(?:автор(?:ы)?|текст|материал подготовил\w*|корреспондент|by)(?: ?: ?| )(?=[А-ЯЁA-Z])", re.IGNORECASE
)

_LARGEST_FOR_HTMLDATE = 1_000_000  # characters; it takes minutes for many times that


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
    scope = ArticleScope(root)
    for tag in root.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if name and content and (not tag.get("itemprop") or scope.has(tag)):
            meta.setdefault(name, content)
    canonical = _canonical(root, meta, url)
    title = meta.get("og:title") or " ".join((root.findtext(".//title") or "").split())
    declared = declared_article(root, url=canonical, title=comparable(title))
    source = meta.get("og:site_name") or declared.publisher
    return PageMetadata(
        published=_published(root, scope, meta, declared),
        source=source or host_of(canonical) or None,
        author=_author(root, scope, meta, declared),
        url=canonical,
        body=declared.body,
    )


def iso_time(value: str) -> str | None:
    """A written date (ISO 8601, RFC 822, Russian) as ISO 8601; the zone is kept, none is invented."""
    value = visible(html.unescape(value)).strip().strip("\"'")
    if re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", value):
        return value
    if re.fullmatch(r"(19|20)\d{6}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
        return iso_date(value)
    compact = re.sub(r"\s*([+-]\d\d):?(\d\d)(?:\[[\w/+-]+\])?$", r"\1:\2", value.replace("Z", "+00:00"))
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(compact)
        if not 1900 <= moment.year <= 2100:
            return None
        return value if re.fullmatch(r"[\d-]{10}T\d\d:\d\d", value) else moment.isoformat()
    return iso_date(value)


def _published(root: Any, scope: ArticleScope, meta: dict[str, str], declared: Declared) -> str | None:
    """The first date that can be read: the graph's, the meta tags', then what is marked up within the article."""
    candidates = [declared.published, *(meta[name] for name in _PUBLISHED if name in meta)]
    marked: list[str | None] = []
    times: list[str | None] = []
    for tag in root.iter("time", "span", "div", "p"):
        prop = (tag.get("itemprop") or "").lower()
        if (
            (tag.tag == "time" or prop in {"datepublished", "datecreated"})
            and prop != "datemodified"
            and scope.has(tag)
        ):
            value = tag.get("datetime") or tag.get("content") or "".join(tag.itertext())
            (marked if prop or tag.get("pubdate") is not None else times).append(value)
            if len(marked) + len(times) > 8:
                break
    for candidate in (*candidates, *marked, *times, declared.modified):
        if candidate and (found := iso_time(candidate)):
            return found
    return None


def guessed_date(root: Any, url: str | None) -> str | None:
    """The date that htmldate reads from the article's markup and the address; None when it finds none it trusts.

    The page is used up: its other parts are taken out of it.
    """
    from htmldate import find_date
    from lxml import etree

    ArticleScope(root).drop_others(root)
    page = etree.tostring(root, encoding="unicode", method="html")
    if len(page) > _LARGEST_FOR_HTMLDATE:
        return None
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


def _author(root: Any, scope: ArticleScope, meta: dict[str, str], declared: Declared) -> str | None:
    """The first candidate that reads as the names of people; of the page's own marks only those in the article."""
    for candidate in (declared.author, meta.get("author"), meta.get("article:author"), *_marked(root, scope, "author")):
        name = _BYLINE.sub("", " ".join((candidate or "").split()), count=1).strip(" ,;|·")
        if name and len(name) <= 150 and _NAME.fullmatch(name):
            return name
    return None


def _marked(root: Any, scope: ArticleScope, prop: str) -> list[str]:
    """Texts of the elements with this itemprop or rel; of one that is a person, the name within it."""
    found = []
    for tag in root.iter("span", "div", "p", "a", "address"):
        if prop not in ((tag.get("itemprop") or "").lower(), (tag.get("rel") or "").lower()) or not scope.has(tag):
            continue
        name = next((e for e in tag.iter() if (e.get("itemprop") or "").lower() == "name" and e is not tag), tag)
        found.append(" ".join((name.get("content") or "".join(name.itertext())).split())[:200])
    return found
