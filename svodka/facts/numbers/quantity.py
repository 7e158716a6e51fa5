"""A number under construction, and the joining of two into a range."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal

from svodka.facts.types import Fact, FactKind, Lang

DASHES = frozenset("-–—−")


class Quantity:
    """A number under construction; becomes a `Fact` once unit, range and date are settled."""

    __slots__ = ("atoms", "digits", "end", "firm", "kind", "magnitude", "readings", "start", "unit", "value", "word")

    def __init__(self, start: int, end: int, readings: list[Decimal], firm: bool, kind: FactKind = "number") -> None:
        self.start, self.end, self.readings, self.firm, self.kind = start, end, readings, firm, kind
        self.value: Hashable = readings[0] if readings else None
        self.unit = ""
        self.magnitude = Decimal(1)
        self.atoms: tuple[frozenset[Hashable], ...] = ()
        self.digits = True

    def multiply(self, factor: Decimal) -> None:
        self.readings = [plain(reading * factor) for reading in self.readings]
        self.value = self.readings[0]
        self.magnitude *= factor

    def fact(self, text: str) -> Fact:
        atoms = self.atoms or (frozenset(self.readings),)
        return Fact(
            self.kind, text[self.start : self.end], (self.start, self.end), self.value, self.unit, atoms, self.firm
        )


def plain(value: Decimal) -> Decimal:
    """1500000 for 1500000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


_RANGE_WORDS: dict[Lang, dict[str, tuple[str, ...]]] = {
    "ru": {"до": ("от", "с", "со"), "по": ("с", "со")},
    "en": {"to": ("from",), "and": ("between",)},
}


def join_ranges(found: list[Quantity], text: str, lang: Lang) -> list[Quantity]:
    """Join "5–7 млн", "от 5 до 7", "between 5 and 7"; the low end may share the high end's magnitude and unit."""
    merged: list[Quantity] = []
    for high in found:
        low = merged[-1] if merged else None
        if low is None or not _is_range(low, high, text, lang):
            merged.append(high)
            continue
        readings = set(low.readings) | {reading * high.magnitude for reading in low.readings}
        first = low.readings[0]
        shared = first * high.magnitude
        if low.magnitude == 1 and shared <= high.readings[0]:
            first = shared
        both = Quantity(low.start, high.end, [first], low.firm or high.firm, "range")
        both.value, both.unit = (first, high.readings[0]), high.unit or low.unit
        both.atoms = (frozenset(readings), frozenset(high.readings))
        merged[-1] = both
    return merged


def _is_range(low: Quantity, high: Quantity, text: str, lang: Lang) -> bool:
    plain = ("number", "money", "measure", "percent", "age")
    if low.kind not in plain or high.kind not in plain or low.atoms or high.atoms:
        return False
    if not (low.readings[0] < high.readings[0] * high.magnitude and (low.unit in ("", high.unit))):
        return False
    between = text[low.end : high.start].strip().lower()
    if between in DASHES:
        return low.readings[0] < high.readings[0]
    opening = _RANGE_WORDS[lang].get(between)
    if opening is None:
        return False
    before = re.search(r"([^\W\d_]+)[\s$€£]*$", text[max(0, low.start - 20) : low.start])
    return before is not None and before[1].lower() in opening
