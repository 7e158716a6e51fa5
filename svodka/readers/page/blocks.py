"""A parsed page as a flat list of text blocks in reading order, each knowing where it stood in the tree.

A block is what a reader sees as one paragraph: the text between two block-level tags or line breaks. The walk is
iterative, so nesting depth costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_INLINE_TAGS = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr noindex o:p q rp rt ruby s
    samp small span st1:personname strike strong sub sup time tt u var wbr
"""
_SKIPPED_TAGS = """
    applet audio base button canvas datalist dialog embed frame frameset head iframe input link map menu meta noframes
    noscript object option script select style svg template textarea title video math
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_SKIPPED = frozenset(_SKIPPED_TAGS.split())  # never text of an article
_FURNITURE_TAGS = {"nav": "navigation", "footer": "page footer", "aside": "sidebar", "form": "form"}
_ADDRESSES = ("http://", "https://", "www.")
# The first letter of a text, drawn large in an element of its own: in a word, whatever the element.
_DROP_CAP = re.compile(r"drop-?cap|initial|first-?letter|bukvic|bukvits", re.IGNORECASE)
_COUNTER = re.compile(r"\d{0,4}|#|¶|\[\d{1,3}\]")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Block:
    """One paragraph of a page. ``links`` is how many of its characters stand inside links."""

    text: str
    parent: Any  # the nearest block-level lxml element
    links: int = 0
    tag: str = ""
    hidden: str | None = None  # reason, when an ancestor is page furniture by its tag
    reason: str | None = None  # why it is not news by what it says or where it stands
    weight: float = 0.0  # how much it looks like prose of the article

    @property
    def density(self) -> float:
        """The share of the text that is links, 0..1."""
        return self.links / max(1, len(self.text))


def blocks_of(root: Any) -> list[Block]:
    """The blocks under an lxml element, in document order."""
    found: list[Block] = []
    buffer: list[str] = []
    state = {"links": 0}
    in_link = 0
    furniture: list[str] = []
    stack: list[Any] = []  # the open block-level elements

    def flush() -> None:
        text = _SPACE.sub(" ", "".join(buffer)).strip()
        if text and stack:
            links, why = min(state["links"], len(text)), furniture[-1] if furniture else None
            found.append(Block(text, stack[-1], links, str(stack[-1].tag), why))
        buffer.clear()
        state["links"] = 0

    def add(text: str | None) -> None:
        if not text:
            return
        buffer.append(text)
        if in_link and not text.lstrip().startswith(_ADDRESSES):  # a spelled-out address is prose
            state["links"] += len(text.strip())

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
            if tag == "img" or (tag == "a" and _COUNTER.fullmatch("".join(node.itertext()).strip())):
                add(node.tail)  # a counter of comments or a mark, glued to the first word otherwise
                continue
            if tag in _INLINE or (node.get("class") and _is_drop_cap(node)):
                in_link += tag == "a"
            else:
                flush()
                stack.append(node)
                if tag in _FURNITURE_TAGS:
                    furniture.append(_FURNITURE_TAGS[tag])
            add(node.text)
            work.append((node, False))
            work.extend((child, True) for child in reversed(node))
        else:
            if not stack or stack[-1] is not node:  # an inline element
                in_link -= tag == "a"
            else:
                flush()
                stack.pop()
                if tag in _FURNITURE_TAGS:
                    furniture.pop()
            if node is not root:
                add(node.tail)
                if tag in {"td", "th"}:
                    buffer.append(" ")
    flush()
    return found


def _is_drop_cap(node: Any) -> bool:
    return bool(_DROP_CAP.search(node.get("class"))) and len("".join(node.itertext()).strip()) <= 2
