"""Times of day: 21:45, "9 вечера", "9 p.m."."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from decimal import Decimal

from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.quantity import Quantity
from svodka.facts.types import Lang

# The hours that a word for a part of the day goes with, on the clock of 24 hours: 12 утра is midnight to nobody.
_PARTS = {
    "утра": range(3, 13), "дня": range(12, 18), "пополудни": range(12, 24), "вечера": range(15, 25),
    "ночи": (*range(20, 25), *range(6)),
    "morning": range(13), "afternoon": range(12, 19), "evening": range(15, 25), "night": (*range(18, 25), *range(6)),
}  # fmt: skip
# "Вечером в 9 часов": the part of the day may stand before the hour.
_ADVERBS = {"утром": "утра", "днем": "дня", "вечером": "вечера", "ночью": "ночи"}
_NAMED = {
    "ru": {"полдень": 12, "полудня": 12, "полудню": 12, "полночь": 0, "полуночи": 0, "полночи": 0},
    "en": {"noon": 12, "midday": 12, "midnight": 0},
}
Hours = Collection[int]
AM: Hours = range(12)
PM: Hours = range(12, 24)


def half_day(cursor: Cursor, j: int) -> tuple[Hours | None, int] | None:
    """The hours of the day, on the clock of 24, that утра, вечера, a.m., "in the evening" at token j leave; next index.

    "O'clock" leaves all, None.
    """
    token = cursor.token(j)
    if token is None or not cursor.joined(j):
        return None
    if cursor.lang == "ru":
        counted = token.key.startswith("час") and len(token.key) <= 5
        if counted or (token.key == "ч" and cursor.joined(j + 1, dot=True)):
            counted, token, j = True, cursor.token(j + 1), j + 1
        if token is None or token.key not in _PARTS:
            return None
        if token.key == "дня" and not counted and cursor.tokens[j - 1].kind != "time":
            return None  # "3 дня" is three days; "в 3 часа дня" has its own noun
        return _PARTS[token.key], j + 1
    if token.key in ("am", "pm"):
        return (PM if token.key == "pm" else AM), j + 1
    second = cursor.token(j + 1)
    if token.key in ("a", "p") and second is not None and second.key == "m" and cursor.gap(j + 1).strip() == ".":
        return (PM if token.key == "p" else AM), j + 2
    clock = token.key == "o" and second is not None and second.key == "clock"
    if clock:
        j += 2
    keys = [t.key for t in cursor.tokens[j : j + 3]]
    if keys[:2] == ["in", "the"] and keys[-1] in ("morning", "afternoon", "evening"):
        return _PARTS[keys[2]], j + 3
    if keys[:2] == ["at", "night"]:
        return _PARTS["night"], j + 2
    return (None, j) if clock else None


def hour_and_minutes(cursor: Cursor, i: int) -> tuple[int, int, Hours, int] | None:
    """Hour, minute, hours left, next index of "4 часа 30 минут утра" at token i; without утра it is a while."""
    tokens = cursor.tokens[i : i + 5]
    if cursor.lang != "ru" or len(tokens) < 5 or not tokens[2].text.isdigit() or tokens[4].key not in _PARTS:
        return None
    if not (tokens[1].key.startswith("час") and tokens[3].key.startswith("минут") and int(tokens[2].text) < 60):
        return None
    return int(tokens[0].text), int(tokens[2].text), _PARTS[tokens[4].key], i + 5


def hour_of_day(quantity: Quantity, hour: int, minute: int, half: tuple[Hours | None] | None, end: int) -> Quantity:
    """``quantity`` as a time of day; ``half``: the hours that the text leaves, None where it does not say."""
    left = half[0] if half else None
    both = sorted({hour % 24, (hour + 12) % 24}) if 1 <= hour <= 12 else [hour % 24]
    fitting = [h for h in both if left is None or h in left or (h == 0 and 24 in left)]
    hours = fitting or both
    full = hours[0] if left is not None and fitting else hour % 24
    readings: set[Hashable] = {f"t{h}:{minute:02}" for h in hours}
    if minute == 0:  # a bare "9" or "21" may stand for it; between two times `borne_out` looks at the clock alone
        readings |= {Decimal(h) for h in (hour, *hours, full - 12 if full > 12 else full)}
    quantity.kind, quantity.value, quantity.end = "time", f"{full}:{minute:02}", end
    quantity.atoms = (frozenset(readings),)
    return quantity


def clock_time(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """The time written as 21:45 at token i, and the next index."""
    token = cursor.tokens[i]
    hour, minute = (int(part) for part in token.text.split(":")[:2])
    quantity = Quantity(token.start, token.end, [], firm=True)
    half = half_day(cursor, i + 1)
    j = half[1] if half else i + 1
    return hour_of_day(quantity, hour, minute, half[:1] if half else None, cursor.tokens[j - 1].end), j


def part_before(cursor: Cursor, i: int) -> tuple[Hours] | None:
    """The hours that a part of the day before the hour at token i leaves ("вечером в 9 часов")."""
    at, part = cursor.token(i - 1), cursor.token(i - 2)
    if cursor.lang != "ru" or at is None or part is None or at.key != "в" or part.key not in _ADVERBS:
        return None
    return (_PARTS[_ADVERBS[part.key]],)


def names_hour(key: str, lang: Lang) -> bool:
    """Whether a named hour may begin with a word in lower case."""
    return key in _NAMED[lang] or key in ("час", "часу", "часа")


def named_hour(cursor: Cursor, i: int) -> tuple[Quantity, int] | None:
    """Noon, midnight, "час ночи" at token i, and the next index."""
    token = cursor.tokens[i]
    hour = _NAMED[cursor.lang].get(token.key)
    if hour is not None:
        before = cursor.token(i - 1)
        quantity = Quantity(token.start, token.end, [], firm=before is None or before.key not in ("к", "ко", "by"))
        hour_of_day(quantity, hour, 0, (range(hour, hour + 1),), token.end)
        quantity.atoms = (quantity.atoms[0] | {Decimal(12)},)
        return quantity, i + 1
    if cursor.lang == "ru" and token.key in ("час", "часу", "часа"):
        before, after = cursor.token(i - 1), cursor.token(i + 1)
        stated = before is not None and before.key in ("в", "к", "около", "до", "после", "с")
        if stated and after is not None and after.key in ("ночи", "дня", "пополудни") and cursor.joined(i + 1):
            quantity = Quantity(token.start, token.end, [], firm=True)
            return hour_of_day(quantity, 1, 0, (_PARTS[after.key],), after.end), i + 2
    return None
