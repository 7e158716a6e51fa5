"""What a page says about its article: publication date, source, author, canonical URL, and the declared body.

Only declarations are believed (schema.org JSON-LD and microdata, Open Graph, meta tags), and of them only those of the
article: what stands in a sidebar, a menu or a list of other items is not heard, nor a date that a sentence tells, nor
the date of the last change: that is told apart.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable
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
from svodka.regexes import regex

_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "pubdate", "publishdate",
    "publish_date", "published", "dc.date.issued", "dcterms.created", "dc.date", "mediator_published_time",
    "sailthru.date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_CHANGED = regex(r"updat|modif|chang|edited|lastmod|expire|relat", re.IGNORECASE)
_BESIDE = 60  # characters that may stand beside a date in its line: a name, a section
_WORD = r"[А-ЯЁІЇЄҐA-Z][\w'’.-]*"
_PARTICLE = r"(?:ван|фон|де|да|ди|дер|ла|аль|эль|оглы|оглу|кызы|бин|ибн|уль|van|von|der|de|da|di|la|al|el|bin|ibn)"
_PERSON = rf"{_WORD}(?: (?:{_PARTICLE} )?{_WORD}| {_PARTICLE}\b){{1,3}}"
_NAME = regex(rf"{_PERSON}(?:, ?{_PERSON}){{0,3}}")
_BYLINE = regex(r"(?:автор(?:ы)?|текст|материал подготовил\w*|корреспондент|by)(?: ?: ?| )(?=[А-ЯЁA-Z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``published`` and ``modified`` (the last change) are ISO 8601, with zone where the page gives one.

    ``body`` is schema.org's ``articleBody`` or ""; ``free`` is False when the page declares its article as paid for.
    """

    published: str | None = None
    modified: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    body: str = ""
    free: bool = True


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
        modified=_modified(root, scope, meta, declared),
        source=source or host_of(canonical) or None,
        author=_author(root, scope, meta, declared),
        url=canonical,
        body=declared.body,
        free=declared.free and meta.get("article:content_tier", "").lower() not in {"locked", "paid", "premium"},
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
    for tag in root.iter("time", "span", "div", "p", "abbr"):
        prop, names = (tag.get("itemprop") or "").lower(), (tag.get("class") or "").lower()
        says = prop in {"datepublished", "datecreated"} or tag.get("pubdate") is not None
        if (tag.tag != "time" and not says) or prop == "datemodified" or not scope.has(tag):
            continue
        if not says and ((_CHANGED.search(names) and "publish" not in names) or not _stands_alone(tag)):
            continue
        value = tag.get("datetime") or tag.get("content") or "".join(tag.itertext())
        (marked if says else times).append(value)
        if len(marked) + len(times) > 8:
            break
    return _first_date((*candidates, *marked, *times))


def _modified(root: Any, scope: ArticleScope, meta: dict[str, str], declared: Declared) -> str | None:
    """The date of the last change that the page declares."""
    tags = (tag for tag in root.iter("time", "span", "meta") if (tag.get("itemprop") or "").lower() == "datemodified")
    marked = [tag.get("datetime") or tag.get("content") or "".join(tag.itertext()) for tag in tags if scope.has(tag)]
    return _first_date((declared.modified, *(meta.get(name) for name in _MODIFIED), *marked[:3]))


def _first_date(candidates: Iterable[str | None]) -> str | None:
    return next((found for candidate in candidates if candidate and (found := iso_time(candidate))), None)


def _stands_alone(time: Any) -> bool:
    """Whether a ``<time>`` is a date line and not a word of a sentence or of a quoted post."""
    node = time.getparent()
    for _ in range(6):
        if node is None or node.tag in {"body", "article", "main", "section", "html"}:
            return True
        if node.tag in {"blockquote", "figure", "figcaption", "table", "cite"}:
            return False
        if node.tag in {"p", "li", "td", "dd"}:
            around = " ".join("".join(node.itertext()).split())
            beside = len(around) - len("".join(time.itertext()).strip())
            return beside <= (12 if around.endswith((".", "!", "?", "…")) else _BESIDE)
        node = node.getparent()
    return True


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
