"""Markup -> lxml tree, whatever it is like."""

from __future__ import annotations

import re
from typing import Any

from svodka.errors import InputError
from svodka.regexes import regex

_DECLARATION = regex(r"^\s*<\?xml[^>]{0,200}\?>")
_STRUCK = regex(r"<(/?)(?:s|strike)(?=[\s>])", re.IGNORECASE)
_DEEPEST = 2000  # libxml2 drops what is nested deeper than 2048
# Every tag but those that carry text, structure or metadata by themselves.
_FLAT = regex(
    r"</?(?!(?:p|br|h[1-6]|li|html|head|body|title|meta|link|script|style|noscript|time)\b)[a-z][^<>]*>", re.IGNORECASE
)


def parse(text: str) -> tuple[Any, tuple[str, ...]]:
    """The root element of a page or fragment, and notes for the reader of its item. Raises InputError for none."""
    text = _STRUCK.sub(r"<\1del", text)  # libxml2 lets <del> stand around paragraphs, and not these
    root = _tree(text)
    if not root.xpath(f"boolean(//*[count(ancestor::*) >= {_DEEPEST - 2}])"):
        return root, ()
    return _tree(_FLAT.sub("<br>", text)), (
        "the page's markup is nested too deep to parse; it was read without its structure",
    )


def _tree(text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"the page cannot be parsed as HTML: {error}") from error
    if root is None:
        raise InputError("the page is empty; expected HTML with a news item in it")
    return root
