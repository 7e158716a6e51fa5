"""Find the numbers of a Russian or English text: plain, with magnitudes and units, as dates, times, ages and ranges.

``numbers(text, lang)`` gives one `Fact` per mention, in text order. Values, equal across the two languages:

- number, ordinal, percent, money, measure, age: ``Decimal`` with the magnitude multiplied in; ``unit`` as in units.py;
- range: ``(low, high)``; time: ``"21:45"`` on the 24-hour clock when the text says so;
- date: ``(year, month, day)`` with None for what is not said, ``("weekday", 1..7)``, ``("day", -2..2)`` for
  вчера/today, ``("decade", 1990)``.

The atoms of a fact carry the other readings that a faithful counterpart may show: "9 вечера" is 9 or 21, "11.000" is
11000 or 11, "90-е" is 90 or 1990. A month is the atom ``"m8"``, a weekday ``"w1"``, a clock time ``"t21:45"``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal

from svodka.errors import FactsError
from svodka.facts import numerals, units
from svodka.facts.literals import GROUPED, MIXED, Token, parse_number, tokenize
from svodka.facts.quantity import DASHES, Quantity, join_ranges
from svodka.facts.types import Fact, Lang

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_EN_ATTACHED = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_RU_ORDINAL_ENDINGS = frozenset("й я е го му м х ми ый ая ое ой ого ом ых ым ые ю ти ой ему его ье ья ей".split())
_RU_PLURAL_ENDINGS = frozenset({"е", "х", "ые", "ых", "м", "ми", "ым"})
_MAY_BEFORE = frozenset("in of last next since until till by early late mid this from to and through every".split())


def numbers(text: str, lang: Lang) -> tuple[Fact, ...]:
    """The number, percent, money, measure, date, time, age, range and ordinal facts of a text, in text order.

    Raises `FactsError` for a language other than "ru" and "en".
    """
    if lang not in ("ru", "en"):
        raise FactsError(f"cannot find numbers in language {lang!r}: expected 'ru' or 'en'")
    found = _Scanner(text, lang).scan()
    return tuple(quantity.fact(text) for quantity in join_ranges(found, text, lang))


class _Scanner:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, lang: Lang) -> None:
        self.text, self.lang = text, lang
        self.tokens = tokenize(text)
        self.words = numerals.RUSSIAN if lang == "ru" else numerals.ENGLISH
        self.months = units.RU_MONTHS if lang == "ru" else units.EN_MONTHS
        self.weekdays = units.RU_WEEKDAYS if lang == "ru" else units.EN_WEEKDAYS
        self.days = units.RU_DAYS if lang == "ru" else units.EN_DAYS

    def scan(self) -> list[Quantity]:
        found: list[Quantity] = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            step = self._at(token, i)
            if step is None:
                i += 1
            else:
                quantity, i = step
                found.append(quantity)
        return found

    def _at(self, token: Token, i: int) -> tuple[Quantity, int] | None:
        if token.kind == "word":
            numeral = self.words.get(token.key)
            if numeral is not None:
                return self._number_words(i)
            if token.key in self.months and self._is_month(i):
                quantity, j = self._month_first(i)
                # Август and Май are also names; inside a sentence Russian writes the month small.
                if self.lang == "ru" and j == i + 1 and token.text[0].isupper() and self._gap(i).strip() == "" and i:
                    quantity.firm = False
                return quantity, j
            if token.key in self.weekdays and self._is_weekday(i):
                return self._calendar(token, ("weekday", self.weekdays[token.key]), f"w{self.weekdays[token.key]}", i)
            if token.key in self.days:
                return self._calendar(token, ("day", self.days[token.key]), f"d{self.days[token.key]}", i)
            if self.lang == "ru":
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
            return self._digits(i)
        if token.kind == "time":
            return self._clock(i)
        if token.kind in ("dmy", "iso"):
            return self._numeric_date(token), i + 1
        if token.text in _FRACTIONS:
            return Quantity(token.start, token.end, [Decimal(_FRACTIONS[token.text])], firm=False), i + 1
        return None

    # -- small looks around ------------------------------------------------------------------------------------------

    def _token(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def _gap(self, i: int) -> str:
        """What stands between token i-1 and token i."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] if 0 < i < len(self.tokens) else "\n"

    def _joined(self, i: int, *, dot: bool = False) -> bool:
        """Whether token i follows its neighbour with only spaces (or an abbreviation's dot) between."""
        gap = self._gap(i)
        return gap.strip(" \u00a0\u202f\u2009") in (("", ".") if dot else ("",)) and "\n" not in gap

    def _numeral(self, i: int) -> numerals.Numeral | None:
        token = self._token(i)
        return self.words.get(token.key) if token is not None and token.kind == "word" else None

    def _is_month(self, i: int) -> bool:
        token = self.tokens[i]
        if self.lang == "ru":
            return True
        if not token.text[0].isupper() and token.key not in ("january", "february", "june", "july", "november"):
            return self._near_number(i)  # lowercased text: "on 31 may" is a month, "she may" is not
        if token.key in ("may", "march", "mar", "sep", "jan", "dec"):
            before = self._token(i - 1)
            return self._near_number(i) or (before is not None and before.key in _MAY_BEFORE)
        return True

    def _near_number(self, i: int) -> bool:
        before, after = self._token(i - 1), self._token(i + 1)
        if after is not None and after.kind == "num" and self._joined(i + 1, dot=True) and len(after.text) in (1, 2, 4):
            return True
        if before is not None and before.key in ("st", "nd", "rd", "th", "of"):
            before = self._token(i - 2)
        if before is None or before.kind != "num" or len(before.text) > 2:
            return False
        return self.text[before.start - 1 : before.start].isspace() or before.start == 0

    def _is_weekday(self, i: int) -> bool:
        token, before = self.tokens[i], self._token(i - 1)
        if self.lang == "en":
            return len(token.key) > 5 or token.text[0].isupper()
        if not token.key.startswith("сред"):
            return not (token.key.startswith("воскрес") and token.text[0].isupper() and before is not None)
        return before is not None and before.key in ("в", "на", "к", "со", "до", "прошлую", "минувшую", "эту", "и", "с")

    def _calendar(self, token: Token, value: Hashable, atom: str, i: int) -> tuple[Quantity, int]:
        quantity = Quantity(token.start, token.end, [], firm=atom[0] == "w", kind="date")
        quantity.value, quantity.atoms = value, (frozenset({atom}),)
        return quantity, i + 1

    def _date(self, start: int, end: int, year: int | None, month: int | None, day: int | None) -> Quantity:
        quantity = Quantity(start, end, [], firm=True, kind="date")
        quantity.value = (year, month, day)
        atoms: list[frozenset[Hashable]] = []
        if day is not None:
            atoms.append(frozenset({Decimal(day)}))
        if month is not None:
            atoms.append(frozenset({f"m{month}"}))
        if year is not None:
            atoms.append(frozenset({Decimal(year)}))
        quantity.atoms = tuple(atoms)
        return quantity

    def _year_at(self, i: int) -> tuple[int | None, int, int]:
        """(year, next index, end) when token i is a year, written in four digits and not counting anything."""
        token = self._token(i)
        if token is None or token.kind != "num" or len(token.text) != 4 or not token.text.isdigit():
            return None, i, 0
        if not 1000 <= int(token.text) <= 2199 or self._gap(i).strip(" \u00a0,.") or "\n" in self._gap(i):
            return None, i, 0
        end, j = token.end, i + 1
        after = self._token(j)
        if (
            self.lang == "ru"
            and after
            and self._joined(j)
            and (after.key in ("г", "гг") or after.key.startswith("год"))
        ):
            end, j = after.end, j + 1
        return int(token.text), j, end

    # -- what begins with a word -------------------------------------------------------------------------------------

    def _month_first(self, i: int) -> tuple[Quantity, int]:
        token = self.tokens[i]
        month, end, j = self.months[token.key], token.end, i + 1
        day: int | None = None
        after = self._token(j)
        if self.lang == "en" and after and after.kind == "num" and self._joined(j, dot=True) and after.text.isdigit():
            later = self._token(j + 1)
            counted = later is not None and self._joined(j + 1) and later.key in ("percent", "%", "million", "people")
            if len(after.text) <= 2 and 1 <= int(after.text) <= 31 and not counted:
                day, end, j = int(after.text), after.end, j + 1
                suffix = self._token(j)
                if suffix and suffix.key in ("st", "nd", "rd", "th") and suffix.start == end:
                    end, j = suffix.end, j + 1
        year, j, year_end = self._year_at(j)
        return self._date(token.start, year_end or end, year, month, day), j

    def _number_words(self, i: int) -> tuple[Quantity, int]:
        """A run of number words: "двести пять", "twenty-five", "a hundred and five", "пять тысяч триста"."""
        first = self.tokens[i]
        total = current = Decimal(0)
        last, lowest = Decimal(10) ** 15, Decimal(10) ** 15
        form, end, j, parts = "loose", first.end, i, 0
        while j < len(self.tokens):
            token = self.tokens[j]
            k = j
            hyphen = token.text == "-" and self._gap(j) == ""
            if parts and (hyphen or (self.lang == "en" and token.key == "and" and last >= 100)):
                k = j + 1
            numeral = self.words.get(self.tokens[k].key) if k < len(self.tokens) else None
            if numeral is None or (parts and not (self._joined(k) and self._joined(j))):
                break
            value = numeral.value
            if k > j and numeral.form == "magnitude" and token.key == "and":
                break
            if numeral.form == "loose" and not (value == 1 and last != 1 and 20 <= last < 10**15 and last % 10 == 0):
                if parts:
                    break
                total, form, end, j, parts = value, "loose", self.tokens[k].end, k + 1, 1
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
                fits = (
                    not parts or (last >= 100 and value < last) or (20 <= last < 100 and last % 10 == 0 and value < 10)
                )
                if not fits:
                    break
                current += value
                last = value
                form = "cardinal" if numeral.form == "loose" else numeral.form
            end, j, parts = self.tokens[k].end, k + 1, parts + 1
            if numeral.form == "ordinal":
                break
        value = total + current
        before = self._token(i - 1)
        lone = form == "magnitude" and parts == 1 and not (before and before.key in ("a", "an"))
        firm = form in ("cardinal", "ordinal", "magnitude") and not lone and value not in (1,)
        if form == "ordinal" and value <= 3:
            firm = False
        quantity = Quantity(first.start, end, [value], firm, "ordinal" if form == "ordinal" else "number")
        quantity.digits = False
        if form == "ordinal" and value == 3:
            quantity.readings.append(Decimal("0.333"))
        self._decade_word(quantity, self.tokens[j - 1].key)
        if quantity.kind == "date":
            return quantity, j
        j = self._half(quantity, j)
        if form != "ordinal":
            j = self._magnitude(quantity, j)
            j = self._unit(quantity, j)
        elif value <= 31:
            return self._day_month(quantity, int(value), j)
        return quantity, j

    def _decade_word(self, quantity: Quantity, key: str) -> None:
        value = quantity.readings[0]
        plural = key.endswith(("ые", "ых", "ым", "ыми")) if self.lang == "ru" else key.endswith("ies")
        if plural and value % 10 == 0 and 20 <= value <= 90:
            quantity.readings.append(1900 + value)
            quantity.kind, quantity.value = "date", ("decade", int(1900 + value))

    # -- what begins with digits -------------------------------------------------------------------------------------

    def _digits(self, i: int) -> tuple[Quantity, int]:
        token = self.tokens[i]
        quantity = Quantity(token.start, token.end, parse_number(token.text, self.lang), firm=True)
        before = self._token(i - 1)
        j = i + 1
        adjacent = before is not None and before.end == token.start
        if before is not None and adjacent and before.kind == "word":  # G20, 5G: part of a code
            return quantity, j
        if before is not None and before.text in units.SIGNS and self._joined(i):
            quantity.kind, quantity.unit, quantity.start = "money", units.SIGNS[before.text], before.start
        after = self._token(j)
        if re.fullmatch(r"\d+(?:[.,]\d+){2,}", token.text) and not (
            GROUPED.match(token.text) or MIXED.match(token.text)
        ):
            parts = [Decimal(part) for part in re.split("[.,]", token.text)]
            quantity.atoms = tuple(frozenset({part}) for part in parts)
            return quantity, j
        if token.text.isdigit() and len(token.text) <= 4 and after is not None:
            step = self._suffixed(quantity, token, after, j)
            if step is not None:
                return step
        if token.text.isdigit() and quantity.kind == "number":
            step = self._bare_integer(quantity, token, after, i, j)
            if step is not None:
                return step
        attached = self.lang == "en" and after is not None and after.start == token.end and after.key in _EN_ATTACHED
        if attached and after is not None and (after.text.islower() or quantity.kind == "money"):
            quantity.multiply(Decimal(_EN_ATTACHED[after.key]))
            quantity.end, j = after.end, j + 1
        j = self._half(quantity, j)
        j = self._magnitude(quantity, j)
        if quantity.kind == "number":
            j = self._unit(quantity, j)
        return quantity, j

    def _suffixed(self, quantity: Quantity, token: Token, after: Token, j: int) -> tuple[Quantity, int] | None:
        """5-й, 90-е, 5th, 1990s."""
        value = quantity.readings[0]
        if self.lang == "en":
            if after.start != token.end:
                return None
            if after.key in ("st", "nd", "rd", "th"):
                quantity.kind, quantity.end = "ordinal", after.end
                return self._day_month(quantity, int(value), j + 1)
            if after.key == "s" and value % 10 == 0:
                quantity.end = after.end
                return self._decade(quantity, value), j + 1
            return None
        ending = self._token(j + 1)
        if after.text not in DASHES or ending is None or self._gap(j) or self._gap(j + 1):
            return None
        if ending.key not in _RU_ORDINAL_ENDINGS:
            return None
        numeral = self._numeral(j + 2)
        if numeral is not None and numeral.form == "magnitude":  # 15-ти миллионов
            quantity.end = ending.end
            return quantity, self._unit(quantity, self._magnitude(quantity, j + 2))
        quantity.end, quantity.kind = ending.end, "ordinal"
        if ending.key in _RU_PLURAL_ENDINGS and value % 10 == 0 and (value < 100 or value > 1000):
            return self._decade(quantity, value), j + 2
        return self._day_month(quantity, int(value), j + 2)

    def _decade(self, quantity: Quantity, value: Decimal) -> Quantity:
        full = value if value >= 100 else value + 1900
        quantity.kind, quantity.value = "date", ("decade", int(full))
        quantity.atoms = (frozenset({value, full, full % 100} if 1900 <= full < 2000 else {value, full}),)
        return quantity

    def _bare_integer(
        self, quantity: Quantity, token: Token, after: Token | None, i: int, j: int
    ) -> tuple[Quantity, int] | None:
        """A day before its month, a year, an hour before p.m."""
        if len(token.text) > 4:
            return None
        value = int(token.text)
        if len(token.text) <= 2 and 1 <= value <= 31:
            dated = self._day_month(quantity, value, j)
            if dated[0] is not quantity:
                return dated
        if len(token.text) <= 2 and value <= 24:
            hour = self._half_day(j)
            if hour is not None:
                half, j = hour
                return self._hour(quantity, value, 0, half, self.tokens[j - 1].end), j
        year, next_, end = self._year_at(i) if len(token.text) == 4 else (None, j, 0)
        if year is None:
            return None
        said = next_ > j
        if self.lang == "en":
            said = 1900 <= year <= 2099 and not (
                after is not None and self._joined(j) and (units.unit_of(after.key, "en") or after.key in self.words)
            )
        if said:
            return self._date(token.start, end, year, None, None), next_
        return None

    def _day_month(self, quantity: Quantity, day: int, j: int) -> tuple[Quantity, int]:
        k = j
        token = self._token(k)
        if self.lang == "en" and token is not None and token.key == "of":
            k += 1
            token = self._token(k)
        if token is None or token.key not in self.months or not self._joined(k) or not 1 <= day <= 31:
            return quantity, j
        if self.lang == "en" and token.key in ("may", "march", "mar") and token.text.islower() and k == j:
            later = self._token(k + 1)
            if (
                later is not None
                and later.kind == "word"
                and later.key in ("be", "have", "not", "also", "seem", "face")
            ):
                return quantity, j
        year, next_, end = self._year_at(k + 1)
        return self._date(quantity.start, end or token.end, year, self.months[token.key], day), next_

    def _half_day(self, j: int) -> tuple[int, int] | None:
        """(12 for the afternoon else 0, next index) when утра, вечера, a.m., p.m. stands at token j."""
        token = self._token(j)
        if token is None or not self._joined(j):
            return None
        if self.lang == "ru":
            if token.key.startswith("час") and len(token.key) <= 5:
                token, j = self._token(j + 1), j + 1
            if token is None:
                return None
            halves = {"утра": 0, "ночи": 0, "вечера": 12, "дня": 12, "пополудни": 12}
            if (
                token.key == "дня"
                and self.tokens[j - 1].kind == "num"
                and self.tokens[j - 1].text not in "12 1 2 3 4 5"
            ):
                return None
            if token.key == "дня" and self.tokens[j - 1].kind == "num":
                return None  # "3 дня" is three days; "в 3 часа дня" has its own noun
            return (halves[token.key], j + 1) if token.key in halves else None
        if token.key in ("am", "pm"):
            return (12 if token.key == "pm" else 0), j + 1
        second = self._token(j + 1)
        if token.key in ("a", "p") and second is not None and second.key == "m" and self._gap(j + 1) == ".":
            return (12 if token.key == "p" else 0), j + 2
        if token.key == "o" and second is not None and second.key == "clock":
            return 0, j + 2
        return None

    def _hour(self, quantity: Quantity, hour: int, minute: int, half: int | None, end: int) -> Quantity:
        full = (hour + (half or 0) if hour < 12 else 0 if half == 0 and hour == 12 else hour) % 24
        readings: set[Hashable] = {f"t{h % 24}:{minute:02}" for h in (hour, full)}
        if half is None:  # a bare clock time may stand for either half of the day
            readings |= {f"t{h % 24}:{minute:02}" for h in (hour % 12, hour + 12)}
        if minute == 0:
            readings |= {Decimal(h) for h in (hour, full, full - 12 if full > 12 else full)}
        quantity.kind, quantity.value, quantity.end = "time", f"{full}:{minute:02}", end
        quantity.atoms = (frozenset(readings),)
        return quantity

    def _clock(self, i: int) -> tuple[Quantity, int]:
        token = self.tokens[i]
        hour, minute = (int(part) for part in token.text.split(":")[:2])
        quantity = Quantity(token.start, token.end, [], firm=True)
        half = self._half_day(i + 1)
        j = half[1] if half else i + 1
        return self._hour(quantity, hour, minute, half[0] if half else None, self.tokens[j - 1].end), j

    def _numeric_date(self, token: Token) -> Quantity:
        parts = [int(part) for part in re.split("[./-]", token.text)]
        if token.kind == "iso":
            year, month, day = parts
        else:
            day, month, year = parts
            year += 0 if year > 99 else (2000 if year < 70 else 1900)
        if self.lang == "en" and "/" in token.text and day <= 12:
            day, month = month, day  # American order
        if month > 12:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            quantity = Quantity(token.start, token.end, [Decimal(parts[0])], firm=True)
            quantity.atoms = tuple(frozenset({Decimal(part)}) for part in parts)
            return quantity
        quantity = self._date(token.start, token.end, year, month, day)
        if day <= 12 and "/" in token.text:
            either: frozenset[Hashable] = frozenset({Decimal(day), Decimal(month), f"m{day}", f"m{month}"})
            quantity.atoms = (either, either, quantity.atoms[2])
        return quantity

    # -- what follows a number ---------------------------------------------------------------------------------------

    def _half(self, quantity: Quantity, j: int) -> int:
        """ "с половиной", "and a half"."""
        keys = [token.key for token in self.tokens[j : j + 3]]
        size = 2 if self.lang == "ru" and keys[:2] == ["с", "половиной"] else 0
        size = 3 if self.lang == "en" and keys == ["and", "a", "half"] else size
        if size:
            quantity.readings = [reading + Decimal("0.5") for reading in quantity.readings]
            quantity.value, quantity.firm = quantity.readings[0], True
            quantity.end = self.tokens[j + size - 1].end
        return j + size

    def _magnitude(self, quantity: Quantity, j: int) -> int:
        while True:
            token = self._token(j)
            hyphen = token is not None and token.text == "-" and not self._gap(j)
            word = self._token(j + 1) if hyphen else token
            k = j + 1 if hyphen else j
            numeral = self.words.get(word.key) if word is not None and word.kind == "word" else None
            if numeral is None or numeral.form != "magnitude" or not self._joined(k) or word is None:
                break
            exact = quantity.readings[0] <= 2  # "one million", "half a million", not "tens of thousands"
            quantity.multiply(numeral.value)
            quantity.firm = quantity.firm or (exact and quantity.readings[0] >= 1000)
            quantity.end, j = word.end, k + 1
        return self._addition(quantity, j) if quantity.magnitude > 1 else j

    def _addition(self, quantity: Quantity, j: int) -> int:
        """ "5 млн 300 тыс.": a smaller magnitude goes on with the same number."""
        token, word = self._token(j), self._token(j + 1)
        if token is None or token.kind != "num" or not self._joined(j, dot=True):
            return j
        whole = quantity.readings[0] == quantity.readings[0].to_integral_value() and quantity.magnitude == 1000
        if self.lang == "ru" and whole and len(token.text) == 3 and token.text.isdigit():  # "14 тыс. 300 человек"
            quantity.readings = [reading + int(token.text) for reading in quantity.readings]
            quantity.value, quantity.end = quantity.readings[0], token.end
            return j + 1
        if word is None:
            return j
        numeral = self.words.get(word.key)
        if numeral is None or numeral.form != "magnitude" or numeral.value >= quantity.magnitude:
            return j
        if not self._joined(j + 1):
            return j
        extra = parse_number(token.text, self.lang)[0] * numeral.value
        quantity.readings = [reading + extra for reading in quantity.readings]
        quantity.value, quantity.end = quantity.readings[0], word.end
        return j + 2

    def _unit(self, quantity: Quantity, j: int) -> int:
        token = self._token(j)
        if token is None:
            return j
        k = j
        if token.text == "-" and not self._gap(j) and self._token(j + 1) is not None and not self._gap(j + 1):
            k = j + 1
        elif not self._joined(j, dot=quantity.magnitude > 1):
            return j
        token = self.tokens[k]
        qualifier = ""
        if token.kind == "word" and self._token(k + 1) is not None and self._joined(k + 1):
            qualifier = token.key
            follower = self.tokens[k + 1]
            for (stem, base), code in units.QUALIFIED.items():
                if qualifier.startswith(stem) and units.unit_of(follower.key, self.lang) == base:
                    quantity.kind, quantity.unit, quantity.end = "money", code, follower.end
                    return k + 2
            if self.lang == "en" and qualifier == "per" and follower.key == "cent":
                quantity.kind, quantity.unit, quantity.end = "percent", "%", follower.end
                k, token = k + 1, follower
        unit = quantity.unit or units.unit_of(token.key, self.lang)
        if unit == "pp" and self.lang == "en":
            unit = ""
        if self.lang == "en" and token.key == "percentage" and self._token(k + 1) is not None:
            unit = "%"
        if not unit:
            return j
        return self._settle(quantity, unit, token, k)

    def _settle(self, quantity: Quantity, unit: str, token: Token, k: int) -> int:
        quantity.unit, quantity.end = unit, token.end
        after = self._token(k + 1)
        near = after is not None and self._joined(k + 1, dot=True)
        if unit in ("%", "pp"):
            quantity.kind = "percent"
            if near and after is not None and after.key.startswith(("пункт", "point")):
                quantity.unit, quantity.end, k = "pp", after.end, k + 1
        elif unit in units.CURRENCIES:
            quantity.kind = "money"
        elif unit in ("person", "time"):
            quantity.unit, quantity.end = "", self.tokens[k - 1].end if self.tokens[k - 1].text != "-" else token.end
            quantity.end = max(quantity.end, quantity.start + 1)
            return k + 1
        else:
            quantity.kind = "measure"
            if unit == "year" and self._is_age(token, k):
                quantity.kind = "age"
                if after is not None and after.text == "-" and self.lang == "en":
                    quantity.end, k = self.tokens[k + 2].end, k + 2
            square = after is not None and near and after.key in ("кв", "квадратных", "куб")
            if square:
                quantity.unit = unit
        return k + 1

    def _is_age(self, token: Token, k: int) -> bool:
        if self.lang == "ru":
            return token.key.startswith("летн")
        keys = [t.key for t in self.tokens[k + 1 : k + 3]]
        return keys[:2] in (["-", "old"], ["of", "age"]) or keys[:1] == ["old"]
