"""What a number can count: currencies, measures, months, weekdays, in the words of Russian and English.

Russian words are found by stem (they inflect), English ones by their exact forms. Currency codes are ISO 4217,
measures the SI symbol or the English word; months are 1-12 and weekdays 1-7 from Monday (ISO 8601).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

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

_MONTHS = {
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "июн": 6, "июл": 7, "август": 8, "сентябр": 9, "октябр": 10,
    "ноябр": 11, "декабр": 12,
}  # fmt: skip
RU_MONTHS = {
    stem + ending: n for stem, n in _MONTHS.items() for ending in ("ь", "я", "е", "ю", "ем", "а", "у", "ом", "")
}
RU_MONTHS |= dict.fromkeys(("май", "мая", "мае", "маю", "маем"), 5)
RU_MONTHS |= {
    stem + ("ск" if stem in ("январ", "март", "август") else "ьск") + ending: n
    for stem, n in {**_MONTHS, "январ": 1}.items()
    for ending in ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
}
RU_MONTHS |= {"янв": 1, "фев": 2, "апр": 4, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12}
EN_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
RU_WEEKDAYS = {
    form: n
    for n, forms in enumerate(
        (
            "понедельник понедельника понедельнику понедельником понедельнике понедельникам",
            "вторник вторника вторнику вторником вторнике вторникам",
            "среда среды среду средой среде средам",
            "четверг четверга четвергу четвергом четверге четвергам",
            "пятница пятницы пятницу пятницей пятнице пятницам",
            "суббота субботы субботу субботой субботе субботам "
            "субботний субботнего субботнем субботняя субботнюю субботней",
            "воскресенье воскресенья воскресенью воскресеньем воскресеньям "
            "воскресный воскресного воскресном воскресную",
        ),
        1,
    )
    for form in forms.split()
}
EN_WEEKDAYS = {
    form: n
    for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split(), 1)
    for form in (name, name + "s")
} | {"mon": 1, "tues": 2, "wed": 3, "thurs": 4, "fri": 5}
