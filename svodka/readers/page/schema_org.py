"""The article in a page's schema.org JSON-LD: one graph out of all its scripts, references by ``@id`` resolved.

Content systems write one graph with the article, its author and its publisher as nodes that point to each other
(``{"@id": "https://.../#person"}``), or several scripts, one of them an article, others lists of related ones.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from svodka.readers.cleaning.clean import comparable
from svodka.readers.intake.characters import visible
from svodka.regexes import regex

_ARTICLE = regex(r"(?:.*article|.*posting|report|newsitem)", re.IGNORECASE)
_PAGE = regex(r"webpage|itempage", re.IGNORECASE)  # for a graph without an article
# Properties under which an article stands within another node: a page's main entity. Not lists of other items.
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
# "<!--" and "//<![CDATA[" around a script, from the time of XHTML.
_WRAPPER = regex(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING = regex(r",(?=\s*[\]}])")
_FITS = 4  # an address or a headline agrees
_MOST_JSON = 2_000_000
_DEEPEST = 6  # references followed


@dataclass(frozen=True, slots=True)
class Declared:
    """What the graph says of the article; None or "" where it says nothing. ``author`` may be several names.

    ``free`` is False when the article is declared as paid for (``isAccessibleForFree``).
    """

    published: str | None = None
    modified: str | None = None
    author: str | None = None
    publisher: str | None = None
    body: str = ""
    free: bool = True


def declared_article(root: Any, *, url: str | None = None, title: str = "") -> Declared:
    """The article that a parsed page declares.

    Of several, the one whose address is ``url`` or whose headline agrees with ``title`` (as `comparable` gives it),
    else the first.
    """
    nodes = [node for data in _scripts(root) for node in _nodes(data)]
    graph: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            graph[node["@id"]] = graph.get(node["@id"], {}) | node
    found = [node for node in nodes if _is(node, _ARTICLE)] or [node for node in nodes if _is(node, _PAGE)]
    articles = [graph.get(str(node.get("@id")), node) for node in found]
    if not articles:
        return Declared()
    article = max(articles, key=lambda node: _fitness(node, graph, url, title))  # of equals the first
    if len(articles) > 1 and _fitness(article, graph, url, title) < _FITS and _are_others(articles, graph, title):
        return Declared()  # a list of other items
    return Declared(
        published=_name(article.get("datePublished"), graph) or _name(article.get("dateCreated"), graph),
        modified=_name(article.get("dateModified"), graph),
        author=_people(article.get("author") or article.get("creator"), graph),
        publisher=_name(article.get("publisher"), graph),
        body=visible(str(article["articleBody"])).strip() if isinstance(article.get("articleBody"), str) else "",
        free=not _is_false(article.get("isAccessibleForFree")),
    )


def _scripts(root: Any) -> Iterator[Any]:
    for script in root.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        if kind != "application/ld+json" or not script.text or len(script.text) > _MOST_JSON:
            continue
        text = _WRAPPER.sub("", _WRAPPER.sub("", script.text)).strip().rstrip(";")
        for attempt in (text, _TRAILING.sub("", text), html.unescape(text)):
            try:
                yield json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
            break


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The nodes of a document, and those that stand within them: people and organisations have an ``@id`` too."""
    queue, seen = [data], 0
    while queue and seen < 10_000:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue = node + queue
        elif isinstance(node, dict):
            yield node
            queue += [node[key] for key in _INNER if isinstance(node.get(key), (dict, list))]
            queue += [value for value in node.values() if isinstance(value, dict) and "@id" in value and len(value) > 1]


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [re.split(r"[/#:]", kind)[-1] for kind in kinds if isinstance(kind, str)]


def _is(node: dict[str, Any], kinds: re.Pattern[str]) -> bool:
    return any(kinds.fullmatch(kind) for kind in _types(node))


def _fitness(node: dict[str, Any], graph: dict[str, dict[str, Any]], url: str | None, title: str) -> int:
    """How surely a node is the article of this page and not of a list of others."""
    headline = comparable(_name(node.get("headline") or node.get("name"), graph) or "")
    page = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    here = _address(url)
    return (
        4 * bool(here and any(isinstance(place, str) and _address(place) == here for place in places))
        + 4 * bool(headline and title and (headline in title or title in headline))
        + bool(node.get("datePublished"))
    )


def _are_others(articles: list[dict[str, Any]], graph: dict[str, dict[str, Any]], title: str) -> bool:
    """Whether several articles are declared, with different headlines, and none has the page's."""
    names = {comparable(_name(node.get("headline") or node.get("name"), graph) or "") for node in articles} - {""}
    return bool(title) and len(names) > 1


def _is_false(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_false, value))
    return value is False or (
        isinstance(value, str) and value.rsplit("/", 1)[-1].strip().lower() in {"false", "no", "0"}
    )


def _address(url: str | None) -> str:
    """Host and path, by which two spellings of an address are compared."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}" if parts.path.strip("/") else ""


def _name(value: Any, graph: dict[str, dict[str, Any]]) -> str | None:
    """The text of a value: a string, a named thing, a reference to one, or the first of a list of these."""
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            inner = value.get("name") or value.get("@value")
            if inner is None and "givenName" in value:
                inner = f"{value['givenName']} {value.get('familyName') or ''}"
            value = inner or graph.get(str(value.get("@id")))
        elif isinstance(value, str) and value in graph:
            value = graph[value]
        else:
            break
    text = " ".join(visible(html.unescape(value)).split()) if isinstance(value, str) else ""
    return text or None


def _people(value: Any, graph: dict[str, dict[str, Any]]) -> str | None:
    """The names of one author or several, each once; addresses of pages are no names."""
    names = [_name(one, graph) for one in (value if isinstance(value, list) else [value])]
    found = dict.fromkeys(name for name in names if name and not name.startswith(("http://", "https://", "#", "/")))
    return ", ".join(found) or None
