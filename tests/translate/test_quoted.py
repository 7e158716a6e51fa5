"""Common words in quotation marks that are names reach the decoder in Latin letters; what is translated stays."""

import pytest

from translate.source.quoted import _QUOTED, in_latin, quoted_names


def given(*texts):
    names = quoted_names(texts)
    return [in_latin(text, names) for text in texts]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Об этом сообщает издание «Страна».", "Об этом сообщает издание «Strana»."),
        ("«Страна» сообщает о пожаре.", "«Strana» сообщает о пожаре."),
        ("Как пишет «Зеркало», всё готово.", "Как пишет «Zerkalo», всё готово."),
        ("Пожар в торговом центре «Весна» потушили.", "Пожар в торговом центре «Vesna» потушили."),
        ('ТЦ "Весна" закрыт.', 'ТЦ "Vesna" закрыт.'),
        ("Завод «Красный пролетарий» стоит.", "Завод «Krasny Proletary» стоит."),
        ("Компания «Рэйсер» (Racer) закрыта.", "Компания «Racer» закрыта."),
        ("Самолёт компании «Боинг» сел.", "Самолёт компании «Boeing» сел."),
        ("Банк «Открытие» и отель «Победа» закрыты.", "Банк «Otkrytiye» и отель «Pobeda» закрыты."),
    ],
)
def test_a_name_in_quotation_marks(source, expected):
    assert given(source) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "Партия «Родина» против.",
        "Фильм «Победа» вышел.",
        "Закон «О страже» принят.",
        "«Страна не готова», — сказал он.",
        "Компания «Газпром» растёт.",  # the decoder's own
        "Сайт «Голос Америки» закрыт.",
        "Журналист «Страны» сообщил о задержании.",  # in the genitive, and nothing says that it is a name
        "Компания «эффективна».",
        "«Кремлевский доктор» рассказал о вакцине.",  # somebody
        "Активисты движения «Открытые НКО» сообщили об этом.",
        "",
    ],
)
def test_what_is_no_name_or_is_translated_stays(source):
    assert given(source) == [source]


def test_it_holds_for_the_whole_document_in_every_case():
    texts = ["Как сообщает издание «Страна», мост закрыт.", "В «Стране» это подтвердили. Журналист «Страны» ушёл."]
    assert given(*texts)[1] == "В «Strana» это подтвердили. Журналист «Strana» ушёл."


def test_the_translator_gives_it_to_the_decoder(make_translator):
    seen = []

    def answer(source, options):
        seen.append(source)
        return "The Strana publication reports this."

    (done,) = make_translator(answer).translate(["Об этом сообщает издание «Страна»."])
    assert seen[0] == "Об этом сообщает издание «Strana»."
    assert done.segments[0].source == "Об этом сообщает издание «Страна»."
    seen.clear()
    make_translator(answer, names=False).translate(["Об этом сообщает издание «Страна»."])
    assert seen[0] == "Об этом сообщает издание «Страна»."


def test_the_words_before_a_quotation_are_read_from_their_first_letter_alone():
    text = "Сетевое издание «Страна» пишет."
    starts = [start for start in range(len(text)) if _QUOTED.match(text, start)]
    assert starts == [0, text.index("издание"), text.index("«")]
