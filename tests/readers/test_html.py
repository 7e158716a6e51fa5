"""From page to item: the body and nothing but the body, headline, metadata, and what was removed."""

import json

import pytest
from support.pages import BODY, HEADLINE, OTHERS, page

from svodka.errors import InputError
from svodka.readers.formats.html import read_fragment, read_page

SHORT = "Ярмарка в Лугавске откроется в субботу, торговать будут мёдом и рыбой из окрестных сёл."


def read(markup, **options):
    return read_page(markup.encode(), id="page.html", **options)


def paragraphs(item):
    return tuple(item.text.split("\n\n"))


def test_body_and_headline_without_what_stands_around_them():
    item = read(page())
    assert (item.id, item.headline, paragraphs(item)) == ("page.html", HEADLINE, BODY)


@pytest.mark.parametrize(
    "wrap",
    [
        ("<div>", "</div>"), ("<article>", "</article>"), ("<table><tr><td>", "</td></tr></table>"),
        ("<form action='/'><div>", "</div></form>"), ("<div itemprop='articleBody'><span>", "</span></div>"),
        ("<div class='copy'>", "</div>"),
    ],
)  # fmt: skip
def test_the_body_in_any_wrapper(wrap):
    assert paragraphs(read(page(wrap=wrap))) == BODY


def test_a_form_around_the_whole_page_is_a_wrapper():
    markup = page().replace("<body>", "<body><form id='aspnetForm'>").replace("</body>", "</form></body>")
    assert paragraphs(read(markup)) == BODY


def test_paragraphs_made_by_line_breaks():
    markup = page([]).replace("<div class='content'>", "<div class='content'>" + "<br><br>".join(BODY))
    assert paragraphs(read(markup)) == BODY


def test_a_sentence_torn_by_a_line_break_is_one_again():
    torn = BODY[0].replace(" через реку", "<br>через реку")
    assert paragraphs(read(page([torn, *BODY[1:]]))) == BODY


def test_comments_rules_and_teasers_with_prose_stay_out():
    rules = "".join(
        f"<p>Пользователь сайта обязуется соблюдать правила. Редакция удаляет комментарии, нарушающие правило {i}.</p>"
        for i in range(12)
    )
    teasers = "".join(
        f"<div class='teaser'><a href='/{i}'>{other}</a>"
        "<p>Подробности новости читайте на сайте газеты, сообщили в редакции.</p></div>"
        for i, other in enumerate(OTHERS)
    )
    item = read(page(after=f"<div id='comments'>{rules}</div><div>{teasers}</div>"))
    assert paragraphs(item) == BODY


def test_furniture_inside_the_body_goes_with_its_reason():
    body = (*BODY[:2], "Читайте также: <a href='/x'>В Лугавске открыли мост после ремонта</a>", *BODY[2:])
    inside = "<p>Нашли ошибку? Выделите её и нажмите Ctrl+Enter</p>"
    caption = "<figure><img src='a.jpg'><figcaption>Причал у Лугавска в августе</figcaption></figure>"
    item = read(page([caption + body[0], *body[1:]], inside=inside))
    assert paragraphs(item) == BODY
    reasons = {r.text: r.reason for r in item.removed}
    assert reasons["Причал у Лугавска в августе"] == "photo caption"
    assert reasons["Нашли ошибку? Выделите её и нажмите Ctrl+Enter"] == "error report prompt"
    assert reasons["Читайте также: В Лугавске открыли мост после ремонта"] == "links"


def test_a_lead_outside_the_body_container_is_kept():
    item = read(page(BODY[1:]).replace("</h1>", f"</h1><div class='lead'><h2>{BODY[0]}</h2></div>"))
    assert paragraphs(item) == BODY


def test_a_pull_quote_that_repeats_a_sentence_goes():
    item = read(page([*BODY[:3], BODY[1], BODY[3]]))
    assert paragraphs(item) == BODY
    assert "repeated paragraph" in {r.reason for r in item.removed}


def test_counters_glued_to_the_first_word_go():
    assert paragraphs(read(page([f"<a href='#c'>0</a>{text}" for text in BODY]))) == BODY


def test_the_title_gives_the_headline_when_the_first_heading_is_the_site_s_name():
    markup = page().replace(f"<h1>{HEADLINE}</h1>", "<h1>Вечерний листок</h1>")
    assert read(markup).headline == HEADLINE


def test_metadata_from_schema_org():
    data = {
        "@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {
            "@type": ["NewsArticle"], "datePublished": "2025-08-28T14:05:00+03:00",
            "author": [{"@type": "Person", "name": "Анна Лугова"}], "publisher": {"name": "Заречные вести"},
        }],
    }  # fmt: skip
    head = (
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        '<link rel="canonical" href="/news/parom.html"><meta property="og:title" content="x">'
    )
    item = read(page(head=head), url="https://vesti.example/news/parom.html?from=rss")
    assert (item.published, item.author, item.source, item.url) == (
        "2025-08-28T14:05:00+03:00", "Анна Лугова", "Заречные вести", "https://vesti.example/news/parom.html",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<meta property="article:published_time" content="2025-08-28T11:05:00Z">', "2025-08-28T11:05:00+00:00"),
        ('<meta itemprop="datePublished" content="2025-08-28">', "2025-08-28"),
        ('<time datetime="2025-08-28T14:05:00+0300">вчера</time>', "2025-08-28T14:05:00+03:00"),
        ("<div>28 августа 2025, 14:05</div>", "2025-08-28T14:05"),
        ("<span>Опубликовано: 28.08.2025 в 9:30</span>", "2025-08-28T09:30"),
        ("<div>31.02.2025</div>", None),
    ],
)
def test_publication_dates(markup, published):
    meta = markup.startswith("<meta")
    item = read(page(head=markup if meta else "").replace("</h1>", "</h1>" if meta else f"</h1>{markup}"))
    assert item.published == published


def test_the_declared_body_tells_the_article_from_a_longer_one_beside_it():
    longer = "".join(f"<p>{SHORT} Подробности сообщат {day} сентября.</p>" for day in range(1, 16))
    data = {"@type": "NewsArticle", "articleBody": " ".join(BODY)}
    declared = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert paragraphs(read(page(head=declared, after=f"<div>{longer}</div>"))) == BODY
    assert paragraphs(read(page(after=f"<div>{longer}</div>"))) != BODY


def test_an_author_that_is_no_name_is_none():
    assert read(page(head='<meta name="author" content="Войти; дизайн: студия 24">')).author is None


def test_a_page_drawn_by_scripts_gives_the_declared_body_and_says_so():
    data = {"@type": "NewsArticle", "articleBody": "\n".join(BODY)}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    markup = f"<html><head><title>{HEADLINE}</title>{script}</head><body><div id='root'></div></body></html>"
    item = read(markup)
    assert item.headline == HEADLINE
    assert paragraphs(item) == BODY
    assert "articleBody" in item.notes[0]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r", "iso-8859-1", None])
def test_encodings_declared_wrongly_or_not_at_all(encoding, declared):
    charset = f'<meta charset="{declared}">' if declared else ""
    markup = page().replace('<meta charset="utf-8">', charset).replace("«", '"').replace("»", '"').replace("©", "(c)")
    item = read_page(markup.encode(encoding), id="x")
    assert (item.headline, paragraphs(item)) == (HEADLINE, BODY)


@pytest.mark.parametrize("markup", ["", "<html></html>", "<html><body><a href='/'>Главная</a></body></html>", "<<<>>>"])
def test_a_page_without_an_article_is_an_error(markup):
    with pytest.raises(InputError):
        read(markup)


def test_a_fragment_keeps_everything_but_boilerplate():
    markup = f"<p>{BODY[0]}</p><p>Короткая строка</p><p>{BODY[1]}</p><p><a href='/'>Подробнее на сайте</a></p>"
    headline, text, removed = read_fragment(markup, HEADLINE)
    assert (headline, text) == (HEADLINE, f"{BODY[0]}\n\nКороткая строка\n\n{BODY[1]}")
    assert [r.text for r in removed] == ["Подробнее на сайте"]


def test_a_fragment_s_boxes_are_said_to_be_removed():
    caption = "<figure><figcaption>Причал</figcaption></figure>"
    markup = f"<aside>Врез о пароме.</aside><p>{BODY[0]}</p><footer>Подвал</footer>{caption}"
    _, text, removed = read_fragment(markup, HEADLINE)
    assert text == BODY[0]
    assert [(r.text, r.reason) for r in removed] == [
        ("Врез о пароме.", "sidebar"), ("Подвал", "page footer"), ("Причал", "photo caption"),
    ]  # fmt: skip
    boxes = f"<aside>{BODY[0]}</aside><footer>{BODY[1]}</footer>"
    assert read_fragment(boxes, HEADLINE)[1] == f"{BODY[0]}\n\n{BODY[1]}"


@pytest.mark.parametrize(
    "letter",
    ["<span class='dropcap'>{}</span>", "<div class='drop-cap'>{}</div>", "<p class='first-letter'><b>{}</b></p>"],
)
def test_a_drop_cap_is_the_first_letter_of_its_word(letter):
    first = f"{letter.format(BODY[0][0])}{BODY[0][1:]}"
    markup = page(BODY[1:]).replace("<div class='content'>", f"<div class='content'>{first}")
    assert paragraphs(read(markup)) == BODY
