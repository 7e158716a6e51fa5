"""One word of an entry: in which forms and spellings it is found in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from svodka.facts.bilingual import begins_alike, likeness
from svodka.facts.lexicon import is_common, is_stop, russian_of, stem
from svodka.facts.names import english_exonyms, fold_latin
from svodka.regexes import regex
from svodka.text.morphology import abbreviation, forms, is_known, is_noun, may_be_name, may_be_surname

WORD = regex(r"[^\W_]+")
# How alike a name and its spelling in the other script have to be: stricter than `svodka.facts.names.SAME`, where the
# rest of a sentence bears the name out. tests/watch/test_names.py holds pairs on both sides of it.
ALIKE = 0.35
# How surely a Russian stem has to translate an English word (svodka.facts.lexicon).
TRANSLATES = 0.7
# How many letters of a Russian name may be its ending, and by how many the English one may be longer (Shcherbakov).
_ENDING, _LONGER = 3, 5
_CYRILLIC = regex("[а-яё]", re.IGNORECASE)
# The declension of names, as the dictionary lacks many, by their last letters: what comes off, what is put on.
_DECLENSIONS = (
    (regex("(?:ов|ев|ин|ын)$"), 0, ("", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми")),
    (regex("(?:ова|ева|ина|ына)$"), 1, ("", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми")),
    (regex("[бвгджзклмнпрстфхцчшщ]$"), 0, ("", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ам", "ами", "ах")),
    (regex("[йь]$"), 1, ("й", "ь", "я", "ю", "ем", "е", "и", "ью")),
    (regex("[ая]$"), 1, ("а", "я", "ы", "и", "е", "у", "ю", "ой", "ей")),
)


def is_russian(word: str) -> bool:
    """Whether a word is written in Cyrillic: of a word alone no more can be told."""
    return bool(_CYRILLIC.search(word))


def plain(word: str) -> str:
    """A word in lower case, ё as е."""
    return word.lower().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of an entry. ``capitals`` is how many letters have to be capital where it is found: none, the first (a
    name), the first two (an abbreviation)."""

    word: str
    capitals: int

    @classmethod
    def of(cls, word: str) -> Sought:
        """What a word, as it is written in an entry, asks for."""
        if not is_russian(word):
            return cls(word, 0)
        if len(word) > 1 and word.isupper():
            return cls(word, 2 if abbreviation(word) or not is_known(word) else 0)
        name = may_be_name(word) or (may_be_surname(word) and not is_noun(word))
        return cls(word, int(word[:1].isupper() and name))

    @property
    def is_name(self) -> bool:
        """Whether it may be spelled in the other script: a name, or an English word that no dictionary has."""
        key, capital = self.word.lower(), self.word[:1].isupper()
        if len(key) < 3 or not key.isalpha():
            return False
        if is_russian(key):
            return capital and self.capitals < 2
        return not is_common(key) and (capital or not russian_of(stem(key)))

    def fits(self, written: str) -> bool:
        """Whether a word in one of the forms has the capitals that are asked for."""
        return written[: self.capitals].isupper() or not self.capitals or not written[:1].isalpha()

    def forms(self) -> frozenset[str]:
        """The word in every form: of a Russian word those of the dictionary, of a name by its ending too."""
        key = plain(self.word)
        if not is_russian(key):
            return frozenset((key,))
        found = set(forms(key)) if key.isalpha() else set()
        if self.capitals == 1:
            found |= _declined(key)
        return frozenset((key, *found))

    def translations(self) -> frozenset[str]:
        """The stems of the Russian words that translate an English word; none for a name."""
        key = self.word.lower()
        if is_russian(key) or is_stop(key, "en") or len(key) < 3 or english_exonyms(key):
            return frozenset()
        if self.word[:1].isupper() and not is_common(key):
            return frozenset()  # a name: Orlov is no eagle
        return frozenset(root for root, strength in russian_of(stem(key)).items() if strength >= TRANSLATES)


def _declined(name: str) -> frozenset[str]:
    for ending, off, endings in _DECLENSIONS:
        if ending.search(name):
            root = name[: len(name) - off]
            return frozenset(root + one for one in endings)
    return frozenset()


_STRIPPED = regex("(?:[оеыиая]м[уи]?|[аяыи]ми)$")
_SOLID = str.maketrans(
    {chr(c): None for c in (*range(ord("a"), ord("z") + 1), *range(ord("а"), ord("я") + 1))}
    | {letter: letter for letter in "lrbdtnpm"}
    | dict(zip("лрбдтнпм", "lrbdtnpm", strict=True))
)
_TWICE = regex(r"(.)\1")
_BLENDS = regex("дж|тс|тч|tsch|tch|ts(?!h)|tz|dzh|dj|ph")


def skeletons(name: str) -> frozenset[str]:
    """The consonants, in order, that are spelled one way in either script; of a Russian name in any case.

    Names in two spellings share one, so that a name is held against few words.
    """
    if not is_russian(name):
        return frozenset((_solid(fold_latin(_BLENDS.sub("", name))),))
    whole = _BLENDS.sub("", name) if "дж" in name or "тс" in name or "тч" in name else name
    stripped = _STRIPPED.sub("", whole) if whole[-1:] in "муи" else whole
    return frozenset((_solid(whole), _solid(stripped)) if stripped != whole else (_solid(whole),))


def _solid(name: str) -> str:
    letters = name.translate(_SOLID)
    return _TWICE.sub(r"\1", letters) if len(letters) > 1 else letters


def spelled_alike(russian: str, english: str) -> bool:
    """Whether a Russian name in any case and an English one, both in lower case, are one name in two spellings.

    A single letter is the initial of a name.
    """
    near = -_ENDING <= len(english) - len(russian) <= _LONGER
    return (
        near
        and begins_alike(russian, english)
        and _sound_alike(russian, english)
        and likeness(russian, english) >= ALIKE
    )


# Sorts of consonants as bits: what a letter may stand for, and what one that stands for nothing else asks for.
_SORTS = {
    letter: sum(1 << "skvj".index(sort) for sort in sorts)
    for letters, sorts in (
        ("сзц", "s"), ("кгх", "k"), ("вф", "v"), ("у", "v"), ("шщжч", "jsk"), ("sz", "sj"), ("x", "sk"), ("c", "skj"),
        ("t", "svj"), ("kq", "kj"), ("gh", "kj"), ("j", "jks"), ("vwfpbu", "v"),
    )
    for letter in letters
}  # fmt: skip
_ASKED = {letter: 1 << "skvj".index(s) for letters, s in (("сзцz", "s"), ("кгхkq", "k"), ("вфvf", "v"), ("шщжч", "j"))
          for letter in letters}  # fmt: skip
_LOOSE = regex("(?:[оеё]в|[ое]го|[ое]му|[ыи]ми|[ыи]х|ах|ях)$")  # endings that have such consonants


def _sound_alike(russian: str, english: str) -> bool:
    """Whether neither name has a sort of consonants that the other lacks: a test before the alignment of letters."""
    asked = sum({_ASKED.get(letter, 0) for letter in _LOOSE.sub("", russian)})
    if asked & ~_sorts(english):
        return False
    return not sum({_ASKED.get(letter, 0) for letter in english}) & ~_sorts(russian)


def _sorts(name: str) -> int:
    found = 0
    for letter in set(name):
        found |= _SORTS.get(letter, 0)
    return found


@lru_cache(maxsize=4096)
def latin(name: str) -> str:
    """An English name as all its spellings have it: Zelensky, Zelenskyy and Zelenskiy are one."""
    folded = re.sub(r"(?:iy|yy|ij|yi|ii|i)$", "y", fold_latin(name.lower()))
    return re.sub(r"(.)\1", r"\1", folded.replace("kh", "h").replace("ks", "x").replace("ye", "e").replace("yo", "o"))
