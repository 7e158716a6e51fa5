"""The date of a page is declared or in its address; what the text tells, a list or an update gives is not it."""

import json

import pytest
from support.articles import HEADLINE, PARAGRAPHS, article

from svodka.readers.formats.html import read_page


def published(url=None, **parts):
    return read_page(article(**parts).encode(), id="x", url=url).published


def script(*data):
    written = json.dumps(data if len(data) > 1 else data[0], ensure_ascii=False)
    return f'<script type="application/ld+json">{written}</script>'


OWN = {"@type": "NewsArticle", "headline": HEADLINE}
OTHER = {"@type": "NewsArticle", "headline": "Другая новость", "datePublished": "2020-01-01"}
THIRD = {"@type": "NewsArticle", "headline": "Третья новость", "datePublished": "2020-01-02"}


@pytest.mark.parametrize(
    "extra",
    [
        "<p>Мост построили 12 июня 1998 года, тогда же по нему пустили первые автобусы.</p>",
        "<p>Договор № 7 от 12.06.2019 подписали мэрия города и дорожная служба.</p>",
        "<p>12.06.2019</p>",
        "<p>Мост построен <time datetime='1998-06-12'>12 июня 1998 года</time> на деньги города.</p>",
        "<div class='comments'><span class='date'>03.02.2020</span><p>Давно пора было закрыть.</p></div>",
        "<aside><time datetime='2016-02-02T10:00'>2 февраля 2016</time> <a href='/q'>Старая новость</a></aside>",
        "<blockquote class='tweet'><p>Мост закрыт.</p>&mdash; Мэрия <a href='/1'>April 14, 2019</a></blockquote>",
        "<figure><img src='1.jpg'><figcaption>Мост, 14 апреля 2019</figcaption></figure>",
        "<table><tr><td>12.06.1998</td><td>открыт</td></tr><tr><td>14.04.2019</td><td>закрыт</td></tr></table>",
        "<ul><li>12.06.1998 <a href='/1'>Открыт мост через Ряжу</a></li></ul>",
    ],
)  # fmt: skip
def test_no_date_is_guessed_from_what_the_page_tells(extra):
    for place in range(7):
        assert published(extra=extra, at=place) is None or (place == 0 and extra == "<p>12.06.2019</p>")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<div class='date'>14 апреля 2025, 09:05</div>", "2025-04-14T09:05"),
        ("<p>14.04.2025 09:05 | Общество | Просмотров: 12</p>", "2025-04-14T09:05"),
        ("<span>Опубликовано: 14.04.2025</span>", "2025-04-14"),
        ("<div>Анна Лугова, 14 апреля 2025</div>", "2025-04-14"),
        ("<p>Обновлено: 15.04.2025, опубликовано: 14.04.2025</p>", "2025-04-14"),
        ("<p>Обновлено: 15.04.2025</p>", None),
        ("<time class='updated' datetime='2025-04-15'>15 апреля</time>", None),
        ("<time class='entry-date published updated' datetime='2025-04-14T10:00'>14 апреля</time>", "2025-04-14T10:00"),
    ],
)  # fmt: skip
def test_the_line_by_the_headline(line, date):
    assert published(before=line) == date


def test_the_clock_of_the_site_is_not_the_article_s_date():
    page = article().replace("<nav>", "<div>Сегодня: вторник, 1 декабря 2026</div><nav>")
    assert read_page(page.encode(), id="x").published is None
    page = article().replace("<h1>", "<div>Вторник, 1 декабря 2026</div><h1>")
    assert read_page(page.encode(), id="x").published is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://v.example/2025/04/14/most", "2025-04-14"),
        ("https://v.example/news/20250414-most.html", "2025-04-14"),
        ("https://v.example/most-14-04-2025", "2025-04-14"), ("https://v.example/?date=2025-04-14&id=7", "2025-04-14"),
        ("https://v.example/2025/04/most", None), ("https://v.example/n/123456789", None),
        ("https://v.example/2025/13/14/most", None), ("https://v.example/1998/most", None), (None, None),
    ],
)  # fmt: skip
def test_the_address(url, date):
    assert published(url) == date


def test_a_declared_date_goes_before_all():
    declared = '<meta property="article:published_time" content="2025-04-14T09:05:00+03:00">'
    item = read_page(
        article(head=declared, before="<p>15.04.2025</p>").encode(), id="x", url="https://v.example/2025/04/16/most"
    )
    assert item.published == "2025-04-14T09:05:00+03:00"


@pytest.mark.parametrize(
    ("data", "date"),
    [
        ([OWN | {"datePublished": "2025-04-14"}], "2025-04-14"), ([OTHER, THIRD], None),
        ([OTHER, THIRD, OWN | {"datePublished": "2025-04-14"}], "2025-04-14"),
        ([{"@type": "CollectionPage", "datePublished": "2020-01-01"}], None),
        ([{"@type": "ItemList", "itemListElement": [OTHER]}], None),
    ],
)  # fmt: skip
def test_the_graph_of_a_list_is_not_the_article_s(data, date):
    assert published(head=script(*data)) == date


@pytest.mark.parametrize(
    "head",
    [script(OWN | {"dateModified": "2025-04-15"}), '<meta property="article:modified_time" content="2025-04-15">',
     '<meta property="og:updated_time" content="2025-04-15">'],
)  # fmt: skip
def test_the_last_change_is_told_apart(head):
    item = read_page(article(head=head).encode(), id="x")
    assert item.published is None
    assert item.notes == ("the page gives no date of publication, only that of its last change: 2025-04-15",)
    assert item.text == "\n\n".join(PARAGRAPHS)
