"""Finds headline and body of a news page among its blocks.

Every block gets a weight (how much it looks like prose of this article) from its own text, from the names of its
ancestors, and from where it stands to the headline. The weight flows up the tree with a decay, as in Readability
(Arc90, 2009); the element that gathers most holds the article; within it the contiguous run of blocks with the largest
sum is the body (maximum subsequence segmentation: Pasternack and Roth, "Extracting Article Text from the Web", WWW
2009), extended over its siblings of the same shape and back to the lead under the headline. The rules are of the
genre, none is of one site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from svodka.errors import InputError
from svodka.readers.cleaning.clean import clean_lines, comparable
from svodka.readers.cleaning.datelines import dateline
from svodka.readers.cleaning.paywall import PAYWALL, without_paywall
from svodka.readers.cleaning.removal import Removed
from svodka.readers.markup.blocks import Block, blocks_of
from svodka.readers.markup.visibility import HIDDEN, STRUCK
from svodka.readers.page.boxes import bridges, mark_boxes, mark_within
from svodka.readers.page.dates import date_line
from svodka.readers.page.titles import declared_titles, headline_of, headline_position, stems
from svodka.readers.page.weights import SENTENCE, forgive_wrappers, holder_of, shape_of, value_of, weigh
from svodka.regexes import regex

_STOP = regex(r"[.!?…:;][\"»”')\]]*$")
_SAME = 0.85  # of a lead's words stand in the paragraph that repeats it
_NEAR = 5  # blocks after the headline within which the lead begins
_LABEL = 25  # characters of what may be a label of a box
_MOST_REMOVED = 200
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says it is about, and the paragraphs that say it. ``headline`` may be "", ``paragraphs`` empty.

    ``published`` is the date line by the headline as ISO 8601, None without one; ``stub`` says that the page shows the
    beginning only and asks for money or an account for the rest.
    """

    headline: str
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    published: str | None = None
    stub: bool = False


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
    social, title, description = declared_titles(root)
    position = headline_position(blocks, social, title)
    headline = headline_of(blocks, position, social, title)
    forgive_wrappers(blocks)
    mark_boxes(blocks, position)
    weigh(blocks, position, stems(f"{social or title} {description}"), comparable(declared_body))
    published = date_line(blocks, position)
    holder = holder_of(blocks)
    if holder is None:
        return Article(headline, (), (), published)
    inside = set(holder.iter())
    indices = [i for i, block in enumerate(blocks) if block.parent in inside]
    chosen = _body(blocks, indices, position)
    kept = set(chosen)
    left = [blocks[i] for i in indices if i not in kept and (position is None or i > position)]
    beside = [blocks[i] for i in chosen if blocks[i].hidden] + left
    shown = [block.text for block in beside if block.hidden not in {HIDDEN, STRUCK}]
    paragraphs, removed = _assemble(headline, [blocks[i] for i in chosen], shown)
    outside = [Removed(_short(block.text), block.reason or "outside the article") for block in left]
    told = tuple((removed + outside)[:_MOST_REMOVED])
    return Article(headline, tuple(paragraphs), told, published, any(one.reason == PAYWALL for one in removed))


def _body(blocks: list[Block], indices: list[int], position: int | None) -> list[int]:
    """The blocks of the article among those at ``indices``, with the boxes that stand between them."""
    open_ = [i for i in indices if not blocks[i].hidden]
    mark_within([blocks[i] for i in open_])
    start, end = _best_run([blocks[i] for i in open_])
    if start == end:
        return []
    first, last = open_[start], open_[end - 1]
    return [*_lead(blocks, position, first), *(i for i in indices if first <= i <= last)]


def _best_run(blocks: list[Block]) -> tuple[int, int]:
    """Half-open range with the largest sum of values, extended over siblings of the same shape and tables beside it."""
    best = total = 0.0
    start = end = begin = 0
    for i, block in enumerate(blocks):
        if total <= 0:
            total, begin = 0.0, i
        total += value_of(block)
        if total > best:
            best, start, end = total, begin, i + 1
    body = [block for block in blocks[start:end] if block.weight]
    shapes = {shape_of(block) for block in body}
    holders = {block.parent.getparent() for block in body} | {block.parent for block in body}

    def akin(block: Block) -> bool:
        if block.tag == "tr":
            return block.density < 0.5 and _stands_in(block.parent, holders)
        return shape_of(block) in shapes and block.reason is None and block.density < 0.3

    while end < len(blocks) and akin(blocks[end]):
        end += 1
    while start > 0 and akin(blocks[start - 1]):
        start -= 1
    return start, end


def _stands_in(table: Any, holders: Iterable[Any]) -> bool:
    """Whether a table stands among the paragraphs of the article, at most in a wrapper of its own."""
    node = table
    for _ in range(3):
        node = node.getparent()
        if node is None:
            return False
        if node in holders:
            return node.tag not in {"body", "html"}
    return False


def _lead(blocks: list[Block], position: int | None, first: int) -> list[int]:
    """The blocks between the headline and the body, from the lead on, when prose stands there that belongs to it."""
    if position is None or not position < first <= position + 40:
        return []
    total, start = 0.0, first
    for i in range(first - 1, position, -1):
        if not blocks[i].hidden:
            total += value_of(blocks[i])
        if blocks[i].weight >= 50 and total > -60:
            start, total = i, 0.0
        elif total < -160:
            break
    lead = next((i for i in range(position + 1, start) if blocks[i].weight), None)
    if lead is not None and lead <= position + _NEAR and blocks[lead].weight >= 50:
        gap = [block for block in blocks[lead + 1 : start] if not block.hidden]
        if not any(block.weight for block in gap) and bridges(gap):
            start = lead
            for block in gap:
                if block.reason or len(block.text) <= _LABEL:
                    block.hidden = block.reason or "outside the article"
    return list(range(start, first))


def _assemble(headline: str, blocks: list[Block], beside: list[str]) -> tuple[list[str], list[Removed]]:
    """Paragraphs of the chosen blocks: lines that a break tore apart joined, links, repeats and boilerplate out.

    ``beside`` are the texts of the article's holder that are none of it.
    """
    lines: list[str] = []
    removed: list[Removed] = []
    last: Block | None = None
    for block in blocks:
        removed.extend(block.cut)
        if block.density > 0.5 and (block.density > 0.9 or not SENTENCE.search(block.text)):
            removed.append(Removed(_short(block.text), block.reason or "links"))
            continue
        if block.hidden or block.reason == "photo caption":
            removed.append(Removed(_short(block.text), str(block.reason)))
            continue
        if last is not None and last.parent is block.parent and block.text[0].islower() and not _STOP.search(lines[-1]):
            lines[-1] += f" {block.text}"
        else:
            lines.append(block.line)
        last = block
    kept = []
    for line, repeated in zip(lines, _repeats(lines), strict=True):
        if repeated:
            removed.append(Removed(line, "repeated paragraph"))
        else:
            kept.append(line)
    kept, walls = without_paywall(kept, beside)
    removed += walls
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
        repeats.append(again or (i == 0 and _is_told_again(text, lines[1:6])))
        seen.add(text)
    return repeats


def _is_told_again(lead: str, following: list[str]) -> bool:
    """Whether one of the next paragraphs is the agency's own beginning of the text: a dateline, then the lead again."""
    words = Counter(lead.split())
    return len(lead) >= 60 and any(
        (Counter(comparable(line).split()) & words).total() >= _SAME * words.total()
        for line in following
        if dateline(line)
    )


def _short(text: str) -> str:
    return text if len(text) <= 500 else f"{text[:500]}…"
