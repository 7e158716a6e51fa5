"""Two figures exchanged, a sign turned, another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from svodka.facts.numbers import numbers
from svodka.regexes import regex
from svodka.verify.rivals.rival import Rival, rival

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_FIGURE = regex(
    rf"(?<![\w.,/-])(?:\d+(?:[.,]\d+)*(?!\w|/|[.,]\d|:\d\d|-[A-Za-z])|(?:{'|'.join(_WORDS)})(?![\w-]))|"
    r"(?<=\d[-–:])\d+(?!\w|[.,:/-]\d)",
    re.IGNORECASE,
)
_FEW = 4  # figures of which every two are exchanged; of more only neighbours
_MINUS = regex(r"(?<!plus or )\b(?:minus|negative) (?=\d)|(?<=[\s(])[−–-](?=[$€£]?\d)", re.IGNORECASE)
_WORDED = regex(r"(?:minus|negative|plus) \Z", re.IGNORECASE)
_DEGREES = regex(r"(?<![\w.,−–-])\d+(?:[.,]\d+)?(?= degrees|°)")
# Of each line any two are rivals; a form of one has the same place in the others.
_UNITS = """percent, percentage points; per cent, percentage points; %, percentage points;
basis points, percentage points;
kilometers, miles; kilometres, miles; km, miles; meters, feet; metres, feet; centimeters, inches; centimetres, inches;
hectares, acres; tonnes, kilograms; tons, kilograms; litres, cubic metres, gallons;
liters, cubic meters, gallons;
kilowatts, megawatts, gigawatts; MW, GW; million, billion; millions, billions; seconds, minutes, hours, days, weeks,
months, years; rubles, dollars, euros; roubles, dollars, euros; barrels, tonnes; kopecks, rubles;
cents, dollars; square, cubic"""
_SCALES = [[unit.strip() for unit in line.split(",")] for line in _UNITS.split(";")]
_UNIT = regex(
    r"(?<=\d)(?P<gap> ?)(?P<unit>"
    + "|".join(sorted({re.escape(unit) for scale in _SCALES for unit in scale}, key=len, reverse=True))
    + r")(?![\w-])"
)


def exchanged(sentence: str) -> Iterator[Rival]:
    """Every two figures of a sentence in each other's place; parts of a date or a clock time are left together."""
    whole = [fact.span for fact in numbers(sentence, "en") if fact.kind in ("date", "time")]
    found = [
        match for match in _FIGURE.finditer(sentence)
        if not any(low <= match.start() < high and match.span() != (low, high) for low, high in whole)
    ]  # fmt: skip
    for first, second in combinations(found, 2) if len(found) <= _FEW else pairwise(found):
        one, other = first[0], second[0]
        if one.lower() == other.lower():
            continue
        text = sentence[: first.start()] + other + sentence[first.end() : second.start()] + one.lower()
        text += sentence[second.end() :]
        yield Rival("figures", (first.start(), second.end()), text[:1].upper() + text[1:], one, other)


def turned(sentence: str) -> Iterator[Rival]:
    """The sentence without each minus, and with one before each temperature that has none."""
    for match in _MINUS.finditer(sentence):
        yield rival("sign", sentence, match.span(), "")
    for match in _DEGREES.finditer(sentence):
        if not _WORDED.search(sentence, 0, match.start()):
            yield rival("sign", sentence, match.span(), f"minus {match[0]}")


def remeasured(sentence: str) -> Iterator[Rival]:
    """The sentence with another unit of the same sort behind each figure."""
    for match in _UNIT.finditer(sentence):
        unit = match["unit"]
        for other in dict.fromkeys(o for scale in _SCALES if unit in scale for o in scale if o != unit):
            yield rival("unit", sentence, match.span(), f" {other}")
