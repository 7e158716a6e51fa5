"""Finds headline and body of a news page among its blocks.

Every block gets a weight (how much it looks like prose of this article) from its own text, from the names of its
ancestors, and from where it stands to the headline. The weight flows up the tree with a decay, as in Readability
(Arc90, 2009); the element that gathers most holds the article; within it the contiguous run of blocks with the largest
sum is the body (maximum subsequence segmentation: Pasternack and Roth, "Extracting Article Text from the Web", WWW
2009), extended over its siblings of the same shape and back to the lead under the headline. The rules are of the
genre, none is of one site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from svodka.errors import InputError
from svodka.readers.cleaning.boilerplate import reason
from svodka.readers.cleaning.clean import clean_lines, comparable
from svodka.readers.cleaning.removal import Removed
from svodka.readers.page.blocks import Block, blocks_of

_SENTENCE = re.compile(r"[.!?…][\"»”')\]]*(?:\s|$)")
_STOP = re.compile(r"[.!?…:;][\"»”')\]]*$")
# Words of rules, licences and imprints; prose that is full of them is not news.
_LEGAL = re.compile(
    r"\b(?:комментари|комментир|пользовател|редакци|сайт|запреща|регистрац|авторизац|правообладат|цитирован|перепечат"
    r"|гиперссылк|использовани|материал|администрац|модерат|сообщени[ея] не|правил|cookie|copyright|лицензи|рекламодат"
    r"|ответственност|рассылк|аккаунт|персональн)",
    re.IGNORECASE,
)
# Names that page builders give to what is not the article.
_FURNITURE = re.compile(
    r"comment|kommen|reply|disqus|sidebar|side-|foot|menu|nav(?!al)|banner|share|social|likes?\b|relat|simil|popular"
    r"|recommend|subscri|login|auth-|cookie|promo|advert|reklam|widget|tags?\b|rating|vote|poll|also|anons|lenta|announce"
    r"|breadcr|copy|license|modal|rules|print|teaser|forum|hidden|popup|rss|informer|photo-?desc|calend|archiv|newslist"
    r"|news-list|aside",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|photo-?(desc|text|title|author)|img-?(desc|text)|image-?(desc|text|title)", re.IGNORECASE
)
_TITLE_SEPARATOR = re.compile(r"\s+[|/\\•·»–—-]+\s+|\s*(?:::+|\|+|»)\s*")
_HEADINGS = {"h1": 1.5, "h2": 0.7, "h3": 0.7}
_LEVELS = 7  # how far up the tree weight flows and names are looked at
_MOST_REMOVED = 200
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says it is about, and the paragraphs that say it. ``headline`` may be "", ``paragraphs`` empty.

    ``around`` is the short text near the headline, where a page writes the date.
    """

    headline: str
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    around: str = ""


def find_article(root: Any, *, declared_body: str = "") -> Article:
    """Headline and body of a parsed page (an lxml HTML element).

    ``declared_body`` is the text that the page's own metadata gives as the article (schema.org ``articleBody``); it
    guides the choice of blocks.

    Raises InputError for a page of more than 20,000 paragraphs.
    """
    body = root.find("body")
    blocks = blocks_of(root if body is None else body)
    if len(blocks) > _MOST_BLOCKS:
        raise InputError(f"the page has {len(blocks)} paragraphs; expected one news item, with at most {_MOST_BLOCKS}")
    social, title, description = _declared_titles(root)
    position = _headline_position(blocks, social, title)
    headline = _headline(blocks, position, social, title)
    _forgive_wrappers(blocks)
    _weigh(blocks, position, _stems(f"{social or title} {description}"), comparable(declared_body))
    around = _around(blocks, position)
    holder = _holder(blocks)
    if holder is None:
        return Article(headline, (), (), around)
    inside = set(holder.iter())
    indices = [i for i, block in enumerate(blocks) if block.parent in inside]
    start, end = _best_run([blocks[i] for i in indices])
    chosen = indices[start:end]
    chosen = _lead(blocks, position, chosen[0]) + chosen if chosen else []
    kept = set(chosen)
    left = [blocks[i] for i in indices if i not in kept and (position is None or i > position)]
    outside = [Removed(_short(block.text), block.reason or "outside the article") for block in left]
    paragraphs, removed = _assemble(headline, [blocks[i] for i in chosen])
    return Article(headline, tuple(paragraphs), tuple((removed + outside)[:_MOST_REMOVED]), around)


def _around(blocks: list[Block], position: int | None) -> str:
    if position is None:
        return ""
    below = [b for b in blocks[position + 1 : position + 9] if b.density < 0.5]
    above = [b for b in reversed(blocks[max(0, position - 5) : position]) if b.density < 0.5]
    return " | ".join(b.text[:150] for b in (*below, *above))


def _declared_titles(root: Any) -> tuple[str, str, str]:
    """The title for social networks, the window title, and the description, "" where the page has none."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        found.setdefault(name, " ".join((meta.get("content") or "").split()))
    social = found.get("og:title") or found.get("twitter:title") or ""
    description = f"{found.get('description', '')} {found.get('og:description', '')}"
    return social, " ".join((root.findtext(".//title") or "").split()), description


def _headline_position(blocks: list[Block], social: str, title: str) -> int | None:
    """The block that shows the headline: it agrees with what the page declares, or is its only first-level heading."""
    window, declared = comparable(title), comparable(social)
    best, position = 1.4, None
    for i, block in enumerate(blocks):
        if not 8 <= len(block.text) <= 300 or not (text := comparable(block.text)):
            continue
        words, share = len(text.split()), min(1.0, len(text) / max(1, len(window)))
        score = 0.0
        if text in (window, declared):
            score = 3.0
        elif words >= 3 and window.startswith(text):
            score = 2.5 + 0.4 * share
        elif words >= 3 and (text in window or (declared and declared in text)):
            score = 2.0 + 0.4 * share
        score += _HEADINGS.get(block.tag, 0.0) - (block.density > 0.5) - (block.hidden is not None)
        if score > best:
            best, position = score, i
    return position


def _headline(blocks: list[Block], position: int | None, social: str, title: str) -> str:
    """The shown headline if the declared one agrees or there is none; else the declared, without the site's name."""
    shown = blocks[position].text if position is not None else ""
    declared = social or title
    if shown and (not declared or _stems(shown) & _stems(f"{social} {title}")):
        return shown
    return max(_TITLE_SEPARATOR.split(declared), key=len, default="") or shown


def _forgive_wrappers(blocks: list[Block]) -> None:
    """A form (or any furniture tag) around most of the page's prose is a wrapper, not furniture."""
    prose = dict.fromkeys({block.hidden for block in blocks}, 0.0)
    for block in blocks:
        prose[block.hidden] += _prose(block)
    total = sum(prose.values())
    for block in blocks:
        if block.hidden and prose[block.hidden] > 0.6 * total:
            block.hidden = None


def _weigh(blocks: list[Block], position: int | None, topic: set[str], declared: str) -> None:
    names: dict[Any, tuple[bool, bool]] = {}
    for i, block in enumerate(blocks):
        block.reason = block.hidden or reason(block.text)
        weight = 0.0 if block.reason else _prose(block)
        furniture, caption = _named(block.parent, names)
        if weight:
            weight *= 1 + 0.15 * min(4, len(_stems(block.text) & topic))
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


def _named(element: Any, known: dict[Any, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether a name of the element or of its near ancestors says furniture, and whether it says photo caption."""
    if element not in known:
        furniture = caption = False
        node = element
        for level in range(_LEVELS):
            if node is None or node.tag in {"body", "html"}:
                break
            says_furniture, says_caption = _name_says(f"{node.get('class') or ''} {node.get('id') or ''}")
            furniture = furniture or says_furniture
            caption = caption or node.tag == "figcaption" or (level < 2 and says_caption)
            node = node.getparent()
        known[element] = furniture, caption
    return known[element]


@lru_cache(maxsize=4096)
def _name_says(name: str) -> tuple[bool, bool]:
    return bool(_FURNITURE.search(name)), bool(_CAPTION.search(name))


def _prose(block: Block) -> float:
    """Letters of running text, 0 for what is no prose: links, scraps, rules and licences."""
    size = len(block.text)
    if block.density > 0.5 or size < 25:
        return 0.0
    sentences = bool(_SENTENCE.search(block.text))
    if not sentences and size < 80:
        return 0.0
    weight = min(size, 800) * (1 - block.density) * (1.0 if sentences else 0.3)
    legal = len(_LEGAL.findall(block.text[:2000]))
    return weight * (0.15 if legal * 70 > size else 0.5 if legal * 150 > size else 1.0)


def _holder(blocks: list[Block]) -> Any:
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


def _best_run(blocks: list[Block]) -> tuple[int, int]:
    """Half-open range with the largest sum of values, extended over siblings of the same shape."""
    best = total = 0.0
    start = end = begin = 0
    for i, block in enumerate(blocks):
        if total <= 0:
            total, begin = 0.0, i
        total += _value(block)
        if total > best:
            best, start, end = total, begin, i + 1
    shapes = {_shape(block) for block in blocks[start:end] if block.weight}

    def akin(block: Block) -> bool:
        return _shape(block) in shapes and block.reason is None and block.density < 0.3

    while end < len(blocks) and akin(blocks[end]):
        end += 1
    while start > 0 and akin(blocks[start - 1]):
        start -= 1
    return start, end


def _value(block: Block) -> float:
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


def _shape(block: Block) -> tuple[Any, str]:
    return (block.parent.getparent() if block.tag == "p" else block.parent), block.tag


def _lead(blocks: list[Block], position: int | None, first: int) -> list[int]:
    """The blocks between the headline and the body, from the lead on, when prose stands there that belongs to it."""
    if position is None or not position < first <= position + 40:
        return []
    total, start = 0.0, first
    for i in range(first - 1, position, -1):
        total += _value(blocks[i])
        if blocks[i].weight >= 50 and total > -60:
            start, total = i, 0.0
        elif total < -160:
            break
    return list(range(start, first))


def _assemble(headline: str, blocks: list[Block]) -> tuple[list[str], list[Removed]]:
    """Paragraphs of the chosen blocks: lines that a break tore apart joined, links, repeats and boilerplate out."""
    lines: list[str] = []
    removed: list[Removed] = []
    last: Block | None = None
    for block in blocks:
        if block.density > 0.5 and (block.density > 0.9 or not _SENTENCE.search(block.text)):
            removed.append(Removed(_short(block.text), block.reason or "links"))
            continue
        if block.hidden or block.reason == "photo caption":
            removed.append(Removed(_short(block.text), str(block.reason)))
            continue
        if last is not None and last.parent is block.parent and block.text[0].islower() and not _STOP.search(lines[-1]):
            lines[-1] += f" {block.text}"
        else:
            lines.append(block.text)
        last = block
    kept = []
    for line, repeated in zip(lines, _repeats(lines), strict=True):
        if repeated:
            removed.append(Removed(line, "repeated paragraph"))
        else:
            kept.append(line)
    cleaned, cut = clean_lines(headline, kept)
    return [line for line in cleaned if line], removed + cut


def _repeats(lines: list[str]) -> list[bool]:
    """Which lines stand in the text once more: the same line earlier, or its words in a longer line (pull quotes)."""
    texts = [comparable(line) for line in lines]
    seen: set[str] = set()
    repeats = []
    for i, text in enumerate(texts):
        again = len(text) >= 25 and text in seen
        if not again and len(text) >= 60 and len(texts) <= 500:
            again = any(len(other) > len(text) and text in other for j, other in enumerate(texts) if j != i)
        repeats.append(again)
        seen.add(text)
    return repeats


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w{4,}", text.lower().replace("ё", "е"))}


def _short(text: str) -> str:
    return text if len(text) <= 500 else f"{text[:500]}…"
