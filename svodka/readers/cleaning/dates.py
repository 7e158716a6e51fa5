"""Dates and times as Russian pages, feeds and exports write them: patterns, and the ISO 8601 form."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from svodka.regexes import regex

_MONTHS = ("янв", "фев", "мар", "апр", "мая|май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
# Patterns without capturing groups, to be put together by callers (with re.IGNORECASE).
DATE = (
    rf"(?:(?:[0-3]?\d) {MONTH}(?:,? (?:19|20)\d\d)?|(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d[./][01]?\d[./](?:19|20)?\d\d"
    r"|[0-3]\d\.[01]\d|сегодня|вчера|позавчера)"
)
TIME = r"(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?)"
WHEN = rf"(?:{DATE}(?:[ ,|/в—–-]*{TIME})?|{TIME}(?:[ ,|/—–-]*{DATE})?)"

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = rf"(?P<month>{MONTH}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
_FULL = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        # 28 авг 2025, 28-Aug-25
        rf"\b(?P<day>[0-3]?\d)(?:[ -]|-?го ){_NAME},?[ -](?:{_YEAR}|(?P<short>\d\d)(?= \d\d:))\b",
        rf"\b{_NAME} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? {_YEAR}\b",  # August 28, 2025
        rf"\b{_NAME} +(?P<day>[0-3]?\d) \d\d:\d\d:\d\d (?:[A-Z]{{3}} )?{_YEAR}\b",  # C's asctime
        rf"\b(?P<day>[0-3]?\d)[./-](?P<month>[01]?\d)[./-](?:{_YEAR}|(?P<short>\d\d)(?![\d.-]))(?!\d)",
        rf"\b{_YEAR}([-./])(?P<month>[01]?\d)\2(?P<day>[0-3]?\d)(?!\d)",
    )
)
_CLOCK = regex(
    r"(?<![\d:.])(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
# What may stand between a date and its clock: "28 августа 2025 г. в 14:05", "2025-08-28T14:05", "28 Aug 2025 at 14:05".
_BETWEEN = regex(r"(?: ?г(?:ода|\.)?)?[\s,;|/()•·—–-]*(?:в|at|t|время:?)?[\s]*", re.IGNORECASE)
# Hours from Greenwich: of Moscow, of the zones of RFC 822, of Europe, and of Russia as the tz database calls them.
_ZONES = {
    "utc": 0, "gmt": 0, "ut": 0, "z": 0, "мск": 3, "msk": 3, "по московскому времени": 3, "по москве": 3,
    "московское время": 3, "msd": 4, "мсд": 4, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "wet": 0, "bst": 1, "samt": 4, "yekt": 5, "omst": 6,
    "novt": 7, "krat": 7, "irkt": 8, "yakt": 9, "vlat": 10, "magt": 11, "pett": 12,
}  # fmt: skip
_NEAR = regex(r"[\s,;|/•·—–-]*(?:мск)?[\s,;|/•·—–-]*", re.IGNORECASE)
_ZONE = regex(
    rf"[\s,(]*(?:(?P<name>{'|'.join(_ZONES)})?"
    r"(?:[\s(]*(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?)(?![\w:])",
    re.IGNORECASE,
)


def iso_date(text: str) -> str | None:
    """The first full date (day, month and year) of a text as ISO 8601, with the time beside it and the zone given.

    Months are Russian or English words or numbers, the day before the month between points or slashes. No zone is
    invented: '28 августа 2025, 14:05' is '2025-08-28T14:05', '28 Sept 2025 14:05 MSK' '2025-09-28T14:05:00+03:00'.
    """
    found = [match for pattern in _FULL for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        try:
            day = date(_year(match), _month(match["month"]), int(match["day"]))
        except ValueError:
            continue
        clock = _clock(text, match)
        if clock is None:
            return day.isoformat()
        hour, minute, second, zone = clock
        moment = datetime(day.year, day.month, day.day, hour, minute, second or 0, tzinfo=zone)
        return moment.isoformat(timespec="minutes" if second is None and zone is None else "seconds")
    return None


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups["year"]:
        return int(groups["year"])
    return int(groups["short"]) + (2000 if int(groups["short"]) < 70 else 1900)  # POSIX strptime's %y, near enough


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    word = word.lower()
    return next(i % 12 + 1 for i, m in enumerate(_MONTHS + _ENGLISH) if re.match(m, word))


def _clock(text: str, found: re.Match[str]) -> tuple[int, int, int | None, tzinfo | None] | None:
    """Hour, minute, second and zone of the clock inside the date (asctime), right after it, or right before it."""
    clock = _CLOCK.search(text, found.start(), found.end())
    if clock is None:
        between = _BETWEEN.match(text, found.end())
        clock = _CLOCK.match(text, between.end() if between else found.end())
    if clock is None:
        before = list(_CLOCK.finditer(text, max(0, found.start() - 30), found.start()))
        if not before or not re.fullmatch(
            r"[\s,;|/•·—–-]*(?:мск)?[\s,;|/•·—–-]*", text[before[-1].end() : found.start()]
        ):
            return None
        clock = before[-1]
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    return hour, int(clock["minute"]), int(clock["second"]) if clock["second"] else None, _zone(text, clock.end())


def _zone(text: str, start: int) -> tzinfo | None:
    """The zone that is named or counted from Greenwich (or, "МСК+2", from Moscow) at this place of the text."""
    match = _ZONE.match(text, start)
    if match is None or not (match["name"] or match["sign"]):
        return None
    name = (match["name"] or "").lower()
    offset = timedelta(hours=_ZONES.get(name, 0))
    if match["sign"]:
        sign = 1 if match["sign"] == "+" else -1
        given = sign * timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if not name and match["hours"] + (match["minutes"] or "") == "0000" and sign < 0:
            return None  # RFC 5322: "-0000" says that the zone is not known
        offset += given
    if abs(offset) > timedelta(hours=15):
        return None
    return timezone(offset) if offset else UTC
