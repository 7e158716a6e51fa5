"""Which language an item is in, and what happens to what is not Russian."""

import pytest
from support.pages import BODY, HEADLINE

from svodka.readers import ReadOptions, read
from svodka.readers.language import language, other_paragraphs
from svodka.readers.reading import UNTITLED

SAMPLES = {
    "ru": "Губернатор отложил открытие переправы до весны. Подрядчик не успел сдать причал, сообщил источник.",
    "uk": "Губернатор відклав відкриття переправи до весни. Підрядник не встиг здати причал, повідомило джерело.",
    "be": "Губернатар адклаў адкрыццё пераправы да вясны. Падрадчык не паспеў здаць прычал, паведаміла крыніца.",
    "bg": "Губернаторът отложи откриването на преправата до пролетта. Изпълнителят не успя да предаде кея навреме.",
    "sr": "Гувернер је одложио отварање прелаза до пролећа. Извођач није стигао да преда пристаниште на време.",
    "en": "The governor put off the opening of the ferry until spring. The contractor had not finished the pier.",
}


@pytest.mark.parametrize("code", SAMPLES)
@pytest.mark.parametrize("times", [1, 5])
def test_languages(code, times):
    assert language(" ".join([SAMPLES[code]] * times)) == code


def test_the_letters_alone_tell_long_russian(monkeypatch):
    monkeypatch.setattr("svodka.readers.language._identifier", lambda: pytest.fail("the model was asked"))
    assert language(" ".join(BODY)) == "ru"


def test_a_word_that_only_russian_has_spares_the_model(monkeypatch):
    monkeypatch.setattr("svodka.readers.language._identifier", lambda: pytest.fail("the model was asked"))
    assert language("Паводок повредил мост, сообщила администрация") == "ru"
    paragraph = "Ранее прокуратура сообщала, что деньги на обследование моста перечислили, однако результата не дали"
    assert not set("ыэ") & set(paragraph) and other_paragraphs(paragraph) == []


@pytest.mark.parametrize("text", ["Няма що правити", "Што ж гэта што", "Що стало відомо, що це"])
def test_a_word_that_russian_has_not_goes_before_it(text):
    assert language(text) != "ru"


@pytest.mark.parametrize("text", ["Мы открыты", "Суд отменил выборы", "МИД РФ выразил протест"])
def test_a_few_words(text):
    assert language(text) == "ru"


@pytest.mark.parametrize(
    "text",
    [
        "Пожар на складе", "Цена на газ растёт", "Авария на трассе М-4", "Суд над мэром", "Вода пошла на спад",
        "Фото дня",
        "Лугавск без света", "ПАРОМ ЗАКРЫТ ДО УТРА", "Новости за 3 марта", "ДТП на улице Лесной",
        "Санкции против банков",
        "Во Франции бастуют авиадиспетчеры", "Путин и Трамп провели телефонный разговор",
        "Матч «Север» — «Восход» 2:1",
        "Samsung Galaxy S24 Ultra и Google Pixel подешевели в России", "На портале «Дія» сменили пароли и вход",
        "iPhone подорожал", "Пробки",
    ],
)  # fmt: skip
def test_short_russian(text):
    assert language(text) == "ru"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Міст закрито до ранку", "uk"), ("Погода в Києві", "uk"), ("Новини за тиждень", None),
        ("Вибори вже завтра", None),
        ("Пожежа на складі", "uk"), ("Мост зачынены да раніцы", "be"), ("Заўтра дождж і вецер", "be"),
        ("Няма святла", None),
        ("Мостът е затворен до сутринта", "bg"), ("Съдът над кмета", "bg"), ("Няма ток в града", None),
        ("Парламентът прие закона", "bg"), ("Мост је затворен до јутра", "sr"), ("Министар поднео оставку", "sr"),
        ("Пожар у складишту", "sr"), ("Министерот поднесе оставка", None), ("Ертең жаңбыр болады", "kk"),
        ("Apple sued Google over the App Store in Москва", "en"),
    ],
)  # fmt: skip
def test_short_texts_in_other_languages(text, code):
    """The neighbours may be taken for each other (None), not for Russian."""
    found = language(text)
    assert found != "ru" and (code is None or found == code)


@pytest.mark.parametrize("code", ["uk", "be", "bg", "sr"])
def test_a_russian_name_in_it_makes_no_text_russian(code):
    assert language(f"{SAMPLES[code]} «Эхо Москвы»") == code


def test_no_letters():
    assert language("12:30 *** 45") == "und"


def test_paragraphs():
    text = "\n\n".join([BODY[0], SAMPLES["uk"], BODY[1], SAMPLES["en"], "OK"])
    assert other_paragraphs(text) == [(2, "uk"), (6, "en")]


@pytest.fixture
def inputs(tmp_path):
    for code in ("en", "uk"):
        (tmp_path / f"{code}.txt").write_text(SAMPLES[code] * 2, encoding="utf-8")
    (tmp_path / "mixed.txt").write_text("\n\n".join([HEADLINE, BODY[0], SAMPLES["uk"], BODY[1]]), encoding="utf-8")
    return [str(tmp_path / f"{name}.txt") for name in ("en", "uk", "mixed")]


def test_by_default_another_language_fails_and_a_paragraph_is_noted(inputs):
    english, ukrainian, mixed = read(inputs, ReadOptions())
    assert "in English; expected Russian" in english.error and not english.skipped
    assert "in Ukrainian" in ukrainian.error
    assert mixed.notes == ("1 paragraph(s) are not in Russian: Ukrainian",)
    assert SAMPLES["uk"] in mixed.text


def test_pass(inputs):
    english, ukrainian, _ = read(inputs, ReadOptions(other_languages="pass"))
    assert (english.lang, ukrainian.lang) == ("en", "uk")
    assert ukrainian.notes == (UNTITLED, "the text is in Ukrainian, not Russian")


def test_skip_leaves_items_out_and_takes_paragraphs_out_with_the_reason(inputs):
    english, _, mixed = read(inputs, ReadOptions(other_languages="skip"))
    assert english.skipped
    assert mixed.text == f"{BODY[0]}\n\n{BODY[1]}"
    assert [(r.text, r.reason) for r in mixed.removed] == [(SAMPLES["uk"], "in Ukrainian")]
