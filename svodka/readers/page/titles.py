"""The headline of a page: the block that shows it, and what the page declares as its title."""

from __future__ import annotations

import re
from typing import Any

from svodka.readers.cleaning.clean import comparable
from svodka.readers.markup.blocks import Block
from svodka.regexes import regex

_TITLE_SEPARATOR = regex(r"\s+[|/\\•·»–—-]+\s+|\s*(?:::+|\|+|»)\s*")
_HEADINGS = {"h1": 1.5, "h2": 0.7, "h3": 0.7}


def declared_titles(root: Any) -> tuple[str, str, str]:
    """The title for social networks, the window title, and the description, "" where the page has none."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        found.setdefault(name, " ".join((meta.get("content") or "").split()))
    social = found.get("og:title") or found.get("twitter:title") or ""
    description = f"{found.get('description', '')} {found.get('og:description', '')}"
    return social, " ".join((root.findtext(".//title") or "").split()), description


def headline_position(blocks: list[Block], social: str, title: str) -> int | None:
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


def headline_of(blocks: list[Block], position: int | None, social: str, title: str) -> str:
    """The shown headline if the declared one agrees or there is none; else the declared, without the site's name."""
    shown = blocks[position].text if position is not None else ""
    declared = social or title
    if shown and (not declared or stems(shown) & stems(f"{social} {title}")):
        return shown
    return max(_TITLE_SEPARATOR.split(declared), key=len, default="") or shown


def stems(text: str) -> set[str]:
    """The words of four letters and more, cut to six, so that endings do not count: of any language, which is not
    known yet when a title is looked for (`svodka.facts.lexicon` has to be told it)."""
    return {word[:6] for word in re.findall(r"\w{4,}", text.lower().replace("ё", "е"))}
