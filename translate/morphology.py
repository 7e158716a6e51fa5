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
