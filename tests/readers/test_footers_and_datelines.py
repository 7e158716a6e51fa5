"""What channels put under a post and agencies before a text; sentences that only look like it stay."""

import pytest

from svodka.readers.cleaning.clean import clean_body, clean_text

HEADLINE = "Паром у Лугавска пустят в мае"
BODY = ["Рейсы начнутся после ледохода, сообщил глава порта.", "Расписание вывесят на пристани."]
TEXT = "\n\n".join(BODY)


@pytest.mark.parametrize(
    "footer",
    [
        "👉 Лугавск сегодня. Подписаться", "Подписаться | Прислать новость", "✅ Подписывайся на «Лугавск»",
        "➡️ Подписаться на MAX",
        "Лугавск сегодня — подписаться", "🔗 Подписаться | Сайт | ВК", "❗️Лугавск 24 | Чат | Прислать новость",
        "@lugavsk_news",
        "🇷🇺 Лугавск. Подписаться. Прислать новость", "Наш канал: t.me/lugavsk", "🟦 Мы в MAX | Мы в ВК",
        "Подпишись на канал!",
        "📲 Прислать новость: @lugavsk_bot", "👍 Поддержать канал", "#Лугавск #паром",
        "[Лугавск](https://t.me/l) | Подписаться",
    ],
)  # fmt: skip
def test_footers_of_channels(footer):
    headline, text, removed = clean_text(f"{HEADLINE}\n\n{TEXT}\n\n{footer}")
    assert (headline, text) == (HEADLINE, TEXT)
    assert [r.text for r in removed] == [footer]
    assert removed[0].reason in {"subscription", "tags", "links", "navigation"}


def test_a_footer_of_several_lines_and_no_headline():
    post = f"⚡️ {BODY[0]}\n\n👉 Лугавск. Подписаться\n📲 Прислать новость: @lugavsk_bot\n#паром"
    headline, text, removed = clean_text(post)
    assert (headline, text) == ("", f"⚡️ {BODY[0]}")
    assert len(removed) == 3


@pytest.mark.parametrize(
    "footer",
    [" 👉 Лугавск. Подписаться", "👉Подписаться на канал", " Подписаться | Прислать новость", " ➡️ Подписаться на MAX"],
)
def test_a_footer_glued_to_the_last_sentence(footer):
    text, removed = clean_body(HEADLINE, f"{TEXT}{footer}")
    assert text == TEXT
    assert [(r.text, r.reason) for r in removed] == [(footer.strip(), "subscription")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Подписаться под планом порт призвал до 1 июля.", "Подписка на облигации закрылась за час, сообщил банк.",
        "Договор подписан.", "Наш канал связи не работает, заявил глава порта.",
        "Вступить в должность мэр должен 1 мая",
        "Подписаться под письмом отказались трое депутатов.", "Жители просят паром 🙏 Рейсы обещают в мае.",
        "Глава порта: «Подпишись или уходи».",
    ],
)  # fmt: skip
def test_last_sentences_that_look_like_a_footer_stay(sentence):
    assert clean_body(HEADLINE, f"{TEXT}\n\n{sentence}")[0] == f"{TEXT}\n\n{sentence}"


@pytest.mark.parametrize(
    "dateline",
    [
        "ЛУГАВСК, 3 марта, 14:05 – РИА Новости. ", "Лугавск. 3 марта 2025 года, 21:05 мск. ТАСС. ", "ЛУГАВСК. ТАСС — ",
        "ЛУГАВСК (РИА Новости) — ", "ЛУГАВСК /ТАСС/. ", "/ТАСС/. ", "ТАСС, 3 марта. ", "3 марта. Интерфакс — ",
        "ЛУГАВСК, 3 мар — ПРАЙМ, Анна Лугова. ", "ЛУГАВСК, 3 марта. /Корр. ТАСС Анна Лугова/. ",
        "ЛУГАВСК, 3 марта /УНИАН/. ",
        "ЛУГАВСК, 3 марта (Рейтер) - ", "Лугавск, 3 марта 2025, 14:05 — REGNUM ",
        "ЛУГАВСК/МИНСК, 3 мар — РИА Новости. ",
        "г. Лугавск, 3 марта. ТАСС. ", "ЛУГАВСК, 03.03.2025 — ТАСС. ", "ЛУГАВСК, 3 марта. ", "ЛУГАВСК (КазТАГ) – ",
        "ЛУГАВСК, 3 мар - РИА Новости, корр. Павел Лугов. ", "РИА Новости — ", "Лугавск. 3 марта. 14:05. Тренд: ",
        "БРЮССЕЛЬ. КАЗИНФОРМ - ", "(Reuters) - ", "Лугавск. Интерфакс-Запад – ",
    ],
)  # fmt: skip
def test_datelines(dateline):
    text, removed = clean_body(HEADLINE, f"{dateline}{TEXT}")
    assert text == TEXT
    assert [(r.text, r.reason) for r in removed] == [(dateline.strip(), "dateline")]


@pytest.mark.parametrize(
    "stamp", ["14:00 08.11.2018 Источник: ", "09:27, Декабрь 15, 2020 ", "14:00 08.11.2018 | 09:27, Декабрь 15, 2020 "]
)
def test_stamps_by_the_thousand_are_one_dateline(stamp):
    many = f"{stamp * 3000}ТАСС, 3 марта. "
    text, removed = clean_body(HEADLINE, f"{many}{TEXT}")
    assert text == TEXT and [(r.text, r.reason) for r in removed] == [(many.strip(), "dateline")]


def test_what_spares_most_lines_the_patterns_spares_no_dateline(monkeypatch):
    """Every agency, in every shape that its name has, behind a place without a figure or a bracket."""
    from svodka.readers.cleaning import datelines

    names = datelines._NAMES.replace("\\", "").split("|")
    more = ["ТАСС", "ИТАР-ТАСС", "TASS", "РИА Новости", "РИА-НОВОСТИ", "Интерфакс", "INTERFAX.RU", "REGNUM"]
    lines = [
        line
        for name in (*names, *more, "ИА Лугавск-Медиа", "РИА «Лугавск»", "АГН «Москва»", "Associated Press")
        for line in (f"ЛУГАВСК — {name}. Мост закрыт.", f"{name} — Мост закрыт.", f"Лугавск. {name} - Мост закрыт.")
    ]
    found = [datelines.dateline(line) for line in lines]
    monkeypatch.setattr(datelines, "_SIGNED", ("",))
    assert found == [datelines.dateline(line) for line in lines]
    assert sum(map(bool, found)) > len(names)


def test_a_dateline_in_a_line_of_its_own():
    text, removed = clean_body(HEADLINE, f"ЛУГАВСК, 3 мар — РИА Новости.\n\n{TEXT}")
    assert (text, [r.text for r in removed]) == (TEXT, ["ЛУГАВСК, 3 мар — РИА Новости."])


@pytest.mark.parametrize(
    "beginning",
    [
        "США — Россия: итоги переговоров в Женеве.", "МОСКВА. МИД подвёл итоги недели.",
        "ТАСС сообщил о закрытии моста.",
        "ТАСС: Мост закрыт.", "Анна Лугова 3 марта провела совещание.", "3 марта. Первые итоги подвели власти.",
        "3 марта 2025 года глава порта обещал рейсы.", "РИА Новости: паром пустят в мае.", "РБК — Порт вырос вдвое.",
        "Интерфакс со ссылкой на порт пишет о рейсах.",
    ],
)  # fmt: skip
def test_beginnings_that_are_no_dateline(beginning):
    assert clean_body(HEADLINE, f"{beginning}\n\n{TEXT}") == (f"{beginning}\n\n{TEXT}", ())


def test_a_footer_is_looked_for_at_the_end_alone(monkeypatch):
    """5,000 equal signs in a line took 15 seconds: the search is given as much as a footer can be."""
    from svodka.readers.cleaning import footers

    class Recorded:
        searched = 0

        def finditer(self, line, start=0):
            Recorded.searched = max(Recorded.searched, len(line) - start)
            return real.finditer(line, start)

    real = footers._LAST
    monkeypatch.setattr(footers, "_LAST", Recorded())
    line = f"{BODY[0]} {'👉' * 5_000} {' '.join([BODY[1]] * 9)}"
    assert clean_body(HEADLINE, f"{line} 👉 Лугавск. Подписаться")[0] == line
    assert 0 < Recorded.searched <= 300
