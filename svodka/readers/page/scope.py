"""Whether an element of a page belongs to its article, or to a sidebar, a menu, the comments, a list of other items."""

from __future__ import annotations

import re
from typing import Any

from svodka.regexes import regex

_TAGS = {"aside", "nav", "footer", "form"}
# Beginnings of names; "article-footer" and "elementor-widget" are the article's own.
_OTHER = regex(
    r"(?:^|\s)(?:(?:site|page|main|global|top)[-_]{0,2}(?:header|footer|menu|bar|nav)|footer|menu|nav)"
    r"|(?<![a-z])(?:side-?bar|aside|relat|recommend|popular|similar|teaser|also|more-?(?:news|articles)|latest|last-?news"
    r"|news-?(?:list|feed|line|block)|lenta|comments?|disqus|banner|promo|announce|anons|trending|top-?news|card)",
    re.IGNORECASE,
)
_LEVELS = 15
_WHOLE = {"html", "head", "body", "script", "meta", "link"}


class ArticleScope:
    """The parts of one parsed page. What holds the first-level heading holds the article, whatever it is called."""

    def __init__(self, root: Any) -> None:
        self._holders: set[Any] = set()
        for heading in root.iter("h1"):
            ancestors = list(heading.iterancestors())
            if not any(node.tag in _TAGS for node in ancestors if node.tag != "form"):
                self._holders.update(ancestors)
        self._has_article = any(node.tag == "article" for node in self._holders)

    def has(self, element: Any) -> bool:
        """Whether no near ancestor of the element is, by tag or name, a part of the page beside the article."""
        node = element
        for _ in range(_LEVELS):
            if node is None or node.tag in {"body", "html"} or node in self._holders:
                return True
            if self._is_other(node):
                return False
            node = node.getparent()
        return True

    def _is_other(self, node: Any) -> bool:
        if node.tag in _TAGS or (node.tag == "article" and self._has_article):  # another item's article
            return True
        parent = node.getparent()
        if node.tag == "header" and parent is not None and parent.tag == "body":  # the site's
            return True
        return bool(_OTHER.search(f"{node.get('class') or ''} {node.get('id') or ''}"))

    def drop_others(self, root: Any) -> None:
        """Takes the parts beside the article out of the page."""
        for node in list(root.iter("*")):
            parent = node.getparent()
            if parent is not None and node not in self._holders and node.tag not in _WHOLE and self._is_other(node):
                parent.remove(node)  # the text behind it goes with it: between blocks there is none
