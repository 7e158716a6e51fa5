"""Russian dates and times as news pages write them: patterns, and the ISO 8601 form."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("янв", "фев", "мар", "апр", "мая|май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
# Patterns without capturing groups, to be put together by callers (with re.IGNORECASE).
DATE = (
    rf"(?:(?:[0-3]?\d) {MONTH}(?:,? (?:19|20)\d\d)?|(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d[./][01]?\d[./](?:19|20)?\d\d"
    r"|[0-3]\d\.[01]\d|сегодня|вчера|позавчера)"
)
TIME = r"(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?)"
WHEN = rf"(?:{DATE}(?:[ ,|/в—–-]*{TIME})?|{TIME}(?:[ ,|/—–-]*{DATE})?)"

_WORDS = re.compile(rf"\b([0-3]?\d) ({MONTH}),? ((?:19|20)\d\d)", re.IGNORECASE)
_DIGITS = re.compile(r"\b([0-3]?\d)[./]([01]?\d)[./]((?:19|20)\d\d)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)")
_CLOCK = re.compile(r"\b([0-2]?\d):([0-5]\d)\b")


def iso_date(text: str) -> str | None:
    """The first full date (day, month and year) of a Russian text as ISO 8601, with the time that follows it closely.

    No zone is invented: '28 августа 2025, 14:05' is '2025-08-28T14:05'.
    """
    found: list[tuple[int, int, int, int, int]] = []
    for match in _WORDS.finditer(text):
        month = next(i for i, m in enumerate(_MONTHS, 1) if re.match(m, match[2].lower()))
        found.append((match.start(), match.end(), int(match[3]), month, int(match[1])))
    for match in _DIGITS.finditer(text):
        found.append((match.start(), match.end(), int(match[3]), int(match[2]), int(match[1])))
    for match in _ISO.finditer(text):
        found.append((match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])))
    for _, end, year, month, day in sorted(found):
        try:
            value = date(year, month, day).isoformat()
        except ValueError:
            continue
        clock = _CLOCK.search(text, end, end + 16)
        if clock and int(clock[1]) < 24:
            return f"{value}T{int(clock[1]):02}:{clock[2]}"
        return value
    return None
