"""Abbreviations of bodies exchanged on both sides, with the English that agencies have for them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from svodka.text.morphology import readings

_BODY = re.compile(r"Ministry|Committee|Service|Commission|Fund|Bank|police|Inspectorate|Agency|Academy|FSB|Railways")
_GENDERED = ("VERB", "PRTS", "ADJF", "PRTF")


class Abbreviations:
    """The rule for ``terms``: Russian abbreviation, its English, other renderings of it."""

    def __init__(self, terms: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self.terms = {russian: (english, *others) for russian, english, others in terms if _is_body(russian, english)}

    def __call__(self, russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
        """The pair with one abbreviation for another, where no word beside it shows its gender."""
        for found in re.finditer(r"(?<![\w-])[А-ЯЁ]{2,6}(?![\w-])", russian):
            renderings = self.terms.get(found[0])
            if renderings is None or _gendered(russian):
                continue
            places = [m for rendering in renderings for m in re.finditer(rf"\b{re.escape(rendering)}\b", english)]
            if len(places) != 1:
                continue
            other = draw.choice([term for term in self.terms if term != found[0]])
            new = self.terms[other][0]
            return (
                russian[: found.start()] + other + russian[found.end() :],
                english[: places[0].start()] + new + english[places[0].end() :],
            )
        return None


def _is_body(russian: str, english: str) -> bool:
    return re.fullmatch(r"[А-ЯЁ]{2,6}", russian) is not None and _BODY.search(english) is not None


def _gendered(russian: str) -> bool:
    """Whether a word of the sentence has a gender that it may owe to the abbreviation."""
    return any(
        reading.part in _GENDERED and reading.gender and reading.number == "sing"
        for word in re.findall(r"[а-яё]+", russian)
        for reading in readings(word)[:1]
    )
