"""One HTML page -> one `NewsItem`."""

from __future__ import annotations

import re
from typing import Any

from svodka.errors import InputError
from svodka.readers.cleaning.clean import clean_body, clean_text
from svodka.readers.cleaning.dates import iso_date
from svodka.readers.cleaning.removal import Removed
from svodka.readers.intake.characters import visible_markup
from svodka.readers.intake.decode import decode
from svodka.readers.item import NewsItem
from svodka.readers.page.article import Article, find_article
from svodka.readers.page.blocks import Block, blocks_of
from svodka.readers.page.metadata import PageMetadata, guessed_date, page_metadata

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 2000  # libxml2 drops what is nested deeper than 2048
# Every tag but those that carry text, structure or metadata by themselves.
_FLAT = re.compile(
    r"</?(?!(?:p|br|h[1-6]|li|html|head|body|title|meta|link|script|style|noscript|time)\b)[a-z][^<>]*>", re.IGNORECASE
)
_LARGEST_FOR_LIBRARIES = 1_000_000  # characters; trafilatura takes minutes for many times that
_ENOUGH = 120  # letters of a body that is surely one


def read_page(data: bytes, *, id: str, url: str | None = None, charset: str | None = None) -> NewsItem:
    """The news item of an HTML page: headline, body, metadata, and what was removed.

    ``charset`` is what the server declared; the page's own declaration and the bytes themselves are heard too.

    Raises InputError for bytes that are no text and for a page without an article.
    """
    text = visible_markup(decode(data, declared=charset, lenient=True)[0])
    root, notes = _parse(text)
    metadata = page_metadata(root, url=url)
    article = find_article(root, declared_body=metadata.body)
    article, more = _or_fallback(article, metadata, text)
    if not article.paragraphs:
        raise InputError(
            "no article found on the page: no run of sentences in it; expected one news item with its text"
        )
    return NewsItem(
        id=id,
        headline=article.headline,
        text="\n\n".join(article.paragraphs),
        url=metadata.url,
        source=metadata.source,
        published=metadata.published or iso_date(article.around) or guessed_date(root, metadata.url),
        author=metadata.author,
        removed=article.removed,
        notes=(*notes, *more),
    )


def _parse(text: str) -> tuple[Any, tuple[str, ...]]:
    root = _tree(text)
    if _depth(root) < _DEEPEST:
        return root, ()
    return _tree(_FLAT.sub("<br>", text)), (
        "the page's markup is nested too deep to parse; it was read without its structure",
    )


def _tree(text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"the page cannot be parsed as HTML: {error}") from error
    if root is None:
        raise InputError("the page is empty; expected HTML with a news item in it")
    return root


def _depth(root: Any) -> int:
    """Levels of nesting, counted only as far as it matters."""
    deepest = 0
    work = [(root, 1)]
    while work:
        node, depth = work.pop()
        deepest = max(deepest, depth)
        work.extend((child, depth + 1) for child in node if len(child))
    return deepest + 1


def _or_fallback(article: Article, metadata: PageMetadata, page: str) -> tuple[Article, tuple[str, ...]]:
    """The article, or, when the page shows none, the body its metadata declares, or what trafilatura finds."""
    if sum(map(len, article.paragraphs)) >= _ENOUGH:
        return article, ()
    if len(metadata.body) >= _ENOUGH:
        text, removed = clean_body(article.headline, metadata.body)
        found = Article(article.headline, tuple(line for line in text.split("\n") if line), article.removed + removed)
        return found, ("the text was taken from the page's metadata (articleBody); the page itself shows none",)
    if article.paragraphs or len(page) > _LARGEST_FOR_LIBRARIES:
        return article, ()
    import trafilatura

    try:
        body = trafilatura.extract(page, include_comments=False, include_tables=False, target_language=None) or ""
    except Exception:  # trafilatura's parsers on a malformed tree: then there is no text to be had
        body = ""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    if sum(map(len, lines)) < 25:
        return article, ()
    return Article(article.headline, tuple(lines), article.removed), ("the text was found by trafilatura's rules",)


def read_fragment(markup: str, headline: str) -> tuple[str, str, tuple[Removed, ...]]:
    """Headline, text and removed stretches of an HTML fragment that is an item's body, from a feed or an export.

    All of it is taken as the article; only links that stand alone and boilerplate go. Raises InputError when no text
    is left.
    """
    blocks = blocks_of(_parse(visible_markup(markup))[0])
    why = [_not_text(block) if len(blocks) > 1 else None for block in blocks]
    if all(why):  # nothing but captions and boxes: then they are the text
        why = [reason if reason == "links" else None for reason in why]
    removed = tuple(Removed(block.text, reason) for block, reason in zip(blocks, why, strict=True) if reason)
    given = "\n\n".join(block.text for block, reason in zip(blocks, why, strict=True) if not reason)
    if not headline:
        headline, text, cut = clean_text(given)
    else:
        text, cut = clean_body(headline, given)
    return headline, text, removed + cut


def _not_text(block: Block) -> str | None:
    if block.density > 0.9:
        return "links"
    return block.hidden or ("photo caption" if block.tag == "figcaption" else None)
