"""Figures and units exchanged on both sides, where the words around them stay right."""

from __future__ import annotations

import random
import re

from training.variants.inflection import NOUN, forms_of, written_as

_FIGURE = re.compile(r"(?<![\w.,:/–-])(?:\d{1,4}(?:[.,]\d{1,2})?)(?![\w:/–-]|[.,]\d)")
_WORD = re.compile(r"(?<![\w-])[а-яё]{3,}(?![\w-])")
# Units of one group, all of one gender, take one another's place: the Russian nominative, the English
# singular and plural.
_UNITS = (
    (
        ("метр", "metre", "metres"), ("километр", "kilometre", "kilometres"), ("литр", "litre", "litres"),
        ("сантиметр", "centimetre", "centimetres"),
        ("миллиметр", "millimetre", "millimetres"), ("килограмм", "kilogram", "kilograms"), ("грамм", "gram", "grams"),
        ("гектар", "hectare", "hectares"), ("фут", "foot", "feet"),
        ("дюйм", "inch", "inches"), ("фунт", "pound", "pounds"), ("баррель", "barrel", "barrels"),
        ("мегаватт", "megawatt", "megawatts"), ("киловатт", "kilowatt", "kilowatts"), ("градус", "degree", "degrees"),
        ("акр", "acre", "acres"),
    ),
    (("тонна", "tonne", "tonnes"), ("миля", "mile", "miles"), ("унция", "ounce", "ounces")),
    (("доллар", "dollar", "dollars"), ("рубль", "rouble", "roubles")),
    (
        ("гривна", "hryvnia", "hryvnias"), ("иена", "yen", "yen"), ("крона", "krona", "kronor"),
        ("рупия", "rupee", "rupees"), ("лира", "lira", "liras"),
    ),
    (("час", "hour", "hours"), ("день", "day", "days"), ("месяц", "month", "months")),
    (("минута", "minute", "minutes"), ("секунда", "second", "seconds"), ("неделя", "week", "weeks")),
)  # fmt: skip
_SPELT = {"meter": "metre", "kilometer": "kilometre", "centimeter": "centimetre", "millimeter": "millimetre",
          "liter": "litre", "ton": "tonne", "ruble": "rouble"}  # fmt: skip
_MONTHS = re.compile(
    r" (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b", re.IGNORECASE
)


def other_figure(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with one of its figures another: of as many digits, that takes the same form of what it counts."""
    ours, theirs = list(_FIGURE.finditer(russian)), [m[0] for m in _FIGURE.finditer(english)]
    draw.shuffle(ours)
    for found in ours:
        old = found[0].replace(",", ".")
        written = [figure.replace(",", ".") if "," in found[0] else figure for figure in theirs]
        if written.count(old) != 1 or [m[0] for m in ours].count(found[0]) != 1 or found[0] in ("0", "1"):
            continue
        new = _drawn(old, draw, day=bool(_MONTHS.match(russian, found.end())))
        if new == old:
            continue
        place = list(_FIGURE.finditer(english))[written.index(old)]
        return (
            russian[: found.start()] + new.replace(".", "," if "," in found[0] else ".") + russian[found.end() :],
            english[: place.start()] + new + english[place.end() :],
        )
    return None


def _drawn(old: str, draw: random.Random, *, day: bool) -> str:
    if "." in old:
        whole, part = old.split(".")
        return f"{draw.randrange(1, 10 ** len(whole))}.{draw.randrange(1, 10 ** len(part)):0{len(part)}d}"
    number = int(old)
    if day and number <= 31:
        return str(draw.randrange(1, 29))
    if len(old) == 4:
        return str(draw.randrange(1950, 2031)) if 1900 <= number <= 2100 else old
    among = [n for n in range(10 ** (len(old) - 1), 10 ** len(old)) if _class(n) == _class(number) and n > 1]
    return str(draw.choice(among)) if among else old


def _class(number: int) -> int:
    """Which form of a noun stands behind the number: 1 (singular), 2 (genitive singular), 5 (genitive plural)."""
    if 11 <= number % 100 <= 14:
        return 5
    return {1: 1, 2: 2, 3: 2, 4: 2}.get(number % 10, 5)


def other_unit(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with a unit behind a figure exchanged for another of the same gender."""
    for found in _WORD.finditer(russian):
        if not re.search(r"\d $", russian[: found.start()]):
            continue
        for form in forms_of(found[0]):
            units = next((group for group in _UNITS for unit in group if unit[0] == form.nominative), None)
            if units is None or form.kind != NOUN:
                continue
            unit = next(unit for unit in units if unit[0] == form.nominative)
            place = _only(unit, english)
            other = draw.choice([each for each in units if each is not unit])
            written = written_as(other[0], form)
            if place is None or written is None:
                continue
            one = place[0].lower() in (unit[1], *(_us for _us, _uk in _SPELT.items() if _uk == unit[1]))
            return (
                russian[: found.start()] + written + russian[found.end() :],
                english[: place.start()] + other[1 if one else 2] + english[place.end() :],
            )
    return None


def _only(unit: tuple[str, str, str], english: str) -> re.Match[str] | None:
    """Where the English has the unit's name behind a figure, when it does once."""
    names = {unit[1], unit[2], *(form for us, uk in _SPELT.items() if uk == unit[1] for form in (us, f"{us}s"))}
    found = list(re.finditer(rf"(?<=\d[ -])(?:{'|'.join(sorted(names, key=len, reverse=True))})\b", english))
    return found[0] if len(found) == 1 else None
