"""What HTML shows is what is read: hidden and struck-out text, raised signs, quotation marks, lists, tables.

The same in pages, in the entries of feeds and in the records of exports.
"""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.articles import PARAGRAPHS, article

from svodka.readers import ReadOptions, read
from svodka.readers.formats.html import inline_text, read_fragment, read_page
from svodka.readers.markup.blocks import blocks_of
from svodka.readers.markup.tree import parse


def seen(markup):
    return [block.line for block in blocks_of(parse(markup)[0]) if not block.hidden]


RAISED = [
    ("прошло 4,5·10<sup>6</sup> м<sup>3</sup> воды", "прошло 4,5·10^6 м³ воды"),
    ("в 10<sup>6</sup> раз", "в 10^6 раз"), ("10<sup>−3</sup> г", "10^-3 г"), ("3×10<sup>8</sup> м/с", "3×10^8 м/с"),
    ("на 12<sup>1</sup> процентов", "на 12 процентов"), ("в 3<sup>*</sup> лаборатории", "в 3 лаборатории"),
    ("погибли 14<sup><a href='#fn2'>2</a></sup> человек", "погибли 14 человек"),
    ("погибли 14<a href='#note'><sup>2</sup></a> человек", "погибли 14 человек"),
    ("погибли 14<sup class='reference'>2</sup> человек", "погибли 14 человек"),
    ("12<sup>1</sup><sup>,</sup><sup>2</sup> лет", "12 лет"), ("1 000<sup>2</sup> человек", "1 000 человек"),
    ("правительство<sup>1</sup> решило", "правительство решило"), ("сказал он.<sup>3</sup> Потом", "сказал он. Потом"),
    ("слово<sup>[12]</sup>,", "слово,"), ("в 2024<sup>5</sup> году", "в 2024 году"),
    ("площадь 40 км<sup>2</sup>.", "площадь 40 км²."), ("9,8 м/с<sup>2</sup>", "9,8 м/с²"),
    ("вода 8<sup>о</sup>С", "вода 8°С"), ("23<sup>0</sup> мороза", "23° мороза"),
    ("билет 99<sup>50</sup> руб.", "билет 99,50 руб."), ("за $99<sup>99</sup> в день", "за $99,99 в день"),
    ("в 18<sup>30</sup> начнётся", "в 18:30 начнётся"), ("с 9<sup>00</sup>–18<sup>00</sup>", "с 9:00–18:00"),
    ("до 5<sup>12</sup> тысяч", "до 5 тысяч"), ("около <sup>1</sup>/<sub>2</sub> часа", "около 1/2 часа"),
    ("2<sup>1</sup>/<sub>2</sub> часа", "2 1/2 часа"), ("x<sup>2</sup> + y<sup>2</sup>", "x² + y²"),
    ("выбросы CO<sub>2</sub> и H<sub>2</sub>O", "выбросы CO2 и H2O"),
    ("1010<sub>2</sub> в двоичной", "1010_2 в двоичной"),
    ("5<sup>го</sup> мая", "5-го мая"), ("5<sup>th</sup> Avenue", "5th Avenue"), ("дом 12<sup>а</sup>", "дом 12а"),
    ("Windows<sup>TM</sup> вышла", "Windows™ вышла"), ("Москва<sup>новое</sup> растёт", "Москва новое растёт"),
    ("10⁶ бактерий", "10^6 бактерий"), ("12¹ процентов", "12 процентов"), ("40 м² и 3 м³", "40 м² и 3 м³"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), RAISED)
def test_what_is_raised_is_no_digit_of_the_number_before(markup, text):
    assert seen(f"<p>{markup}</p>") == [text]


@given(
    st.integers(0, 10**6),
    st.integers(1, 99),
    st.sampled_from(["sup", "sub"]),
    st.sampled_from(["человек", "руб.", "м"]),
)
def test_no_raised_digit_ever_joins_a_number(number, mark, tag, word):
    (text,) = seen(f"<p>Всего {number}<{tag}>{mark}</{tag}> {word}</p>")
    assert f"{number}{mark}" not in text and str(number) in text


HIDING = [
    'style="display:none"', 'style="DISPLAY : none !important"', 'style="visibility: hidden"', "hidden", 'hidden=""',
    'aria-hidden="true"', 'class="visually-hidden"', 'class="sr-only"', 'class="screen-reader-text"', 'class="sortkey"',
    'style="opacity:0"', 'style="font-size:0"', 'style="position:absolute; left:-9999px"',
    'style="text-indent:-9999px"',
    'style="height:0;overflow:hidden"', 'style="clip: rect(1px, 1px, 1px, 1px)"', 'style="mso-hide:all"',
    'class="veil"',
    'id="veil"', 'class="d-none"',
]  # fmt: skip
SHEET = "<style>@media print { p { display:none } } .veil, #veil { color: red; display: none }</style>"
SECRET = "Купить гараж недорого, доставка по всей области, скидки до девяноста процентов."


@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize("place", range(7))
def test_what_is_hidden_is_not_read(how, place):
    for tag in ("p", "div", "section"):
        inner = f"<p>{SECRET}</p>" if tag != "p" else SECRET
        if "font-size" in how and tag != "p":
            continue
        item = read_page(article(f"<{tag} {how}>{inner}</{tag}>", at=place, head=SHEET).encode(), id="x")
        assert item.text == "\n\n".join(PARAGRAPHS)
        assert not 0 < place < 6 or (SECRET, "hidden text") in [(r.text, r.reason) for r in item.removed]


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_part_of_a_paragraph_is_not_read(how):
    page = article(f"<p>Пострадали <span {how}>000001</span>14 человек, сообщили в больнице города.</p>", head=SHEET)
    assert "Пострадали 14 человек" in read_page(page.encode(), id="x").text


@pytest.mark.parametrize(
    "how", ['style="color:red"', 'aria-hidden="false"', 'class="d-none d-md-block"', 'style="font-size:0.9em"',
            'style="opacity:0.5"', 'class="hidden-gem"', 'style="overflow:hidden"', 'style="top:-10px"']
)  # fmt: skip
def test_what_only_looks_hidden_is_read(how):
    assert seen(f"<div><p {how}>Вода ушла.</p></div>") == ["Вода ушла."]


def test_a_page_hidden_until_its_scripts_have_run_is_read():
    page = (
        article()
        .replace("<article>", '<article style="visibility:hidden">')
        .replace("<body>", '<body style="opacity:0">')
    )
    assert read_page(page.encode(), id="x").text == "\n\n".join(PARAGRAPHS)


STRIKING = [("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>"), ('<span class="line-through">', "</span>"),
            ('<span style="text-decoration: line-through">', "</span>"),
            ('<i style="text-decoration-line:line-through"><b>', "</b></i>")]  # fmt: skip


@pytest.mark.parametrize(("begin", "end"), STRIKING)
def test_what_is_struck_out_is_not_said(begin, end):
    page = article(f"<p>Пострадали {begin}12{end} 14 человек, сообщили в больнице города.</p>", at=2)
    item = read_page(page.encode(), id="x")
    assert "Пострадали 14 человек" in item.text
    assert ("12", "struck out") in [(r.text, r.reason) for r in item.removed]
    if begin.startswith("<i"):  # the parser lets it stand around words only
        return
    whole = read_page(
        article(f"<div>{begin}<p>Погибли двести человек, сообщил источник.</p>{end}</div>", at=2).encode(), id="x"
    )
    assert whole.text == "\n\n".join(PARAGRAPHS)


def test_words_stay_apart_where_some_were_struck_out():
    assert seen("<p>завтра<s>вчера</s>сегодня</p>") == ["завтра сегодня"]
    assert seen("<p>Погибли <del>12</del><ins>14</ins> человек.</p>") == ["Погибли 14 человек."]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Он сказал: <q>вода ушла</q>.", "Он сказал: «вода ушла»."),
        ("<q>Мэр сказал: <q>ушла</q></q>", "«Мэр сказал: „ушла“»"),
        ("<q>«Вода ушла»</q>, — сказал он", "«Вода ушла», — сказал он"), ('<q>"Вода ушла"</q>', '"Вода ушла"'),
        ("<q>Вода</q> и <q>лёд</q>", "«Вода» и «лёд»"),
    ],
)  # fmt: skip
def test_quotation_marks(markup, text):
    assert seen(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>Вода<li>Лёд</ol>", ["1. Вода", "2. Лёд"]),
        ("<ol start=5><li>Вода<li><p>Лёд</ol>", ["5. Вода", "6. Лёд"]),
        ("<ol reversed><li>Вода<li>Лёд</ol>", ["2. Вода", "1. Лёд"]),
        ("<ol><li value=7>Вода<li>Лёд</ol>", ["7. Вода", "8. Лёд"]),
        ("<ol type=a><li>Вода<li>Лёд</ol>", ["a. Вода", "b. Лёд"]),
        ("<ol type=I start=4><li>Вода</ol>", ["IV. Вода"]), ("<ol><li>1) Вода<li>2) Лёд</ol>", ["1) Вода", "2) Лёд"]),
        ("<ul><li>Вода<li>Лёд</ul>", ["Вода", "Лёд"]), ("<ol class=list-unstyled><li>Вода</ol>", ["Вода"]),
        ("<ol><li>Вода<ol><li>Лёд</ol><li>Пар</ol>", ["1. Вода", "1. Лёд", "2. Пар"]),
        ("<ol><li><p>Вода</p><p>Она ушла.</p></ol>", ["1. Вода", "Она ушла."]),
    ],
)  # fmt: skip
def test_numbers_of_lists(markup, lines):
    assert seen(markup) == lines


HEADED = "<tr><th>Район<th>Домов<th>Жителей</tr><tr><td>Заречье<td>46<td>120</tr><tr><td>Лесное<td>40<td>94</tr>"
LINES = ["Район: Заречье; Домов: 46; Жителей: 120.", "Район: Лесное; Домов: 40; Жителей: 94."]
TABLES = [
    (f"<table>{HEADED}</table>", LINES),
    (f"<table>{HEADED.replace('<th>', '<td><b>').replace('</tr><tr><td>З', '</b></tr><tr><td>З')}</table>", LINES),
    (f"<table><thead>{HEADED.replace('</tr>', '</tr></thead><tbody>', 1).replace('<th>', '<td>')}</table>", LINES),
    ("<table><tr><td>Пострадали<td>14</tr><tr><td>Погибли<td>2</tr></table>", ["Пострадали: 14.", "Погибли: 2."]),
    ("<table><tr><th scope=row>Пострадали<td>14</tr><tr><th scope=row>Погибли<td>2</tr></table>",
     ["Пострадали: 14.", "Погибли: 2."]),
    ("<table><tr><th>Год<th colspan=2>Домов</tr><tr><th><th>сгорело<th>цело</tr><tr><td>2025<td>3<td>9</tr></table>",
     ["Год: 2025; Домов, сгорело: 3; Домов, цело: 9."]),
    ("<table><tr><th>Район<th>Село</tr><tr><td rowspan=2>Заречье<td>Лесное</tr><tr><td>Луговое</tr></table>",
     ["Район: Заречье; Село: Лесное.", "Район: Заречье; Село: Луговое."]),
    ("<table><caption>Потери</caption><tr><td>Дома<td>46</tr><tr><td>Мосты<td>1<sup>*</sup></tr></table>",
     ["Потери", "Дома: 46.", "Мосты: 1."]),
    ("<table><tr><th>Город<th>Счёт</tr><tr><td>Омск<td><s>1:0</s> 2:0</tr></table>", ["Город: Омск; Счёт: 2:0."]),
    ("<table role=presentation><tr><td>Вода<td>Лёд</tr><tr><td>Пар<td>Снег</tr></table>", ["Вода", "Лёд", "Пар",
     "Снег"]),
    ("<table><tr><td><table><tr><td>Вода<td>Лёд</tr></table><td>Пар</tr><tr><td>Снег<td>Град</tr></table>",
     ["Вода", "Лёд", "Пар", "Снег", "Град"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), TABLES)
def test_a_row_of_a_table_is_a_line_with_its_headings(markup, lines):
    assert seen(markup) == lines


def test_a_table_for_layout_is_none():
    cell = f"<td><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></td>"
    assert seen(f"<table><tr>{cell}<td>Меню</td></tr><tr><td>Ещё</td><td>Вход</td></tr></table>")[:2] == list(
        PARAGRAPHS[:2]
    )


@pytest.mark.parametrize("place", range(1, 7))
def test_a_table_is_part_of_its_article(place):
    item = read_page(article(f"<div class='w'><table>{HEADED}</table></div>", at=place).encode(), id="x")
    wanted = list(PARAGRAPHS)
    wanted[place:place] = LINES
    assert item.text.split("\n\n") == wanted


def test_numbers_that_are_links_stay_in_their_sentence():
    assert seen("<p>Погибли <a href='/n'>14</a> человек.</p>") == ["Погибли 14 человек."]
    assert seen("<p>Погибли люди<a href='#fn1'>14</a>.</p>") == ["Погибли люди."]


MARKUP = (
    "<p>Мост закрыт, сказано: <q>вода высока</q>. Пострадали <del>12</del> 14<sup>1</sup> человек.</p>"
    f"<p style='display:none'>{SECRET}</p><table>{HEADED}</table><ol><li>Не ходить.</li><li>Не ездить.</li></ol>"
)
SHOWN = ["Мост закрыт, сказано: «вода высока». Пострадали 14 человек.", *LINES, "1. Не ходить.", "2. Не ездить."]


def test_feeds_and_records_are_read_alike(tmp_path):
    headline, text, removed = read_fragment(MARKUP, "Мост закрыт")
    assert (headline, text.split("\n\n")) == ("Мост закрыт", SHOWN)
    assert {(r.text, r.reason) for r in removed} == {
        ("12", "struck out"), ("1", "footnote mark"), (SECRET, "hidden text")
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": "Мост <s>открыт</s> закрыт", "text": MARKUP}), encoding="utf-8"
    )
    entry = f"<item><title>Мост закрыт</title><description><![CDATA[{MARKUP}]]></description></item>"
    (tmp_path / "a.rss").write_text(f'<rss version="2.0"><channel><title>Вести</title>{entry}</channel></rss>', "utf-8")
    for item in read([str(tmp_path / "a.jsonl"), str(tmp_path / "a.rss")], ReadOptions(duplicates="keep")):
        assert (item.headline, item.text.split("\n\n")) == ("Мост закрыт", SHOWN)


def test_a_headline_in_markup():
    assert (
        inline_text("Прошло 10<sup>6</sup> м<sup>3</sup>, <s>12</s> 14 <b>раненых</b>") == "Прошло 10^6 м³, 14 раненых"
    )


def test_any_nesting_of_inline_marks_keeps_the_words():
    rng = random.Random(20261201)
    for _ in range(200):
        words, markup = [], ""
        for i in range(rng.randrange(1, 12)):
            tag = rng.choice(["b", "i", "q", "sup", "sub", "a", "span", "del", "em"])
            word = f"слово{'абвгдежзик'[i % 10]}"
            if tag != "del":
                words.append(word)
            markup += f" <{tag}>{word}</{tag}>"
        if words:
            (text,) = seen(f"<p>{markup}</p>")
            assert text.replace("«", " ").replace("»", " ").split() == words
