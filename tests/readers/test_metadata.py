"""Author and date are the article's: of schema.org's graph with its references, of marks inside the article only."""

import json

import pytest
from support.pages import BODY, HEADLINE, OTHERS, page

from svodka.readers.formats.html import read_page

URL = "https://vesti.example/2025/parom"
MOMENT = "2025-03-05T12:00:54+03:00"
ARTICLE = {
    "@type": "NewsArticle", "@id": f"{URL}#article", "headline": HEADLINE, "datePublished": MOMENT,
    "author": {"@id": "https://vesti.example/#anna"}, "publisher": {"@id": "https://vesti.example/#org"},
}  # fmt: skip
ANNA = {"@type": "Person", "@id": "https://vesti.example/#anna", "name": "Анна Лугова"}
ORG = {"@type": "Organization", "@id": "https://vesti.example/#org", "name": "Заречные вести"}
OTHER = {
    "@type": "NewsArticle", "headline": OTHERS[0], "datePublished": "2020-01-01", "author": {"name": "Павел Чужой"},
    "url": "https://vesti.example/2020/most",
}  # fmt: skip


def script(*data, wrap="{}", kind="application/ld+json"):
    return "".join(
        f'<script type="{kind}">{wrap.replace("{}", json.dumps(d, ensure_ascii=False))}</script>' for d in data
    )


def read(head="", **around):
    return read_page(page(head=head, **around).encode(), id="x", url=URL)


def described(item):
    return item.published, item.author, item.source


WANTED = (MOMENT, "Анна Лугова", "Заречные вести")


@pytest.mark.parametrize(
    "data",
    [
        [{"@context": "https://schema.org", "@graph": [ORG, ANNA, ARTICLE]}],
        [ARTICLE, ANNA, ORG],  # a script each
        [[ORG, ARTICLE, ANNA]],
        [{"@graph": [ARTICLE | {"author": [{"@id": ANNA["@id"]}]}]},
         {"@graph": [ANNA | {"name": ["Анна Лугова"]}, ORG]}],
        [{"@graph": [ARTICLE | {"author": ANNA["@id"], "publisher": ORG["@id"]}, ANNA, ORG]}],  # bare references
        [{"@graph": [{"@type": "WebPage", "author": ANNA, "publisher": ORG}, ARTICLE]}],  # described in another node
        [{"@type": "WebPage", "mainEntity": ARTICLE | {"author": ANNA, "publisher": ORG}}],
        [{"@type": "NewsArticle", "@id": ARTICLE["@id"]}, ARTICLE, ANNA, ORG],  # a node in two pieces
        [ARTICLE | {"@type": ["http://schema.org/ReportageNewsArticle"]}, ANNA, ORG],
        [ARTICLE | {"@type": "schema:LiveBlogPosting"}, ORG, ANNA | {"name": None, "givenName": "Анна",
        "familyName": "Лугова"}],
        [OTHER, OTHER, ARTICLE, ANNA, ORG],  # related items come first
        [{"@type": "ItemList", "itemListElement": [OTHER]}, ARTICLE, ANNA, ORG],
        [{"@graph": [ARTICLE | {"@type": "WebPage"}, ANNA, ORG]}],  # no article in it
        [OTHER, ARTICLE | {"headline": "Иначе", "mainEntityOfPage": {"@id": URL + "/"}}, ANNA, ORG],
    ],
)  # fmt: skip
def test_graphs(data):
    assert described(read(script(*data))) == WANTED


@pytest.mark.parametrize(
    ("wrap", "kind"),
    [("<!-- {} -->", "application/ld+json"),
     ("//<![CDATA[\n{}\n//]]>", "application/ld+json"), ("{};", "application/ld+json"),
     ("[{},]", "application/ld+json"), ("{}", "Application/LD+JSON; charset=utf-8")],
)  # fmt: skip
def test_scripts_that_are_not_quite_json(wrap, kind):
    whole = ARTICLE | {"author": ANNA, "publisher": ORG}
    assert described(read(script(whole, wrap=wrap, kind=kind))) == WANTED


def test_circles_of_references_end():
    data = {"@graph": [ARTICLE | {"author": {"@id": "#a"}}, {"@id": "#a", "author": {"@id": "#b"},
                        "name": {"@id": "#b"}},
                       {"@id": "#b", "name": {"@id": "#a"}}]}  # fmt: skip
    assert read(script(data)).author is None


def test_several_authors():
    authors = [ANNA, {"@type": "Person", "name": "Павел Причалов"}, ANNA]
    assert read(script(ARTICLE | {"author": authors})).author == "Анна Лугова, Павел Причалов"


@pytest.mark.parametrize(
    ("author", "meta", "wanted"),
    [
        ("https://vesti.example/author/7", "Анна Лугова", "Анна Лугова"), ({"@id": "#gone"}, "Анна Лугова",
        "Анна Лугова"),
        ({"name": "Автор: Анна Лугова"}, "", "Анна Лугова"), ({"name": "редакция"}, "", None),
        ({"name": "Людвиг ван Дейк"}, "", "Людвиг ван Дейк"), ({"name": "Ильхам Гейдар оглы"}, "",
        "Ильхам Гейдар оглы"),
    ],
)  # fmt: skip
def test_what_is_no_name_gives_way(author, meta, wanted):
    tag = f'<meta name="author" content="{meta}">' if meta else ""
    assert read(script(ARTICLE | {"author": author}) + tag).author == wanted


@pytest.mark.parametrize(
    "beside",
    [
        "<aside>{}</aside>", "<div class='sidebar'>{}</div>", "<div id='comments'>{}</div>", "<footer>{}</footer>",
        "<div class='related-posts'><article><h3>Другое</h3>{}</article></div>", "<div class='news-list'>{}</div>",
        "<nav>{}</nav>", "<div class='b-popular'><div><div>{}</div></div></div>",
    ],
)  # fmt: skip
def test_marks_beside_the_article_are_not_heard(beside):
    marks = "<a rel='author' href='/a'>Павел Чужой</a><time datetime='2020-01-01T00:00:00+00:00'>1 января</time>"
    for place in ("before", "after"):
        item = read(**{place: beside.format(marks)})
        assert (item.published, item.author) == (None, None)


@pytest.mark.parametrize(
    "marks",
    [
        "<a rel='author' href='/a'>Анна Лугова</a><time datetime='2025-03-05T12:00:54+03:00'>5 марта</time>",
        "<span itemprop='author' itemscope><meta itemprop='name' content='Анна Лугова'></span>"
        "<time itemprop='datePublished' datetime='2025-03-05T12:00:54+03:00'>5 марта</time>",
        "<div class='elementor-widget post-footer'><span itemprop='author'><b itemprop='name'>Анна Лугова</b></span>"
        "<time itemprop='dateModified' datetime='2025-03-06'></time><time>5 марта 2025, 12:00:54 МСК</time></div>",
    ],
)  # fmt: skip
def test_marks_within_the_article_are(marks):
    sidebar = "<aside><a rel='author'>Павел Чужой</a><time datetime='2020-01-01'>1 января</time></aside>"
    item = read(before=sidebar, inside=f"<p>{BODY[0]}</p>{marks}", after=sidebar)
    assert (item.published, item.author) == (MOMENT, "Анна Лугова")
