"""The days of the calendar that a date means in a text written on a known day: завтра, "on Friday", "two years ago".

Dates in words, in figures and by their weekday all get the field ``days``, so that one can be held against another.
What is told from another day than that of writing ("на следующий день", "a year earlier") gets none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from svodka.facts.types import Days, Fact
from svodka.regexes import regex

_LAST = regex(r"(?<!\w)(?:прошл\w+|минувш\w+|last)\s\Z", re.IGNORECASE)
_NEXT = regex(r"(?<!\w)(?:следующ\w+|будущ\w+|next)\s\Z", re.IGNORECASE)
_LOOSE = regex(
    r"(?P<ago>(?:неделю|месяц|год|week|month|year)\s(?:назад|ago))|(?P<ahead>через\s\w+|in\sa\s\w+)|накануне|this",
    re.IGNORECASE,
)
"""What is told loosely, and from the day of writing all the same."""
_HALF = 200  # days: a date without a year is that of the year of writing, or another that is so near
_FEW = regex(r"(?:пар|нескольк|мног|few|couple|several|many)\w*(?: of)?\s\Z", re.IGNORECASE)
_MONTH, _SHORTEST = 31, 28


def on_calendar(fact: Fact, text: str, written: date) -> Fact:
    """The fact with its days in a text written on a day; as it is where the calendar has none for it."""
    try:
        days = tuple(dict.fromkeys(_days(fact, text, written)))
    except (ValueError, OverflowError):  # 30 February, a million years ago
        return fact
    return replace(fact, days=days) if days else fact


class Calendar:
    """The days of dates, to be asked which others they bear out: of thousands in no more than a look."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        every = sorted({days for fact in facts for days in fact.days})
        self._every, self._long = (_Stretches(s) for s in (every, [d for d in every if _length(*d) >= _SHORTEST]))

    def says(self, fact: Fact) -> bool:
        """Whether one of the stretches lies within a reading of the date.

        6 March bears out "on Friday", "this week" and "in March", but no year in figures, which may be one of anything.
        """
        named = _from_writing(fact)
        return any(
            (self._every if named or _length(*days) <= _MONTH else self._long).within(*days) for days in fact.days
        )

    def meets(self, fact: Fact) -> bool:
        """Whether the date may have a day in common with one of them."""
        return any(self._every.meet(*days) for days in fact.days)


class _Stretches:
    """Stretches of days in order of their first; for each how early one of those from it on ends, and how late one of
    those up to it."""

    def __init__(self, stretches: Sequence[Days]) -> None:
        self.firsts = [first for first, _ in stretches]
        lasts = [last for _, last in stretches]
        self.earliest = [*accumulate(reversed(lasts), min)][::-1]
        self.latest = [*accumulate(lasts, max)]

    def within(self, low: date, high: date) -> bool:
        i = bisect_left(self.firsts, low)
        return i < len(self.firsts) and self.earliest[i] <= high

    def meet(self, low: date, high: date) -> bool:
        i = bisect_right(self.firsts, high)
        return i > 0 and self.latest[i - 1] >= low


def ago_or_ahead(text: str) -> str:
    """Which of the two a loose phrase says, if one: "неделю назад", "in a year"."""
    match = _LOOSE.fullmatch(text)
    return (match and match.lastgroup) or ""


def breadth(fact: Fact) -> int:
    """Whether the narrowest reading of a date is a day (0), within a week (1), a month (2), or wider (3)."""
    return bisect_left((1, 7, _MONTH), min(_length(*days) for days in fact.days))


def _length(first: date, last: date) -> int:
    return (last - first).days + 1


def _from_writing(fact: Fact) -> bool:
    return isinstance(fact.value, tuple) and fact.value[0] in ("day", "week", "month", "year")


def _days(fact: Fact, text: str, written: date) -> Iterator[Days]:
    before, value = text[max(0, fact.span[0] - 16) : fact.span[0]], fact.value
    if fact.kind == "measure" and isinstance(value, Decimal) and value == int(value):
        if fact.unit in ("day", "week", "month", "year") and fact.side in ("ago", "ahead"):
            yield from _around(fact.unit, -int(value) if fact.side == "ago" else int(value), written)
    elif fact.kind == "date" and isinstance(value, tuple):
        kind, *rest = value
        if _from_writing(fact):
            if fact.firm:
                yield _stretch(kind, rest[0], written)
            elif _LOOSE.fullmatch(fact.text) and not _FEW.search(before):
                yield from _around(kind, rest[0], written)
        elif kind == "weekday":
            low, high = (-14, -1) if _LAST.search(before) else (1, 14) if _NEXT.search(before) else (-7, 7)
            for day in (written + timedelta(n) for n in range(low, high + 1)):
                if day.isoweekday() == rest[0]:
                    yield day, day
        elif kind is None or isinstance(kind, int):
            year, month, day = value
            yield from _dated(year, month, day, written)


def _around(unit: str, n: int, written: date) -> Iterator[Days]:
    """A year ago: this day of last year, or some day of it."""
    yield _stretch(unit, n, written)
    if unit in ("month", "year"):
        first, last = _stretch("month", n * (12 if unit == "year" else 1), written)
        day = first.replace(day=min(written.day, last.day))
    else:
        day = written + timedelta(n * (7 if unit == "week" else 1))
    yield day, day


def _stretch(unit: str, n: int, written: date) -> Days:
    """The day, week (from Monday), month or year that is so many after that of a day."""
    if unit == "day":
        return written + timedelta(n), written + timedelta(n)
    if unit == "week":
        monday = written + timedelta(7 * n - written.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        months = 12 * written.year + written.month - 1 + n
        return _month(months // 12, months % 12 + 1)
    return date(written.year + n, 1, 1), date(written.year + n, 12, 31)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _dated(year: int | None, month: int | None, day: int | None, written: date) -> Iterator[Days]:
    """The days of a date in figures; without a year those of the year of writing, and of another if it is near."""
    if month is None:
        if year is not None and day is None:
            yield date(year, 1, 1), date(year, 12, 31)
        return
    for each in (year,) if year is not None else range(written.year - 1, written.year + 2):
        first, last = _month(each, month)
        if day is not None:
            if day > last.day:
                continue
            first = last = date(each, month, day)
        if each in (year, written.year) or min(abs(first - written), abs(last - written)).days <= _HALF:
            yield first, last
