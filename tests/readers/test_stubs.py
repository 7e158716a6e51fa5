"""A text that ends at a paywall is an item with a note, and the price of a subscription is none of its facts."""

import json

import pytest
from support.articles import HEADLINE, PARAGRAPHS, article

from svodka.readers import ReadOptions, read
from svodka.readers.cleaning.paywall import is_wall
from svodka.readers.formats.html import PAID, STUB, read_page
from svodka.readers.formats.records import BROKEN_OFF, WALLED

SHOWN = PARAGRAPHS[:2]
WALLS = [
    "<p>Чтобы прочитать материал полностью, оформите подписку.</p><p>Месяц — 299 ₽</p><p>Год — 2 990 ₽</p>",
    "<div class='paywall'><h3>Этот материал доступен только подписчикам</h3><p>Подписка от 299 рублей.</p></div>",
    "<div>Осталось прочитать 80% текста</div><div>Оформите подписку за 299 руб. в месяц, чтобы читать дальше</div>",
    "<p>Полный текст статьи доступен зарегистрированным пользователям. Войдите или зарегистрируйтесь.</p>",
    "<div>Вы прочитали 5 из 5 бесплатных статей в этом месяце</div><div>Подписка 299 ₽ в месяц</div>",
    "<p>Продолжение доступно по подписке</p><p>Купить номер за 299 рублей</p>",
    "<p>Материал для подписчиков</p><p>Первый месяц за 299 ₽</p><a href='/in'>Уже есть подписка? Войти</a>",
    "<p>Хотите читать дальше? Купите доступ ко всем материалам за 299 рублей.</p>",
]  # fmt: skip


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_no_news(wall):
    item = read_page(article(wall, paragraphs=SHOWN).encode(), id="x")
    assert item.text == "\n\n".join(SHOWN)
    assert item.notes == (STUB,)
    assert "paywall" in {r.reason for r in item.removed}


@pytest.mark.parametrize("value", [False, "False", "false", "http://schema.org/False"])
def test_an_article_that_is_declared_as_paid(value):
    data = {"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleForFree": value}
    head = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    assert read_page(article(head=head, paragraphs=SHOWN).encode(), id="x").notes == (PAID,)
    assert read_page(article(WALLS[0], head=head, paragraphs=SHOWN).encode(), id="x").notes == (STUB,)
    free = head.replace("isAccessibleForFree", "isAccessible")
    assert read_page(article(head=free, paragraphs=SHOWN).encode(), id="x").notes == ()


@pytest.mark.parametrize(
    "line",
    [
        "Подпишитесь на наш канал, чтобы читать новости первыми.", "Чтобы оставить комментарий, войдите на сайт.",
        "Чтобы читать новости в Telegram, подпишитесь на канал.", "Депутаты прочитали законопроект до конца.",
        "Мост доступен только пешеходам.", "Чтобы получить выплату, жителям надо обратиться в мэрию.",
        "Издание закрыло архив.", "Подписка на газету подорожала до 300 рублей.",
    ],
)  # fmt: skip
def test_what_is_no_wall(line):
    assert not is_wall(line)
    assert read_page(article(f"<p>{line}</p>", at=3).encode(), id="x").notes == ()


def test_news_about_a_paywall_is_news():
    text = "Материалы газеты теперь доступны только подписчикам, сообщила редакция в понедельник."
    item = read_page(article(f"<p>{text}</p>", at=1).encode(), id="x")
    assert text in item.text and item.notes == ()


def test_records_and_feeds_that_break_off(tmp_path):
    walled = "\n\n".join([*SHOWN, "Полный текст доступен по подписке", "Месяц — 299 ₽"])
    broken = "\n\n".join([*SHOWN, "Автобусы пойдут по новому маршруту […]"])
    lines = [json.dumps({"title": HEADLINE, "text": text}, ensure_ascii=False) for text in (walled, broken, SHOWN[0])]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, second, third = read([str(tmp_path / "a.jsonl")], ReadOptions(duplicates="keep"))
    assert (first.text, first.notes) == ("\n\n".join(SHOWN), (WALLED,))
    assert (second.text, second.notes) == (broken, (BROKEN_OFF,))
    assert third.notes == ()
