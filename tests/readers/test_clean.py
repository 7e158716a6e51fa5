"""Cleaning of plain text: what goes, why, and that no sentence of the body is touched."""

import pytest

from svodka.errors import InputError
from svodka.readers import NewsItem
from svodka.readers.cleaning.clean import clean_body, clean_text

HEADLINE = "Губернатор Заречья отложил запуск паромной переправы до весны"
BODY = [
    "Власти Заречья перенесли открытие переправы на апрель,  сообщил источник в администрации.",
    'По его словам, подрядчик не успел сдать причал , а "проверка" ещё не закончена.',
    "28 августа 2025 года губернатор обещал, что паром пойдёт до ноября.",
    "А  в конце лета баржа села на мель, никто не пострадал.",
]
TAIL = [f"28 августа 2025 {h}" for h in (
    "В Лугавске открыли мост после ремонта",
    '"Север" обыграл "Восход" со счётом 3:1',
    "Синоптики предупредили жителей области о заморозках, - СМИ",
    "300 школьников поехали на олимпиаду",
)]  # fmt: skip


def raw(*, headlines=3, button="Распечатать", tail=TAIL):
    return "\n".join([HEADLINE, "", *[HEADLINE] * (headlines - 1), "  \n\n".join(BODY), "", "", button, *tail])


def reasons(removed):
    return [r.reason for r in removed]


def test_the_seed_shape():
    headline, text, removed = clean_text(raw())
    assert headline == HEADLINE
    assert text.split("\n\n") == BODY
    assert reasons(removed) == ["repeated headline"] * 2 + ["button"] + ["tail of other headlines"] * 4
    assert [r.text for r in removed[3:]] == TAIL


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_any_newline_gives_the_same(newline):
    assert clean_text(raw().replace("\n", newline))[1].split("\n\n") == BODY


def test_nothing_is_lost_between_kept_and_removed():
    source = raw()
    headline, text, removed = clean_text(source)
    given = sorted(line.strip() for line in source.splitlines() if line.strip())
    assert sorted([headline, *filter(None, text.split("\n")), *(r.text for r in removed)]) == given


@pytest.mark.parametrize(
    "tail",
    [
        ["14:05 Мост открыт", "13:50 В порту потушили склад", "13:10 Курс рубля вырос"],
        ["28.08.2025 Мост открыт", "27.08.2025 В порту потушили склад"],
        ["28 августа, 14:05", "Мост открыт", "28 августа, 13:50", "В порту потушили склад"],
        ["В Лугавске открыли мост после ремонта 28.08.2025", "Порт закрыли на неделю 27.08.2025 18:30"],
        ["Читайте также:", "Мост открыт", "В порту потушили склад"],
        ["Мост открыт", "В порту потушили склад", "Курс рубля вырос"],
    ],
)
def test_shapes_of_tails(tail):
    headline, text, removed = clean_text(raw(tail=tail))
    assert (headline, text.split("\n\n")) == (HEADLINE, BODY)
    assert [r.text for r in removed][-len(tail) :] == tail


def test_dates_and_short_lines_inside_the_body_stay():
    body = ["Совет подвёл итоги.", "28 августа 2025 Мост закрыли", "Прения", "Заседание продолжится завтра."]
    assert clean_text("\n\n".join([HEADLINE, *body]))[1].split("\n\n") == body


def test_a_chronicle_of_dated_lines_is_the_news_not_a_tail():
    _, text, removed = clean_text("\n".join(["Хроника дня", *TAIL]))
    assert text.split("\n") == TAIL
    assert removed == ()


def test_see_also_inside_the_body_goes_and_the_body_goes_on():
    body = ["Первый абзац новости.", "Читайте также", "Мост открыт после ремонта", "Второй абзац новости."]
    _, text, removed = clean_text("\n\n".join([HEADLINE, *body]))
    assert text.split("\n\n") == [body[0], body[3]]
    assert reasons(removed) == ["related heading", "related headline"]


@pytest.mark.parametrize(
    "line",
    [
        "Распечатать", "Версия для печати", "Поделиться:", "Подписывайтесь на наш канал в Telegram", "Комментарии (12)",
        "Нашли ошибку? Выделите текст и нажмите Ctrl+Enter",
        "Сайт использует файлы cookie. Продолжая работу, вы соглашаетесь",
        "Все права защищены", "© 2025 «Заречные вести»", "ВКонтакте Telegram Одноклассники", "Просмотров: 1 204",
        "Главная > Новости > Общество", "* * *", "Фото: пресс-служба порта", "28 августа 2025, 14:05",
    ],
)  # fmt: skip
def test_furniture_goes(line):
    headline, text, removed = clean_text("\n\n".join([line, HEADLINE, *BODY, line]))
    assert (headline, text.split("\n\n")) == (HEADLINE, BODY)
    assert [r.text for r in removed] == [line, line]


@pytest.mark.parametrize(
    "sentence",
    [
        "Распечатать бюллетени успели только к утру.", "Поделиться планами министр отказался.",
        "Подписка на облигации закрылась за час, сообщил банк.",
        "Комментарии властей Лугавска противоречили друг другу.",
        "Использование моста запрещено до весны.", "Реклама азартных игр запрещена с июля.",
        "Читайте также между строк: переговоры провалились, считает посол.", "Фото погибших опубликовал штаб.",
        "Ошибка в тексте договора стоила городу 5 миллионов.", "Новости из порта пришли ночью.",
    ],
)  # fmt: skip
def test_sentences_that_begin_like_furniture_stay(sentence):
    assert clean_text("\n\n".join([HEADLINE, sentence, BODY[3]]))[1] == f"{sentence}\n\n{BODY[3]}"


@pytest.mark.parametrize(
    "dateline",
    ["МОСКВА, 28 авг – РИА Новости. ", "Лугавск. 3 мая. ИНТЕРФАКС - ", "МИНСК, 5 июля. /Корр. ТАСС/. "],
)
def test_datelines_are_cut_and_kept_as_removed(dateline):
    _, text, removed = clean_text(f"{HEADLINE}\n\n{dateline}{BODY[0]}\n\n{BODY[3]}")
    assert text == f"{BODY[0]}\n\n{BODY[3]}"
    assert [(r.text, r.reason) for r in removed] == [(dateline.strip(), "dateline")]


def test_a_known_headline_that_reads_like_furniture_costs_the_body_nothing():
    assert clean_body("Главное за день", "\n\n".join([BODY[0][:-1], *BODY[1:]])) == (
        "\n\n".join([BODY[0][:-1], *BODY[1:]]),
        (),
    )


def test_a_text_without_a_headline_keeps_its_first_sentence():
    assert clean_text("Паром сел на мель. Никто не пострадал.\nЕго сняли утром.")[:2] == (
        "", "Паром сел на мель. Никто не пострадал.\nЕго сняли утром.",
    )  # fmt: skip


def test_a_single_line_is_text():
    assert clean_text("Паром сел на мель у Лугавска") == ("", "Паром сел на мель у Лугавска", ())


@pytest.mark.parametrize("raw", ["", " \n\t\n", "\ufeff\u200b", "Распечатать\nПоделиться\n***"])
def test_nothing_left_is_an_error(raw):
    with pytest.raises(InputError, match="no news text found"):
        clean_text(raw)


def test_from_text_carries_what_was_removed():
    item = NewsItem.from_text(raw(), id="seed")
    assert (item.id, item.headline, len(item.removed)) == ("seed", HEADLINE, 7)
