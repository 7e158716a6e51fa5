"""Numbers written in digits, with what is attached to them: "5-й", "1990s", "$5bn", 2024, "9 p.m."."""

from __future__ import annotations

import re
from decimal import Decimal

from svodka.facts.numbers import units
from svodka.facts.numbers.clock import half_day, hour_and_minutes, hour_of_day, part_before
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.dates import date, day_month, decade, year_at
from svodka.facts.numbers.following import take_half, take_magnitude, take_unit
from svodka.facts.numbers.fractions import round_number
from svodka.facts.numbers.literals import GROUPED, MIXED, Token, parse_number
from svodka.facts.numbers.quantity import DASHES, Quantity

_EN_ATTACHED = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_RU_ORDINAL_ENDINGS = frozenset("й я е го му м х ми ый ая ое ой ого ом ых ым ые ю ти ой ему его ье ья ей".split())
_RU_PLURAL_ENDINGS = frozenset({"е", "х", "ые", "ых", "м", "ми", "ым"})


def digits(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """The number written in digits at token i, with all that belongs to it, and the next index."""
    token = cursor.tokens[i]
    quantity = Quantity(token.start, token.end, parse_number(token.text, cursor.lang), firm=True)
    before = cursor.token(i - 1)
    j = i + 1
    adjacent = before is not None and before.end == token.start
    if before is not None and adjacent and before.kind == "word":  # G20, 5G: part of a code
        return quantity, j
    if before is not None and before.text in units.SIGNS and cursor.joined(i):
        quantity.kind, quantity.unit, quantity.start = "money", units.SIGNS[before.text], before.start
    after = cursor.token(j)
    if re.fullmatch(r"\d+(?:[.,]\d+){2,}", token.text) and not (GROUPED.match(token.text) or MIXED.match(token.text)):
        parts = [Decimal(part) for part in re.split("[.,]", token.text)]
        quantity.atoms = tuple(frozenset({part}) for part in parts)
        return quantity, j
    if token.text.isdigit() and len(token.text) <= 4 and after is not None:
        step = _suffixed(cursor, quantity, token, after, j)
        if step is not None:
            return step
    if token.text.isdigit() and quantity.kind == "number":
        step = _bare_integer(cursor, quantity, token, after, i, j)
        if step is not None:
            return step
    attached = cursor.lang == "en" and after is not None and after.start == token.end and after.key in _EN_ATTACHED
    if attached and after is not None and (after.text.islower() or quantity.kind == "money"):
        quantity.multiply(Decimal(_EN_ATTACHED[after.key]))
        quantity.end, j = after.end, j + 1
    j = take_half(cursor, quantity, j)
    j = round_number(cursor, quantity, j)
    j = take_magnitude(cursor, quantity, j)
    if quantity.kind == "number":
        j = take_unit(cursor, quantity, j)
    return quantity, j


def _suffixed(cursor: Cursor, quantity: Quantity, token: Token, after: Token, j: int) -> tuple[Quantity, int] | None:
    """5-й, 90-е, 5th, 1990s."""
    value = quantity.readings[0]
    if cursor.lang == "en":
        if after.start != token.end:
            return None
        if after.key in ("st", "nd", "rd", "th"):
            quantity.kind, quantity.end = "ordinal", after.end
            return day_month(cursor, quantity, int(value), j + 1)
        if after.key == "s" and value % 10 == 0:
            quantity.end = after.end
            return decade(quantity, value), j + 1
        return None
    ending = cursor.token(j + 1)
    if after.text not in DASHES or ending is None or cursor.gap(j) or cursor.gap(j + 1):
        return None
    if ending.key not in _RU_ORDINAL_ENDINGS:
        return None
    numeral = cursor.numeral(j + 2)
    if numeral is not None and numeral.form == "magnitude":  # 15-ти миллионов
        quantity.end = ending.end
        return quantity, take_unit(cursor, quantity, take_magnitude(cursor, quantity, j + 2))
    quantity.end, quantity.kind = ending.end, "ordinal"
    if ending.key in _RU_PLURAL_ENDINGS and value % 10 == 0 and (value < 100 or value > 1000):
        return decade(quantity, value), j + 2
    return day_month(cursor, quantity, int(value), j + 2)


def _bare_integer(
    cursor: Cursor, quantity: Quantity, token: Token, after: Token | None, i: int, j: int
) -> tuple[Quantity, int] | None:
    """A day before its month, a year, an hour before p.m."""
    if len(token.text) > 4:
        return None
    value = int(token.text)
    if len(token.text) <= 2 and 1 <= value <= 31:
        dated = day_month(cursor, quantity, value, j)
        if dated[0] is not quantity:
            return dated
    if len(token.text) <= 2 and value <= 24:
        if (long := hour_and_minutes(cursor, i)) is not None:
            return hour_of_day(quantity, *long[:2], long[2:3], cursor.tokens[long[3] - 1].end), long[3]
        hour = half_day(cursor, j)
        if hour is not None:
            return hour_of_day(quantity, value, 0, hour[:1], cursor.tokens[hour[1] - 1].end), hour[1]
        if (part := part_before(cursor, i)) is not None:
            counted = after is not None and after.key.startswith("час") and len(after.key) <= 5
            return hour_of_day(quantity, value, 0, part, token.end), j + counted
    year, next_, end = year_at(cursor, i) if len(token.text) == 4 else (None, j, 0)
    if year is None:
        return None
    said = next_ > j
    if cursor.lang == "en":
        said = 1900 <= year <= 2099 and not (
            after is not None and cursor.joined(j) and (units.unit_of(after.key, "en") or after.key in cursor.words)
        )
    if said:
        return date(token.start, end, year, None, None), next_
    return None
