"""Garbled Russian surnames are spelled right; what is spelled well enough, and other kinds of name, stay."""

import pytest

from translate.terms.surnames import respell


@pytest.mark.parametrize(
    ("written", "garbled", "right"),
    [
        ("Головачев", "Golovchev", "Golovachev"),
        ("Гращенкова", "Grashchenko", "Grashchenkov"),
        ("Левиным", "Leviny", "Levin"),
        ("Левина", "Levinia", "Levina"),
        ("Тайсаеву", "Tasaev", "Taisayev"),
        ("Хрущёвым", "Krushchev", "Khrushchev"),
        ("Постоев", "Postiev", "Postoyev"),
    ],
)
def test_a_garbled_surname_is_spelled_right(written, garbled, right):
    assert respell(written, garbled) == right
    assert respell(written, right) is None


@pytest.mark.parametrize(
    ("written", "rendering"),
    [
        ("Григорьев", "Grigoriev"),
        ("Алиев", "Aliyev"),
        ("Горбачева", "Gorbacheva"),
        ("Медведев", "Johnson"),
        ("Спрингстина", "Springstean"),
        ("Чайковского", "Tchaikovski"),
        ("Берлин", "Bernin"),
        ("Львов", "Lvov"),
    ],
)
def test_other_spellings_and_other_names_stay(written, rendering):
    assert respell(written, rendering) is None


def test_hers_and_his_are_told_by_case_and_rendering():
    assert respell("Головачевой", "Golovchev") == "Golovacheva"
    assert respell("Головачева", "Golovchev") == "Golovachev"
    assert respell("Головачева", "Golovcheva") == "Golovacheva"


def test_the_translator_puts_it_in_and_keeps_it(make_translator):
    table = {"Пришёл Головачев.": "Golovchev came.", "Ушёл Головачев.": "Golovachyov left."}
    first, second = make_translator(lambda source, options: table[source]).translate(list(table))
    assert (first.hypothesis, second.hypothesis) == ("Golovachev came.", "Golovachev left.")
    assert first.variants == (("Головачев", "Golovachev", ("Golovchev",)),)
    plain = make_translator(lambda source, options: table[source], names=False)
    assert plain.translate(list(table))[0].hypothesis == "Golovchev came."
