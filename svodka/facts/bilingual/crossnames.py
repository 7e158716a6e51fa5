"""Whether a text of one language has a name of the other: spelled, translated, or by its exonym."""

from __future__ import annotations

from svodka.facts.bilingual.index import MAYBE, Index, Places, Word, begins_alike, words_of
from svodka.facts.lexicon import is_common, is_stop, russian_of
from svodka.facts.names import TITLES, english_exonyms
from svodka.facts.types import Lang


def name_borne(name: str, lang: Lang, index: Index, *, strictly: bool = False) -> bool:
    """Whether the texts of the index, in the other language, have the name.

    Every word of it that is spelled rather than translated has to have its counterpart, and of the translated words at
    least one; acronyms without an entry are let pass, and so is a first name put before a family name. ``strictly``
    lets no common word pass for a name.
    """
    if index.exonym(name):
        return True
    words = [word for word in words_of(name, lang) if not is_stop(word.key, lang) and word.key not in TITLES]
    words = [word for word in words if len(word.key) > 1] or words
    if not words:
        return True
    borne = [bool(index.places(word)) or _compound(words, k, index) for k, word in enumerate(words)]
    if all(borne):
        return True
    if lang == "ru":
        return any(borne) or any(index.spellings(word.key, MAYBE) for word in words)
    if _initials(words, index) or index.spellings("".join(word.key for word in words)):
        return True
    if (
        len(words) > 1
        and borne[-1]
        and all(part[:1].isupper() for part in name.split())
        and index.spelled(words[-1])
        and _alone(words, index)
    ):
        return True
    absent = [word for word, found in zip(words, borne, strict=True) if not found]
    if any(
        _spelled(word) and not index.spellings(word.key, MAYBE) and not _next(words, word, index) for word in absent
    ):
        return False
    if any(borne):
        return True
    if len(words) == 1 and is_common(words[0].key):
        return not strictly
    return all(_acronym(word) or index.spellings(word.key, MAYBE) for word in words)


def _next(words: list[Word], absent: Word, index: Index) -> bool:
    """Whether a capitalised word that may begin alike stands beside another word of it (Жан Шаре, Jean Charest)."""
    for other in words:
        if other is absent or not other.capital:
            continue
        spelled = set(index.spellings(other.key))
        for i in index.spelled(other) if spelled else ():
            row = index.words[i]
            for k, word in enumerate(row):
                if word.key in spelled:
                    near = [row[j] for j in (k - 2, k - 1, k + 1, k + 2) if 0 <= j < len(row)]
                    if any(o.capital and o.key not in spelled and begins_alike(o.key, absent.key) for o in near):
                        return True
    return False


def _acronym(word: Word) -> bool:
    return len(word.text) > 1 and (word.text.rstrip("s").isupper() or sum(map(str.isupper, word.text)) > 2)


def _initials(words: list[Word], index: Index) -> bool:
    """Whether the texts have the name as an acronym: ФМС for Federal Migration Service."""
    if len(words) < 2:
        return False
    firsts = [{other[0] for other in russian_of(word.stem)} for word in words]
    return any(
        len(form) == len(words) and all(letter in first for letter, first in zip(form, firsts, strict=True))
        for form in index.acronyms
    )


def _spelled(word: Word) -> bool:
    """Whether an English word of a name has to show: a place or person, or what is spelled and not translated."""
    if _acronym(word) or not word.capital:
        return False
    if any(entry.kind in ("place", "person") for entry in english_exonyms(word.text)):
        return True
    return not is_common(word.key) and not russian_of(word.stem)


def _compound(words: list[Word], k: int, index: Index) -> bool:
    """Whether the word makes up an exonym with its neighbour ("United States")."""
    for a, b in ((k - 1, k), (k, k + 1)):
        if a >= 0 and b < len(words) and index.exonym(f"{words[a].text} {words[b].text}"):
            return True
    return False


def _alone(words: list[Word], index: Index) -> bool:
    """Whether the texts have the last word of the name as a whole name: "Песков" for "Dmitry Peskov"."""
    where: Places = index.spelled(words[-1])
    spelled = set(index.spellings(words[-1].key))
    for i in where:
        row = index.words[i]
        for k, word in enumerate(row):
            if word.key in spelled and not (
                k and row[k - 1].capital and row[k - 1].content and word.start - row[k - 1].end == 1
            ):
                return True
    return False
