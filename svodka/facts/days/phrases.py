"""Find вчера, "the day after tomorrow", "на прошлой неделе", "next year", "утром" in a text.

A fact has the value ``("day", n)``, ``("week", n)``, ``("month", n)`` or ``("year", n)``, n counted from the day of
writing (-1: yesterday, last week), or ``("part", "morning")``; its atom is ``"day-1"`` and so on. What can bear such
a fact out but demands no counterpart ("a year ago", "сейчас", "накануне") is loose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from svodka.facts.types import Fact, Lang
from svodka.regexes import regex

# What | the phrase in Russian | in English; "~": loose; a blank is any white space.
_PHRASES = r"""
day -2 | позавчера(?:шн\w+)? | (?:the )?day before yesterday
day 2 | послезавтра(?:шн\w+)? | (?:the )?day after tomorrow
day -1 | вчера(?:шн\w+)?(?: (?:вечером|ночью))? | yesterday|last night
day 1 | завтра(?:шн\w+)? | tomorrow
day 0 | сегодня(?:шн\w+)? | today|tonight
week -1 | (?:прошл\w+|минувш\w+) недел\w+ | last week(?!end)
week 1 | (?:следующ\w+|будущ\w+) недел\w+ | next week(?!end)
week 0 | (?:эт(?:ой|у)|текущ\w+|нынешн\w+) недел\w+ | this week(?!end)
week -2 | позапрошл\w+ недел\w+ | (?:the )?week before last
month -1 | (?:прошл\w+|минувш\w+) месяц\w* | last month
month 1 | (?:следующ\w+|будущ\w+) месяц\w* | next month
month 0 | (?:эт(?:ом|от|ого)|текущ\w+|нынешн\w+|сего) месяц\w* | this month
year -2 | позапрошл\w+ год\w* | (?:the )?year before last
year -1 | (?:прошл\w+|минувш\w+) год\w*|прошлогодн\w+ | last year
year 1 | (?:следующ\w+|будущ\w+) год\w* | next year
year 0 | (?:эт(?:ом|от|ого)|текущ\w+|нынешн\w+|сего) год\w* | this year
part morning | утром|поутру|наутро|с утра|утренн\w+ | (?:in the )?morning
part evening | вечером|вечерн\w+ | (?:in the )?evening
part night | ночью|ночн\w+ | (?:at )?night|overnight
~day 0 | сейчас|теперь|ныне|настоящ\w+|нынешн\w+|текущ\w+|современн\w+|пока|в этот день|уже|в наши дни | now|nowadays|
    current(?:ly)?|present(?:ly)?|modern|date|this (?:day|morning|afternoon|evening)|already
~day -1 | накануне|прошл\w+ ночью|(?:предыдущ\w+|прошл\w+) д[ен]\w+|за день до|днем ранее | on the eve|
    (?:the )?(?:previous day|day before|day earlier)|overnight
~day 1 | следующ\w+ (?:день|дня|утро|сутки) | (?:the )?(?:next|following) (?:day|morning)|the day after(?! tomorrow)
~week -1 | предыдущ\w+ недел\w+|последн\w+ недел\w+|недел\w+ назад|неделей ранее | (?:the )?(?:past|previous) week|
    week (?:ago|earlier|before)
~week 1 | ближайш\w+ недел\w+|через неделю|предстоящ\w+ недел\w+ | (?:the )?(?:coming|following) week|(?:in )?a week
~month -1 | предыдущ\w+ месяц\w*|последн\w+ месяц\w*|месяц(?:ем)? (?:назад|ранее) | (?:the )?(?:past|previous) month|
    month (?:ago|earlier|before)
~month 1 | ближайш\w+ месяц\w*|через месяц | (?:the )?(?:coming|following) month|in a month
~year -1 | предыдущ\w+ год\w*|последн\w+ год\w*|год(?:ом)? (?:назад|ранее)|в годовом | (?:the )?(?:past|previous) year|
    year (?:ago|earlier|before)|year-on-year
~year 1 | через год|ближайш\w+ год\w* | (?:the )?(?:coming|following) year|a year later|in a year
~year 0 | с начала года|год(?:а)? текущего | (?:the )?current year|so far
"""


def _rows() -> Iterator[tuple[str, str, bool, str, str]]:
    for line in re.sub(r"\n\s+", "", _PHRASES.strip()).splitlines():
        name, russian, english = (part.strip() for part in re.split(r"\s\|\s", line))
        unit, _, value = name.lstrip("~").partition(" ")
        yield unit, value, not name.startswith("~"), russian, english


_ROWS = tuple(_rows())


def _pattern(column: int) -> re.Pattern[str]:
    joined = "|".join(f"({row[column]})" for row in _ROWS).replace(" ", r"\s+")
    return regex(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


_PATTERNS: dict[Lang, re.Pattern[str]] = {"ru": _pattern(3), "en": _pattern(4)}


_OPENINGS = frozenset(
    "поза вчер завт сего неде меся год года году годо прош утро поут наут утре вече ночь ночн ночи нака днем след буду "
    "yest tomo toda toni week mont year nigh morn even over day".split()
)
_AFTER_TOMORROW = "послез"


def relative(text: str, lang: Lang, keys: Iterable[str]) -> Iterator[Fact]:
    """The dates of a text that are told from the day of writing, and the parts of the day, in order.

    ``keys``: its words in lower case; most texts have none that begins such a phrase, and are not looked through.
    """
    heads = {key[:4] for key in keys}
    if _OPENINGS.isdisjoint(heads) and not ("посл" in heads and _AFTER_TOMORROW in text.lower()):
        return
    for match in _PATTERNS[lang].finditer(text):
        unit, value, firm, *_ = _ROWS[(match.lastindex or 1) - 1]
        known: tuple[str, str | int] = (unit, value if unit == "part" else int(value))
        atom = frozenset({f"{unit}{value}", "partevening"} if value == "night" and lang == "en" else {f"{unit}{value}"})
        yield Fact("date", match[0], match.span(), known, "", (atom,), firm)
