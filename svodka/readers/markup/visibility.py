"""What of a page its readers do not see, and what is struck out: by attributes, by inline styles, by usual class names
and by the page's own simple style rules (one class, id or tag; no media queries, no combinators).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from svodka.regexes import regex

HIDDEN, STRUCK = "hidden text", "struck out"

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_STYLE_HIDDEN = regex(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|content-visibility\s*:\s*hidden|(?:opacity|max-height|max-width)\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:text-indent|left|top)\s*:\s*-(?:\d{4,}(?:\.\d+)?px|\d{3,}(?:\.\d+)?(?:em|rem|%))"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0\s*\))",
    re.IGNORECASE,
)
_TINY = regex(r"(?<![\w-])font-size\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_NO_ROOM = regex(r"(?<![\w-])(?:height|width)\s*:\s*0*[01]?(?:px)?\s*(?:;|!|$)", re.IGNORECASE)
_CLIPPED = regex(r"(?<![\w-])overflow\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_STYLE_STRUCK = regex(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_CLASS_HIDDEN = regex(
    r"(?:^|\s)(?:visually-?hidden|sr-?only|screen-?reader(?:-?text)?|u-?hidden|is-?hidden|d-none|display-none|hide-?text"
    r"|hidden|(?:sort|sorting)[-_]?(?:key|text|value)|invisible|a11y-hidden|offscreen|off-screen)(?:$|\s)",
    re.IGNORECASE,
)
_CLASS_WIDE = regex(r"(?:^|\s)(?:d-\w{2,3}-|(?:sm|md|lg|xl|2xl):)(?!none|hidden)\w")  # shown on wide screens
_CLASS_SPOKEN = regex(r"visually-?hidden|sr-?only|screen-?reader|a11y-hidden", re.IGNORECASE)
_CLASS_STRUCK = regex(
    r"(?:^|\s)(?:text-decoration-)?(?:line-through|strike(?:-?through|d|-?out)?|struck(?:-?out)?)(?:$|\s)",
    re.IGNORECASE,
)
_SPOILER = regex(r"(?:^|\s)spoiler(?:$|\s)", re.IGNORECASE)
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = regex(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = regex(r"([^{}]{1,2000})\{([^{}]*)\}")
_SIMPLE = regex(r"([a-z][a-z0-9]*)?([.#])([\w-]+)|(del|s|strike|q)", re.IGNORECASE)
_SHOWN = regex(r"(?<![\w-])(?:display\s*:\s*(?!none)\w|visibility\s*:\s*visible)", re.IGNORECASE)
_LONGEST_STYLE = 500_000  # characters of a page's style sheets that are read
_WHOLE = frozenset({"html", "body"})  # hidden until scripts have run


class Visibility:
    """What the elements of one parsed page are to the eye."""

    def __init__(self, root: Any) -> None:
        self._rules: dict[tuple[str, str, str], str] = {}  # (tag or "", "." or "#", name) -> HIDDEN or STRUCK
        for style in root.iter("style"):
            self._rules.update(_rules(style.text or "", self._rules))
        self._named = {name for (_, _, name), found in self._rules.items() if found}

    def of(self, node: Any) -> str | None:
        """`HIDDEN` or `STRUCK` when the element itself is, None when it is to be read."""
        if node.tag in _STRUCK_TAGS:
            return STRUCK
        keys = node.keys()
        if not keys or node.tag in _WHOLE:
            return None
        names = ""
        for key in keys:
            found = None
            if key == "class":
                names = node.get("class")
                found = _by_class(names)
            elif key == "style":
                style = node.get("style")
                found = _by_style(style)
                if not found and not len(node) and _TINY.search(style):  # around others it only takes out their blanks
                    return HIDDEN
            elif key == "hidden":
                found = HIDDEN if node.get("hidden").lower() != "until-found" else None
            elif key == "aria-hidden" and node.get("aria-hidden").lower() == "true" and not _spoken_beside(node):
                found = HIDDEN
            if found:
                return found
        return self._by_rules(node.tag, names, node.get("id")) if self._rules else None

    def _by_rules(self, tag: str, names: str, ident: str | None) -> str | None:
        if ident not in self._named and self._named.isdisjoint(names.split()):
            return None
        keys = [(".", name) for name in names.split()] + ([("#", ident)] if ident else [])
        for sign, name in keys:
            found = self._rules.get(("", sign, name)) or self._rules.get((tag, sign, name))
            if found:
                return found
        return None


@lru_cache(maxsize=4096)
def _by_style(style: str) -> str | None:
    if _STYLE_HIDDEN.search(style) or (_NO_ROOM.search(style) and _CLIPPED.search(style)):
        return HIDDEN
    return STRUCK if _STYLE_STRUCK.search(style) else None


@lru_cache(maxsize=4096)
def _by_class(names: str) -> str | None:
    if _CLASS_HIDDEN.search(names) and not _CLASS_WIDE.search(names):
        return HIDDEN
    return STRUCK if _CLASS_STRUCK.search(names) else None


def _spoken_beside(node: Any) -> bool:
    """Whether it is hidden from screen readers only: a spoiler, or a sign with its words for them beside it."""
    parent = node.getparent()
    if parent is None:
        return False
    names = parent.get("class") or ""
    return bool(_SPOILER.search(names)) or any(_CLASS_SPOKEN.search(other.get("class") or "") for other in parent)


def _rules(sheet: str, known: dict[tuple[str, str, str], str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    if len(sheet) > _LONGEST_STYLE or not ("none" in sheet or "hidden" in sheet or "line-through" in sheet):
        return
    sheet = _CONDITIONAL.sub("", _COMMENT.sub("", sheet))
    for selectors, body in _RULE.findall(sheet):
        found = _by_style(body.strip())
        shown = found is None and _SHOWN.search(body)
        if not found and not shown:
            continue
        for selector in selectors.split(","):
            if (simple := _SIMPLE.fullmatch(selector.strip())) and simple[2]:
                key = (simple[1] or "").lower(), simple[2], simple[3]
                if found or key in known:
                    yield key, found or ""
