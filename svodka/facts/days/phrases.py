"""Find вчера, "the day after tomorrow", "на прошлой неделе", "next year", "утром" in a text.

A fact has the value ``("day", n)``, ``("week", n)``, ``("month", n)`` or ``("year", n)``, n counted from the day of
writing (-1: yesterday, last week), or ``("part", "morning")``; its atom is ``"day-1"`` and so on. What can bear such
a fact out but demands no counterpart ("a year ago", "сейчас", "накануне") is loose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from svodka.facts.types import Fact, Lang
from svodka.text.tables import rows


@cache
def _rows() -> tuple[tuple[str, str, bool, str, str], ...]:
    """What is told (unit, how many), whether firmly, and the pattern in Russian and in English."""
    found = []
    for name, russian, english in rows("svodka.facts.days", "phrases.tsv"):
        unit, _, value = name.lstrip("~").partition(" ")
        found.append((unit, value, not name.startswith("~"), russian, english))
    return tuple(found)


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    joined = "|".join(f"({row[3 if lang == 'ru' else 4]})" for row in _rows()).replace(" ", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


_OPENINGS = frozenset(
    "сейч тепе ныне поза вчер завт сего неде меся год года году годо прош утро поут наут утре вече ночь ночн ночи "
    "нака днем днём посл след буду ближ мину "
    "last next afte now nowa yest tomo toda toni week mont year nigh morn even over day".split()
)


def relative(text: str, lang: Lang, keys: Iterable[str]) -> Iterator[Fact]:
    """The dates of a text that are told from the day of writing, and the parts of the day, in order.

    ``keys``: its words in lower case; most texts have none that begins such a phrase, and are not looked through.
    """
    heads = {key[:4] for key in keys}
    if _OPENINGS.isdisjoint(heads):
        return
    for match in _pattern(lang).finditer(text):
        unit, value, firm, *_ = _rows()[(match.lastindex or 1) - 1]
        known: tuple[str, str | int] = (unit, value if unit == "part" else int(value))
        atom = frozenset({f"{unit}{value}", "partevening"} if value == "night" and lang == "en" else {f"{unit}{value}"})
        yield Fact("date", match[0], match.span(), known, "", (atom,), firm)
