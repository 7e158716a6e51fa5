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

from svodka.facts.types import Lang
from svodka.regexes import regex

_DIMENSIONS = """
length m 1 km 1000 cm 0.01 mm 0.001 mi 1609.344 ft 0.3048 in 0.0254 yd 0.9144 nmi 1852
area m² 1 km² 1000000 cm² 0.0001 ha 10000 acre 4046.86 are 100 mi² 2589988 ft² 0.092903
volume m³ 1 km³ 1000000000 cm³ 0.000001 L 0.001 mL 0.000001 gal 0.00378541 bbl 0.158987 ft³ 0.0283168
mass t 1000 kg 1 g 0.001 mg 0.000001 lb 0.453592 oz 0.0283495 q 100 kt 1000000
power W 1 kW 1000 MW 1000000 GW 1000000000 TW 1000000000000
energy Wh 1 kWh 1000 MWh 1000000 GWh 1000000000 TWh 1000000000000
speed m/s 1 km/s 1000 km/h 0.277778 mph 0.44704 kn 0.514444
time second 1 minute 60 hour 3600 day 86400 week 604800 month 2629800 year 31557600 century 3155760000
data B 1 KB 1000 MB 1000000 GB 1000000000 TB 1000000000000
points pp 1 bp 0.01
RUB RUB 1 kopeck 0.01
USD USD 1 cent 0.01
EUR EUR 1 cent 0.01
GBP GBP 1 penny 0.01
"""
_FACTORS: dict[str, list[tuple[str, Decimal]]] = {}
for _row in _DIMENSIONS.strip().splitlines():
    _dimension, *_pairs = _row.split()
    for _unit, _factor in zip(_pairs[::2], _pairs[1::2], strict=True):
        _FACTORS.setdefault(_unit, []).append((_dimension, Decimal(_factor)))
_BARRELS_A_TONNE = Decimal("7.33")
_SLACK, _ROUNDED = Decimal("0.03"), Decimal("0.08")
"""How far two figures in different units may be apart, as a share: exact ones, and where one is a round figure."""


def convertible(ours: str, theirs: str) -> bool:
    """Whether figures in the two units can say the same."""
    if {ours, theirs} in ({"t", "bbl"}, {"°C", "°F"}):
        return True
    return any(d == e for d, _ in _FACTORS.get(ours, ()) for e, _ in _FACTORS.get(theirs, ()))


_LIKE = (
    {"GBP", "lb"}, {"°", "°C"}, {"°", "°F"}, {"century", "year"}, {"mi", "mph"}, {"km", "km/h"}, {"t", "toe"},
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
        for dimension, factor in _FACTORS.get(unit, ())
        for also, times in _FACTORS.get(other, ())
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
