"""Find the numbers of a Russian or English text: plain, with magnitudes and units, as dates, times, ages and ranges.

``numbers(text, lang)`` gives one `Fact` per mention, in text order. Values, equal across the two languages:

- number, ordinal, percent, money, measure, age: ``Decimal`` with the magnitude multiplied in; ``unit`` as in units.py;
- range: ``(low, high)``; time: ``"21:45"`` on the 24-hour clock when the text says so;
- date: ``(year, month, day)`` with None for what is not said, ``("weekday", 1..7)``, ``("decade", 1990)``, and those
  told from the day of writing (`svodka.facts.days`): ``("day", -1)``, ``("week", 1)``, ``("part", "morning")``.

The atoms of a fact carry the other readings that a faithful counterpart may show: "9 вечера" is 9 or 21, "11.000" is
11000 or 11, "90-е" is 90 or 1990. A month is the atom ``"m8"``, a weekday ``"w1"``, a clock time ``"t21:45"``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from svodka.errors import FactsError
from svodka.facts.bounds import bound
from svodka.facts.days import on_calendar, relative
from svodka.facts.given import fact_in
from svodka.facts.numbers import numerals
from svodka.facts.numbers.clock import clock_time, named_hour, names_hour
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.dates import calendar, is_month, is_weekday, month_first, numeric_date
from svodka.facts.numbers.digits import digits
from svodka.facts.numbers.following import take_unit
from svodka.facts.numbers.fractions import fraction, opens_fraction
from svodka.facts.numbers.identifiers import identifiers
from svodka.facts.numbers.literals import Token
from svodka.facts.numbers.quantity import Quantity, join_ranges
from svodka.facts.numbers.spelled import number_words
from svodka.facts.numbers.units import unit_of
from svodka.facts.types import Fact, Lang
from svodka.text import reading_form

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}


def numbers(text: str, lang: Lang, written: date | None = None) -> tuple[Fact, ...]:
    """The number, percent, money, measure, date, time, age, range and ordinal facts of a text, in text order.

    They are looked for in its reading form (`svodka.text`) and point into the text as given. Dates have their days
    where the day is given that the text was ``written`` on. Raises `FactsError` for a language other than "ru" and
    "en".
    """
    if lang not in ("ru", "en"):
        raise FactsError(f"cannot find numbers in language {lang!r}: expected 'ru' or 'en'")
    normal = reading_form(text)
    facts = numbers_read(normal.text, lang, written)
    return facts if normal.text is text else tuple(fact_in(text, normal, fact) for fact in facts)


def numbers_read(read: str, lang: Lang, written: date | None = None) -> tuple[Fact, ...]:
    """`numbers` of a text that is in its reading form."""
    facts = _numbers(read, lang)
    return facts if written is None else tuple(on_calendar(fact, read, written) for fact in facts)


@lru_cache(maxsize=128)  # a sentence and its source are asked about by several checks in turn
def _numbers(read: str, lang: Lang) -> tuple[Fact, ...]:
    known = tuple(identifiers(read))
    cursor = Cursor(read, lang, [fact.span for fact in known])
    found = join_ranges(_scan(cursor), read, lang)
    figures = bound([quantity.fact(read) for quantity in found], read, lang)
    days = relative(read, lang, (token.key for token in cursor.tokens))
    # "At 7:30 at night" is one time, not a part of the day besides.
    apart = (d for d in days if not any(d.span[0] < f.span[1] and f.span[0] < d.span[1] for f in figures))
    facts = (*figures, *apart, *known)
    return facts if len(facts) == len(figures) else tuple(sorted(facts, key=lambda fact: fact.span))


def _scan(cursor: Cursor) -> list[Quantity]:
    """One pass over the tokens of a text."""
    found: list[Quantity] = []
    i = 0
    tokens, lang = cursor.tokens, cursor.lang
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "word" and _plain(token.key, lang) and not token.text.isupper():  # as most of a text
            i += 1
            continue
        step = _at(cursor, token, i)
        if step is None:
            i += 1
        else:
            quantity, i = step
            found.append(quantity)
    return found


_TABLES: dict[Lang, frozenset[str]] = {
    cursor.lang: frozenset().union(cursor.words, cursor.months, cursor.weekdays)
    for cursor in (Cursor("", "ru"), Cursor("", "en"))
}


@lru_cache(maxsize=16384)
def _plain(key: str, lang: Lang) -> bool:
    """Whether no number, date or time begins with a word, as with most of a text."""
    known = key in _TABLES[lang] or unit_of(key, lang) or names_hour(key, lang) or opens_fraction(key, lang)
    return not known and (lang == "en" or numerals.russian_compound(key) is None)


def _at(cursor: Cursor, token: Token, i: int) -> tuple[Quantity, int] | None:
    if token.kind == "word":
        hour = named_hour(cursor, i)
        if hour is not None:
            return hour
        part = fraction(cursor, i)
        if part is not None:
            quantity, j = part
            return (quantity, take_unit(cursor, quantity, j)) if quantity.magnitude > 1 and not quantity.unit else part
        numeral = cursor.words.get(token.key)
        if numeral is not None:
            return number_words(cursor, i)
        if token.key in cursor.months and is_month(cursor, i):
            quantity, j = month_first(cursor, i)
            # Август and Май are also names; inside a sentence Russian writes the month small.
            if cursor.lang == "ru" and j == i + 1 and token.text[0].isupper() and cursor.gap(i).strip() == "" and i:
                quantity.firm = False
            return quantity, j
        if token.key in cursor.weekdays and is_weekday(cursor, i):
            return calendar(token, ("weekday", cursor.weekdays[token.key]), f"w{cursor.weekdays[token.key]}", i)
        if cursor.lang == "ru":
            value = numerals.russian_compound(token.key)
            if value is not None:
                quantity = Quantity(token.start, token.end, [value], firm=False)
                if "летн" in token.key:
                    quantity.kind, quantity.unit = "age", "year"
                return quantity, i + 1
        if token.text.isupper():
            value_ = numerals.roman(token.text)
            if value_ is not None:
                return Quantity(token.start, token.end, [Decimal(value_)], firm=False, kind="ordinal"), i + 1
        return None
    if token.kind == "num":
        return digits(cursor, i)
    if token.kind == "time":
        return clock_time(cursor, i)
    if token.kind in ("dmy", "iso"):
        return numeric_date(cursor, token), i + 1
    if token.text in _FRACTIONS:
        return Quantity(token.start, token.end, [Decimal(_FRACTIONS[token.text])], firm=False), i + 1
    return None
