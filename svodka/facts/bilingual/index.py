"""Where a text says what a word of the other language says: by lexicon, exonym, transliteration, or the same letters.

An `Index` holds the words of some texts (sentences of a document, or one segment) and answers for a word of the other
language. It asks `same_name` only for names that can begin alike, and each question once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from svodka.facts.lexicon import MOST, RUSSIAN_WORD, WORD, english_of, information, is_stop, russian_of, stem
from svodka.facts.names import SAME, costs, english_exonyms, fold_latin, russian_exonym, russian_letters, same_name
from svodka.facts.types import Lang
from svodka.regexes import regex

Places = Mapping[int, float]
_NOWHERE: Places = {}
_WORD = regex(rf"(?:[A-Z]\.){{2,}}[A-Z]?(?![\w])|{WORD.pattern}")
_ADJECTIVE = regex(r"ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
_LINK = regex(r"(?:ов|ев|ин|ан|ен|ий|н)?[йьи]?$")  # between a name and the adjective's ending
_BEFORE = regex(
    r"(?:афро|древне|средне|северо|юго|южно|северно|центрально|восточно|западно|нео|анти|про|транс|латино|англо|франко|обще|все|пан)(?=\w{5})"
)


class Word(NamedTuple):
    """A word of a text, in lower case (``key``, ё as е), with its stem and place."""

    text: str
    key: str
    stem: str
    start: int
    end: int
    content: bool
    capital: bool


@lru_cache(maxsize=1024)
def words_of(text: str, lang: Lang) -> tuple[Word, ...]:
    """The words of a text, hyphenated ones in parts."""
    loud = text.isupper()
    found = []
    for match in _WORD.finditer(text):
        written, key, root, content, capital = _word(match[0], lang)
        content = content or (not loud and len(written) > 1 and written.isupper())
        found.append(Word(written, key, root, match.start(), match.end(), content, capital))
    return tuple(found)


@lru_cache(maxsize=4096)
def _word(found: str, lang: Lang) -> tuple[str, str, str, bool, bool]:
    written = found.replace(".", "")
    key = russian_letters(written).replace("’", "'").removesuffix("'s")
    return written, key, stem(key), not is_stop(key, lang), written[0].isupper()


def weight(word: Word, lang: Lang) -> float:
    """What a content word tells, in nats, at most 7 (English); Russian words all tell the same."""
    return min(MOST, information(word.key)) if lang == "en" else RUSSIAN_WORD


class Index:
    """Some texts of one language, asked for words of the other."""

    def __init__(self, texts: Sequence[str], lang: Lang) -> None:
        self.lang = lang
        self.words = tuple(words_of(text, lang) for text in texts)
        self._texts = texts
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._forms: dict[str, set[int]] = defaultdict(set)
        self._capitals: set[str] = set()
        for i, words in enumerate(self.words):
            for word in words:
                self._forms[word.key].add(i)
                if word.content:
                    self._stems[word.stem].add(i)
                    if word.capital:
                        self._capitals.add(word.key)
        self._cache: dict[tuple[str, bool], Places] = {}
        self._names: dict[str, Places] = {}

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What is written in capitals, in lower case."""
        return frozenset(w.key for words in self.words for w in words if 1 < len(w.text) <= 8 and w.text.isupper())

    @cached_property
    def _exonyms(self) -> dict[str, set[int]]:
        exonyms: dict[str, set[int]] = defaultdict(set)
        for i, words in enumerate(self.words):
            for run in _runs(self._texts[i], words, self.lang):
                for key in _keys(run, self.lang):
                    exonyms[key].add(i)
        for form, where in self._forms.items():
            for key in _form(form, self.lang)[0]:
                exonyms[key] |= where
        return exonyms

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        """The words that may be names, by their first letter."""
        initials: dict[str, list[str]] = defaultdict(list)
        for form in self._forms:
            if form in self._capitals or _form(form, self.lang)[1]:
                initials[form[0] if self.lang == "ru" else fold_latin(form[:1]) or form[0]].append(form)
        return initials

    def places(self, word: Word) -> Places:
        """The texts that say the word, with how surely (0 to 1). Names are looked for by their letters, too."""
        spelled = word.capital or (len(word.key) > 4 and self._unknown(word))
        found = self._cache.get((word.key, word.capital))
        if found is None:
            found = self._cache[word.key, word.capital] = self._by_meaning(word)
        if not spelled or any(strength == 1.0 for strength in found.values()):
            return found
        named = self.spelled(word)
        if not named:
            return found
        return {i: max(found.get(i, 0.0), named.get(i, 0.0)) for i in found.keys() | named.keys()}

    def exonym(self, name: str) -> Places:
        """The texts that have the exonym, of one word or more."""
        found: set[int] = set()
        for key in _keys(name, "en" if self.lang == "ru" else "ru"):
            found |= self._exonyms.get(key, set())
        return dict.fromkeys(found, 1.0)

    def spelled(self, word: Word) -> Places:
        """The texts with a word that this one may be in other letters."""
        known = self._names.get(word.key)
        if known is None:
            found: set[int] = set(self._forms.get(word.key, ()))
            if len(word.key) > 1:
                for form in self.spellings(word.key) or self.spellings(word.key.rpartition("'")[2]):
                    found |= self._forms[form]
            known = self._names[word.key] = dict.fromkeys(found, 1.0)
        return known

    def spellings(self, key: str, least: float = SAME) -> list[str]:
        """The words of the texts that can be this one in other letters."""
        found = []
        for initial in _initials(key[0], self.lang):
            for form in self._initials.get(initial, ()):
                russian, english = (form, key) if self.lang == "ru" else (key, form)
                if likeness(russian, english) >= least:
                    found.append(form)
        return found

    def _unknown(self, word: Word) -> bool:
        return not (english_of(word.stem) if self.lang == "en" else russian_of(word.stem))

    def _by_meaning(self, word: Word) -> Places:
        found: dict[int, float] = {}
        linked = russian_of(word.stem) if self.lang == "ru" else english_of(word.stem)
        for other, strength in linked.items():
            for i in self._stems.get(other, ()):
                if strength > found.get(i, 0.0):
                    found[i] = strength
        for i in self.exonym(word.text) if word.capital or self.lang == "en" else ():
            found[i] = 1.0
        for i in self._forms.get(word.key, ()):
            found[i] = 1.0
        return found or _NOWHERE


@lru_cache(maxsize=4096)
def _form(form: str, lang: Lang) -> tuple[tuple[str, ...], bool]:
    """The exonyms of a word in lower case, and whether it may be a name: an adjective, or not in the lexicon."""
    if len(form) < 2:
        return (), False
    keys = _keys(form, lang)
    if not keys and lang == "ru" and _BEFORE.match(form):
        keys = _keys(_BEFORE.sub("", form, count=1), lang)
    known = english_of(stem(form)) if lang == "ru" else russian_of(stem(form))
    return keys, len(form) > 2 and (not known or "ск" in form)


def _runs(text: str, words: Sequence[Word], lang: Lang) -> Iterator[str]:
    """Two words and more, the first with a capital, that may make one exonym; Russian ones have two words."""
    longest = 2 if lang == "ru" else 4
    for k, first in enumerate(words):
        if first.capital:
            for last in words[k + 1 : k + longest]:
                if last.end - first.start > 40:
                    break
                yield text[first.start : last.end]


def _keys(name: str, lang: Lang) -> tuple[str, ...]:
    if lang == "ru":
        entry = russian_exonym(name)
        return (entry.key,) if entry else ()
    return tuple(entry.key for entry in english_exonyms(name))


MAYBE = SAME / 2
"""Enough to doubt that a name is absent: silent letters ("Трамбле", Tremblay)."""


@lru_cache(maxsize=4096)
def likeness(russian: str, english: str) -> float:
    """`same_name`, of Russian adjectives too ("калифорнийского", California)."""
    letters = max(len(russian), len(english))
    if len(english) - len(russian) < -8 or len(english) > 2 * len(russian) + 2:
        return 0.0
    if (_solid(russian) ^ _solid(english)).bit_count() > (letters + 4) // 6:
        return 0.0
    best = same_name(russian, english)
    base = _ADJECTIVE.sub("", russian) if "ск" in russian else russian
    if base == russian or best >= SAME or len(base) < 3:
        return best
    root, english_root = _LINK.sub("", base), english.rstrip("aeiouyn")
    if min(len(root), len(english_root)) > 2:
        best = max(best, same_name(root, english_root))
    return max(best, same_name(base, english))


# Consonants that have one letter on either side; the ones of case endings and silent ones are left out.
_SOLID = {letter: 1 << i for i, pair in enumerate(("лl", "рr", "бb", "дd", "тt", "нn", "пp", "мm")) for letter in pair}


@lru_cache(maxsize=4096)
def _solid(word: str) -> int:
    """The solid consonants of a name as a bit mask: names that differ in many need not be compared."""
    if "а" <= word[0] <= "я":
        word = word[:-2].replace("ск", "") + word[-2:].rstrip("мх") if len(word) > 4 else word
    else:
        word = fold_latin(word).replace("ph", "")
    mask = 0
    for letter in word:
        mask |= _SOLID.get(letter, 0)
    return mask


@lru_cache(maxsize=256)
def _initials(letter: str, lang: Lang) -> tuple[str, ...]:
    """The letters of ``lang`` that can begin a name that begins so in the other language."""
    if lang == "ru":
        plain = fold_latin(letter) or letter
        return tuple({r[0] for r, row in costs().items() if any(latin[:1] == plain[0] for latin in row)})
    return tuple({latin[0] for r, row in costs().items() if r[0] == letter for latin in row if latin})


def begins_alike(russian: str, english: str) -> bool:
    """Whether a Russian name that begins so can begin so in English."""
    return russian[0] in _initials(english[0], "ru")
