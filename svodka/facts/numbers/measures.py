"""Units of several words, and which figures in different units say the same: 1 гектар, 2.47 acres; 50 bp, 0.5 pp.

A unit belongs to a dimension and is so many of its base unit: lengths in metres, areas in square metres, volumes in
cubic metres, masses in kilograms, times in seconds, powers in watts, energies in watt-hours, speeds in metres a second,
data in bytes, shares in percentage points, small change in its currency. Factors are those of the SI brochure and of
the international yard and pound; a barrel is 42 US gallons, and a tonne of crude oil 7.33 barrels (the average of
refinery statistics).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import rows

_BARRELS_A_TONNE = Decimal("7.33")
_SLACK, _ROUNDED = Decimal("0.03"), Decimal("0.08")
"""How far two figures in different units may be apart, as a share: exact ones, and where one is a round figure."""


@cache
def _factors() -> dict[str, list[tuple[str, Decimal]]]:
    """Of each unit its dimensions, with how many of the base unit it is."""
    factors: dict[str, list[tuple[str, Decimal]]] = {}
    for dimension, *pairs in rows("svodka.facts.numbers", "dimensions.tsv"):
        for unit, factor in zip(pairs[::2], pairs[1::2], strict=True):
            factors.setdefault(unit, []).append((dimension, Decimal(factor)))
    return factors


def convertible(ours: str, theirs: str) -> bool:
    """Whether figures in the two units can say the same."""
    if {ours, theirs} in ({"t", "bbl"}, {"°C", "°F"}):
        return True
    return any(d == e for d, _ in _factors().get(ours, ()) for e, _ in _factors().get(theirs, ()))


_LIKE = (
    {"GBP", "lb"}, {"°", "°C"}, {"°", "°F"}, {"century", "year"}, {"mi", "mph"}, {"km", "km/h"}, {"t", "toe"},
    {"pp", "point"},
)  # fmt: skip
"""Units that one word of the other language may stand for, or that follow from what is measured."""


def units_differ(ours: str, theirs: str) -> bool:
    """Whether two units say different things of the same figure; one that is not said leaves it open."""
    return ours != theirs and bool(ours and theirs) and {ours, theirs} not in _LIKE


def same_quantity(ours: Decimal, unit: str, theirs: Decimal, other: str) -> bool:
    """Whether two figures in different units say the same, as people convert: "300 км" and "186 miles"."""
    if {unit, other} == {"°C", "°F"}:
        celsius, fahrenheit = (ours, theirs) if unit == "°C" else (theirs, ours)
        return abs(celsius * 9 / 5 + 32 - fahrenheit) <= 1
    if {unit, other} == {"t", "bbl"}:
        tonnes, barrels = (ours, theirs) if unit == "t" else (theirs, ours)
        return _close(tonnes * _BARRELS_A_TONNE, barrels, _ROUNDED)
    slack = _ROUNDED if _round(ours) or _round(theirs) else _SLACK
    return any(
        _close(ours * factor, theirs * times, slack)
        for dimension, factor in _factors().get(unit, ())
        for also, times in _factors().get(other, ())
        if dimension == also
    )


def _close(ours: Decimal, theirs: Decimal, slack: Decimal) -> bool:
    return abs(ours - theirs) <= slack * max(abs(ours), abs(theirs))


def _round(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) == 1


_RU_BASE = {
    r"км|километр\w*": "km", r"м|метр\w*": "m", r"см|сантиметр\w*": "cm", r"мил[ьяиею]\w*": "mi", r"фут\w*": "ft",
}  # fmt: skip
_EN_BASE = {
    r"km|kilomet(?:er|re)s?": "km", r"m|met(?:er|re)s?": "m", r"cm|centimet(?:er|re)s?": "cm", r"mi|miles?": "mi",
    r"ft|f(?:ee|oo)t": "ft",
}  # fmt: skip


def _phrases(lang: Lang) -> list[tuple[str, str]]:
    """Patterns of units that are more than one word, or are told from another word by what follows."""
    ru = lang == "ru"
    found = []
    square, cubic = (
        (r"(?:кв\.?|квадратн\w+)", r"(?:куб\.?|кубическ\w+)")
        if ru
        else (r"(?:sq\.?|square)", r"(?:cu\.?|cubic)")
    )  # fmt: skip
    for word, unit in (_RU_BASE if ru else _EN_BASE).items():
        found += [(rf"{square}[ -]?(?:{word})", f"{unit}²"), (rf"{cubic}[ -]?(?:{word})", f"{unit}³")]
        found += [(rf"(?:{word})[²2]", f"{unit}²"), (rf"(?:{word})[³3]", f"{unit}³")]
    if ru:
        found += [
            (r"кубометр\w*|кубов", "m³"), (r"процентн\w+ пункт\w*|п\. ?п\.?|пп|п/п|pp", "pp"),
            (r"базисн\w+ пункт\w*|б\. ?п\.|бп|bps?", "bp"), (r"(?:километр\w*|км) в час|км/ч\w*", "km/h"),
            (r"метр\w* в секунду|м/с\w*", "m/s"),
            (r"(?:километр\w*|км) в секунду|км/с\w*", "km/s"), (r"мил[ьяиею]\w* в час", "mph"),
            (r"морск\w+ мил[ьяиею]\w*", "nmi"),
            (r"(?:градус\w* (?:по )?|°\s?)(?:Цельси\w*|[CС])", "°C"),
            (r"(?:градус\w* (?:по )?|°\s?)(?:Фаренгейт\w*|F)", "°F"),
            (r"тонн\w* (?:нефтяного эквивалента|н\. ?э\.)|т ?н\. ?э\.", "toe"), (r"цент(?:а|ов|ы|ам|ами|ах)?", "cent"),
            (r"копе(?:ек|йк)\w*|коп\.?", "kopeck"), (r"пенс(?:а|ов|ы)?|пенни", "penny"), (r"узл(?:а|ов)", "kn"),
            (r"сот(?:ок|ки|ку)", "are"), (r"ц", "q"),
        ]  # fmt: skip
        for short, (long, prefix) in {
            "к": ("кило", "k"),
            "М": ("мега", "M"),
            "Г": ("гига", "G"),
            "Т": ("тера", "T"),
        }.items():
            found += [
                (rf"{short.lower()}вт[ ·⋅∙*-]?ч\w*|{long}ватт-? ?час\w*", f"{prefix}Wh"),
                (rf"{long}байт\w*|{short.lower()}б(?:айт\w*)?", f"{prefix.upper()}B"),
            ]  # fmt: skip
        return found
    found += [
        (r"percentage[ -]points?|per ?cent points?|pp|p\.p\.|ppts?|pps", "pp"), (r"basis[ -]points?|bps?", "bp"),
        (r"(?:kilomet(?:er|re)s?|km) (?:per|an) hour|km/?h|kph", "km/h"),
        (r"(?:met(?:er|re)s?) (?:per|a) second|m/s|mps", "m/s"),
        (r"(?:kilomet(?:er|re)s?|km) (?:per|a) second|km/s", "km/s"),
        (r"miles (?:per|an) hour|mph", "mph"),
        (r"nautical miles?", "nmi"), (r"(?:degrees? |°\s?)(?:celsius|centigrade|c)", "°C"),
        (r"(?:degrees? |°\s?)(?:fahrenheit|f)", "°F"),
        (r"tonn?e?s of oil equivalent|toe", "toe"), (r"cents?|¢", "cent"),
        (r"[kc]opecks?|kopeyka", "kopeck"), (r"pence|pennies", "penny"), (r"knots?", "kn"),
        (r"centners?|quintals?", "q"),
    ]  # fmt: skip
    for long, prefix in {"kilo": "k", "mega": "M", "giga": "G", "tera": "T"}.items():
        found += [
            (rf"{prefix.lower()}wh|{long}watt[ -]hours?", f"{prefix}Wh"),
            (rf"{long}bytes?|{prefix.lower()}b", f"{prefix.upper()}B"),
        ]  # fmt: skip
    return found


def _pattern(lang: Lang) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = _phrases(lang)
    joined = "|".join(f"({pattern})" for pattern, _ in rows)
    return regex(rf"\.?[ \u00a0\u202f-]?(?:{joined})(?!\w)", re.IGNORECASE), tuple(unit for _, unit in rows)


_PATTERNS = {"ru": _pattern("ru"), "en": _pattern("en")}


def phrase(text: str, at: int, lang: Lang, *, dot: bool = False) -> tuple[str, int] | None:
    """The unit of several words or signs that stands at a place of the text, and where it ends.

    ``dot``: after an abbreviation's dot as well ("5 тыс. кв. м").
    """
    pattern, units = _PATTERNS[lang]
    match = pattern.match(text, at)
    if match is None or match.lastindex is None or (text[at] == "." and not dot):
        return None
    return units[match.lastindex - 1], match.end()
