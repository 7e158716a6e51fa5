"""Dates: months and weekdays, "12 мая 2024 г.", "May 12, 2024", 12.05.2024, the 1990s."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal

from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.literals import Token
from svodka.facts.numbers.quantity import Quantity

_MAY_BEFORE = frozenset("in of last next since until till by early late mid this from to and through every".split())


def is_month(cursor: Cursor, i: int) -> bool:
    """Whether the word of a month at token i means one: "in May", not "she may"."""
    token = cursor.tokens[i]
    if cursor.lang == "ru":
        return True
    if not token.text[0].isupper() and token.key not in ("january", "february", "june", "july", "november"):
        return _near_number(cursor, i)  # lowercased text: "on 31 may" is a month, "she may" is not
    if token.key in ("may", "march", "mar", "sep", "jan", "dec"):
        before = cursor.token(i - 1)
        return _near_number(cursor, i) or (before is not None and before.key in _MAY_BEFORE)
    return True


def _near_number(cursor: Cursor, i: int) -> bool:
    before, after = cursor.token(i - 1), cursor.token(i + 1)
    if after is not None and after.kind == "num" and cursor.joined(i + 1, dot=True) and len(after.text) in (1, 2, 4):
        return True
    if before is not None and before.key in ("st", "nd", "rd", "th", "of"):
        before = cursor.token(i - 2)
    if before is None or before.kind != "num" or len(before.text) > 2:
        return False
    return cursor.text[before.start - 1 : before.start].isspace() or before.start == 0


def is_weekday(cursor: Cursor, i: int) -> bool:
    """Whether the word of a weekday at token i means one: "в среду", not "среда обитания"."""
    token, before = cursor.tokens[i], cursor.token(i - 1)
    if cursor.lang == "en":
        return len(token.key) > 5 or token.text[0].isupper()
    if not token.key.startswith("сред"):
        return not (token.key.startswith("воскрес") and token.text[0].isupper() and before is not None)
    return before is not None and before.key in (
        "в",
        "на",
        "к",
        "со",
        "до",
        "прошлую",
        "минувшую",
        "эту",
        "следующую",
        "будущую",
        "ближайшую",
        "каждую",
        "и",
        "с",
    )


def calendar(token: Token, value: Hashable, atom: str, i: int) -> tuple[Quantity, int]:
    """A weekday at token i, and the next index; ``atom`` is "w1".."w7"."""
    quantity = Quantity(token.start, token.end, [], firm=True, kind="date")
    quantity.value, quantity.atoms = value, (frozenset({atom}),)
    return quantity, i + 1


def date(start: int, end: int, year: int | None, month: int | None, day: int | None) -> Quantity:
    """The date of a span, None for what is not said."""
    quantity = Quantity(start, end, [], firm=True, kind="date")
    quantity.value = (year, month, day)
    atoms: list[frozenset[Hashable]] = []
    if day is not None:
        atoms.append(frozenset({Decimal(day)}))
    if month is not None:
        atoms.append(frozenset({f"m{month}"}))
    if year is not None:
        atoms.append(frozenset({Decimal(year)}))
    quantity.atoms = tuple(atoms)
    return quantity


def year_at(cursor: Cursor, i: int) -> tuple[int | None, int, int]:
    """(year, next index, end) when token i is a year, written in four digits and not counting anything."""
    token = cursor.token(i)
    if token is None or token.kind != "num" or len(token.text) != 4 or not token.text.isdigit():
        return None, i, 0
    if not 1000 <= int(token.text) <= 2199 or cursor.gap(i).strip(" \u00a0,.") or "\n" in cursor.gap(i):
        return None, i, 0
    end, j = token.end, i + 1
    after = cursor.token(j)
    if cursor.lang == "ru" and after and cursor.joined(j) and (after.key in ("г", "гг") or after.key.startswith("год")):
        end, j = after.end, j + 1
    return int(token.text), j, end


def month_first(cursor: Cursor, i: int) -> tuple[Quantity, int]:
    """The date that begins with the month at token i ("May 12, 2024", "май 2024 года"), and the next index."""
    token = cursor.tokens[i]
    month, end, j = cursor.months[token.key], token.end, i + 1
    day: int | None = None
    after = cursor.token(j)
    if cursor.lang == "en" and after and after.kind == "num" and cursor.joined(j, dot=True) and after.text.isdigit():
        later = cursor.token(j + 1)
        counted = later is not None and cursor.joined(j + 1) and later.key in ("percent", "%", "million", "people")
        if len(after.text) <= 2 and 1 <= int(after.text) <= 31 and not counted:
            day, end, j = int(after.text), after.end, j + 1
            suffix = cursor.token(j)
            if suffix and suffix.key in ("st", "nd", "rd", "th") and suffix.start == end:
                end, j = suffix.end, j + 1
    year, j, year_end = year_at(cursor, j)
    return date(token.start, year_end or end, year, month, day), j


def day_month(cursor: Cursor, quantity: Quantity, day: int, j: int) -> tuple[Quantity, int]:
    """``quantity`` as a date if a month follows it at token j ("12 мая 2024 г.", "12th of May"), and the next index."""
    k = j
    token = cursor.token(k)
    if cursor.lang == "en" and token is not None and token.key == "of":
        k += 1
        token = cursor.token(k)
    if token is None or token.key not in cursor.months or not cursor.joined(k) or not 1 <= day <= 31:
        return quantity, j
    if cursor.lang == "en" and token.key in ("may", "march", "mar") and token.text.islower() and k == j:
        later = cursor.token(k + 1)
        if later is not None and later.kind == "word" and later.key in ("be", "have", "not", "also", "seem", "face"):
            return quantity, j
    year, next_, end = year_at(cursor, k + 1)
    return date(quantity.start, end or token.end, year, cursor.months[token.key], day), next_


def numeric_date(cursor: Cursor, token: Token) -> Quantity:
    """12.05.2024, 5/12/24 or 2024-05-12; numbers for one that is no date."""
    parts = [int(part) for part in re.split("[./-]", token.text)]
    if token.kind == "iso":
        year, month, day = parts
    else:
        day, month, year = parts
        year += 0 if year > 99 else (2000 if year < 70 else 1900)
    if cursor.lang == "en" and "/" in token.text and day <= 12:
        day, month = month, day  # American order
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        quantity = Quantity(token.start, token.end, [Decimal(parts[0])], firm=True)
        quantity.atoms = tuple(frozenset({Decimal(part)}) for part in parts)
        return quantity
    quantity = date(token.start, token.end, year, month, day)
    if day <= 12 and "/" in token.text:
        either: frozenset[Hashable] = frozenset({Decimal(day), Decimal(month), f"m{day}", f"m{month}"})
        quantity.atoms = (either, either, quantity.atoms[2])
    return quantity


def decade(quantity: Quantity, value: Decimal) -> Quantity:
    """``quantity`` as the decade of ``value``: "1990s", "90-е"."""
    full = value if value >= 100 else value + 1900
    quantity.kind, quantity.value = "date", ("decade", int(full))
    quantity.atoms = (frozenset({value, full, full % 100} if 1900 <= full < 2000 else {value, full}),)
    return quantity


def decade_word(cursor: Cursor, quantity: Quantity, key: str) -> None:
    """Make ``quantity`` a decade if its last word says so: "девяностые", "nineties"."""
    value = quantity.readings[0]
    plural = key.endswith(("ые", "ых", "ым", "ыми")) if cursor.lang == "ru" else key.endswith("ies")
    if plural and value % 10 == 0 and 20 <= value <= 90:
        quantity.readings.append(1900 + value)
        quantity.kind, quantity.value = "date", ("decade", int(1900 + value))
