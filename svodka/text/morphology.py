"""Russian dictionary forms through pymorphy3, loaded when first needed and kept."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=4_000)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that the word may have, lower case, ё as е ("банка": банк, банка)."""
    return frozenset(parse.normal_form.replace("ё", "е") for parse in _analyzer().parse(word.lower()))


@lru_cache(maxsize=4_000)
def forms(word: str) -> frozenset[str]:
    """Every form of every dictionary word that the word may be a form of, lower case, ё as е."""
    return frozenset(form.word.replace("ё", "е") for parse in _analyzer().parse(word.lower()) for form in parse.lexeme)


@lru_cache(maxsize=4_000)
def names_a_place(word: str) -> bool:
    """Whether any reading of the word is a noun that is a place, or an abbreviation: Германия, США, no немецкий."""
    return any("NOUN" in p.tag and ("Geox" in p.tag or "Abbr" in p.tag) for p in _analyzer().parse(word.lower()))


@lru_cache(maxsize=4_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word in any form."""
    return bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=4_000)
def is_name(word: str) -> bool:
    """Whether the word's likeliest reading is a first name, surname, patronymic or place.

    An adjective that may be a surname ("Зеленский") counts as one.
    """
    readings = [parse.tag for parse in _analyzer().parse(word.lower())]
    if any(mark in readings[0] for mark in ("Name", "Surn", "Patr", "Geox")):
        return True
    return "ADJF" in readings[0] and any("Surn" in tag for tag in readings)


@lru_cache(maxsize=4_000)
def is_surname(word: str) -> bool:
    """Whether the dictionary has the word and any reading of it is a surname."""
    return is_known(word) and any("Surn" in parse.tag for parse in _analyzer().parse(word.lower()))


@lru_cache(maxsize=4_000)
def is_noun(word: str) -> bool:
    """Whether any reading of the word is a noun."""
    return any("NOUN" in parse.tag for parse in _analyzer().parse(word.lower()))


@lru_cache(maxsize=4_000)
def may_be_name(word: str) -> bool:
    """Whether any reading of the word is a surname, first name, patronymic or place, or the dictionary lacks it."""
    tags = [parse.tag for parse in _analyzer().parse(word.lower())]
    return not is_known(word) or any(mark in tag for tag in tags for mark in ("Name", "Surn", "Patr", "Geox"))


@lru_cache(maxsize=4_000)
def may_be_nominal(word: str) -> bool:
    """Whether any reading of the word is a noun or an adjective ("скоро" is an adverb first)."""
    parts = {parse.tag.POS for parse in _analyzer().parse(word.lower())}
    return bool(parts & {"NOUN", "ADJF", "PRTF"}) or ("ADJS" in parts and "ADVB" not in parts)


@lru_cache(maxsize=4_000)
def abbreviation(word: str) -> str:
    """The dictionary form of an abbreviation of several words' letters ("мида": "мид"), "" for other words."""
    reading = _analyzer().parse(word.lower())[0]
    return str(reading.normal_form) if is_known(word) and "Abbr" in reading.tag and reading.tag.POS == "NOUN" else ""


@lru_cache(maxsize=4_000)
def is_verbal(word: str) -> bool:
    """Whether the likeliest reading is a verb, an adverb or a word of grammar: nothing that a person is called."""
    return _analyzer().parse(word.lower())[0].tag.POS not in {"NOUN", "ADJF", "ADJS", "PRTF", "NUMR", None}


@lru_cache(maxsize=4_000)
def may_be_surname(word: str) -> bool:
    """Whether a word that stands where a surname may be one: by a reading of its own, or by its ending."""
    tags = [parse.tag for parse in _analyzer().parse(word.lower())]
    if is_verbal(word):
        return False
    if is_known(word) and {"plur", "gent"} in tags[0] and "Surn" not in tags[0]:
        return False  # "министр финансов"
    return any("Surn" in tag for tag in tags) or word.lower().endswith(
        (
            "ов",
            "ев",
            "ёв",
            "ин",
            "ын",
            "ова",
            "ева",
            "ёва",
            "ина",
            "ский",
            "цкий",
            "ская",
            "енко",
            "чук",
            "ян",
            "дзе",
            "швили",
        )
    )


@lru_cache(maxsize=4_000)
def is_plural(word: str) -> bool:
    """Whether the word's likeliest reading is a plural."""
    return "plur" in _analyzer().parse(word.lower())[0].tag
