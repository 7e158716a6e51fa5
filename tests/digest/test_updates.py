"""What updates an earlier item stands right before it, and both say so."""

import re
from dataclasses import replace

from support.briefs import FAIR, FERRY

from svodka.digest import DigestOptions, render
from svodka.digest.view import beside


def dated(brief, id, day, updates=None):
    item = replace(brief.item, id=id, published=f"2026-05-{day:02d}T10:00:00+03:00", updates=updates, source="Вести")
    return replace(brief, item=item)


def articles(page):
    return re.findall(r'<article class="item" id="(item-\d+)".*?</article>', page, re.DOTALL)


def test_both_are_linked_and_stand_together():
    first, between, later = dated(FERRY, "a", 12), dated(FAIR, "b", 12), dated(FERRY, "c", 12, updates="a")
    page = render([later, between, first])
    assert articles(page) == ["item-1", "item-3", "item-2"]
    assert page.count('Updates <a href="#item-3">') == 1 and page.count('Updated by <a href="#item-1">') == 1
    assert articles(render([replace(later, item=replace(later.item, updates=None)), between, first])) == [
        "item-1", "item-2", "item-3",
    ]  # fmt: skip


def test_what_is_not_on_the_page_is_named_and_harmless():
    page = render([dated(FERRY, "c", 12, updates="<b>old\u202e</b>")], DigestOptions())
    assert "Updates an earlier item that is not on this page: <bdi>&lt;b&gt;old" in page and "\u202e" not in page


def test_circles_end_and_everything_stays():
    assert beside([("a", "b"), ("x", None), ("b", "a"), ("a", "a")]) == [0, 2, 1, 3]
    assert beside([("a", None), ("b", "a")]) == [0, 1] and beside([]) == []
