"""Times of day: 21:45, "9 вечера", "9 p.m."."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.quantity import Quantity


def half_day(cursor: Cursor, j: int) -> tuple[int, int] | None:
    """(12 for the afternoon else 0, next index) when утра, вечера, a.m., p.m. stands at token j."""
    token = cursor.token(j)
    if token is None or not cursor.joined(j):
        return None
    if cursor.lang == "ru":
        if token.key.startswith("час") and len(token.key) <= 5:
            token, j = cursor.token(j + 1), j + 1
        if token is None:
            return None
        halves = {"утра": 0, "ночи": 0, "вечера": 12, "дня": 12, "пополудни": 12}
        if token.key == "дня" and cursor.tokens[j - 1].kind == "num":
            return None  # "3 дня" is three days; "в 3 часа дня" has its own noun
        return (halves[token.key], j + 1) if token.key in halves else None
    if token.key in ("am", "pm"):
        return (12 if token.key == "pm" else 0), j + 1
    second = cursor.token(j + 1)
    if token.key in ("a", "p") and second is not None and second.key == "m" and cursor.gap(j + 1) == ".":
        return (12 if token.key == "p" else 0), j + 2
    if token.key == "o" and second is not None and second.key == "clock":
        return 0, j + 2
    return None


def hour_of_day(quantity: Quantity, hour: int, minute: int, half: int | None, end: int) -> Quantity:
    """``quantity`` as a time of day; ``half`` is what `half_day` gives, None where the text does not say."""
    full = (hour + (half or 0) if hour < 12 else 0 if half == 0 and hour == 12 else hour) % 24
    readings: set[Hashable] = {f"t{h % 24}:{minute:02}" for h in (hour, full)}
    if half is None:  # a bare clock time may stand for either half of the day
        readings |= {f"t{h % 24}:{minute:02}" for h in (hour % 12, hour + 12)}
    if minute == 0:
        readings |= {Decimal(h) for h in (hour, full, full - 12 if full > 12 else full)}
    quantity.kind, quantity.value, quantity.end = "time", f"{full}:{minute:02}", end
    quantity.atoms = (frozenset(readings),)
    return quantity


def clock_time(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """The time written as 21:45 at token i, and the next index."""
    token = cursor.tokens[i]
    hour, minute = (int(part) for part in token.text.split(":")[:2])
    quantity = Quantity(token.start, token.end, [], firm=True)
    half = half_day(cursor, i + 1)
    j = half[1] if half else i + 1
    return hour_of_day(quantity, hour, minute, half[0] if half else None, cursor.tokens[j - 1].end), j
