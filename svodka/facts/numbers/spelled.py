"""Numbers written in words: "двести пять", "twenty-five"."""

from __future__ import annotations

from decimal import Decimal

from svodka.facts.numbers.clock import half_day, hour_of_day
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.dates import day_month, decade_word
from svodka.facts.numbers.following import take_half, take_magnitude, take_unit
from svodka.facts.numbers.fractions import round_number
from svodka.facts.numbers.quantity import Quantity, plain


def number_words(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """A run of number words: "двести пять", "twenty-five", "a hundred and five", "пять тысяч триста"."""
    first = cursor.tokens[i]
    total = current = Decimal(0)
    last, lowest = Decimal(10) ** 15, Decimal(10) ** 15
    form, end, j, parts = "loose", first.end, i, 0
    while j < len(cursor.tokens):
        token = cursor.tokens[j]
        k = j
        hyphen = token.text == "-" and cursor.gap(j) == ""
        if parts and (hyphen or (cursor.lang == "en" and token.key == "and" and last >= 100)):
            k = j + 1
        numeral = cursor.words.get(cursor.tokens[k].key) if k < len(cursor.tokens) else None
        if numeral is None or (parts and not (cursor.joined(k) and cursor.joined(j))):
            break
        value = numeral.value
        if k > j and numeral.form == "magnitude" and token.key == "and":
            break
        if numeral.form == "loose" and not (value == 1 and last != 1 and 20 <= last < 10**15 and last % 10 == 0):
            if parts:
                break
            total, form, end, j, parts = value, "loose", cursor.tokens[k].end, k + 1, 1
            if value != 1:
                break
            current, total, last = value, Decimal(0), Decimal(1)
            continue
        if numeral.form == "magnitude":
            if value >= lowest:
                break
            if value == 100:
                current = (current or Decimal(1)) * 100
                last = Decimal(100)
            else:
                total += (current or Decimal(1)) * value
                current, last, lowest = Decimal(0), value, value
            form = "magnitude" if not parts else "cardinal"
        else:
            fits = not parts or (last >= 100 and value < last) or (20 <= last < 100 and last % 10 == 0 and value < 10)
            if not fits:
                break
            current += value
            last = value
            form = "cardinal" if numeral.form == "loose" else numeral.form
        end, j, parts = cursor.tokens[k].end, k + 1, parts + 1
        if numeral.form == "ordinal":
            break
    value = plain(total + current)
    before = cursor.token(i - 1)
    lone = form == "magnitude" and parts == 1 and not (before and before.key in ("a", "an"))
    firm = form in ("cardinal", "ordinal", "magnitude") and not lone and value not in (0, 1)
    if form == "ordinal" and value <= 3:
        firm = False
    quantity = Quantity(first.start, end, [value], firm, "ordinal" if form == "ordinal" else "number")
    quantity.digits = False
    if form == "ordinal" and value == 3:
        quantity.readings.append(Decimal("0.333"))
    decade_word(cursor, quantity, cursor.tokens[j - 1].key)
    if quantity.kind == "date":
        return quantity, j
    if form == "cardinal" and value <= 24 and value == int(value):
        hour = half_day(cursor, j)
        if hour is not None:
            return hour_of_day(quantity, int(value), 0, hour[:1], cursor.tokens[hour[1] - 1].end), hour[1]
    j = take_half(cursor, quantity, j)
    if form == "cardinal" or (form == "loose" and value == 2 and first.key.startswith(("пар", "couple"))):
        j = round_number(cursor, quantity, j)
    if form != "ordinal":
        j = take_magnitude(cursor, quantity, j)
        j = take_unit(cursor, quantity, j)
    elif value <= 31:
        return day_month(cursor, quantity, int(value), j)
    return quantity, j
