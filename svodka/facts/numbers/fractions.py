"""Halves and quarters in words, and round numbers by the dozen: полмиллиона, "an hour and a half", "две сотни".

A part of a unit is also so many of a smaller one: полтора часа are 90 minutes, half a century 50 years. Both readings
are given, so that either language may count in either.
"""

from __future__ import annotations

from decimal import Decimal

from svodka.facts.numbers import measures, units
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.quantity import Quantity, plain
from svodka.facts.types import Lang
from svodka.regexes import regex

HALF = Decimal("0.5")
_PARTS = {
    "half": HALF, "quarter": Decimal("0.25"), "quarters": Decimal("0.25"), "third": Decimal("0.333"),
    "thirds": Decimal("0.333"),
}  # fmt: skip
# How many of the next smaller unit that people count in.
_SMALLER = {
    "hour": 60, "minute": 60, "day": 24, "year": 12, "century": 100, "km": 1000, "kg": 1000, "t": 1000, "m": 100,
    "L": 1000,
}  # fmt: skip
# "пол-литра", "полмиллиона", "полугода": half of what stands behind.
_HALF_OF = regex(r"полу?(?P<rest>[а-я]{3,})$")
_RUSSIAN_WHOLES: dict[str, tuple[int, str]] = {
    "миллион": (10**6, ""), "миллиард": (10**9, ""), "триллион": (10**12, ""), "тысяч": (1000, ""), "сотн": (100, ""),
    "дюжин": (12, ""), "десятк": (10, ""), "год": (1, "year"), "час": (1, "hour"), "минут": (1, "minute"),
    "суток": (1, "day"), "дня": (1, "day"), "век": (1, "century"), "столети": (1, "century"), "километр": (1, "km"),
    "метр": (1, "m"), "литр": (1, "L"), "кило": (1, "kg"), "килограмм": (1, "kg"), "тонн": (1, "t"),
    "процент": (1, "%"), "месяц": (1, "month"), "секунд": (1, "second"),
}  # fmt: skip
_ADJECTIVE = regex(r"(?:годов|часов|минутн|годич|месячн|дневн|тонн)[а-я]{2,}")
_ROUND = regex(r"(?:десят(?:ок|к)|сот(?:ня|ни|ню|не|ней|ен|ням)|дюжин)")


def with_smaller(quantity: Quantity) -> None:
    """Add what a measure that is no whole number is in the next smaller unit."""
    times = _SMALLER.get(quantity.unit)
    if times is not None:
        quantity.readings += [plain(r * times) for r in quantity.readings if r != r.to_integral_value()]


def opens_fraction(key: str, lang: Lang) -> bool:
    """Whether a fraction may begin with a word in lower case that is no numeral and no unit."""
    return key in _PARTS if lang == "en" else key.startswith(("пол", "круглосуточн", "сутки", "суток"))


def fraction(cursor: Cursor, i: int) -> tuple[Quantity, int] | None:
    """The half or quarter that begins at token i, and the next index; None where none does."""
    return _russian(cursor, i) if cursor.lang == "ru" else _english(cursor, i)


def _russian(cursor: Cursor, i: int) -> tuple[Quantity, int] | None:
    token = cursor.tokens[i]
    word, j = token.key, i + 1
    following = cursor.tokens[i + 1 : i + 3]
    if word == "пол" and len(following) == 2 and following[0].text == "-" and not cursor.gap(i + 2):
        word, j = "пол" + following[1].key, i + 3
    if match := _HALF_OF.match(word):
        return _half_of_russian(cursor, i, j, match["rest"])
    if word.startswith("круглосуточн"):
        return Quantity(token.start, token.end, [Decimal(24)], firm=False), j
    if word.startswith(("сутки", "суток", "сутками")) and not _counted(cursor, i):
        quantity = Quantity(token.start, token.end, [Decimal(1), Decimal(24)], firm=False, kind="measure")
        quantity.unit = "day"
        return quantity, j
    # "год-полтора", "неделю-две": from one to so many.
    many = len(following) == 2 and following[0].text == "-" and not cursor.gap(i + 1) and not cursor.gap(i + 2)
    if many and (unit := units.unit_of(word, "ru")) and following[1].key in cursor.words:
        quantity = Quantity(token.start, token.end, [Decimal(1)], firm=False, kind="measure")
        quantity.unit = unit
        return quantity, i + 2
    return None


def _counted(cursor: Cursor, i: int) -> bool:
    before = cursor.token(i - 1)
    return before is not None and (before.kind == "num" or before.key in cursor.words)


def _half_of_russian(cursor: Cursor, i: int, j: int, rest: str) -> tuple[Quantity, int] | None:
    whole = next((stem for stem in _RUSSIAN_WHOLES if rest.startswith(stem) and len(rest) - len(stem) <= 3), None)
    if whole is None or _ADJECTIVE.match(rest):
        return None
    size, unit = _RUSSIAN_WHOLES[whole]
    quantity = Quantity(cursor.tokens[i].start, cursor.tokens[j - 1].end, [plain(HALF * size)], firm=size > 100)
    quantity.magnitude = Decimal(size)
    quantity.unit = unit
    if unit:
        quantity.kind = "percent" if unit == "%" else "measure"
        with_smaller(quantity)
    return quantity, j


def _english(cursor: Cursor, i: int) -> tuple[Quantity, int] | None:
    token = cursor.tokens[i]
    keys = [t.key for t in cursor.tokens[i : i + 5]]
    # "half a million", "half an hour", "half of a million", "a quarter of a million", "three quarters of a million".
    times = cursor.words.get(keys[0])
    many = times.value if times is not None and times.form == "cardinal" and keys[1:2] != ["half"] else Decimal(0)
    at = 1 if many else 0
    part = _PARTS.get(keys[at]) if len(keys) > at else None
    if part is not None:
        k = at + 1 + (keys[at + 1 : at + 2] == ["of"])
        if keys[k : k + 1] in (["a"], ["an"]) and len(keys) > k + 1 and (k == at + 2 or keys[at] == "half"):
            return _part_of_english(cursor, i, i + k + 1, part * (many or 1))
        return None
    # "an hour and a half", "a year and a half".
    unit = units.unit_of(token.key, "en") if token.kind == "word" else ""
    before = cursor.token(i - 1)
    if unit and before is not None and before.key in ("a", "an") and keys[1:4] == ["and", "a", "half"]:
        quantity = Quantity(before.start, cursor.tokens[i + 3].end, [Decimal("1.5")], firm=True, kind="measure")
        if unit in units.CURRENCIES:
            quantity.kind = "money"
        quantity.unit = unit if unit not in ("person", "time") else ""
        with_smaller(quantity)
        return quantity, i + 4
    return None


def _part_of_english(cursor: Cursor, i: int, j: int, part: Decimal) -> tuple[Quantity, int] | None:
    whole = cursor.tokens[j]
    numeral = cursor.words.get(whole.key)
    size = numeral.value if numeral is not None and (numeral.form == "magnitude" or whole.key == "dozen") else None
    unit, end = "" if size is not None else units.unit_of(whole.key, "en"), whole.end
    if size is None and not unit:
        said = measures.phrase(cursor.text, whole.start, "en")
        if said is None:
            return None
        unit, end = said
        while j + 1 < len(cursor.tokens) and cursor.tokens[j + 1].start < end:
            j += 1
    value = plain(part * (size or 1))
    before = cursor.token(i - 1)
    first = before if before is not None and before.key in ("a", "an") else cursor.tokens[i]
    quantity = Quantity(first.start, end, [value], firm=size is not None and size > 100)
    quantity.magnitude = size or Decimal(1)
    if unit:
        quantity.unit, quantity.kind = unit, "percent" if unit in ("pp", "bp") else "measure"
        with_smaller(quantity)
    return quantity, j + 1


def round_number(cursor: Cursor, quantity: Quantity, start: int) -> int:
    """Multiply by сотни, десятка, dozen at token ``start`` ("две сотни", "two-dozen"); the next index."""
    j = start
    token = cursor.token(j)
    if token is not None and token.text == "-" and not cursor.gap(j):
        token, j = cursor.token(j + 1), j + 1
    if token is None or not cursor.joined(j):
        return start
    if cursor.lang == "ru" and _ROUND.match(token.key):
        factor = Decimal(100 if token.key.startswith("сот") else 12 if token.key.startswith("дюж") else 10)
    elif cursor.lang == "en" and token.key == "dozen":
        factor = Decimal(12)
    else:
        return start
    about = {10: 12, 12: 10}.get(int(factor))  # a dozen is ten to a Russian, more or less
    first = quantity.readings[0]
    quantity.multiply(factor)
    if about is not None:
        quantity.readings.append(plain(first * about))
    quantity.magnitude, quantity.firm, quantity.end = Decimal(1), True, token.end
    return j + 1
