"""When a page was published, where its article does not declare it: the date line by the headline, and the address.

A date that the text tells is never taken: a bridge built in 1998 does not date its news. A line counts when it is
nothing but a date with a name, a section or a counter, and stands by the headline before the first paragraph.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from svodka.readers.cleaning.dates import DATE, TIME, iso_date
from svodka.readers.markup.blocks import Block
from svodka.regexes import regex

_NEAR, _ABOVE = 8, 5  # blocks below and above the headline
_LONGEST = 140
_UPDATED = regex(
    r"(?:обновл\w*|измен\w*|отредактир\w*|последн\w+ (?:обновлени|изменени|правк|редакци)\w*|updated|modified)"
    r"[^|\d]{0,30}"
    rf"(?:{DATE}|{TIME})(?:[\s,./|вгода—–-]*(?:{DATE}|{TIME}))*",
    re.IGNORECASE,
)
_WHEN = regex(rf"(?:{DATE}|{TIME})(?:[\s,./|в—–-]*(?:г(?:ода|\.)?)?[\s,./|в—–-]*(?:{DATE}|{TIME}))*", re.IGNORECASE)
# The clock of a site's head: "Сегодня: вторник, 1 декабря 2026", "Вторник, 01.12.2026".
_TODAY = regex(
    r"сегодня\b|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b|today|сейчас\b", re.IGNORECASE
)
_SENTENCE = regex(r"[а-яё]{3,}[.!?…](?:\s|$)")
_APART = frozenset({"blockquote", "figure", "figcaption", "aside", "nav", "footer", "form", "table", "tr", "li"})
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_PATHS = tuple(
    regex(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[/_.-](?P<m>0?[1-9]|1[0-2])[/_.-](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[/_.-](?P<m>0[1-9]|1[0-2])[/_.-]{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    )
)


def date_line(blocks: list[Block], position: int | None) -> str | None:
    """The date written by the headline at ``position`` as ISO 8601, None when there is none."""
    if position is None:
        return None
    for block in blocks[position + 1 : position + 1 + _NEAR]:
        if block.weight and len(block.text) > _LONGEST:
            break
        if found := _date_of(block):
            return found
        if block.weight:
            break
    near = set(_ancestors(blocks[position].parent, 3))
    for block in reversed(blocks[max(0, position - _ABOVE) : position]):
        if (
            not _TODAY.search(block.text)
            and near.intersection(_ancestors(block.parent, 3))
            and (found := _date_of(block))
        ):
            return found
    return None


def _date_of(block: Block) -> str | None:
    """The date of a block that is nothing but a date line."""
    if len(block.text) > _LONGEST or block.hidden or block.tag in _APART or block.density > 0.6:
        return None
    if any(node.tag in _APART for node in _ancestors(block.parent, 4)):
        return None
    text = _UPDATED.sub(" ", block.text)
    found = iso_date(text)
    if found is None:
        return None
    rest = " ".join(_WHEN.sub(" ", text).split())
    return found if len(rest) <= 70 and not _SENTENCE.search(rest) else None


def date_in_address(url: str | None) -> str | None:
    """The day that an address names in its path or query (/2025/04/14/, /20250414/, ?date=2025-04-14), None without."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    text = unquote(f"{parts.path}?{parts.query}")
    for pattern in _PATHS:
        for match in pattern.finditer(text):
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            if 1990 <= day.year <= 2100:
                return day.isoformat()
    return None


def _ancestors(element: Any, count: int) -> list[Any]:
    """An element and the nearest that it stands in, up to the page's body."""
    found: list[Any] = []
    while element is not None and element.tag not in {"body", "html"} and len(found) <= count:
        found.append(element)
        element = element.getparent()
    return found
