"""The page by watch list: news first, columns, filter, the week's picture; in the HTML and in a real Chromium."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from support.briefs import FAIR, FERRY

from svodka.digest import DigestOptions, render
from svodka.digest.charts import MOST_LISTS, week
from svodka.digest.view import item_view

LONG = "Очень длинное имя списка, которое никто не сократил"
UNBROKEN = "Превысокомногорассмотрительствующий" * 2


def brief(number, lists, published="2026-05-12T10:00:00+03:00", base=FAIR):
    item = replace(base.item, id=f"item-{number}", published=published, matches=tuple(lists))
    return replace(base, item=item)


def day(n):
    return (date(2026, 5, 1) + timedelta(days=n)).isoformat()


NEWS = [
    brief(1, ["Порты"], day(11), FERRY),
    brief(2, ["Порты", "Суды"], day(11)),
    brief(3, [], day(11)),
    brief(4, ["Суды"], day(6)),
    brief(5, ["Порты"], day(0)),
    brief(6, [LONG], day(9)),
    brief(7, ["Порты"], None),
]


def tree(briefs, **options):
    return html.document_fromstring(render(briefs, DigestOptions(**options)))


def table(root):
    return [[" ".join(cell.text_content().split()) for cell in row] for row in root.xpath("//*[@class='week']//tr")]


def test_news_come_before_pictures_and_filters():
    root = tree(NEWS)
    tags = [element.tag for element in root.iter("main", "form", "table", "article")]
    assert tags.index("main") < tags.index("table") < tags.index("form")
    assert max(i for i, tag in enumerate(tags) if tag == "article") < tags.index("table")
    assert root.xpath("//header//a[@href='#filters']") and root.xpath("//form//a[@href='#briefs']")


def test_grade_and_lists_stand_in_columns_of_their_own():
    root = tree(NEWS)
    articles = {a.get("id"): a for a in root.xpath("//article")}
    assert [len(a.xpath("./*[@class='grade']")) for a in articles.values()] == [1] * len(NEWS)
    lists = {id: [b.text for b in a.xpath("./*[@class='lists']/*[@class='watch']")] for id, a in articles.items()}
    assert [lists[f"item-{n}"] for n in range(1, 8)] == [list(b.item.matches) for b in NEWS]
    assert root.xpath("//main[@class='listed']//*[@class='columnheads']")[0].text_content() == "GradeWatch list"
    assert not tree([brief(1, [])]).xpath(
        "//main[@class='listed'] | //*[@class='lists' or @class='week' or @id='list']"
    )


def test_the_filter_names_every_list_with_its_items():
    options = [o.text for o in tree(NEWS).xpath("//*[@id='list']/option")]
    assert options == ["All briefs", "On any (6)", "Порты (4)", "Суды (2)", f"{LONG} (1)", "On none (1)"]
    assert [o.text for o in tree(NEWS[:2]).xpath("//*[@id='list']/option")][-1] == "Суды (1)"  # nothing is on none


def test_the_picture_is_of_the_week_up_to_the_last_match():
    root = tree(NEWS)
    head, *rows = table(root)
    assert head == ["Watch list", "We 6", "Th 7", "Fr 8", "Sa 9", "Su 10", "Mo 11", "Tu 12", "All"]
    assert rows == [
        ["Порты", "0", "0", "0", "0", "0", "0", "2", "2"],
        ["Суды", "0", "1", "0", "0", "0", "0", "1", "2"],
        [LONG, "0", "0", "0", "0", "1", "0", "0", "1"],
    ]
    (title,) = root.xpath("//*[@class='week']/h2")
    assert title.text_content() == "6–12 May 2026, by watch list2 items of other days"
    heights = [float(r.get("height")) for r in root.xpath("//*[@class='week']//rect")]
    assert heights[:7] == [0, 0, 0, 0, 0, 0, 20] and heights[8] == 10
    assert not root.xpath("//*[@class='week']//svg[not(@aria-hidden)]")  # the numbers are the text


def test_no_list_no_match_no_date():
    assert week([]) is None
    assert week([item_view(brief(1, []), 0)]) is None
    assert week([item_view(brief(1, ["Порты"], None), 0)]) is None
    assert week([item_view(brief(1, ["Порты"], "0001-01-02"), 0)]).days == ("0001-01-01", "0001-01-02")


def test_of_sixty_lists_the_fullest_have_rows():
    briefs = [brief(n, [f"List {k:02}" for k in range(60) if n % (k + 1) == 0], day(n % 3)) for n in range(60)]
    _, *rows = table(tree(briefs))
    assert len(rows) == MOST_LISTS and rows[0][0] == "List 00" and rows[0][-1] == "60"
    assert rows[-1][0] == f"{60 - MOST_LISTS + 1} other lists"
    rest = sum(any(int(name[5:]) >= MOST_LISTS - 1 for name in b.item.matches) for b in briefs)
    assert rows[-1][-1] == str(rest)
    assert len(tree(briefs).xpath("//*[@id='list']/option")) == 62  # on none is nothing: item 0 is on all


def test_a_list_may_be_called_anything():
    name = "<script>alert(1)</script> \u202e\"'"
    root = tree([brief(1, [name])])
    assert not root.xpath("//main//script[not(@type)]")
    assert {e.text for e in root.xpath("//*[@class='watch'] | //*[@class='week']//tbody//bdi")} == {
        "<script>alert(1)</script> [U+202E]\"'"
    }


LISTS = st.lists(st.sampled_from(["а", "б", "в", *(f"л{n}" for n in range(14))]), max_size=4, unique=True)


@given(st.lists(st.tuples(LISTS, st.none() | st.integers(0, 20)), min_size=1, max_size=40))
def test_the_week_counts_every_match_once(rows):
    views = [item_view(brief(n, lists, None if d is None else day(d)), n) for n, (lists, d) in enumerate(rows)]
    found = week(views)
    dated = [(lists, day(d)) for lists, d in rows if lists and d is not None]
    if not dated:
        assert found is None
        return
    assert found.days[-1] == max(d for _, d in dated) and len(found.days) == 7
    inside = [(lists, d) for lists, d in dated if d in found.days]
    assert found.elsewhere == sum(bool(lists) for lists, _ in rows) - len(inside)
    expected = Counter((name, d) for lists, d in inside for name in lists)
    own = [row for row in found.rows if not row.several]
    assert {(r.name, d): n for r in own for d, n in zip(found.days, r.days, strict=True) if n} == {
        key: n for key, n in expected.items() if key[0] in {r.name for r in own}
    }
    assert [r.items for r in own] == sorted((r.items for r in own), reverse=True)
    rest = {name for name, _ in expected} - {r.name for r in own}
    assert bool(rest) is any(r.several for r in found.rows) and len(found.rows) <= MOST_LISTS
    if rest:
        assert found.rows[-1].items == sum(bool(rest & set(lists)) for lists, _ in inside)


# ---- in a browser


@pytest.fixture
def screen(open_page):
    """A page of briefs on a screen of a width."""
    pages = []

    def show(briefs, width, media=(), **options):
        page = open_page(briefs, **options)
        pages.append(page)
        page.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700},
        )
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dict(media))
        return page

    yield show
    for page in pages:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def place(page, selector):
    return page(
        "(r => ({x: r.left, y: r.top, right: r.right, w: r.width}))(document.querySelector(arguments[0])"
        ".getBoundingClientRect())",
        selector,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [("any", 6), ("none", 1), ("0", 4), ("1", 2), ("2", 1), ("", 7)],
)
def test_filter_by_list(open_page, value, expected):
    page = open_page(NEWS)
    page(
        "void (document.querySelector('#list').value = arguments[0],"
        "document.querySelector('#list').dispatchEvent(new Event('change', {bubbles: true})))",
        value,
    )
    page.settle()
    assert len(page.visible()) == expected
    assert page("new URLSearchParams(location.hash.slice(1)).get('list')") == (value or None)
    assert page.errors() == []


def test_a_bookmark_keeps_the_list(open_page):
    page = open_page(NEWS)
    page("void (location.hash = 'list=1')")
    page.settle()
    assert len(page.visible()) == 2 and page("document.querySelector('#list').value") == "1"
    page.type("#q", "Суды")
    assert len(page.visible()) == 2


SIXTY = [brief(n, [f"Список {k}" for k in range(60) if n % (k + 1) == 0] + [UNBROKEN], day(n % 3)) for n in range(40)]


@pytest.mark.parametrize("briefs", [NEWS, SIXTY, [brief(1, [UNBROKEN, LONG])], [brief(1, [])], []])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(screen, briefs, width):
    page = screen(briefs, width)
    assert page("document.documentElement.scrollWidth") <= width
    assert page(
        "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('.sr, .skip, svg')"
        " && (e.getBoundingClientRect().right > innerWidth + 1"
        " || e.matches('.watch, .item h4, .item p, .week *') && e.clientWidth && e.scrollWidth > e.clientWidth + 1))"
        ".map(e => e.outerHTML.slice(0, 80))"
    ) == []  # fmt: skip


def test_on_a_telephone_news_stand_above_filters_and_on_a_wide_screen_beside_them(screen):
    page = screen(NEWS, 390)
    assert place(page, "#item-7")["y"] < place(page, ".week")["y"] < place(page, "#filters")["y"]
    assert place(page, "article")["y"] < 400
    page = screen(NEWS, 1280)
    assert place(page, "#filters")["right"] < place(page, "main")["x"]
    assert place(page, ".week")["y"] < place(page, "main")["y"]
    grade, lists, head = (place(page, f"#item-1 > {part}") for part in (".grade", ".lists", "h4"))
    assert grade["right"] <= lists["x"] and lists["right"] <= head["x"]
    assert abs(place(page, "#item-3 > h4")["x"] - head["x"]) < 1  # without a list the column stays


def test_the_picture_is_seen_in_the_dark_and_without_a_script(screen):
    seen = set()
    for scheme in ("light", "dark"):
        page = screen(NEWS, 390, {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        bar = page("getComputedStyle(document.querySelector('.week rect[height=\"20.0\"]')).fill")
        ground = page("getComputedStyle(document.body).backgroundColor")
        light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (bar, ground)]
        assert abs(light[0] - light[1]) > 200
        seen.add((bar, ground))
    assert len(seen) == 2
    assert place(page, ".week tbody svg")["w"] > 10


def test_in_print_filters_go_and_news_stay(screen):
    page = screen(NEWS, 760, {"media": "print"})
    assert page("document.documentElement.scrollWidth") <= 760
    gone = ["aside", ".skip", "header .narrow", ".texts"]
    assert page("arguments[0].map(s => document.querySelector(s).checkVisibility())", gone) == [False] * len(gone)
    assert page("document.querySelector('.week').checkVisibility()") and len(page.visible()) == len(NEWS)
