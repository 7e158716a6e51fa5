"""Cut a text into what numbers are made of, and read a number written in digits."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from svodka.facts.types import Lang
from svodka.regexes import regex

_SPACE = "[ \u00a0\u202f\u2009]"
_TOKEN = regex(
    # CO2, H2O: the figure is part of the name. Its first letter is asked for first, as no other word has to be read so.
    r"(?P<formula>(?=[CHONSСНО])(?<![\w-])(?=\w*[2-9])(?:(?:Cl|Na|Ca|S(?=[OО])|[CHONСНО])[2-9]?){2,8}(?![\w-]))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<power>(?<![\w.,])(?:(?P<times>\d+(?:[.,]\d+)?)\s?[·×⋅∙*xх]\s?)?10(?:\^(?P<exponent>\d{1,2})(?!\d)|(?P<raised>[⁰¹²³⁴-⁹]{1,2})))"
    r"|(?P<mixed>(?<![\d.,/])(?P<whole>\d{1,3})(?:\s(?P<part>[1-9])/(?P<of>[2-9])(?![\d/.,])|\s?(?P<sign>[½¼¾])))"
    r"|(?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-]))"
    r"|(?P<dmy>(?<![\d./])\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d./]*\d))"
    r"|(?P<time>(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    rf"|(?P<num>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"|(?P<sym>[%$€£¥₽₴₸₺₹°№#/½¼¾–—−-])"
)
GROUPED = regex(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
MIXED = regex(r"\d{1,3}(?:,\d{3})+\.\d+$|\d{1,3}(?:\.\d{3})+,\d+$")


_VIRUSES = ("COVID-19", "Covid-19", "covid-19", "CoV-2")  # their figure is part of the name, and may be left out


class Token(NamedTuple):
    """A word, number or sign: its group in the token pattern, as written, folded (lower case, ё as е), and its span."""

    kind: str
    text: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _folded(found: str) -> str:
    return found.lower().replace("ё", "е")


def _value(match: re.Match[str]) -> str:
    """10^6, 1.5·10^6 or "2 1/2" as digits."""
    if match["power"]:
        power = Decimal(10) ** int(match["exponent"] or match["raised"].translate(_RAISED))
        return f"{power * Decimal((match['times'] or '1').replace(',', '.')):f}".removesuffix(".0")
    parts = _VULGAR[match["sign"]] if match["sign"] else Decimal(match["part"]) / Decimal(match["of"])
    return f"{round(int(match['whole']) + parts, 3).normalize():f}"


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def tokenize(text: str) -> list[Token]:
    """The words, numbers and signs that can make up a number."""
    tokens = []
    for match in _TOKEN.finditer(text):
        found, kind = match[0], match.lastgroup or ""
        if kind == "word":  # as most are
            tokens.append(Token(kind, found, _folded(found), *match.span()))
        elif kind in ("power", "mixed"):
            tokens.append(Token("num", _value(match), found, *match.span()))
        elif kind != "formula" and not (found in ("19", "2") and text.endswith(_VIRUSES, 0, match.end())):
            tokens.append(Token(kind, found, _folded(found), *match.span()))
    return tokens


def parse_number(literal: str, lang: Lang) -> list[Decimal]:
    """The readings of a number written in digits, likeliest first: "11.000" is 11000 or 11 in Russian."""
    plain = re.sub(_SPACE, "", literal)
    if MIXED.match(plain):
        last = max(plain.rfind(","), plain.rfind("."))
        return [Decimal(re.sub("[.,]", "", plain[:last]) + "." + plain[last + 1 :])]
    grouped = GROUPED.match(plain)
    if grouped:
        whole = Decimal(re.sub("[.,]", "", plain))
        if len(plain) > 7:  # several groups
            return [whole]
        decimal = Decimal(plain.replace(",", "."))
        if plain.startswith("0"):
            return [decimal]
        thousands_sign = "," if lang == "en" else "."
        return [whole, decimal] if grouped[1] == thousands_sign else [decimal, whole]
    if plain.count(".") + plain.count(",") <= 1:
        return [Decimal(plain.replace(",", "."))]
    return [Decimal(part) for part in re.split("[.,]", plain) if part][:1]
