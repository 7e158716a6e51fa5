"""The numbers behind the page's small charts: items over time and by watch list, the most named people and places.

The template draws them as inline SVG; nothing here knows HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from svodka.digest.view import UNDATED, ItemView

# The finest step that keeps the timeline within this many bars is taken.
MOST_BARS = 92


@dataclass(frozen=True, slots=True)
class Bar:
    """Items from day ``first`` to day ``last`` inclusive (both ISO dates): how many, and how many are flagged."""

    first: str
    last: str
    label: str
    items: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without gaps from the first dated item to the last; ``step`` is day, week, month or year."""

    step: str
    bars: tuple[Bar, ...]
    undated: int

    @property
    def most(self) -> int:
        """The height of the tallest bar."""
        return max((bar.items for bar in self.bars), default=0)


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


# step -> (the step's first day for a day, the first day of the step after, the label of a first day)
_STEPS: dict[str, tuple[Callable[[date], date], Callable[[date], date], Callable[[date], str]]] = {
    "day": (lambda d: d, lambda d: d + timedelta(days=1), _short),
    "week": (_week, lambda d: d + timedelta(days=7), lambda d: f"Week of {_short(d)}"),
    "month": (lambda d: d.replace(day=1), _next_month, lambda d: f"{d:%B} {d.year}"),
    "year": (lambda d: d.replace(month=1, day=1), lambda d: d.replace(year=d.year + 1), lambda d: str(d.year)),
}


def _bars(first: date, last: date, step: str, limit: int) -> list[tuple[date, date]] | None:
    """The steps from ``first`` to ``last`` as (first day, last day), or None when there are more than ``limit``."""
    start_of, after, _ = _STEPS[step]
    found: list[tuple[date, date]] = []
    start = start_of(first)
    while start <= last:
        if len(found) == limit:
            return None
        try:
            following = after(start)
        except (OverflowError, ValueError):  # the last day that a date can hold
            return [*found, (start, date.max)]
        found.append((start, following - timedelta(days=1)))
        start = following
    return found


def timeline(items: Iterable[ItemView]) -> Timeline:
    """Items by day, or by week, month or year where days would be more than `MOST_BARS`.

    A single wrong date centuries away must not make a page of empty bars: years beyond the limit are not drawn, and
    the items there count as undated.
    """
    counted: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for item in items:
        counted[item.day] += 1
        flagged[item.day] += bool(item.flags)
    undated = counted.pop(UNDATED, 0)
    days = sorted(date.fromisoformat(day) for day in counted)
    while days:
        for step in _STEPS:
            spans = _bars(days[0], days[-1], step, MOST_BARS)
            if spans is not None:
                break
        else:
            undated += counted[days.pop(0).isoformat()]
            continue
        bars, at = [], 0
        label = _STEPS[step][2]
        for first, last in spans:
            held = 0
            marked = 0
            while at < len(days) and days[at] <= last:
                held += counted[days[at].isoformat()]
                marked += flagged[days[at].isoformat()]
                at += 1
            bars.append(Bar(first.isoformat(), last.isoformat(), label(first), held, marked))
        return Timeline(step, tuple(bars), undated)
    return Timeline("day", (), undated)


@dataclass(frozen=True, slots=True)
class NameBar:
    """A name, its place in the page's list of names, and in how many items it stands."""

    name: str
    index: int
    items: int


def most_named(
    names: Sequence[Sequence[str]], kind: Mapping[str, str], wanted: str, index: Mapping[str, int], top: int
) -> tuple[NameBar, ...]:
    """The ``top`` names of kind ``wanted``, by the number of items that name them, then by alphabet."""
    counted = Counter(name for found in names for name in set(found) if kind.get(name) == wanted)
    best = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    return tuple(NameBar(name, index[name], items) for name, items in best)


# Rows of the picture by watch list; of more lists the last row is all that are left together.
MOST_LISTS = 12
_WEEK = 7


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A watch list and its items on each day of the week; ``several``: those that have no row of their own."""

    name: str
    days: tuple[int, ...]
    several: bool = False

    @property
    def items(self) -> int:
        """Items of the week."""
        return sum(self.days)


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to the last that has an item on a watch list: the days as ISO dates, a row for each list, the
    fullest first, then by alphabet; ``elsewhere`` are items on a list of other days, or of none."""

    days: tuple[str, ...]
    rows: tuple[WatchRow, ...]
    elsewhere: int

    @property
    def most(self) -> int:
        """The items of the fullest day of a list."""
        return max(count for row in self.rows if not row.several for count in row.days)


def week(items: Iterable[ItemView]) -> Week | None:
    """The week of the items on watch lists; None where no dated item is on one."""
    watched = [item for item in items if item.matches]
    dated = [date.fromisoformat(item.day) for item in watched if item.day != UNDATED]
    if not dated:
        return None
    last = max(dated).toordinal()
    days = tuple(date.fromordinal(n).isoformat() for n in range(max(1, last - _WEEK + 1), last + 1))
    inside = [item for item in watched if item.day in days]
    lists = Counter(name for item in inside for name in set(item.matches))
    names = sorted(lists, key=lambda name: (-lists[name], name))
    kept = names if len(names) <= MOST_LISTS else names[: MOST_LISTS - 1]
    rows = [WatchRow(name, _by_day(days, (i for i in inside if name in i.matches))) for name in kept]
    if rest := set(names) - set(kept):
        rows.append(
            WatchRow(f"{len(rest)} other lists", _by_day(days, (i for i in inside if rest & set(i.matches))), True)
        )
    return Week(days, tuple(rows), len(watched) - len(inside))


def _by_day(days: Sequence[str], items: Iterable[ItemView]) -> tuple[int, ...]:
    counted = Counter(item.day for item in items)
    return tuple(counted[day] for day in days)
