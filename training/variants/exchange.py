"""Names and words exchanged on both sides, for others of their class in the same form.

A table gives the English of Russian nominatives (single names, dictionary words). Where a Russian noun of a pair is in
it and its English stands in the English sentence exactly once, both give way to another of the table: the decoder meets
the words of the dictionaries, which have no sentence of their own, and names beyond those of the news.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from svodka.facts.names.transliteration import same_name
from svodka.verify.senses import inflected
from training.variants.inflection import NOUN, Form, forms_of, written_as

_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_ONE_RUSSIAN, _ONE_ENGLISH = re.compile(r"[А-Яа-яЁё]{3,}"), re.compile(r"[A-Za-zÀ-ž]{2,}")
_VOWEL = re.compile(r"[aeioAEIO]")
_OTHER_PLURALS = ("man", "child", "foot", "tooth", "mouse", "goose", "fe", "lf", "eaf", "sis", "fish", "craft", "us")
_NO_PLURALS = frozenset(
    """
    ox person people news sheep means series species information money advice equipment furniture luggage research
    police evidence traffic weather progress
    """.split()  # noqa: SIM905
)
_ALIKE = 0.25
"""How alike two names have to sound (`svodka.facts.names`)."""
_TRIES = 6

Group = tuple[str, str, bool]


class Exchange:
    """The rule for one table: ``pairs`` of single Russian and English words, of which a word keeps the translation
    that the corpus has most often. ``seen`` is how often it has each English word (small letters): the rarer, the
    likelier drawn."""

    def __init__(self, pairs: Iterable[tuple[str, str]], kinds: Iterable[str], seen: Mapping[str, int]) -> None:
        self.english: dict[tuple[str, Group], str] = {}
        wanted = frozenset(kinds)
        for russian, english in pairs:
            if not (_ONE_RUSSIAN.fullmatch(russian) and _ONE_ENGLISH.fullmatch(english)):
                continue
            if english[:1].isupper() and same_name(russian, english) < _ALIKE:
                continue  # tables of names have other people's names too
            for form in forms_of(russian):
                named = form.kind != NOUN
                if form.kind not in wanted or (form.case, form.number) != ("nomn", "sing"):
                    continue
                if form.nominative == russian.lower() and named == english[:1].isupper():
                    known = self.english.get((form.nominative, form.group), "")
                    if not known or seen.get(english.lower(), 0) > seen.get(known.lower(), 0):
                        self.english[form.nominative, form.group] = english
        self._of: dict[Group, list[str]] = defaultdict(list)
        self._weights: dict[Group, list[float]] = defaultdict(list)
        total = 0.0
        for (nominative, group), english in self.english.items():
            total = (self._weights[group][-1] if self._weights[group] else 0.0) + 1 / (5 + seen.get(english.lower(), 0))
            self._of[group].append(nominative)
            self._weights[group].append(total)

    def __call__(self, russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
        """The pair with one noun of the table for another, None where none of its nouns can be exchanged."""
        places = list(_WORD.finditer(russian))
        draw.shuffle(places)
        for place in places:
            for form in forms_of(place[0]):
                old = self.english.get((form.nominative, form.group))
                if old is None or (form.kind != NOUN) != place[0][:1].isupper():
                    continue
                other = self._other(form, old, draw)
                written = None if other is None else _put(old, other[1], form, english)
                if other is None or written is None:
                    continue
                new = other[0].capitalize() if place[0][:1].isupper() else other[0]
                return russian[: place.start()] + new + russian[place.end() :], written
        return None

    def _other(self, form: Form, old: str, draw: random.Random) -> tuple[str, str] | None:
        """Another noun of the class: its Russian in that form, its English."""
        names = self._of[form.group]
        for nominative in draw.choices(names, cum_weights=self._weights[form.group], k=_TRIES):
            russian = written_as(nominative, form)
            english = self.english[nominative, form.group]
            if russian is not None and english.lower() != old.lower():
                return russian, english
        return None


def _put(old: str, new: str, form: Form, english: str) -> str | None:
    """``english`` with ``new`` for ``old``, in the number of ``form``; None where ``old`` is not there exactly once."""
    if form.number == "plur":
        if form.kind != NOUN:
            return None
        old, new = _plural(old), _plural(new)
        if not old or not new:
            return None
    found = list(re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", english))
    if len(found) != 1:
        return None
    before, after = english[: found[0].start()], english[found[0].end() :]
    article = re.search(r"\b([Aa])n? $", before)
    if article:
        before = before[: article.start()] + article[1] + ("n " if _VOWEL.match(new) else " ")
    return before + new + after


def _plural(noun: str) -> str:
    """ "" where it is not made by an ending."""
    return "" if noun.endswith(_OTHER_PLURALS) or noun in _NO_PLURALS else inflected(noun, "tests", "test")


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts, small letters."""
    return Counter(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))
