"""Russian nouns as things that can be exchanged: one of the same class, in the same form (pymorphy3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

SURNAME, FIRST_NAME, PLACE, NOUN = "Surn", "Name", "Geox", "noun"
_NAMES = (SURNAME, FIRST_NAME, PLACE)
_OTHER_NAMES = ("Patr", "Orgn", "Trad", "Abbr", "Init", "Sgtm", "Pltm", "Fixd")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a noun: its nominative (singular), its class, and the form that it stands in."""

    nominative: str
    kind: str
    gender: str
    animate: bool
    case: str
    number: str

    @property
    def group(self) -> tuple[str, str, bool]:
        """What two nouns share that can stand for one another: forms that coincide in one do so in the other."""
        return self.kind, self.gender, self.animate


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> tuple[Form, ...]:
    """The forms that ``word`` (any capitals) may be of the noun that it is likeliest of; none where the dictionary
    lacks it."""
    if not _analyzer().word_is_known(word.lower()):
        return ()
    found = [form for parse in _parses(word.lower()) if (form := _form(parse)) is not None]
    own = [form for form in found if (form.nominative, form.group) == (found[0].nominative, found[0].group)]
    return tuple(dict.fromkeys(own))


@lru_cache(maxsize=50_000)
def written_as(nominative: str, form: Form) -> str | None:
    """The noun of that nominative and of ``form``'s class in ``form``'s case and number, small letters; None where the
    dictionary has no such form."""
    for parse in _parses(nominative.lower()):
        own = _form(parse)
        if own is not None and own.group == form.group and (own.case, own.number) == ("nomn", "sing"):
            other = parse.inflect({form.case, form.number})
            return None if other is None else str(other.word)
    return None


def _form(parse: Any) -> Form | None:
    tag = parse.tag
    kind = next((name for name in _NAMES if name in tag), NOUN)
    if tag.POS != "NOUN" or str(tag.case) not in _CASES or "ms-f" in tag or not tag.gender:
        return None
    if any(mark in tag for mark in _OTHER_NAMES if mark != "Sgtm" or kind == NOUN):
        return None
    nominative = parse.inflect({"nomn", "sing"})
    if nominative is None:
        return None
    return Form(str(nominative.word), kind, str(tag.gender), "anim" in tag, str(tag.case), str(tag.number))


@lru_cache(maxsize=50_000)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
