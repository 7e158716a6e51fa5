"""Figures that both texts have, and that say something else in each: whose, which way, in what."""

import itertools
import re

import pytest

from svodka.facts import compare, ledger
from svodka.facts.binding import turning
from svodka.facts.figures import Figures
from svodka.verify import check


def told(source, target):
    return [m.message for m in compare(ledger(source, "ru"), ledger(target, "en"))]


# Two counts in Russian and English; {0} and {1} change places.
SENTENCES = [
    ("Погибли {0} человек, {1} ранены.", "{0} people died and {1} were wounded."),
    ("Погибли {0} человек, {1} ранены.", "{1} people were injured and {0} were killed."),
    ("Экспорт вырос с {0} до {1} млн тонн.", "Exports rose from {0} to {1} million tonnes."),
    ("Команды сыграли со счётом {0} — {1}.", "The teams played {0} – {1}."),
    ("За проголосовали {0} депутатов, против — {1}.", "{0} deputies voted for, {1} against."),
    ("Выручка выросла на {0}%, прибыль — на {1}%.", "Revenue rose by {0}% and profit by {1}%."),
    ("Выручка выросла на {0}%, прибыль — на {1}%.", "Profit grew by {1}%, revenue by {0}%."),
    ("Построили {0} школ и {1} больниц.", "{0} schools and {1} hospitals were built."),
    ("Завод купил {0} станков за {1} дней.", "The plant bought {0} machines in {1} days."),
    ("Из {0} самолётов сбили {1}.", "Of {0} planes {1} were shot down."),
]
COUNTS = [("13", "45"), ("312", "47"), ("7", "19")]


@pytest.mark.parametrize(("russian", "english"), SENTENCES)
@pytest.mark.parametrize("counts", COUNTS)
def test_two_figures_exchanged_are_one_mismatch_in_segment_and_document(russian, english, counts):
    source, good, bad = russian.format(*counts), english.format(*counts), english.format(*counts[::-1])
    assert told(source, good) == []
    (message,) = told(source, bad)
    assert "changed places" in message and all(count in message for count in counts)
    # The sentence on its own is said of the document around it, too.
    document = f"В Белозерске прошло совещание.\n{source}\nПогода была ясной."
    assert check(document, good).supported
    assert not check(document, bad).supported


@pytest.mark.parametrize(("_", "english"), SENTENCES)
def test_two_figures_exchanged_within_english(_, english):
    source, bad = english.format("13", "45"), english.format("45", "13")
    assert check(source, source).supported
    assert any("changed places" in m.message for s in check(source, bad).sentences for m in s.mismatches)


def test_the_message_says_of_what_each_figure_is_and_the_spans_are_both_figures():
    source, target = "Погибли 3 человека, 12 ранены.", "12 people died and 3 were wounded."
    (mismatch,) = compare(ledger(source, "ru"), ledger(target, "en"))
    assert mismatch.message == (
        "“12” and “3” have changed places: “12” is of “ранены” in the source, of “people” here."
    )
    assert source[slice(*mismatch.source_span)] == "3"
    assert target[slice(*mismatch.target_span)] == "12"


def test_years_and_dates_exchanged():
    source = "В 2023 году построили 14 школ, в 2024 году — 9."
    assert told(source, "14 schools were built in 2023 and 9 in 2024.") == []
    for bad in ("9 schools were built in 2023 and 14 in 2024.", "14 schools were built in 2024 and 9 in 2023."):
        assert len(told(source, bad)) == 1


def test_the_figure_of_one_event_given_to_another():
    source = "Погибли 3 человека, 12 ранены."
    assert check(source, "3 people died.").supported
    assert [m.message for s in check(source, "12 people died.").sentences for m in s.mismatches] == [
        "The target says “died” of “12”, the source “injured”."
    ]


SIGNS = [
    ("Ночью температура опустится до минус 35 градусов.", "It will be {} degrees at night.", "minus 35", "35"),
    ("Температура опустится до минус 35 градусов.", "It will fall to {} degrees.", "minus 35", "35"),
    ("Рентабельность составила −3,5%.", "Profitability was {}.", "minus 3.5%", "3.5%"),
    ("Рентабельность составила −3,5%.", "Profitability was {}.", "-3.5%", "3.5%"),
    ("Днём было 20 градусов мороза.", "It was {} in the daytime.", "20 degrees below zero", "20 degrees"),
    ("Днём ожидается −4 °C.", "{} is expected in the daytime.", "-4 °C", "+4 °C"),
    ("Убыток составил 1,2 млрд рублей.", "The {} was 1.2 billion roubles.", "loss", "profit"),
    ("Цена упала на 5%.", "The price {} by 5%.", "fell", "rose"),
    ("Цены выросли на 5%.", "Prices were {} 5%.", "up", "down"),
    ("Погибли более 300 человек.", "{} 300 people died.", "More than", "Less than"),
    ("Дефицит бюджета — 300 млн рублей.", "The budget {} is 300 million roubles.", "deficit", "surplus"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "good", "bad"), SIGNS)
def test_a_sign_or_direction_turned(source, target, good, bad):
    assert told(source, target.format(good)) == []
    assert len(told(source, target.format(bad))) == 1
    assert check(source, target.format(good)).supported
    assert not check(source, target.format(bad)).supported


def test_a_loss_of_five_per_cent_needs_no_minus():
    assert told("Изменение составило −5%.", "The change was a fall of 5%.") == []


def test_another_noun_is_counted():
    assert told("Построили 14 школ.", "14 schools were built.") == []
    assert told("Построили 14 школ.", "14 hospitals were built.") == [
        "The target says “hospitals” of “14”, the source “школ”."
    ]
    assert told("Приехали 14 гостей.", "14 visitors came.") == []


def test_the_fields_of_a_figure():
    figures = ledger("Погибли 3 человека, 12 ранены; продажи упали более чем на 5%, до минус 2 градусов.", "ru").facts
    three, twelve, five, two = (fact for fact in figures if fact.kind in ("number", "percent", "measure"))
    assert (three.counted, three.event) == ("человека", "died")
    assert twelve.event == "injured"
    assert (five.event, five.side) == ("fell", "over")
    assert (two.sign, two.to_dict()["sign"]) == (-1, -1)


# Every unit of each language against every other of its kind; what one converts to is worked out here by hand.
CONVERSIONS = [
    ("1 гектар", "2.47 acres"), ("300 гектаров", "741 acres"), ("10 км", "6.2 miles"), ("5 тыс. кв. м", "0.5 hectares"),
    ("50 базисных пунктов", "0.5 percentage points"), ("0,25 п.п.", "25 bp"), ("2 кубометра", "2,000 litres"),
    ("1 ГВт", "1,000 MW"), ("500 МВт·ч", "0.5 GWh"), ("70 кг", "154 lbs"), ("7 млн тонн", "51.3 million barrels"),
    ("50 копеек", "0.5 roubles"), ("20 °C", "68 °F"), ("2 недели", "14 days"), ("100 км/ч", "62 mph"),
    ("3 сотки", "300 square metres"), ("1,5 ТБ", "1,500 GB"),
]  # fmt: skip
OTHERS = [
    ("300 гектаров", "300 acres"), ("10 км", "10 miles"), ("10 км", "10 metres"),
    ("50 базисных пунктов", "50 percentage points"),
    ("2 процентных пункта", "2%"), ("2%", "2 percentage points"), ("2 кубометра", "2 litres"), ("5 МВт", "5 GW"),
    ("5 кВт·ч", "5 kW"), ("50 копеек", "50 roubles"), ("300 кв. км", "300 km"), ("20 °C", "20 °F"),
    ("7 тонн", "7 barrels"),
    ("3 литра", "3 gallons"), ("5 центов", "5 dollars"), ("300 гектаров", "300 houses"),
]  # fmt: skip


@pytest.mark.parametrize(("russian", "english"), CONVERSIONS)
def test_the_same_in_another_unit_agrees(russian, english):
    source, target = f"Речь идёт о величине {russian}.", f"The value in question is {english}."
    assert told(source, target) == []
    assert check(source, target).supported


@pytest.mark.parametrize(("russian", "english"), OTHERS)
def test_the_same_figure_in_another_unit_does_not(russian, english):
    source, target = f"Речь идёт о величине {russian}.", f"The value in question is {english}."
    assert len(told(source, target)) == 1
    assert not check(source, target).supported


def test_all_pairs_of_units_of_length_disagree_on_one_figure():
    units = {"км": "km", "метров": "metres", "миль": "miles", "футов": "feet", "сантиметров": "centimetres"}
    for russian, english in itertools.product(units, units.values()):
        same = units[russian] == english
        assert bool(told(f"Длина — 40 {russian}.", f"The length is 40 {english}.")) is not same


def test_the_units_of_the_table_are_read_with_their_signs():
    read = re.compile(r"\d+")
    for text, lang, unit in (
        ("5 м²", "ru", "m²"), ("5 км2", "ru", "km²"), ("5 п. п.", "ru", "pp"), ("50bp", "en", "bp"),
        ("5 sq km", "en", "km²"),
        ("5 тыс. кубометров", "ru", "m³"), ("5 cents", "en", "cent"), ("5 центров", "ru", ""), ("5 mph", "en", "mph"),
    ):  # fmt: skip
        (fact,) = (f for f in ledger(text, lang).facts if read.match(f.text))
        assert fact.unit == unit, text


def test_a_figure_that_stands_everywhere_is_held_against_the_first_that_agrees(monkeypatch):
    """Else a table of ones is held against another, each against each."""
    asked = []
    disagree = turning._disagree
    monkeypatch.setattr(turning, "_disagree", lambda *facts: asked.append(facts) or disagree(*facts))
    for lang, text in (("en", "Route 1 rose by 5%. "), ("ru", "Маршрут 1 вырос на 5%. ")):
        asked.clear()
        assert compare(ledger(text * 300, lang), ledger(text * 300, lang)) == ()
        assert 0 < len(asked) <= 2 * 600
    asked.clear()
    turned = compare(ledger("It was -5%. " * 200, "en"), ledger("It was 5%. " * 3, "en"))
    assert len(turned) == 3 and len(asked) == 3 * turning._MOST


def test_figures_of_one_value_are_looked_for_once(monkeypatch):
    asked = []
    sharing = Figures.sharing
    monkeypatch.setattr(Figures, "sharing", lambda self, fact: asked.append(fact) or sharing(self, fact))
    found = compare(ledger("It cost $10. " * 50, "en"), ledger("It cost €10. " * 50, "en"))
    assert sum(m.kind == "money" and m.direction == "unsupported" for m in found) == 50 and len(asked) == 1
