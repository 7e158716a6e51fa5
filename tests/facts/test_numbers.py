"""Numbers of one text: what is found, and what it is worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.errors import FactsError
from svodka.facts.numbers import numbers


def found(text, lang, *, loose=False):
    return [(f.kind, f.value, f.unit) for f in numbers(text, lang) if f.firm or loose]


D = Decimal
RUSSIAN = [
    ("Погибли двадцать пять человек.", [("number", D(25), "")]),
    ("Двое суток искали трёх туристов.", [("measure", D(2), "day"), ("number", D(3), "")]),
    ("Ущерб составил 1,5 млн руб.", [("money", D(1500000), "RUB")]),
    ("Выделят 2 трлн рублей", [("money", D(2 * 10**12), "RUB")]),
    ("Сделка на $5 млн", [("money", D(5000000), "USD")]),
    ("заплатил 300 юаней и 40 €", [("money", D(300), "CNY"), ("money", D(40), "EUR")]),
    ("Население 24.383 человека", [("number", D(24383), "")]),
    ("Население 24 383 человека", [("number", D(24383), "")]),
    ("Население 1\u00a0024\u00a0383 человека", [("number", D(1024383), "")]),
    ("рост на 5,3%", [("percent", D("5.3"), "%")]),
    ("около сорока процентов жителей", [("percent", D(40), "%")]),
    ("снизилась на 3 процентных пункта", [("percent", D(3), "pp")]),
    ("5–7 млн долл.", [("range", (D(5000000), D(7000000)), "USD")]),
    ("от 5 до 7 лет колонии", [("range", (D(5), D(7)), "year")]),
    ("30-летний водитель", [("age", D(30), "year")]),
    ("в 90-е годы", [("date", ("decade", 1990), "")]),
    ("28 августа 2025 года", [("date", (2025, 8, 28), "")]),
    ("28.08.2025", [("date", (2025, 8, 28), "")]),
    ("2025-08-28", [("date", (2025, 8, 28), "")]),
    ("к 2030 году", [("date", (2030, None, None), "")]),
    ("в мае 2019 г. решили", [("date", (2019, 5, None), "")]),
    ("в среду днём", [("date", ("weekday", 3), "")]),
    ("окружающая среда страдает", []),
    ("в 21:45 по Москве", [("time", "21:45", "")]),
    ("в 9 утра", [("time", "9:00", "")]),
    ("в 9 часов вечера", [("time", "21:00", "")]),
    ("полтора часа", [("measure", D("1.5"), "hour")]),
    ("два с половиной миллиона", [("number", D(2500000), "")]),
    ("5 млн 300 тыс. человек", [("number", D(5300000), "")]),
    ("сто двадцать пять тысяч триста рублей", [("money", D(125300), "RUB")]),
    ("15-ти миллионов", [("number", D(15000000), "")]),
    ("5-й канал", [("ordinal", D(5), "")]),
    ("четырнадцатый день", [("ordinal", D(14), "")]),
    ("в 12 км от города", [("measure", D(12), "km")]),
    ("120 тонн угля", [("measure", D(120), "t")]),
    ("не было ни слова", []),
]
ENGLISH = [
    ("Twenty-five people died.", [("number", D(25), "")]),
    ("two hundred and five thousand", [("number", D(205000), "")]),
    ("a hundred tanks", [("number", D(100), "")]),
    ("worth 1.5 million rubles", [("money", D(1500000), "RUB")]),
    ("a $2.5bn deal", [("money", D(2500000000), "USD")]),
    ("£5m", [("money", D(5000000), "GBP")]),
    ("24,383 people", [("number", D(24383), "")]),
    ("5.3 per cent", [("percent", D("5.3"), "%")]),
    ("3 percentage points", [("percent", D(3), "pp")]),
    ("5-7 million dollars", [("range", (D(5000000), D(7000000)), "USD")]),
    ("between 5 and 7 km", [("range", (D(5), D(7)), "km")]),
    ("a 30-year-old driver", [("age", D(30), "year")]),
    ("he is 41 years old", [("age", D(41), "year")]),
    ("in the 1990s", [("date", ("decade", 1990), "")]),
    ("on Aug. 28, 2025", [("date", (2025, 8, 28), "")]),
    ("28 August 2025", [("date", (2025, 8, 28), "")]),
    ("on 31 may in london", [("date", (None, 5, 31), "")]),
    ("she may resign", []),
    ("by 2030", [("date", (2030, None, None), "")]),
    ("on Wednesday", [("date", ("weekday", 3), "")]),
    ("at 9:45 p.m.", [("time", "21:45", "")]),
    ("at 9pm", [("time", "21:00", "")]),
    ("two and a half million", [("number", D(2500000), "")]),
    ("the 14th day", [("ordinal", D(14), "")]),
    ("a four-centimetre crack", [("measure", D(4), "cm")]),
]


@pytest.mark.parametrize(("text", "facts"), RUSSIAN)
def test_russian(text, facts):
    assert found(text, "ru") == facts


@pytest.mark.parametrize(("text", "facts"), ENGLISH)
def test_english(text, facts):
    assert found(text, "en") == facts


def test_loose_wording_is_found_but_not_firm():
    assert found("оба водителя и одна женщина", "ru") == []
    assert [f.value for f in numbers("оба водителя и одна женщина", "ru")] == [D(2), D(1)]
    assert [(f.value, f.firm) for f in numbers("a dozen, both", "en")] == [(D(12), False), (D(2), False)]


@pytest.mark.parametrize("text", ["", " ", "\x00 5 \ud800", "9" * 5000, "1.2.3.4.5", "-–—", "1,", "12:", "5 млн млн"])
def test_spans_are_true_whatever_the_text(text):
    for lang in ("ru", "en"):
        for fact in numbers(text, lang):
            assert text[fact.span[0] : fact.span[1]] == fact.text


def test_unknown_language_is_refused():
    with pytest.raises(FactsError, match="'de'"):
        numbers("5", "de")


@pytest.mark.parametrize(("text", "value"), [("0,123,456", 123456), ("0.123.456", 123456), ("0,125", Decimal("0.125"))])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_groups_after_a_zero_are_read(text, value, lang):
    assert [fact.value for fact in numbers(text, lang)] == [value]


@given(st.text("0123456789.,:/-– %mя", max_size=20), st.sampled_from(["ru", "en"]))
def test_no_run_of_digits_and_signs_breaks_the_reader(text, lang):
    assert all(text[slice(*fact.span)].strip() for fact in numbers(text, lang))


def test_the_number_of_a_virus_is_part_of_its_name():
    assert numbers("COVID-19 and SARS-CoV-2 spread.", "en") == numbers("Вспышка Covid-19", "ru") == ()
    assert [fact.text for fact in numbers("The COVID-19 wave hit 19 towns.", "en")] == ["19"]
    assert [fact.text for fact in numbers("COVID-18, COVID-191 and CoV-3 do not exist.", "en")] == ["18", "191", "3"]
