"""Halves, quarters, dozens: each statement with a faithful English and another that is not."""

import pytest

from svodka.facts import compare_numbers
from svodka.facts.numbers import numbers
from svodka.verify import check

PAIRS = [
    ("Ремонт займёт полтора часа.", "Repairs will take an hour and a half.", "Repairs will take two hours and a half."),
    (
        "Ремонт займёт полтора часа.",
        "Repairs will take one and a half hours.",
        "Repairs will take three and a half hours.",
    ),
    ("Ремонт займёт полтора часа.", "Repairs will take 1.5 hours.", "Repairs will take 2.5 hours."),
    ("Ремонт займёт полтора часа.", "Repairs will take 90 minutes.", "Repairs will take 80 minutes."),
    ("Ремонт займёт год-полтора.", "Repairs will take a year or a year and a half.", "Repairs will take three years."),
    (
        "Ремонт займёт год-полтора.",
        "Repairs will take one to one and a half years.",
        "Repairs will take two to three years.",
    ),
    (
        "Работы займут полтора-два года.",
        "The work will take one and a half to two years.",
        "The work will take three to four years.",
    ),
    (
        "Цены выросли в два с половиной раза.",
        "Prices rose two and a half times.",
        "Prices rose three and a half times.",
    ),
    ("Цены выросли в полтора раза.", "Prices rose by half.", "Prices rose 2.5 times."),
    ("Цены выросли в полтора раза.", "Prices rose 1.5 times.", "Prices rose 2.5 times."),
    ("Приехали полмиллиона гостей.", "Half a million visitors came.", "A million visitors came."),
    ("Приехали полмиллиона гостей.", "500,000 visitors came.", "50,000 visitors came."),
    ("Приехали полмиллиона гостей.", "Half a million visitors came.", "Two million visitors came."),
    (
        "Продали полтора миллиона билетов.",
        "One and a half million tickets were sold.",
        "2.5 million tickets were sold.",
    ),
    (
        "Продали полтора миллиона билетов.",
        "A million and a half tickets were sold.",
        "Two million and a half tickets were sold.",
    ),
    ("Продали полторы тысячи билетов.", "1,500 tickets were sold.", "2,500 tickets were sold."),
    (
        "Продали полторы тысячи билетов.",
        "One and a half thousand tickets were sold.",
        "Two and a half thousand tickets were sold.",
    ),
    ("Собрали полтысячи подписей.", "They collected 500 signatures.", "They collected 5,000 signatures."),
    (
        "Собрали полтысячи подписей.",
        "They collected five hundred signatures.",
        "They collected six hundred signatures.",
    ),
    ("Он выпил пол-литра воды.", "He drank half a litre of water.", "He drank two litres of water."),
    ("Он выпил пол-литра воды.", "He drank half a liter of water.", "He drank five liters of water."),
    ("Он ждал полчаса.", "He waited half an hour.", "He waited two hours."),
    ("Он ждал полчаса.", "He waited 30 minutes.", "He waited 40 minutes."),
    ("Он ждал полгода.", "He waited six months.", "He waited seven months."),
    ("Он ждал полгода.", "He waited half a year.", "He waited five years."),
    (
        "Убыток составил четверть миллиона рублей.",
        "The loss was a quarter of a million rubles.",
        "The loss was three million rubles.",
    ),
    ("Убыток составил четверть миллиона рублей.", "The loss was 250,000 rubles.", "The loss was 350,000 rubles."),
    (
        "Убыток составил полмиллиарда рублей.",
        "The loss was half a billion rubles.",
        "The loss was half a million rubles.",
    ),
    ("Убыток составил полмиллиарда рублей.", "The loss was 500 million rubles.", "The loss was 50 million rubles."),
    ("Его искали двое суток.", "They searched for him for two days.", "They searched for him for three days."),
    ("Его искали двое суток.", "They searched for him for 48 hours.", "They searched for him for 38 hours."),
    (
        "Его искали полтора суток.",
        "They searched for him for a day and a half.",
        "They searched for three days and a half.",
    ),
    ("Его искали сутки.", "They searched for him for 24 hours.", "They searched for him for 14 hours."),
    ("Погиб десяток человек.", "A dozen people died.", "Three people died."),
    ("Погибли около десятка человек.", "About ten people died.", "About thirty people died."),
    ("Пришла сотня человек.", "A hundred people came.", "Three hundred people came."),
    ("Пришли две сотни человек.", "Two hundred people came.", "Three hundred people came."),
    ("Пришли два десятка человек.", "Two dozen people came.", "Three dozen people came."),
    ("Пришли два десятка человек.", "Twenty people came.", "Thirty people came."),
    ("Он купил дюжину яиц.", "He bought a dozen eggs.", "He bought fifteen eggs."),
    ("Прошла пара дней.", "A couple of days passed.", "Five days passed."),
    ("Прошло три с половиной года.", "Three and a half years passed.", "Two and a half years passed."),
    ("Прошло три с половиной года.", "3.5 years passed.", "4.5 years passed."),
    ("Прошло два с лишним года.", "More than two years passed.", "More than three years passed."),
    ("Бюджет вырос на треть.", "The budget grew by a third.", "The budget grew by two thirds."),
    ("Это стоило два с половиной миллиона.", "It cost two and a half million.", "It cost three and a half million."),
    ("Пришло три четверти жителей.", "Three quarters of residents came.", "Two thirds of residents came."),
    ("Население — полторы сотни человек.", "The population is 150 people.", "The population is 250 people."),
    ("Ему дали полтора года.", "He got eighteen months.", "He got twenty months."),
    (
        "Ему дали полтора года условно.",
        "He was given a year and a half suspended.",
        "He was given two years and a half suspended.",
    ),
    ("Прошло полстолетия.", "Half a century passed.", "Five centuries passed."),
    ("Прошло полвека.", "Fifty years passed.", "Sixty years passed."),
    ("Он прошёл полкилометра.", "He walked half a kilometre.", "He walked three kilometres."),
    ("Он прошёл полкилометра.", "He walked 500 metres.", "He walked 600 metres."),
    ("Он прошёл полтора километра.", "He walked a kilometre and a half.", "He walked three kilometres and a half."),
    ("Заплатил полторы тысячи рублей.", "He paid fifteen hundred rubles.", "He paid sixteen hundred rubles."),
]


@pytest.mark.parametrize(("russian", "good", "wrong"), PAIRS)
def test_the_same_amount_agrees_and_another_does_not(russian, good, wrong):
    assert compare_numbers(russian, good) == ()
    assert compare_numbers(russian, wrong)


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("полмиллиона", "ru", "500000", ""),
        ("полтора миллиона рублей", "ru", "1500000", "RUB"),
        ("две сотни", "ru", "200", ""),
        ("полкилометра", "ru", "0.5", "km"),
        ("пол-литра", "ru", "0.5", "L"),
        ("half a billion dollars", "en", "500000000", "USD"),
        ("a quarter of a million", "en", "250000", ""),
        ("three quarters of a million", "en", "750000", ""),
        ("an hour and a half", "en", "1.5", "hour"),
        ("two years and a half", "en", "2.5", "year"),
        ("two million and a half", "en", "2500000", ""),
        ("two-dozen", "en", "24", ""),
    ],
)
def test_values(text, lang, value, unit):
    assert [(str(f.value), f.unit, f.text) for f in numbers(text, lang)] == [(value, unit, text)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("половодье", "ru"),
        ("получатель", "ru"),
        ("полковник", "ru"),
        ("полчища", "ru"),
        ("полёт", "ru"),
        ("a half-brother and a sister", "en"),
    ],
)
def test_words_that_only_begin_so(text, lang):
    assert not [fact for fact in numbers(text, lang) if fact.firm]


def test_in_check():
    assert check("На митинг пришли полмиллиона человек.", "Half a million people came to the rally.").supported
    assert not check("На митинг пришли полмиллиона человек.", "Two million people came to the rally.").supported
