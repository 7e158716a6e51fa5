"""Times of day: the part of the day is part of the time, in whatever words either language says it."""

import pytest

from svodka.facts import compare_numbers
from svodka.facts.numbers import numbers
from svodka.verify import check

PAIRS = [
    ("Взрыв прогремел в 2 часа ночи.", "The blast was heard at 2 a.m.", "The blast was heard at 2 p.m."),
    ("Взрыв прогремел в два часа ночи.", "It came at two in the morning.", "It came at two in the afternoon."),
    ("Взрыв прогремел в час ночи.", "The blast was heard at 1 a.m.", "The blast was heard at 1 p.m."),
    ("Взрыв прогремел в час дня.", "The blast was heard at 1 p.m.", "The blast was heard at 1 a.m."),
    ("Мост закроют в 9 вечера.", "The bridge will close at 21:00.", "The bridge will close at 9:00 a.m."),
    ("Мост закроют в 9 часов вечера.", "It closes at nine in the evening.", "It closes at nine in the morning."),
    ("Вечером в 9 часов мост закроют.", "The bridge will close at 9 p.m.", "The bridge will close at 9 a.m."),
    ("Мост откроют в 11 утра.", "The bridge will open at 11 a.m.", "The bridge will open at 11 p.m."),
    ("Встреча в 15:00.", "The meeting is at 3 p.m.", "The meeting is at 3 a.m."),
    ("Встреча в 12 часов ночи.", "The meeting is at midnight.", "The meeting is at noon."),
    ("Встреча в полдень.", "The meeting is at 12 p.m.", "The meeting is at 12 a.m."),
    ("Матч начнётся в 19:30.", "The match starts at 7:30 p.m.", "The match starts at 7:30 a.m."),
    ("Взрыв был в 4 часа 30 минут утра.", "The blast was at 4:30 a.m.", "The blast was at 4:30 p.m."),
    ("В 9 вечера погибли 9 человек.", "At 9 p.m. 9 people died.", "At 9 a.m. 9 people died."),
]  # fmt: skip


@pytest.mark.parametrize(("russian", "good", "wrong"), PAIRS)
def test_the_same_time_agrees_and_the_other_half_of_the_day_does_not(russian, good, wrong):
    assert compare_numbers(russian, good) == ()
    assert compare_numbers(russian, wrong)


def test_in_check_and_within_english():
    assert check("Мост закроют в 9 вечера.", "The bridge will close at 9 p.m.").supported
    assert not check("Мост закроют в 9 вечера.", "The bridge will close at 9 a.m.").supported
    assert compare_numbers("It opens at noon.", "It opens at 12 p.m.", ("en", "en")) == ()
    assert compare_numbers("It opens at 5 p.m.", "It opens at 5 a.m.", ("en", "en"))


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("в 12 часов дня", "ru", "12:00"),
        ("в полночь", "ru", "0:00"),
        ("в 4 утра", "ru", "4:00"),
        ("at 12 a.m.", "en", "0:00"),
        ("at two in the afternoon", "en", "14:00"),
        ("at 7:30 at night", "en", "19:30"),
        ("в пятнадцать часов дня", "ru", "15:00"),
        ("в 23 часа вечера", "ru", "23:00"),
        ("в двадцать четыре часа ночи", "ru", "0:00"),
        ("at fifteen in the afternoon", "en", "15:00"),
    ],
)
def test_value_on_the_clock_of_24_hours(text, lang, value):
    assert [(f.kind, f.value) for f in numbers(text, lang)] == [("time", value)]


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Он ждал 3 дня и три ночи.", "He waited 3 days and three nights."),
        ("Встреча в 9.", "The meeting is at 9 p.m."),
        ("Ждали с 9 утра до 5 вечера.", "They waited from 9 a.m. to 5 p.m."),
        ("Через час ночью начался дождь.", "An hour later, at night, rain began."),
        ("Матч в 21:45.", "The match is at 9:45."),
    ],
)
def test_what_says_less_or_no_time_at_all(russian, english):
    assert compare_numbers(russian, english) == ()


@pytest.mark.parametrize("text", ["двадцать пять ночи", "25 ночи", "тридцать часов дня"])
def test_no_day_has_more_than_24_hours(text):
    assert all(fact.kind != "time" for fact in numbers(text, "ru"))
