"""Number words of Russian (every inflected form, from own tables) and English, and what each is worth.

One word, one `Numeral`; spelled.py puts words together ("двадцать пять", "two hundred and five").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import rows

Form = Literal["cardinal", "ordinal", "magnitude", "loose"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number word. ``loose`` words ("both", "вдвое", "один") can bear out a number but do not state one firmly."""

    value: Decimal
    form: Form


_RU_TEENS = {
    11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
    17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}  # fmt: skip
_RU_ORDINALS = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
    40: "сороков", 50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот",
    200: "двухсот", 300: "трехсот", 500: "пятисот", 1000: "тысячн",
}  # fmt: skip
_ADJECTIVE = ("ый", "ой", "ая", "ое", "ые", "ого", "ому", "ым", "ом", "ую", "ых", "ыми")
_MAGNITUDE_STEMS = {1000: "тысяч", 10**6: "миллион", 10**9: "миллиард", 10**12: "триллион"}
_NOUN_A = ("", "а", "и", "е", "у", "ей", "ью", "ам", "ами", "ах")
_NOUN_O = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")


def _listed(lang: Lang, form: Form) -> Iterator[tuple[str, Numeral]]:
    """The words of one kind in the table, with all their cases (двое and пятеро are cardinals as well)."""
    for _, _, value, words in (row for row in rows("svodka.facts.numbers", "numerals.tsv") if row[:2] == [lang, form]):
        yield from ((word, Numeral(Decimal(value), form)) for word in words.split())


@cache
def russian() -> dict[str, Numeral]:
    """The number words of Russian, ё as е."""
    words: dict[str, Numeral] = {}
    for word, numeral in _listed("ru", "loose"):
        words.setdefault(word, numeral)
    for number, stem in _RU_TEENS.items():
        for ending in ("ь", "и", "ью"):
            words[stem + ending] = Numeral(Decimal(number), "cardinal")
    words |= dict(_listed("ru", "cardinal"))
    for number, stem in {**_RU_TEENS, **_RU_ORDINALS}.items():
        for ending in _ADJECTIVE:
            words.setdefault(stem + ending, Numeral(Decimal(number), "ordinal"))
    for ending in ("ий", "ья", "ье", "ьи", "ьего", "ьей", "ьему", "ьим", "ьем", "ью", "ьих", "ьими"):
        words["трет" + ending] = Numeral(Decimal(3), "ordinal")
    for magnitude, stem in _MAGNITUDE_STEMS.items():
        for ending in _NOUN_A if magnitude == 1000 else _NOUN_O:
            words[stem + ending] = Numeral(Decimal(magnitude), "magnitude")
    for magnitude, short in ((1000, "тыс"), (10**6, "млн"), (10**9, "млрд"), (10**12, "трлн"), (10**6, "млн.")):
        words[short] = Numeral(Decimal(magnitude), "magnitude")
    return words


_EN_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_EN_MAGNITUDES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9,
    "mn": 10**6, "mln": 10**6, "bln": 10**9, "tn": 10**12, "trn": 10**12, "thousands": 1000, "millions": 10**6,
    "billions": 10**9, "mio": 10**6, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip


@cache
def english() -> dict[str, Numeral]:
    """The number words of English."""
    words = dict(_listed("en", "loose"))
    for number, word in enumerate(_EN_CARDINALS):
        if number != 1:
            words[word] = Numeral(Decimal(number), "cardinal")
    for number, word in enumerate(_EN_ORDINALS, 1):
        words[word] = Numeral(Decimal(number), "ordinal")
    words["thirds"] = Numeral(Decimal("0.333"), "loose")
    for number, word in zip(range(20, 100, 10), _EN_TENS, strict=True):
        words[word] = Numeral(Decimal(number), "cardinal")
        words[word[:-1] + "ieth"] = Numeral(Decimal(number), "ordinal")
        words[word[:-1] + "ies"] = Numeral(Decimal(number), "loose")
    for word, magnitude in _EN_MAGNITUDES.items():
        words[word] = Numeral(Decimal(magnitude), "magnitude")
        words[word + "th"] = Numeral(Decimal(magnitude), "ordinal")
    return words


# двухлетний, тридцатипятилетний, пятитысячный: genitives run together before a noun stem.
_GENITIVES = {
    "одно": 1, "двух": 2, "дву": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "сорока": 40, "пятидесяти": 50, "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80,
    "девяносто": 90, "сто": 100, "двухсот": 200, "трехсот": 300, "четырехсот": 400, "пятисот": 500, "полутора": 1.5,
    "полу": 0.5, "полуторо": 1.5,
    **{stem + "и": number for number, stem in _RU_TEENS.items()},
}  # fmt: skip
_PREFIX = "|".join(sorted(_GENITIVES, key=len, reverse=True))
_COMPOUND = regex(
    rf"({_PREFIX})({_PREFIX})?(?:(тысячн|миллионн|миллиардн)|летн|лети|дневн|месячн|недельн|часов|минутн|секундн|этажн|"
    r"кратн|сторонн|процентн|метров|километров|тонн|рублев|долларов|комнатн|местн|ярусн|колесн|конечн|уровнев|партийн|"
    r"палатн|тактн|дюймов|граммов|литров|балльн|очков|главн|ступенчат|угольн|цветн|мерн|значн|линзов|фазн|томн|язычн|дверн)"
)
_COMPOUND_MAGNITUDE = {None: 1, "тысячн": 1000, "миллионн": 10**6, "миллиардн": 10**9}


def russian_compound(word: str) -> Decimal | None:
    """The number inside a compound adjective or noun ("двадцатипятилетний" -> 25), or None; ``word`` in lower case."""
    match = _COMPOUND.match(word)
    if match is None:
        return None
    value = _GENITIVES[match[1]] + (_GENITIVES[match[2]] if match[2] else 0)
    return Decimal(str(value)) * _COMPOUND_MAGNITUDE[match[3]]


_ROMAN = regex(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LOOKALIKES = str.maketrans("ХІСМУ", "XICMV")


def roman(word: str) -> int | None:
    """The value of a Roman numeral in capitals (Cyrillic look-alikes as well), or None."""
    if len(word) > 8 or (len(word) == 1 and word not in "IVX"):
        return None  # a lone Cyrillic С, У or Х is a word or an initial
    latin = word.translate(_LOOKALIKES)
    if not latin.isascii() or not latin.isupper() or not _ROMAN.fullmatch(latin):
        return None
    digits = [_ROMAN_VALUES[letter] for letter in latin]
    return sum(-d if d < max(digits[i + 1 :], default=0) else d for i, d in enumerate(digits))
