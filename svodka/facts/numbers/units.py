"""What a number can count: currencies, measures, months, weekdays, in the words of Russian and English.

Russian words are found by stem (they inflect), English ones by their exact forms. Currency codes are ISO 4217,
measures the SI symbol or the English word; months are 1-12 and weekdays 1-7 from Monday (ISO 8601).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import rows

SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₸": "KZT", "₺": "TRY", "₹": "INR"}

# Before a currency's noun: "австралийских долларов", "Australian dollars".
QUALIFIED = {
    ("австралийск", "USD"): "AUD", ("канадск", "USD"): "CAD", ("гонконгск", "USD"): "HKD", ("белорусск", "RUB"): "BYN",
    ("сингапурск", "USD"): "SGD", ("australian", "USD"): "AUD", ("canadian", "USD"): "CAD", ("hong", "USD"): "HKD",
    ("belarusian", "RUB"): "BYN", ("singapore", "USD"): "SGD", ("египетск", "GBP"): "EGP", ("egyptian", "GBP"): "EGP",
    ("турецк", "TRY"): "TRY", ("норвежск", "CZK"): "NOK", ("шведск", "CZK"): "SEK", ("датск", "CZK"): "DKK",
    ("norwegian", "CZK"): "NOK", ("swedish", "CZK"): "SEK", ("danish", "CZK"): "DKK",
}  # fmt: skip
CURRENCIES = frozenset(SIGNS.values()) | set(QUALIFIED.values()) | {
    "CNY", "CHF", "CZK", "PLN", "ILS", "KRW", "THB", "MXN",
}  # fmt: skip

SMALL_CHANGE = frozenset({"kopeck", "cent", "penny"})


class _Units(NamedTuple):
    """Words to units: whole Russian ones, Russian stems (a group of the pattern for each) with theirs, English ones."""

    russian: dict[str, str]
    stems: re.Pattern[str]
    of_stems: tuple[str, ...]
    english: dict[str, str]


@cache
def _table() -> _Units:
    russian: dict[str, str] = {}
    english: dict[str, str] = {}
    stems: dict[str, str] = {}
    for unit, ru, en in rows("svodka.facts.numbers", "units.tsv"):
        for word in ru.strip("-").split():
            if word.endswith("*"):
                stems[f"({re.escape(word[:-1])})"] = unit
            else:
                russian[word] = unit
        english |= dict.fromkeys(en.strip("-").split(), unit)
    return _Units(russian, re.compile("|".join(stems)), tuple(stems.values()), english)


@lru_cache(maxsize=4096)
def unit_of(word: str, lang: str) -> str:
    """The unit that a word (in lower case, ё folded to е) names, or an empty string."""
    if word in SIGNS:
        return SIGNS[word]
    table = _table()
    if lang == "en":
        return "%" if word == "%" else table.english.get(word, "")
    if word in table.russian:
        return table.russian[word]
    match = table.stems.match(word)
    # An inflected noun or a unit adjective, not another word that happens to begin alike ("метрополитен", "часть").
    if match and match.lastindex and len(word) - match.end() <= 4 and not _NOT_UNITS.match(word):
        return table.of_stems[match.lastindex - 1]
    return ""


_NOT_UNITS = regex(
    r"метри|футбол|част|годн|лирик|вонзи|милл?и|милици|милост|милы|мило|метро$|часов[нщ]|фунтик|кронш|кронпр|годи(?:тся|лся)"
)


@lru_cache(maxsize=2)
def months(lang: Lang) -> dict[str, int]:
    """The words for months, in lower case, with their numbers."""
    return _numbered("month", lang)


@lru_cache(maxsize=2)
def weekdays(lang: Lang) -> dict[str, int]:
    """The words for days of the week, in lower case, with their numbers from Monday, 1."""
    return _numbered("weekday", lang)


def _numbered(kind: str, lang: Lang) -> dict[str, int]:
    table = rows("svodka.facts.numbers", "calendar.tsv")
    words = ((int(number), ru if lang == "ru" else en) for what, number, ru, en in table if what == kind)
    return {word: number for number, listed in words for word in listed.split()}
