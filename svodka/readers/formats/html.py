"""One HTML page -> one `NewsItem`."""

from __future__ import annotations

from svodka.errors import InputError
from svodka.readers.cleaning.clean import clean_body, clean_text
from svodka.readers.cleaning.removal import Removed
from svodka.readers.intake.characters import visible_markup
from svodka.readers.intake.decode import decode
from svodka.readers.item import NewsItem
from svodka.readers.markup.blocks import Block, blocks_of
from svodka.readers.markup.tree import parse
from svodka.readers.markup.visibility import HIDDEN, STRUCK
from svodka.readers.page.article import Article, find_article
from svodka.readers.page.boxes import mark_boxes
from svodka.readers.page.dates import date_in_address
from svodka.readers.page.metadata import PageMetadata, page_metadata

_UNSEEN = {HIDDEN, STRUCK}
_LARGEST_FOR_LIBRARIES = 1_000_000  # characters; trafilatura takes minutes for many times that
STUB = "the page shows the beginning only; the rest is for subscribers or readers who sign in"
PAID = "perhaps the page shows the beginning only: it declares its article as not free to read"
_ENOUGH = 120  # letters of a body that is surely one


def read_page(data: bytes, *, id: str, url: str | None = None, charset: str | None = None) -> NewsItem:
    """The news item of an HTML page: headline, body, metadata, and what was removed.

    ``charset`` is what the server declared; the page's own declaration and the bytes themselves are heard too.

    Raises InputError for bytes that are no text and for a page without an article.
    """
    text = visible_markup(decode(data, declared=charset, lenient=True)[0])
    root, notes = parse(text)
    metadata = page_metadata(root, url=url)
    article = find_article(root, declared_body=metadata.body)
    article, more = _or_fallback(article, metadata, text)
    if not article.paragraphs:
        raise InputError(
            "no article found on the page: no run of sentences in it; expected one news item with its text"
        )
    published = metadata.published or article.published or date_in_address(metadata.url)
    if article.stub:
        more += (STUB,)
    elif not metadata.free:
        more += (PAID,)
    if published is None and metadata.modified:
        more += (f"the page gives no date of publication, only that of its last change: {metadata.modified}",)
    return NewsItem(
        id=id,
        headline=article.headline,
        text="\n\n".join(article.paragraphs),
        url=metadata.url,
        source=metadata.source,
        published=published,
        author=metadata.author,
        removed=article.removed,
        notes=(*notes, *more),
    )


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

    All of it is taken as the article; only links that stand alone, boxes, what is not seen and boilerplate go. Raises
    InputError when no text is left.
    """
    blocks = blocks_of(parse(visible_markup(markup))[0])
    mark_boxes(blocks, None)
    why = [_not_text(block) if len(blocks) > 1 or block.hidden in _UNSEEN else None for block in blocks]
    if all(why):  # nothing but captions and boxes: then they are the text
        why = [reason if reason in {"links", *_UNSEEN} else None for reason in why]
    removed = tuple(Removed(block.text, reason) for block, reason in zip(blocks, why, strict=True) if reason)
    removed += tuple(cut for block in blocks for cut in block.cut)
    given = "\n\n".join(block.line for block, reason in zip(blocks, why, strict=True) if not reason)
    if not headline:
        headline, text, cut = clean_text(given)
    else:
        text, cut = clean_body(headline, given)
    return headline, text, removed + cut


def inline_text(markup: str) -> str:
    """What is seen of markup that is one line, a headline: its text without tags, struck-out words and the like."""
    blocks = blocks_of(parse(visible_markup(markup))[0])
    return " ".join(block.text for block in blocks if not block.hidden)


def _not_text(block: Block) -> str | None:
    if block.density > 0.9:
        return "links"
    return block.hidden or ("photo caption" if block.tag == "figcaption" else None)
