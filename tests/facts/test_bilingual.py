"""Words, names and stance across Russian and English."""

import pytest

from svodka.facts import compare, ledger
from svodka.facts.bilingual import Index, name_borne, words_of
from svodka.facts.lexicon import english_of, russian_of, stem


def test_the_lexicon_is_one_table_read_from_either_side():
    russian, english = stem("правительство"), stem("government")
    assert english_of(russian)[english] == russian_of(english)[russian] >= 0.5
    assert english_of(stem("правительство")).get(stem("harbour")) is None
    assert english_of("ъъъ") == {}


@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("minister", {0}),  # lexicon
        ("German", {0}),  # exonym of an adjective
        ("Kowalczyk", {1}),  # transliteration
        ("SAP", {1}),  # the same letters
        ("harbour", set()),
        ("Kowalski", set()),
    ],
)
def test_an_index_says_where_a_word_is(word, places):
    index = Index(["Министр прибыл в германскую столицу.", "Анна Ковальчик работает в SAP."], "ru")
    (asked,) = words_of(word, "en")
    assert set(index.places(asked)) == places


def test_an_index_of_english_texts():
    index = Index(["The minister arrived in the U.S.A.", "Anna Kowalczyk is ill."], "en")
    russian = {word.key: word for word in words_of("министру США Ковальчик гавань", "ru")}
    assert {key: set(index.places(word)) for key, word in russian.items()} == {
        "министру": {0}, "сша": {0}, "ковальчик": {1}, "гавань": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source", "borne"),
    [
        ("Supreme Court", "Дело передали в Верховный суд.", True),
        ("Federal Migration Service", "Об этом сообщили в ФМС.", True),
        ("Federal Migration Service", "Об этом сообщили в МЧС.", False),
        ("Black Sea", "Корабль вышел в Чёрное море.", True),
        ("Jean Charest", "Премьер Жан Шаре подал в отставку.", True),
        ("Jean Dubois", "Премьер Жан Шаре подал в отставку.", False),
        ("Californian", "Пожары в калифорнийском лесу.", True),
        ("Dmitry Peskov", "Песков отказался от комментариев.", True),
        ("Mayor Lavrov", "Мэр города ушёл.", False),
        ("AfCFTA", "Страна вступила в зону свободной торговли.", True),
    ],
)
def test_a_name_in_a_russian_text(name, source, borne):
    assert name_borne(name, "en", Index([source], "ru")) is borne


@pytest.mark.parametrize(
    ("russian", "english", "kinds"),
    [
        ("Завод не закроют.", "The plant will not be closed.", []),
        ("Завод не закроют.", "The plant will be sold.", ["negation"]),
        ("Завод продадут.", "The plant will not be sold.", ["negation"]),
        ("Он чуть не утонул.", "He almost drowned.", []),
        ("Он редко приезжал домой.", "He did not come home often.", []),
        ("По данным полиции, он уехал.", "According to the police, he left.", []),
        ("По данным полиции, он уехал.", "He left.", ["attribution"]),
        ("Он уехал домой.", "According to the police, he went home.", ["attribution"]),
        ("Он якобы взял деньги.", "He took the money.", ["hedge"]),
        ("Он взял деньги.", "He allegedly took the money.", ["hedge"]),
        ("Вы можете войти.", "You may come in.", []),
        ("Возможно, он придёт.", "He will come.", ["hedge"]),
    ],
)
def test_stance_of_a_translation(russian, english, kinds):
    assert [m.kind for m in compare(ledger(russian, "ru"), ledger(english, "en"))] == kinds
