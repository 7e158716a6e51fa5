"""English sentences in which a figure says something else: of another, in another unit, of another day or person.

Each takes a sentence and a source of chance, and gives None where it does not fit.
"""

from __future__ import annotations

import random
import re

_FIGURE = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w:/]|[.,-]\d|-\w)")
_DIRECTIONS = """
rose fell; rise fall; rises falls; risen fallen; rising falling; grew shrank; grown shrunk; growth decline;
increased decreased; increase decrease; increases decreases; increasing decreasing; up down; gained lost; profit loss;
profits losses; surplus deficit; raised lowered; climbed dropped; growing shrinking; jumped plunged; above below
"""
_TURNED = {a: b for pair in _DIRECTIONS.split(";") for a, b in (pair.split(), pair.split()[::-1])}
_TURNED |= {"lower": "higher", "higher": "lower"}
_BY = (
    "by|to|from|of|about|around|nearly|almost|over|more|than|some|an?|the|estimated|just|only|at|another|approximately"
)
_DIRECTED = re.compile(
    rf"\b(?:{'|'.join(word for word in _TURNED if word not in ('up', 'down', 'lower', 'higher'))})"
    rf"(?= (?:(?:{_BY}) ){{0,3}}[$€£]?\d)"
    r"|\b(?:up|down)(?= (?:by |from |about |nearly |almost )?[$€£]?\d[\d.,]*(?: ?%| per ?cent| points))"
    r"|(?<=%) (?:lower|higher)\b|(?<=percent )(?:lower|higher)\b|(?<=per cent )(?:lower|higher)\b"
)
_UNITS = (
    "kilometres kilometers metres meters centimetres centimeters miles km", "hectares acres",
    "tonnes tons kilograms kg",
    "litres liters gallons", "hours minutes days weeks months years", "megawatts gigawatts kilowatts",
    "dollars euros pounds rubles roubles yen", "million billion", "square cubic", "degrees percent",
)  # fmt: skip
_DAYS = (
    "yesterday today tomorrow", "last week|next week|this week", "last month|next month|this month",
    "last year|next year|this year",
)  # fmt: skip
_NAMES = """
Alexander Alexei Anatoly Andrei Anna Anton Boris Catherine Charles Christopher Daniel David Dmitry Elena Elizabeth
George Helen Igor Ivan James Jennifer John Joseph Konstantin Lev Maria Mark Martin Michael Mikhail Natalia Nikolai Oleg
Olga Patrick Paul Pavel Peter Philip Richard Robert Roman Sarah Sergei Sergey Stephen Steven Susan Svetlana Tatiana
Thomas Tim Tom Valentina Vasily Viktor Vladimir William Yuri
"""
_FIRST = _NAMES.split()


def exchange_figures(sentence: str, rng: random.Random) -> str | None:
    """Two figures in digits change places."""
    found = list(_FIGURE.finditer(sentence))
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if _value(a) != _value(b)]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return sentence[: a.start()] + b[0] + sentence[a.end() : b.start()] + a[0] + sentence[b.end() :]


def _value(match: re.Match[str]) -> str:
    return match[0].replace(",", "")


def turn_sign(sentence: str, rng: random.Random) -> str | None:
    """A minus left out, or the word that says which way a figure went made its opposite."""
    out = re.sub(r"\bminus (?=\d)|(?<=[\s(])[−-](?=\d)", "", sentence, count=1)
    if out != sentence:
        return out
    words = list(_DIRECTED.finditer(sentence))
    if not words:
        return None
    match = rng.choice(words)
    word = match[0].strip()
    return sentence[: match.end() - len(word)] + _TURNED[word] + sentence[match.end() :]


def per_cent_or_points(sentence: str, rng: random.Random) -> str | None:
    """Per cent made percentage points, or the other way round."""
    found = list(re.finditer(r"(?<=\d)(?: percentage points?| ?(?:percent|per cent|%))(?![\w-])", sentence))
    if not found:
        return None
    match = rng.choice(found)
    other = "%" if "point" in match[0] else " percentage points"
    return sentence[: match.start()] + other + sentence[match.end() :]


def exchange_unit(sentence: str, rng: random.Random) -> str | None:
    """Another unit of the same sort behind a figure."""
    found = [
        (m, [other for other in row.split() if other.rstrip("s")[:3] != m[0].rstrip("s")[:3]])
        for row in _UNITS
        for m in re.finditer(rf"(?<=\d )(?:{'|'.join(row.split())})\b", sentence)
    ]
    if not found:
        return None
    match, others = rng.choice(found)
    return sentence[: match.start()] + rng.choice(others) + sentence[match.end() :]


def another_day(sentence: str, rng: random.Random) -> str | None:
    """Another relative day, week, month or year."""
    rows = [row.split("|") if "|" in row else row.split() for row in _DAYS]
    found = [
        (m, [w for w in row if w != m[0].lower()])
        for row in rows
        for m in re.finditer(rf"\b(?:{'|'.join(row)})\b(?!['’])", sentence, re.IGNORECASE)
    ]
    if not found:
        return None
    match, others = rng.choice(found)
    other = rng.choice(others)
    other = other[:1].upper() + other[1:] if match[0][0].isupper() else other
    return sentence[: match.start()] + other + sentence[match.end() :]


def another_first_name(sentence: str, rng: random.Random) -> str | None:
    """Another first name before the same surname."""
    found = list(re.finditer(rf"\b(?:{'|'.join(_FIRST)})(?= [A-Z][a-z]{{2,}})", sentence))
    if not found:
        return None
    match = rng.choice(found)
    other = rng.choice([name for name in _FIRST if name[:2] != match[0][:2] and name not in sentence])
    return sentence[: match.start()] + other + sentence[match.end() :]
