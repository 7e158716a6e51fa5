"""Parsed markup as a flat list of text blocks in reading order, each knowing where it stood in the tree.

A block is what a reader sees as one paragraph: the text between two block-level tags or line breaks, without what is
hidden or struck out, with raised and lowered signs, quotation marks and list numbers as the browser shows them; a row
of a data table is one block. The walk is iterative, so nesting depth costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from svodka.readers.cleaning.raised import LOWERED, LOWERED_END, RAISED, RAISED_END, settled
from svodka.readers.cleaning.removal import Removed
from svodka.readers.markup.lists import Numbering
from svodka.readers.markup.tables import rows_of
from svodka.readers.markup.visibility import STRUCK, Visibility
from svodka.regexes import regex

_INLINE_TAGS = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr noindex o:p q rp rt ruby s
    samp small span st1:personname strike strong sub sup time tt u var wbr
"""
_SKIPPED_TAGS = """
    applet audio base button canvas datalist dialog embed frame frameset head iframe input link map menu meta noframes
    noscript object option script select style svg template textarea title video math
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_WITHIN = _INLINE | {"br"}
_SKIPPED = frozenset(_SKIPPED_TAGS.split())  # never text of an article
_FURNITURE_TAGS = {"nav": "navigation", "footer": "page footer", "aside": "sidebar", "form": "form"}
_MARKS = {"sup": (RAISED, RAISED_END), "sub": (LOWERED, LOWERED_END)}
_ADDRESSES = ("http://", "https://", "www.")
# The first letter of a text, drawn large in an element of its own: in a word, whatever the element.
_DROP_CAP = regex(r"drop-?cap|initial|first-?letter|bukvic|bukvits", re.IGNORECASE)
_COUNTER = regex(r"\d{0,4}|#|¶|\[\d{1,3}\]|\*{1,3}|↑|\^")
_FOOTNOTE_LINK = regex(r"#.*(?:fn|note|cite|ref|snosk|сноск|prim|прим|endn|ftn)", re.IGNORECASE)
_NUMBERED = regex(r"(?:\d{1,3}|[а-яa-z]|[ivx]+)[.)]\s", re.IGNORECASE)
_SPACE = regex(r"\s+")
# Around what <q> holds, until it is known whether its author wrote marks too.
_QUOTE, _QUOTE_END = "\ufdd4", "\ufdd5"
_SIGNS = regex("[\ufdd0-\ufdd5⁰¹²³⁴-⁹⁻⁺₀-₉]")  # few paragraphs have any of them
_DOUBLED = regex(f'{_QUOTE}(\\s*[«"“„][^{_QUOTE}{_QUOTE_END}]*[»"”“]\\s*){_QUOTE_END}')


@dataclass(slots=True)
class Block:
    """One paragraph of a page. ``links`` is how many of its characters stand inside links."""

    text: str
    parent: Any  # the nearest block-level lxml element
    links: int = 0
    tag: str = ""
    hidden: str | None = None  # reason, when an ancestor is page furniture by its tag, hidden or struck out
    mark: str = ""  # the number of an item of a list
    cut: tuple[Removed, ...] = ()  # what was taken out of the paragraph
    reason: str | None = None  # why it is not news by what it says or where it stands
    prose: float | None = None  # letters of running text, once they were counted
    weight: float = 0.0  # how much it looks like prose of the article
    within: bool = False  # stands between two paragraphs of one text

    @property
    def density(self) -> float:
        """The share of the text that is links, 0..1."""
        return self.links / max(1, len(self.text))

    @property
    def line(self) -> str:
        """The text with the number of its list item, where it does not write one itself."""
        return self.text if not self.mark or _NUMBERED.match(self.text) else f"{self.mark} {self.text}"


def blocks_of(root: Any) -> list[Block]:
    """The blocks under an lxml element, in document order."""
    return _Walk(Visibility(root.getroottree().getroot())).blocks(root)


class _Walk:
    def __init__(self, visibility: Visibility) -> None:
        self._visibility = visibility
        self._numbering = Numbering()

    def cell(self, node: Any) -> tuple[str, int]:
        """The text of a table's cell, and how many of its characters are links."""
        found = [block for block in _Walk(self._visibility).blocks(node) if not block.hidden]
        return " ".join(block.line for block in found), sum(block.links for block in found)

    def blocks(self, root: Any) -> list[Block]:
        """The blocks under an element, its own tail left out."""
        found: list[Block] = []
        buffer: list[str] = []
        cuts: list[Removed] = []
        links = in_link = 0
        mark = ""
        furniture: list[str] = []
        stack: list[Any] = []  # the open block-level elements
        closing: dict[Any, str] = {}  # what an inline element ends with
        set_apart: set[Any] = set()  # hidden or struck inline elements around blocks

        def flush() -> None:
            nonlocal links, mark
            text = _SPACE.sub(" ", "".join(buffer)).strip()
            buffer.clear()
            if text and _SIGNS.search(text):
                text, more = _shown(text)
                cuts.extend(more)
            if text and stack:
                why = furniture[-1] if furniture else None
                found.append(Block(text, stack[-1], min(links, len(text)), str(stack[-1].tag), why, mark, tuple(cuts)))
                mark = ""
                cuts.clear()
            links = 0

        def add(text: str | None) -> None:
            nonlocal links
            if not text:
                return
            buffer.append(text)
            if in_link and not text.lstrip().startswith(_ADDRESSES):  # a spelled-out address is prose
                links += len(text.strip())

        # (element, True) opens, (element, False) closes; children are pushed in reverse.
        work: list[tuple[Any, bool]] = [(root, True)]
        while work:
            node, opening = work.pop()
            tag = node.tag
            if not isinstance(tag, str):  # comments and processing instructions
                if opening:
                    add(node.tail if node is not root else None)
                continue
            tag = tag.lower()
            if opening:
                if tag in _SKIPPED:
                    add(node.tail)
                    continue
                if tag == "br":
                    flush()
                    add(node.tail)
                    continue
                inline = tag in _INLINE or bool(node.get("class") and _is_drop_cap(node))
                unseen = self._visibility.of(node) if node is not root else None
                if unseen and inline and all(child.tag in _WITHIN for child in node.iterdescendants()):
                    if text := " ".join("".join(node.itertext()).split()):
                        cuts.append(Removed(text[:500], unseen))
                    if unseen == STRUCK:
                        _part(buffer, node.tail)
                    add(node.tail)
                    continue
                if tag == "img" or (tag == "a" and _is_mark(node, buffer)):
                    add(node.tail)  # a counter of comments or a mark, glued to the first word otherwise
                    continue
                if tag == "sup" and _is_footnote(node):
                    cuts.append(Removed("".join(node.itertext()).strip(), "footnote mark"))
                    add(node.tail)
                    continue
                if tag == "table" and (rows := rows_of(node, self.cell)) is not None:
                    flush()
                    if (caption := node.find("caption")) is not None:
                        found.extend(_Walk(self._visibility).blocks(caption))
                    why = unseen or (furniture[-1] if furniture else None)
                    found.extend(Block(row.text, node, min(row.links, len(row.text)), "tr", why) for row in rows)
                    add(node.tail)
                    continue
                if inline and not unseen:
                    in_link += tag == "a"
                    if tag in _MARKS:
                        buffer.append(_MARKS[tag][0])
                        closing[node] = _MARKS[tag][1]
                    elif tag == "q":
                        buffer.append(_QUOTE)
                        closing[node] = _QUOTE_END
                else:
                    flush()
                    if unseen:
                        furniture.append(unseen)
                        set_apart.add(node)
                    if not inline:
                        stack.append(node)
                        if tag in _FURNITURE_TAGS:
                            furniture.append(_FURNITURE_TAGS[tag])
                        elif tag == "li":
                            mark = self._numbering.mark(node)
                add(node.text)
                work.append((node, False))
                work.extend((child, True) for child in reversed(node))
            else:
                if stack and stack[-1] is node:
                    flush()
                    stack.pop()
                    if tag == "li":
                        mark = ""
                    if tag in _FURNITURE_TAGS:
                        furniture.pop()
                elif set_apart and node in set_apart:
                    flush()
                else:
                    in_link -= tag == "a"
                    if closing and node in closing:
                        buffer.append(closing.pop(node))
                if set_apart and node in set_apart:
                    furniture.pop()
                    set_apart.discard(node)
                if node is not root:
                    add(node.tail)
                    if tag in {"td", "th"}:
                        buffer.append(" ")
        flush()
        return found


def _shown(text: str) -> tuple[str, list[Removed]]:
    """A paragraph's text as the browser shows it, and the footnote marks taken out of it."""
    if _QUOTE in text or _QUOTE_END in text:
        text = _DOUBLED.sub(r"\1", text)
        depth, signs = 0, []
        for sign in text:
            if sign == _QUOTE:
                sign = "„" if depth else "«"
                depth += 1
            elif sign == _QUOTE_END:
                depth = max(0, depth - 1)
                sign = "“" if depth else "»"
            signs.append(sign)
        text = "".join(signs)
    text, removed = settled(text)
    return _SPACE.sub(" ", text).strip(), removed


def _part(buffer: list[str], tail: str | None) -> None:
    """A blank where struck-out words were taken out from between two that would else be one."""
    before = buffer[-1][-1:] if buffer and buffer[-1] else ""
    if before.isalnum() and (tail or "")[:1].isalnum():
        buffer.append(" ")


def _is_mark(link: Any, buffer: list[str]) -> bool:
    """Whether a link is a counter or a footnote's mark. A number on its own in a sentence ("погибли 14 человек") is
    neither.
    """
    text = "".join(link.itertext()).strip()
    if not _COUNTER.fullmatch(text):
        return False
    if not text.isdigit() or _FOOTNOTE_LINK.search(link.get("href") or ""):
        return True
    before, after = "".join(buffer[-2:]), link.tail or ""
    apart = before[-1:].isspace() and (after[:1].isspace() or after[:1] in ".,;:!?)»-–—")
    return not (apart and before.strip() and after.strip())


def _is_footnote(node: Any) -> bool:
    """Whether what is raised is a footnote's mark by its markup: a link within the page, or a class that says so."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    if re.search(r"footnote|reference|cite|snosk|(?:^|[\s_-])fn(?:ref)?(?:[\s_:\d-]|$)", names, re.IGNORECASE):
        return True
    for link in (*node.iter("a"), *([node.getparent()] if node.getparent().tag == "a" else [])):
        if (link.get("href") or "").startswith("#") or _FOOTNOTE_LINK.search(link.get("href") or ""):
            return True
    return False


def _is_drop_cap(node: Any) -> bool:
    return bool(_DROP_CAP.search(node.get("class"))) and len("".join(node.itertext()).strip()) <= 2
