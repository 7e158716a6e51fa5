"""What follows a number and belongs to it: halves, magnitudes, units, ages."""

from __future__ import annotations

from decimal import Decimal

from svodka.facts.numbers import measures, units
from svodka.facts.numbers.cursor import Cursor
from svodka.facts.numbers.fractions import HALF, with_smaller
from svodka.facts.numbers.literals import Token, parse_number
from svodka.facts.numbers.quantity import Quantity, plain


def take_half(cursor: Cursor, quantity: Quantity, j: int) -> int:
    """Add the half of "с половиной", "and a half" at token j; the next index."""
    keys = [token.key for token in cursor.tokens[j : j + 3]]
    size = 2 if cursor.lang == "ru" and keys[:2] == ["с", "половиной"] else 0
    size = 3 if cursor.lang == "en" and keys == ["and", "a", "half"] else size
    if size:
        whole = quantity.readings[0]  # "two million and a half"
        half = HALF * next((m for m in (10**12, 10**9, 10**6, 1000) if whole >= m and whole % m == 0), 1)
        quantity.readings = [plain(reading + half) for reading in quantity.readings]
        quantity.value, quantity.firm = quantity.readings[0], True
        quantity.end = cursor.tokens[j + size - 1].end
    return j + size


def take_magnitude(cursor: Cursor, quantity: Quantity, j: int) -> int:
    """Multiply by тыс., million and the like at token j ("two hundred thousand"); the next index."""
    while True:
        token = cursor.token(j)
        hyphen = token is not None and token.text == "-" and not cursor.gap(j)
        word = cursor.token(j + 1) if hyphen else token
        k = j + 1 if hyphen else j
        numeral = cursor.words.get(word.key) if word is not None and word.kind == "word" else None
        if numeral is None or numeral.form != "magnitude" or not cursor.joined(k) or word is None:
            break
        exact = quantity.readings[0] <= 2  # "one million", "half a million", not "tens of thousands"
        quantity.multiply(numeral.value)
        quantity.firm = quantity.firm or (exact and quantity.readings[0] >= 1000)
        quantity.end, j = word.end, k + 1
    return _addition(cursor, quantity, j) if quantity.magnitude > 1 else j


def _addition(cursor: Cursor, quantity: Quantity, j: int) -> int:
    """ "5 млн 300 тыс.": a smaller magnitude goes on with the same number."""
    token, word = cursor.token(j), cursor.token(j + 1)
    if token is None or token.kind != "num" or not cursor.joined(j, dot=True):
        return j
    whole = quantity.readings[0] == quantity.readings[0].to_integral_value() and quantity.magnitude == 1000
    if cursor.lang == "ru" and whole and len(token.text) == 3 and token.text.isdigit():  # "14 тыс. 300 человек"
        quantity.readings = [reading + int(token.text) for reading in quantity.readings]
        quantity.value, quantity.end = quantity.readings[0], token.end
        return j + 1
    if word is None:
        return j
    numeral = cursor.words.get(word.key)
    if numeral is None or numeral.form != "magnitude" or numeral.value >= quantity.magnitude:
        return j
    if not cursor.joined(j + 1):
        return j
    extra = parse_number(token.text, cursor.lang)[0] * numeral.value
    quantity.readings = [reading + extra for reading in quantity.readings]
    quantity.value, quantity.end = quantity.readings[0], word.end
    return j + 2


def take_unit(cursor: Cursor, quantity: Quantity, j: int) -> int:
    """Give ``quantity`` the unit at token j: currency, percent, measure, age; the next index, j if there is none."""
    end, dot = cursor.tokens[j - 1].end, quantity.magnitude > 1
    said = measures.phrase(cursor.text, end, cursor.lang, dot=dot) if end < len(cursor.text) else None
    if said is not None and not quantity.unit:
        return _measured(cursor, quantity, *said, j)
    token = cursor.token(j)
    if token is None:
        return j
    k = j
    if token.text == "-" and not cursor.gap(j) and cursor.token(j + 1) is not None and not cursor.gap(j + 1):
        k = j + 1
    elif not cursor.joined(j, dot=quantity.magnitude > 1):
        return j
    token = cursor.tokens[k]
    qualifier = ""
    if token.kind == "word" and cursor.token(k + 1) is not None and cursor.joined(k + 1):
        qualifier = token.key
        follower = cursor.tokens[k + 1]
        for (stem, base), code in units.QUALIFIED.items():
            if qualifier.startswith(stem) and units.unit_of(follower.key, cursor.lang) == base:
                quantity.kind, quantity.unit, quantity.end = "money", code, follower.end
                return k + 2
        if cursor.lang == "en" and qualifier == "per" and follower.key == "cent":
            quantity.kind, quantity.unit, quantity.end = "percent", "%", follower.end
            k, token = k + 1, follower
    unit = quantity.unit or units.unit_of(token.key, cursor.lang)
    if not unit:
        return j
    return _settle(cursor, quantity, unit, token, k)


def _measured(cursor: Cursor, quantity: Quantity, unit: str, end: int, j: int) -> int:
    """Give ``quantity`` a unit of several words that ends at a place of the text; the next index."""
    quantity.unit, quantity.end = unit, end
    quantity.kind = "percent" if unit in ("pp", "bp") else "money" if unit in units.SMALL_CHANGE else "measure"
    with_smaller(quantity)
    while (token := cursor.token(j)) is not None and token.start < end:
        j += 1
    return j


def _settle(cursor: Cursor, quantity: Quantity, unit: str, token: Token, k: int) -> int:
    quantity.unit, quantity.end = unit, token.end
    after = cursor.token(k + 1)
    if unit == "%":
        quantity.kind = "percent"
        if after is not None and cursor.joined(k + 1, dot=True) and after.key.startswith(("пункт", "point")):
            quantity.unit, quantity.end, k = "pp", after.end, k + 1
    elif unit in units.CURRENCIES:
        quantity.kind = "money"
    elif unit in ("person", "time"):
        if unit == "time" and quantity.readings == [Decimal("1.5")]:
            quantity.readings += [HALF, Decimal(50)]  # by half, by 50%
        quantity.unit, quantity.end = "", cursor.tokens[k - 1].end if cursor.tokens[k - 1].text != "-" else token.end
        quantity.end = max(quantity.end, quantity.start + 1)
        return k + 1
    else:
        quantity.kind = "measure"
        if cursor.lang == "en" and not quantity.digits and (later := take_half(cursor, quantity, k + 1)) > k + 1:
            k = later - 1  # "two years and a half"
        if token.key.startswith("сут"):
            quantity.readings += [reading * 24 for reading in quantity.readings]
        with_smaller(quantity)
        if unit == "year" and _is_age(cursor, token, k):
            quantity.kind = "age"
            if after is not None and after.text == "-" and cursor.lang == "en":
                quantity.end, k = cursor.tokens[k + 2].end, k + 2
    return k + 1


def _is_age(cursor: Cursor, token: Token, k: int) -> bool:
    if cursor.lang == "ru":
        return token.key.startswith("летн")
    keys = [t.key for t in cursor.tokens[k + 1 : k + 3]]
    return keys[:2] in (["-", "old"], ["of", "age"]) or keys[:1] == ["old"]
