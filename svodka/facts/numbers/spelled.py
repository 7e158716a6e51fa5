"""Numbers written in words: "двести пять", "twenty-five"."""

from __future__ import annotations

from decimal import Decimal

from svodka.facts.numbers.clock import half_day, hour_of_day
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.dates import day_month, decade_word
from svodka.facts.numbers.following import take_half, take_magnitude, take_unit
from svodka.facts.numbers.fractions import round_number
from svodka.facts.numbers.numerals import Numeral
from svodka.facts.numbers.quantity import Quantity, plain

_NONE_YET = Decimal(10) ** 15
_THIRD = Decimal("0.333")


class Run:
    """Numerals one behind another, as far as they make one number: thousands, then hundreds, tens, units.

    ``form`` is what they make together, ``last`` the value of the last one, ``closed`` whether no more can follow.
    """

    def __init__(self) -> None:
        self.total = self.current = Decimal(0)  # of the magnitudes taken, and what stands before the next
        self.last = self.lowest = _NONE_YET
        self.form, self.parts, self.closed = "loose", 0, False

    @property
    def value(self) -> Decimal:
        return plain(self.total + self.current)

    def take(self, numeral: Numeral) -> bool:
        """Add a numeral; False where it belongs to another number."""
        if numeral.form == "loose" and not (numeral.value == 1 and self._wants_a_unit()):
            taken = self._take_loose(numeral.value)
        elif numeral.form == "magnitude":
            taken = self._take_magnitude(numeral.value)
        else:
            taken = self._take_plain(numeral)
        self.parts += taken
        return taken

    def _wants_a_unit(self) -> bool:
        """Whether tens came last: "двадцать один"."""
        return 20 <= self.last < _NONE_YET and self.last % 10 == 0

    def _take_loose(self, value: Decimal) -> bool:
        """ "один", "a", "пара": a number by itself, but for the one of "a hundred"."""
        if self.parts:
            return False
        if value == 1:
            self.current = self.last = value
        else:
            self.total, self.closed = value, True
        return True

    def _take_magnitude(self, value: Decimal) -> bool:
        if value >= self.lowest:
            return False
        if value == 100:
            self.current = (self.current or Decimal(1)) * 100
        else:
            self.total += (self.current or Decimal(1)) * value
            self.current, self.lowest = Decimal(0), value
        self.last = value
        self.form = "cardinal" if self.parts else "magnitude"
        return True

    def _take_plain(self, numeral: Numeral) -> bool:
        smaller = self.last >= 100 and numeral.value < self.last
        unit = self.last < 100 and self._wants_a_unit() and numeral.value < 10
        if self.parts and not (smaller or unit):
            return False
        self.current += numeral.value
        self.last = numeral.value
        self.form = "cardinal" if numeral.form == "loose" else numeral.form
        self.closed = numeral.form == "ordinal"
        return True


def number_words(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """A run of number words: "двести пять", "twenty-five", "a hundred and five", "пять тысяч триста"."""
    run, j, end = Run(), i, cursor.tokens[i].end
    while j < len(cursor.tokens) and not run.closed:
        k, numeral = _following(cursor, j, run)
        if numeral is None or not run.take(numeral):
            break
        end, j = cursor.tokens[k].end, k + 1
    return _followed(cursor, i, j, run, _quantity(cursor, i, end, run))


def _following(cursor: Cursor, j: int, run: Run) -> tuple[int, Numeral | None]:
    """The numeral at a place or, within a number, behind a hyphen or an "and" there."""
    token = cursor.tokens[j]
    hyphen = token.text == "-" and cursor.gap(j) == ""
    joins = cursor.lang == "en" and token.key == "and" and run.last >= 100
    k = j + 1 if run.parts and (hyphen or joins) else j
    numeral = cursor.words.get(cursor.tokens[k].key) if k < len(cursor.tokens) else None
    if numeral is None or (run.parts and not (cursor.joined(k) and cursor.joined(j))):
        return k, None
    if k > j and numeral.form == "magnitude" and token.key == "and":
        return k, None
    return k, numeral


def _quantity(cursor: Cursor, i: int, end: int, run: Run) -> Quantity:
    before = cursor.token(i - 1)
    lone = run.form == "magnitude" and run.parts == 1 and not (before and before.key in ("a", "an"))
    ordinal = run.form == "ordinal"
    firm = run.form != "loose" and not lone and run.value not in (0, 1) and not (ordinal and run.value <= 3)
    quantity = Quantity(cursor.tokens[i].start, end, [run.value], firm, "ordinal" if ordinal else "number")
    quantity.digits = False
    if ordinal and run.value == 3:
        quantity.readings.append(_THIRD)
    return quantity


def _followed(cursor: Cursor, i: int, j: int, run: Run, quantity: Quantity) -> tuple[Quantity, int]:
    """The quantity with what stands behind its numerals, and where that ends: a decade, the half of a day, a magnitude
    in figures, a unit, a month."""
    form, value = run.form, run.value
    decade_word(cursor, quantity, cursor.tokens[j - 1].key)
    if quantity.kind == "date":
        return quantity, j
    if form == "cardinal" and value <= 24 and value == int(value):
        hour = half_day(cursor, j)
        if hour is not None:
            return hour_of_day(quantity, int(value), 0, hour[:1], cursor.tokens[hour[1] - 1].end), hour[1]
    j = take_half(cursor, quantity, j)
    if form == "cardinal" or (form == "loose" and value == 2 and cursor.tokens[i].key.startswith(("пар", "couple"))):
        j = round_number(cursor, quantity, j)
    if form != "ordinal":
        j = take_magnitude(cursor, quantity, j)
        return quantity, take_unit(cursor, quantity, j)
    return day_month(cursor, quantity, int(value), j) if value <= 31 else (quantity, j)
