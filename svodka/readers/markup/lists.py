"""The numbers that a browser writes before the items of an ordered list."""

from __future__ import annotations

import re
from typing import Any

from svodka.regexes import regex

_BARE = regex(r"list-style(?:-type)?\s*:[^;]*(?:none|disc|circle|square)", re.IGNORECASE)
_BARE_NAMES = regex(r"unstyled|no-?(?:bullets?|style|list|numbers?)|menu|nav|comment|breadcrumb", re.IGNORECASE)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Numbering:
    """The numbers of the lists of one page; asked for once for each item, in document order."""

    def __init__(self) -> None:
        self._next: dict[Any, int] = {}

    def mark(self, item: Any) -> str:
        """The mark of an ``<li>``, "3." or "б)" as the browser has it; "" in a list without numbers."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or _BARE.search(parent.get("style") or ""):
            return ""
        if _BARE_NAMES.search(parent.get("class") or "") or _BARE.search(item.get("style") or ""):
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        if parent not in self._next:
            first = sum(child.tag == "li" for child in parent) if step < 0 else 1
            self._next[parent] = _number(parent.get("start"), first)
        number = _number(item.get("value"), self._next[parent])
        self._next[parent] = number + step
        return f"{_written(number, item.get('type') or parent.get('type') or '1')}."


def _number(value: str | None, default: int) -> int:
    value = (value or "").strip()
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else default


def _written(number: int, kind: str) -> str:
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, place = divmod(number - 1, 26)
            letters = chr(ord(kind) + place) + letters
        return letters
    if kind in "iI" and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if kind == "i" else text.upper()
    return str(number)
