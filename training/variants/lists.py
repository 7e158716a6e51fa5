"""Long enumerations of names, whose ends small decoders drop."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from training.variants.inflection import FIRST_NAME, PLACE, SURNAME, Form, forms_of, written_as

_KNOWN = 3
_LENGTHS = range(4, 25)
# Case of the members, the sentence, its English.
_PLACES = (
    ("loct", "Дожди ожидаются в {}.", "Rain is expected in {}."),
    ("loct", "Выборы прошли в {}.", "Elections were held in {}."),
    ("loct", "Новые случаи заболевания выявлены в {}.", "New cases of the disease have been identified in {}."),
    ("gent", "Соглашение подписали представители {}.", "The agreement was signed by representatives of {}."),
    ("gent", "На саммит прибыли главы {}.", "The leaders of {} arrived at the summit."),
    ("nomn", "В список вошли {}.", "The list includes {}."),
    ("nomn", "Против резолюции выступили {}.", "{} opposed the resolution."),
    ("datv", "Помощь будет оказана {}.", "Aid will be provided to {}."),
    ("ablt", "Россия возобновит авиасообщение с {}.", "Russia will resume flights with {}."),
)
_PEOPLE = (
    ("nomn", "На встрече присутствовали {}.", "The meeting was attended by {}."),
    ("nomn", "За поправку проголосовали {}.", "{} voted for the amendment."),
    ("nomn", "Среди задержанных — {}.", "Among the detained are {}."),
    ("gent", "Суд отпустил под залог {}.", "The court released {} on bail."),
    ("gent", "В отставку отправили {}.", "{} were dismissed."),
    ("datv", "Награды вручены {}.", "Awards were presented to {}."),
)
_ARTICLES = ("Islands", "States", "Republic", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Congo",
             "Sudan", "Emirates", "Seychelles", "Comoros")  # fmt: skip


class Lists:
    """The rule for enumerations of ``places`` and ``people``, pairs of single words. It takes nothing from the pair but
    its turn. ``seen`` is how often the corpus has each English word (small letters): a member is seen `_KNOWN` times or
    more."""

    def __init__(
        self, places: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]], seen: Mapping[str, int]
    ) -> None:
        self.places = _members(places, (PLACE,), seen)
        self.people = _members(people, (SURNAME, FIRST_NAME), seen)

    def __call__(self, russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
        """A sentence with a long list; None where there are too few members."""
        del russian, english
        members, sentences = draw.choice(((self.places, _PLACES), (self.people, _PEOPLE)))
        size = draw.choice(_LENGTHS)
        if len(members) < size:
            return None
        case, ours, theirs = draw.choice(sentences)
        chosen = draw.sample(members, size)
        written = [written_as(form.nominative, Form(form.nominative, *form.group, case, "sing")) for form, _ in chosen]
        if None in written:
            return None
        listed = [word.capitalize() for word in written if word]
        names = [name for _, name in chosen]
        return ours.format(_joined(listed, "и")), theirs.format(_joined(names, "and"))


def _members(
    pairs: Iterable[tuple[str, str]], kinds: tuple[str, ...], seen: Mapping[str, int]
) -> list[tuple[Form, str]]:
    found: dict[Form, str] = {}
    for russian, english in pairs:
        first = next(iter(forms_of(russian)), None) if " " not in russian and " " not in english else None
        if first is None or first.kind not in kinds or (first.case, first.number) != ("nomn", "sing"):
            continue
        if first.nominative == russian.lower() and english[:1].isupper() and not english.endswith(_ARTICLES):
            often = seen.get(english.lower(), 0)
            if often >= _KNOWN and often > seen.get(found.get(first, "").lower(), 0):
                found[first] = english
    return list(found.items())


def _joined(words: list[str], conjunction: str) -> str:
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
