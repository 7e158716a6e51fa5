"""Headlines: sentences without the auxiliary verb that Russian headlines leave out, under the same English."""

from __future__ import annotations

import random
import re

from svodka.text.morphology import readings

_WAS = re.compile(r"(?<=\w )(?:был|была|было|были) (?=([а-яё]+))")
_PASSIVE = re.compile(r"\b(?:was|were|has been|have been|had been)\b")


def without_auxiliary(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """ "В Москве был задержан Иванов." -> "В Москве задержан Иванов", half of them without their full stops."""
    found = list(_WAS.finditer(russian))
    if len(found) != 1 or len(_PASSIVE.findall(english)) != 1 or "," in russian:
        return None
    if any(reading.part != "PRTS" for reading in readings(found[0][1])) or russian[: found[0].start()].endswith(" не "):
        return None
    shorter = russian[: found[0].start()] + russian[found[0].end() :]
    if draw.random() < 0.5 and russian.endswith(".") and english.endswith("."):
        return shorter[:-1], english[:-1]
    return shorter, english
