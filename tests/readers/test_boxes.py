"""A box between two paragraphs never cuts an article, and what readers write under it is not the news."""

import itertools

import pytest
from support.articles import PARAGRAPHS, document

from svodka.readers.formats.html import read_page

LINKS = '<a href="/1">Как жители переживают паводок</a>', '<a href="/2">Вода пришла в Заречье</a>'
FRAMES = "".join(f'<figure><img src="{i}.jpg"><figcaption>Мост, снимок {i}</figcaption></figure>' for i in range(8))
ROWS = "".join(f"<tr><td>Село номер {i}</td><td>{i + 10}</td></tr>" for i in range(30))
BOXES = {
    "named": f'<div class="related"><h3>Читайте также</h3><ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul></div>',
    "unnamed": f"<div><b>Читайте также</b><ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul></div>",
    "heading": f'<div class="x7"><h4>По теме</h4><div>{LINKS[0]}</div><div>{LINKS[1]}</div></div>',
    "paragraphs": f"<p>Читайте также:</p><p>{LINKS[0]}</p><p>{LINKS[1]}</p>",
    "one line": f"<p><b>Читайте также:</b> {LINKS[0]}</p>",
    "aside": f"<aside><h3>Материалы по теме</h3>{LINKS[0]}<br>{LINKS[1]}</aside>",
    "teaser": f'<div class="read-also">{LINKS[0]}<p>Корреспондент провёл день в посёлке и рассказал о нём.</p></div>',
    "gallery": f'<div class="gallery">{FRAMES}</div>',
    "pictures": f"<div>{'<div><img src=1.jpg><span>Фото: Иван Лугов / Вести</span></div>' * 12}</div>",
    "table": f"<table><tr><th>Село</th><th>Домов</th></tr>{ROWS}</table>",
    "subscription": '<div class="subscribe-block"><p>Подпишитесь на рассылку</p><form><input></form></div>',
    "share": f'<ul class="social">{"".join(f"<li><a href=#>{n}</a></li>" for n in ("ВКонтакте", "Telegram"))}</ul>',
    "advertisement": '<div id="adfox_12"><p>Реклама. ООО «Окна». erid: 2Vtz</p></div>',
    "card": "<div><span>86</span><span>домов подтоплено</span></div>",
    "player": "<div><div>Воспроизвести</div><div>00:00</div><div>01:24</div><div>Видео: очевидцы</div></div>",
}
FOREIGN = ("Вода пришла", "Как жители", "Корреспондент провёл", "снимок", "Подпишитесь", "erid", "Фото: Иван")


def in_article(parts):
    return f"<article>{{H}}{''.join(parts)}</article>"


def in_body(parts):
    return f'<div>{{H}}<div itemprop="articleBody">{"".join(parts)}</div></div>'


def in_divs(parts):
    return f'<div>{{H}}<div class="text">{"".join(_without_p(p, "<div>{}</div>") for p in parts)}</div></div>'


def between_breaks(parts):
    return f'<div>{{H}}<div class="text">{"".join(_without_p(p, "{}<br><br>") for p in parts)}</div></div>'


def after_lead(parts):
    """The first paragraph, and what follows on it, stand outside the body."""
    first = next(i for i, part in enumerate(parts) if PARAGRAPHS[0] in part)
    then = parts[first + 1]
    outside = "" if PARAGRAPHS[1] in then else then
    rest = parts[first + 1 + bool(outside) :]
    lead = f'<div class="lead">{PARAGRAPHS[0]}</div>'
    return f'<article>{{H}}{"".join(parts[:first])}{lead}{outside}<div class="body">{"".join(rest)}</div></article>'


def _without_p(part, form):
    return form.format(part[3:-4]) if part[3:-4] in PARAGRAPHS else part


@pytest.mark.parametrize("shape", [in_article, in_body, in_divs, between_breaks, after_lead])
@pytest.mark.parametrize("name", BOXES)
def test_no_box_cuts_an_article(shape, name):
    for place in range(7):
        parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
        parts.insert(place, BOXES[name])
        item = read_page(document(shape(parts)).encode(), id="x")
        assert [text for text in PARAGRAPHS if text not in item.text] == [], place
        assert [text for text in FOREIGN if text in item.text] == [], place


def test_two_boxes_in_a_row():
    for one, other in itertools.combinations(BOXES, 2):
        parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
        parts[2:2] = [BOXES[one], BOXES[other]]
        item = read_page(document(in_article(parts)).encode(), id="x")
        assert [text for text in PARAGRAPHS if text not in item.text] == [], (one, other)
        assert [text for text in FOREIGN if text in item.text] == [], (one, other)


def test_what_was_taken_out_is_told():
    parts = [f"<p>{PARAGRAPHS[0]}</p>", BOXES["named"], *(f"<p>{text}</p>" for text in PARAGRAPHS[1:])]
    removed = read_page(document(in_article(parts)).encode(), id="x").removed
    assert ("Вода пришла в Заречье", "related headline") in [(r.text, r.reason) for r in removed]


SAID = (
    "Давно пора было закрыть этот мост, ездить страшно, власти спали десять лет подряд.",
    "А я говорил, что всё развалится, деньги украли, никто не ответит за это безобразие.",
    "Поддерживаю! Пусть мэр сам поездит по этой дороге каждый день на работу и обратно.",
)  # fmt: skip
EACH = "".join(f"<p>{text}</p>" for text in SAID)
COMMENTS = {
    "wordpress": f'<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment">{EACH}</ol>',
    "bem": f'<section class="b-comments"><div class="b-comments__item"><span>Пётр</span>{EACH}</div></section>',
    "schema.org": f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">{EACH}</div>',
    "heading": f"<h3>Комментарии (3)</h3>{EACH}",
    "heading in a box": f"<div><h4>Обсуждение</h4><div><b>Гость</b>{EACH}</div></div>",
    "words": f"<div>Комментарии читателей</div><div>{EACH}</div>",
    "discussion": f'<div class="discussion-thread">{EACH}</div>',
    "disqus": f'<div id="disqus_thread">{EACH}</div>',
    "many": f'<div class="comments">{EACH * 10}</div>',
    "otzyvy": f'<ul class="otzyvy"><li>{"<li>".join(SAID)}</ul>',
}  # fmt: skip


@pytest.mark.parametrize("name", COMMENTS)
@pytest.mark.parametrize("count", [2, 6])
@pytest.mark.parametrize("inside", [True, False])
def test_comments_are_not_the_news(name, count, inside):
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS[:count]]
    page = in_article([*parts, COMMENTS[name]]) if inside else in_article(parts) + COMMENTS[name]
    item = read_page(document(page).encode(), id="x")
    assert item.text == "\n\n".join(PARAGRAPHS[:count])


def test_a_page_that_is_called_comments_is_read():
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    page = f'<div class="comments">{{H}}{"".join(parts)}</div>'
    assert read_page(document(page).encode(), id="x").text == "\n\n".join(PARAGRAPHS)
    page = f"{{H}}<div>Комментарии: 0</div><div>{''.join(parts)}</div>"
    assert read_page(document(page).encode(), id="x").text == "\n\n".join(PARAGRAPHS)
