"""How much a block of a page looks like prose of its article: by its text, its ancestors' names and its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from svodka.readers.cleaning.boilerplate import reason
from svodka.readers.cleaning.clean import comparable
from svodka.readers.markup.blocks import Block
from svodka.readers.page.titles import stems
from svodka.regexes import regex

SENTENCE = regex(r"[.!?…][\"»”')\]]*(?:\s|$)")
# Words of rules, licences and imprints; prose that is full of them is not news.
_LEGAL = regex(
    r"\b(?:комментари|комментир|пользовател|редакци|сайт|запреща|регистрац|авторизац|правообладат|цитирован|перепечат"
    r"|гиперссылк|использовани|материал|администрац|модерат|сообщени[ея] не|правил|cookie|copyright|лицензи|рекламодат"
    r"|ответственност|рассылк|аккаунт|персональн)",
    re.IGNORECASE,
)
# Names that page builders give to what is not the article.
_FURNITURE = regex(
    r"comment|kommen|reply|disqus|sidebar|side-|foot|menu|nav(?!al)|banner|share|social|likes?\b|relat|simil|popular"
    r"|recommend|subscri|login|auth-|cookie|promo|advert|reklam|widget|tags?\b|rating|vote|poll|also|anons|lenta|announce"
    r"|breadcr|copy|license|modal|rules|print|teaser|forum|hidden|popup|rss|informer|photo-?desc|calend|archiv|newslist"
    r"|news-list|aside",
    re.IGNORECASE,
)
_CAPTION = regex(r"caption|photo-?(desc|text|title|author)|img-?(desc|text)|image-?(desc|text|title)", re.IGNORECASE)
_LEVELS = 7  # how far up the tree weight flows and names are looked at


def forgive_wrappers(blocks: list[Block]) -> None:
    """A form (or any furniture tag) around most of the page's prose is a wrapper, not furniture."""
    prose = dict.fromkeys({block.hidden for block in blocks}, 0.0)
    for block in blocks:
        prose[block.hidden] += prose_of(block)
    total = sum(prose.values())
    for block in blocks:
        if block.hidden and prose[block.hidden] > 0.6 * total:
            block.hidden = None


def weigh(blocks: list[Block], position: int | None, topic: set[str], declared: str) -> None:
    """Set the weight of every block, and why it is not news when something says so.

    ``position`` is the headline's index, ``topic`` the stems of what the page declares about itself, ``declared`` the
    body that it declares (as `comparable` gives it).
    """
    names: dict[Any, tuple[bool, bool]] = {}
    own: dict[Any, tuple[bool, bool]] = {}
    for i, block in enumerate(blocks):
        block.reason = block.hidden or reason(block.text)
        weight = 0.0 if block.reason else prose_of(block)
        furniture, caption = _named(block.parent, names, own)
        if weight:
            weight *= 1 + 0.15 * min(4, len(stems(block.text) & topic))
            if position is not None:
                # Before the headline stands the site, long after it the next items.
                weight *= 0.25 if i < position else max(0.35, 1 - (i - position) / 120)
            if furniture:
                weight *= 0.45
            if declared:
                weight *= 2.0 if comparable(block.text) in declared else 0.3
        if caption and len(block.text) < 300:
            block.reason, weight = block.reason or "photo caption", 0.0
        block.weight = weight


def _named(element: Any, known: dict[Any, tuple[bool, bool]], own: dict[Any, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether a name of the element or of its near ancestors says furniture, and whether it says photo caption."""
    if element not in known:
        furniture = caption = False
        node = element
        for level in range(_LEVELS):
            if node is None or node.tag in {"body", "html"}:
                break
            if node not in own:
                own[node] = _name_says(f"{node.get('class') or ''} {node.get('id') or ''}")
            says_furniture, says_caption = own[node]
            furniture = furniture or says_furniture
            caption = caption or node.tag == "figcaption" or (level < 2 and says_caption)
            node = node.getparent()
        known[element] = furniture, caption
    return known[element]


@lru_cache(maxsize=4096)
def _name_says(name: str) -> tuple[bool, bool]:
    return bool(_FURNITURE.search(name)), bool(_CAPTION.search(name))


def prose_of(block: Block) -> float:
    """Letters of running text, 0 for what is no prose: links, scraps, rules and licences."""
    if block.prose is None:
        block.prose = _prose(block)
    return block.prose


def _prose(block: Block) -> float:
    size = len(block.text)
    if block.density > 0.5 or size < 25 or block.tag == "tr":  # the row of a table goes where its table goes
        return 0.0
    sentences = bool(SENTENCE.search(block.text))
    if not sentences and size < 80:
        return 0.0
    weight = min(size, 800) * (1 - block.density) * (1.0 if sentences else 0.3)
    legal = len(_LEGAL.findall(block.text[:2000]))
    return weight * (0.15 if legal * 70 > size else 0.5 if legal * 150 > size else 1.0)


def holder_of(blocks: list[Block]) -> Any:
    """The element that gathers most weight, or None."""
    gathered: dict[Any, float] = {}
    for block in blocks:
        node, share = block.parent, block.weight
        for level in range(_LEVELS):
            if not share or node is None or node.tag == "html":
                break
            gathered[node] = gathered.get(node, 0.0) + share
            if level or node.tag not in {"p", "li", "blockquote"}:
                share *= 0.7
            node = node.getparent()
    for node in gathered:
        if "articlebody" in (node.get("itemprop") or "").lower():
            gathered[node] *= 2.0
        elif node.tag == "article":
            gathered[node] *= 1.3
    if not gathered:
        return None
    holder = max(gathered, key=lambda node: gathered[node])
    while holder.tag in {"p", "li", "tr", "tbody"} and holder.getparent() is not None:
        holder = holder.getparent()
    return holder


def value_of(block: Block) -> float:
    """What a block adds to a run: its weight, or what it costs to go on over it; nothing within the article."""
    if block.within:
        return 0.0
    size = len(block.text)
    if block.weight:
        return block.weight
    if block.hidden:
        return -20.0 - min(size, 100)
    if block.reason:
        return -150.0 if block.reason == "related heading" else -25.0
    if block.density > 0.5:
        return -30.0 - 0.6 * min(size, 120)
    return -15.0 if size < 60 else -25.0


def shape_of(block: Block) -> tuple[Any, str]:
    """Where a block stands and what it is: the paragraphs of one text have one shape."""
    return (block.parent.getparent() if block.tag == "p" else block.parent), block.tag
