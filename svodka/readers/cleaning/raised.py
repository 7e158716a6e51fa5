"""Raised and lowered signs on one line of text: exponents, footnote marks, kopecks, minutes, degrees, fractions.

A digit that is raised or lowered is never a digit of the number before it, so it may not be glued to it: neither as
``<sup>`` does, whose markup is lost, nor as "⁶" does, which the translator's normal form (NFKC) takes for "6". What it
is shows in what stands around it: ``10<sup>6</sup>`` is "10^6", ``м<sup>2</sup>`` "м²", ``99<sup>50</sup> руб.``
"99,50 руб.", ``8<sup>о</sup>С`` "8°С", ``<sup>1</sup>/<sub>2</sub>`` "1/2", ``CO<sub>2</sub>`` "CO2"; what is none of
these is a footnote mark and goes.
"""

from __future__ import annotations

import re

from svodka.readers.cleaning.removal import Removed
from svodka.regexes import regex

# Noncharacters of Unicode, which no text has: around what is raised, and around what is lowered.
RAISED, RAISED_END, LOWERED, LOWERED_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
FOOTNOTE = "footnote mark"

_MARKED = regex(f"\\s*([{RAISED}{LOWERED}])([^{RAISED}-{LOWERED_END}]*)[{RAISED_END}{LOWERED_END}]")
_NESTED = regex(f"(?<=[{RAISED}{LOWERED}])([^{RAISED}-{LOWERED_END}]*)[{RAISED}{LOWERED}]")
_NEIGHBOURS = regex(f"{RAISED_END}{RAISED}")
_FRACTION = regex(
    f"(?P<whole>\\d?)(?P<gap>\\s*){RAISED}\\s*(?P<above>\\d{{1,3}})\\s*{RAISED_END}\\s*[/⁄∕]\\s*"
    f"(?:{LOWERED}\\s*(?P<below>\\d{{1,3}})\\s*{LOWERED_END}|(?P<plain>\\d{{1,3}}(?!\\d)))"
)
_CHARACTERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾₀₁₂₃₄₅₆₇₈₉₋₊₍₎", "0123456789-+()0123456789-+()")
_UP, _DOWN = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "₀₁₂₃₄₅₆₇₈₉₋₊"
# "м²" stays as it is: with or without its height it is a square metre. After a digit the height is all there is.
_SIGNS = regex(f"(?<=\\d)(?:(?P<up>[{_UP}]+)|(?P<down>[{_DOWN}]+))|(?<=[^\\W\\d_]{{4}})(?P<mark>[{_UP}]+)")
_ANY = regex(f"[{RAISED}-{LOWERED_END}{_UP}{_DOWN}]")  # almost all lines are done with after looking for these
_NUMBER = regex(r"(?<![\w.,])\d[\d \u00a0]*(?:[.,]\d+)?$")
_UNIT = regex(r"(?<![^\W\d_])(?:(?:[мкнсдМ]|мк)?м|[mckdn]?m|ft|in|с|s|сек|ч|h)$")
_VARIABLE = regex(r"(?<![^\W\d_])[A-Za-zα-ωΑ-Ω]$|(?<=[\d)+=·*/(-])[a-zA-Zа-я]{1,2}$")
_MONEY = regex(r"\s*(?:руб|р\b|₽|коп|долл|евро|грн|тенге|[$€₴₸]|USD|EUR|RUB)", re.IGNORECASE)
_PRICED = regex(r"[$€₽₴£]\s?\d[\d \u00a0]*$")
_AT = regex(r"(?:^|\s)(?:в|с|со|до|к|на|около|после|начало|at|from|to)\s+$|[–—-]\s*$|\d\s*[–—-]\s*$", re.IGNORECASE)
_HOURS = regex(r"\s*(?:час|ч\b|мск|по моск|утра|вечера|дня|ночи|[–—-]\s*\d)", re.IGNORECASE)
_COUNTED = regex(
    r"\s*(?:тыс|млн|млрд|миллион|миллиард|процент|%|человек|люд|лет|год|раз|дн|недел|месяц|км|кг|метр|тонн|штук|дом|част)"
)
_TIMES = regex(r"[·×*⋅∙•]\s*$|\d\s*[xх]\s*$")
_MATHS = regex(r"\s*[=·×⋅]")
_DEGREE = regex(r"[оoОO0°º˚]")
_ORDINAL = regex(r"(?:ый|ой|ий|ая|ое|ее|ые|ых|го|ого|его|му|ому|ему|ым|им|ми|[йяехмю]|ти|ей|ую|ю)")
_ENGLISH = regex(r"(?:st|nd|rd|th)", re.IGNORECASE)
_MARK = regex(
    r"[\[({]?\s*(?:\d{1,3}|[*†‡§#]+|[a-z]|[ivx]{1,4})(?:\s*[,;–-]?\s*[\[(]?(?:\d{1,3}|[*†‡§]+|[a-z])[\])]?)*\s*[\])}]?"
    r"|(?:прим|сноск|сн\.|note|ref|нужен источник|источник)[^\n]{0,30}|\[[^\[\]\n]{1,40}\]",
    re.IGNORECASE,
)
_TRADE = {"tm": "™", "тм": "™", "sm": "℠", "r": "®", "®": "®", "™": "™", "©": "©", "℠": "℠"}
_AROUND = 80  # characters beside a mark that say what it is
_POWERS = {"2": "²", "3": "³"}


def settled(text: str) -> tuple[str, list[Removed]]:
    """The text with every raised and lowered stretch written so that it is not misread, and the footnote marks taken
    out. The stretches stand between the marks of this file, or are Unicode's own digits after a digit or a word.
    """
    if not _ANY.search(text):
        return text, []
    text = _SIGNS.sub(_marked, text)
    if RAISED not in text and LOWERED not in text:
        return text, []
    while _NESTED.search(text):
        text = _NESTED.sub(r"\1", text)
    text = _FRACTION.sub(_fraction, _NEIGHBOURS.sub("", text))
    parts: list[str] = []
    place, removed = 0, list[Removed]()
    for match in _MARKED.finditer(text):
        gap = match[0][: match.start(1) - match.start()]
        mark, after = match[2].strip(), text[match.end() : match.end() + _AROUND]
        parts.append(text[place : match.start()])
        if gap and not (match[1] == RAISED and _MARK.fullmatch(mark)):
            parts.append(" ")  # set apart: a word of its own
        before = "".join(parts[-6:])[-_AROUND:]
        shown = mark if not mark else (_raised if match[1] == RAISED else _lowered)(before, mark, after)
        if shown is None:
            removed.append(Removed(mark, FOOTNOTE))
        elif shown[-1:].isalnum() and after[:1].isalpha() and len(mark) > 1 and not mark.isdigit():
            shown += " "
        parts.append(shown or "")
        place = match.end()
    text = "".join(parts) + text[place:]
    return re.sub(f"[{RAISED}-{LOWERED_END}]", "", text), removed


def _marked(match: re.Match[str]) -> str:
    plain = match[0].translate(_CHARACTERS)
    return f"{LOWERED}{plain}{LOWERED_END}" if match["down"] else f"{RAISED}{plain}{RAISED_END}"


def _fraction(match: re.Match[str]) -> str:
    blank = " " if match["whole"] else match["gap"]
    return f"{match['whole']}{blank}{match['above']}/{match['below'] or match['plain']}"


def _raised(before: str, mark: str, after: str) -> str | None:
    """What a raised stretch is written as, None for a footnote mark."""
    if mark.lower() in _TRADE and before[-1:].isalpha():
        return _TRADE[mark.lower()]
    number = _NUMBER.search(before)
    power = re.fullmatch(r"[−–⁻+-]?\d{1,3}", mark)
    if number:
        if _DEGREE.fullmatch(mark):
            return "°"
        if (found := _parts(before, number[0], mark, after)) is not None:
            return found
        digits = number[0].strip()
        if power and not mark[0].isdigit():
            return f"^{_minus(mark)}"
        if power and (_TIMES.search(before[: number.start()]) or (digits == "10" and mark != "1")):
            return f"^{mark}"
        if power and int(mark) > 1 and (_MATHS.match(after) or re.search(r"[=(]\s*$", before[: number.start()])):
            return f"^{mark}"
        if digits == "10" and re.fullmatch(r"[a-zA-Z]", mark):
            return f"^{mark}"
        if _ENGLISH.fullmatch(mark):
            return mark
        if _ORDINAL.fullmatch(mark):
            return f"-{mark}"
        if re.fullmatch(r"[а-яё]", mark, re.IGNORECASE):
            return mark  # a house: "12а"
    elif power and (_UNIT.search(before) or _VARIABLE.search(before)):
        return _POWERS.get(mark) or f"^{_minus(mark)}"
    if _MARK.fullmatch(mark):
        return None
    return f" {mark}" if before[-1:].isalnum() else mark


def _lowered(before: str, mark: str, after: str) -> str | None:
    """What a lowered stretch is written as, None for a footnote mark."""
    if number := _NUMBER.search(before):
        if (found := _parts(before, number[0], mark, after)) is not None:
            return found
        return f"_{mark}" if mark.isdigit() else f" {mark}" if mark[0].isalnum() else mark
    if re.search(r"[а-яё]{4}$", before) and _MARK.fullmatch(mark):
        return None
    if re.fullmatch(r"[*†‡§]+|\[[^\[\]]*\]", mark):
        return None
    return mark


def _parts(before: str, number: str, mark: str, after: str) -> str | None:
    """The kopecks of a price or the minutes of an hour, with the sign before them; None when it is neither."""
    if not re.fullmatch(r"\d\d", mark) or "," in number or "." in number:
        return None
    if _MONEY.match(after) or _PRICED.search(before):
        return f",{mark}"
    ahead = before[: len(before) - len(number)]
    hour = len(number) <= 2 and int(number) < 24 and int(mark) < 60 and not _COUNTED.match(after)
    if hour and (_AT.search(ahead) or _HOURS.match(after)):
        return f":{mark}"
    return None


def _minus(mark: str) -> str:
    return re.sub(r"[−–⁻]", "-", mark)
