"""What stands within an article and is none of it: readers' comments, boxes of other items, galleries, share bars.

Boxes are found before runs of paragraphs are weighed, so that an article is never cut at one: by the names of their
elements, by their headings, and, without either, because a paragraph of the same text stands on both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from svodka.readers.markup.blocks import Block
from svodka.readers.page.weights import prose_of, shape_of
from svodka.regexes import regex

COMMENTS, GALLERY = "readers' comments", "photo caption"
_LEVELS = 12  # how far up names are looked at
_ENOUGH = 150.0  # letters of prose beside the comments, so that they are not all there is
_SHARE = 0.3  # of the page's prose at most stands in a box
_LONGEST_GAP, _MOST_GAP = 2500, 60  # characters and blocks between two paragraphs of one text
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "section", "article", "br", "h2", "h3", "h4"})
_TOKEN = r"(?:[a-zа-я0-9]+[-_]{1,2})*"
_PART = (
    r"(?:[-_]{0,2}(?:list|area|block|wrap|wrapper|body|content|text|item|items|section|container|box|form|tree|thread"
    r"|feed|inner|holder|main|all|view|author|meta|widget|post|single|respond|\d+))*"
)
_COMMENTS = regex(
    rf"(?!(?:no|has|with|open|closed|hide|show)[-_]){_TOKEN}(?:comments?|kommentar\w*|disqus|hypercomments?|cackle|discussions?"
    rf"|obsuzhd\w*|otzyv\w*|respond|replies|guestbook){_PART}",
    re.IGNORECASE,
)
_COUNTS = regex(r"count|link|number|num$|open|closed|enabled|disabled|icon|toggle|button|btn", re.IGNORECASE)
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, regex(rf"{_TOKEN}(?:{names}){_PART}", re.IGNORECASE))
    for why, names in (
        ("related headline", r"relat(?:ed|ive)\w*|read-?(?:also|more|too|next)|see-?also|also|recommend\w*|similar\w*"
         r"|more-?(?:news|articles|posts)|other-?news|inject\w*|incut|insert-?news|intext-?(?:news|link)"),
        (GALLERY, r"galler(?:y|ies)|slide(?:r|s|show)|carousel|fotorama|swiper|lightbox|photoset|slick"),
        ("advertisement", r"banner|adv|advert\w*|reklama|promo|sponsor\w*|adfox|yandex[-_]?rtb"),
        ("subscription", r"subscri(?:be|ption)\w*|newsletter|podpiska"),
        ("share", r"share\w*|sharing|social\w*|ya-share2?|likely"),
    )
)  # fmt: skip
_HEADING = regex(
    r"(?:(?:все |последние |новые )?(?:комментари[ийев]+|обсуждени[ея]|отзывы|мнения)(?: (?:читателей"
    r"|пользователей|посетителей|гостей|к (?:статье|новости|материалу|записи).{0,150}|на .{1,150}))?"
    r"|что говорят читатели|читатели пишут"
    r"|\d+ (?:комментари|отзыв|ответ|мысл|мнени)\S*(?: (?:на|к|о|об) .{1,150})?)[\s:(\[]*\d*[)\]]?[\s:.]*",
    re.IGNORECASE,
)

_READERS = regex(r"читател|пользовател|посетител|гостей", re.IGNORECASE)
_NONE_YET = regex(r"(?<!\d)0(?!\d)")


def mark_boxes(blocks: list[Block], position: int | None) -> None:
    """Give what stands in comments or in a box of other things the reason as ``hidden``.

    ``position`` is the headline's block: what holds it is no box.
    """
    holders = (
        set(blocks[position].parent.iterancestors()) | {blocks[position].parent} if position is not None else set()
    )
    prose = [prose_of(block) if not block.hidden else 0.0 for block in blocks]
    known: dict[Any, tuple[Any, str] | None] = {}
    boxes: dict[Any, tuple[str, list[int]]] = {}
    for i, block in enumerate(blocks):
        if not block.hidden and (found := _box(block.parent, holders, known)):
            boxes.setdefault(found[0], (found[1], []))[1].append(i)
    said = 0.0  # prose between the headline and here
    for i, block in enumerate(blocks):
        if position is not None and i > position and not block.hidden:
            said += prose[i]
        if not block.hidden and said >= _ENOUGH and _is_comments_heading(block):
            boxes.setdefault(i, (COMMENTS, _under(blocks, i)))
    total = sum(prose)
    comments = {i for why, members in boxes.values() if why == COMMENTS for i in members}
    left = total - sum(prose[i] for i in comments)
    if left >= _ENOUGH and left >= 0.05 * total:
        _mark(blocks, comments, COMMENTS)
    else:
        left = total
    for why, members in boxes.values():
        if why == GALLERY and len(members) < 2:  # a photo in the text; its caption is judged as others are
            continue
        if why != COMMENTS and sum(prose[i] for i in members) <= _SHARE * left:
            _mark(blocks, members, why)


def mark_within(blocks: list[Block]) -> None:
    """Mark what stands between two weighed paragraphs of one text: it may not cut the text in two."""
    last = None
    for i, block in enumerate(blocks):
        if not block.weight:
            continue
        if last is not None and i > last + 1 and _place(block) == _place(blocks[last]):
            gap = blocks[last + 1 : i]
            if bridges(gap):
                for between in gap:
                    between.within = True
        last = i


def bridges(gap: list[Block]) -> bool:
    """Whether what stands between two paragraphs is small enough for a box, and does not begin another item."""
    return (
        len(gap) <= _MOST_GAP
        and sum(len(block.text) for block in gap if block.tag != "tr") <= _LONGEST_GAP
        and not _begins_another(gap)
    )


def _place(block: Block) -> tuple[Any, str]:
    """Where a paragraph stands, be it a ``<p>`` or a ``<div>`` that holds nothing else."""
    if block.tag == "div" and not any(child.tag in _BLOCKS for child in block.parent):
        return block.parent.getparent(), "div"
    return shape_of(block)


def _begins_another(gap: list[Block]) -> bool:
    """Whether a heading that is a link stands there, without a heading for such links: the next item of a list."""
    linked = any(b.tag in {"h1", "h2", "h3", "h4"} and b.density > 0.5 for b in gap)
    return (linked and not any(b.reason == "related heading" for b in gap)) or any(b.tag == "h1" for b in gap)


def _mark(blocks: list[Block], members: list[int] | set[int], why: str) -> None:
    for i in members:
        blocks[i].hidden = blocks[i].hidden or why


def _box(element: Any, holders: set[Any], known: dict[Any, tuple[Any, str] | None]) -> tuple[Any, str] | None:
    """The outermost box around an element, and what it is by its name."""
    path: list[Any] = []
    found: tuple[Any, str] | None = None
    node = element
    while node is not None and node.tag not in {"body", "html"} and len(path) < 200:
        if node in known:
            found = known[node]
            break
        path.append(node)
        node = node.getparent()
    for node in reversed(path):
        if found is None and node not in holders and (why := _why(node)):
            found = node, why
        known[node] = found
    return found


def _why(node: Any) -> str | None:
    if (node.get("itemprop") or "").lower() == "comment" or "Comment" in (node.get("itemtype") or ""):
        return COMMENTS
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return _named(names) if names != " " else None


@lru_cache(maxsize=8192)
def _named(names: str) -> str | None:
    for name in names.split():
        if _COMMENTS.fullmatch(name) and not _COUNTS.search(name):
            return COMMENTS
    for why, pattern in _NAMES:
        if any(pattern.fullmatch(name) for name in names.split()):
            return why
    return None


def _is_comments_heading(block: Block) -> bool:
    """A heading by its tag, or by words that no counter has ("Комментарии читателей", "3 комментария")."""
    if len(block.text) > 200 or block.density > 0.5 or _NONE_YET.search(block.text):
        return False
    if not _HEADING.fullmatch(block.text):
        return False
    return block.tag in {"h2", "h3", "h4", "h5", "h6"} or bool(_READERS.search(block.text))


def _under(blocks: list[Block], start: int) -> list[int]:
    """The blocks after a heading, to the end of what it is the heading of."""
    whole = blocks[start].parent
    following = blocks[start + 1].parent if start + 1 < len(blocks) else None
    for _ in range(3):
        if following is None or whole is following or whole in following.iterancestors():
            break
        whole = whole.getparent() if whole.getparent() is not None else whole
    inside = set(whole.iter())
    members = [start]
    for i in range(start + 1, len(blocks)):
        if blocks[i].parent not in inside:
            break
        members.append(i)
    return members
