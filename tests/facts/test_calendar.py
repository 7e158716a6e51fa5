"""Dates of two texts held against each other by the calendar, where the day of writing is known."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from svodka.facts import compare, ledger
from svodka.readers import NewsItem
from svodka.verify import check

RU_MONTHS, RU_IN, EN_MONTHS = zip(*(row.split() for row in """
января январе January
февраля феврале February
марта марте March
апреля апреле April
мая мае May
июня июне June
июля июле July
августа августе August
сентября сентябре September
октября октябре October
ноября ноябре November
декабря декабре December
""".strip().splitlines()), strict=True)  # fmt: skip
RU_WEEKDAYS = (
    "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье",
)  # fmt: skip
EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RU_DAYS = {-2: "позавчера", -1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"}
EN_DAYS = {-2: "the day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "the day after tomorrow"}
WRITTEN = st.dates(date(1910, 1, 1), date(2090, 12, 31))
BORDERS = (date(2025, 12, 31), date(2026, 1, 1), date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1))


def days_ru(written, n):
    """How a Russian text tells the day that is n after it was written."""
    day = written + timedelta(n)
    yield f"{day.day} {RU_MONTHS[day.month - 1]}"
    yield f"{day.day} {RU_MONTHS[day.month - 1]} {day.year} года"
    yield f"{day.day:02}.{day.month:02}.{day.year}"
    yield RU_WEEKDAYS[day.weekday()]
    if n in RU_DAYS:
        yield RU_DAYS[n]
    elif 5 <= abs(n) <= 7:
        yield f"через {n} дней" if n > 0 else f"{-n} дней назад"
    elif n in (-3, -4):
        yield "три дня назад" if n == -3 else "4 дня назад"


def days_en(written, n):
    day = written + timedelta(n)
    month = EN_MONTHS[day.month - 1]
    yield f"on {month} {day.day}"
    yield f"on {month} {day.day}, {day.year}"
    yield f"on {day.day} {month} {day.year}"
    yield f"on {EN_WEEKDAYS[day.weekday()]}"
    if n in EN_DAYS:
        yield EN_DAYS[n]
    elif abs(n) < 8:
        yield f"in {n} days" if n > 0 else f"{-n} days ago"


def told(source, target, written):
    return [m.message for m in compare(ledger(source, "ru", written), ledger(target, "en", written))]


def examples(test):
    for written in BORDERS:
        test = example(written, 1, 1)(example(written, -1, 0)(test))
    return test


@settings(deadline=None, max_examples=60)
@given(WRITTEN, st.integers(-7, 7), st.integers(-7, 7))
@examples
def test_days_agree_where_they_are_the_same_on_the_calendar(written, one, other):
    for ours in days_ru(written, one):
        for theirs in days_en(written, other):
            source, target = f"Визит пройдёт {ours}.", f"The visit is {theirs}."
            weekday = ours in RU_WEEKDAYS or theirs.removeprefix("on ") in EN_WEEKDAYS
            same = (one - other) % 7 == 0 if weekday else one == other
            assert bool(told(source, target, written)) is not same, (source, target, written)
            assert check(source, target, written=written, rivals=False).supported is same, (source, target, written)


def months(written, n):
    """A month and a year that are n after that of writing, in Russian and English."""
    year, month = divmod(written.year * 12 + written.month - 1 + n, 12)
    yield "month", f"в {RU_IN[month]} {year} года", f"in {EN_MONTHS[month]} {year}"
    if n in (-1, 0, 1):
        ru, en = {-1: ("прошлом", "last"), 0: ("этом", "this"), 1: ("следующем", "next")}[n]
        yield "month", f"в {ru} месяце", f"{en} month"
        yield "year", f"в {ru} году", f"{en} year"
    if n < -1:
        yield "month", f"{-n} месяцев назад", f"{-n} months ago"
        yield "year", f"{-n} лет назад", f"{-n} years ago"
    yield "year", f"в {written.year + n} году", f"in {written.year + n}"


@settings(deadline=None, max_examples=60)
@given(WRITTEN, st.integers(-4, 4), st.integers(-4, 4))
@examples
def test_months_and_years_agree_where_they_are_the_same_on_the_calendar(written, one, other):
    for unit, ours, _ in months(written, one):
        for also, _, theirs in months(written, other):
            if unit == also:
                source, target = f"Завод построят {ours}.", f"The plant is built {theirs}."
                assert bool(told(source, target, written)) is (one != other), (source, target, written)


@pytest.mark.parametrize(
    ("russian", "agreeing", "others"),
    [
        ("неделю назад", ["a week ago", "on February 26", "on Thursday"], ["on March 1", "this week", "next week"]),
        ("год назад", ["a year ago", "in 2025", "in March 2025"], ["in 2024", "in April 2025", "this year"]),
        ("на этой неделе", ["this week"], ["last week", "on March 9", "next week", "on Friday"]),
        ("в прошлый понедельник", ["last Monday", "on March 2"], ["on March 9", "tomorrow"]),
        ("в январе", ["in January"], ["last month", "this month"]),
        ("6 марта", ["this week", "this month", "this year"], ["next week", "last month", "last year"]),
    ],
)
def test_weeks_and_what_is_wider_than_a_day(russian, agreeing, others):
    written, source = date(2026, 3, 5), f"Визит пройдёт {russian}."  # a Thursday
    for english in agreeing:
        assert check(source, f"The visit is {english}.", written=written, rivals=False).supported, english
    for english in others:
        assert not check(source, f"The visit is {english}.", written=written, rivals=False).supported, english


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("На следующий день визит отменили.", "The visit was cancelled on March 6."),
        ("Несколько недель назад визит отменили.", "The visit was cancelled on February 26."),
        ("Завтра приедут 5 человек.", "6 people will arrive tomorrow."),
        ("Завтра откроют мост.", "The bridge will open by 2026."),
    ],
)
def test_what_the_calendar_does_not_say(source, target):
    assert told(source, target, date(2026, 3, 5))


def test_each_text_may_have_a_day_of_its_own():
    today, tomorrow = date(2026, 3, 5), date(2026, 3, 6)
    source = ledger("Визит пройдёт завтра.", "ru", today)
    assert compare(source, ledger("The visit is today.", "en", tomorrow)) == ()
    assert compare(source, ledger("The visit is tomorrow.", "en", tomorrow))


def test_without_a_day_nothing_is_said_of_the_calendar():
    assert [f.days for f in ledger("Визит пройдёт завтра, 6 марта 2026 года.", "ru").facts if f.days] == []
    source = ledger("Визит пройдёт завтра.", "ru", date(2026, 3, 5))
    assert compare(source, ledger("The visit is on Friday.", "en"))  # one side alone has its day


def test_days_that_no_calendar_has():
    for text in ("30 февраля", "миллион лет назад", "через 10^30 лет", "31 июня 2026 года", "00.00.0000"):
        for written in (date.min, date.max, date(2026, 3, 5)):
            ledger(f"Визит пройдёт {text}, вчера, завтра и на прошлой неделе.", "ru", written)


def test_the_days_of_a_fact_are_plain():
    (fact,) = ledger("Завтра.", "ru", date(2025, 12, 31)).facts
    assert fact.days == ((date(2026, 1, 1), date(2026, 1, 1)),)
    assert fact.to_dict()["days"] == [["2026-01-01", "2026-01-01"]]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-03-05T23:30:00+03:00", date(2026, 3, 5)),  # as the item gives it: no zone is turned into another
        ("2026-03-05T21:30:00Z", date(2026, 3, 5)), (" 2026-03-05 ", date(2026, 3, 5)),
        (None, None), ("", None), ("вчера", None), ("2026-02-30", None),
    ],
)  # fmt: skip
def test_the_day_of_an_item(published, day):
    assert NewsItem("1", "Заголовок", "Текст", published=published).day == day
