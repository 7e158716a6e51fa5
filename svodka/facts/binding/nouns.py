"""Whether two figures count different things: 14 школ and 14 hospitals."""

from __future__ import annotations

from svodka.facts.bilingual import Word, words_of
from svodka.facts.binding.places import Link, Text
from svodka.facts.lexicon import english_of, is_common, russian_of
from svodka.facts.types import Fact, Lang
from svodka.regexes import regex

_TIMES = frozenset("second minute hour day week month year century".split())
_LOOSE = frozenset(
    "times people persons person man men women residents members percent points cases case types models sorts others "
    "things kinds ways человек люди людей лиц раз случаев случая единиц штук видов вида типов типа человека место мест "
    "месте".split()
)
"""Nouns that stand for many others, or that only count."""


def other_noun(ours: Fact, source: Text, theirs: Fact, target: Text, link: Link) -> tuple[str, str] | None:
    """The nouns of two figures of one value, where neither text has a word for the other's; None where they may agree.

    Both have to be known: of two languages to the lexicon, of one as common words.
    """
    mine, other = _noun(ours, source.lang), _noun(theirs, target.lang)
    if mine is None or other is None or not (_known(mine, target.lang) and _known(other, source.lang)):
        return None
    if _related(mine, other) or any(link(mine, word) for word in words_of(target.text, target.lang)):
        return None
    if any(link(word, other) for word in words_of(source.text, source.lang)):
        return None
    return mine.text, other.text


def _noun(fact: Fact, lang: Lang) -> Word | None:
    """The noun of a unit, or else what is counted."""
    if fact.kind in ("percent", "money") or fact.unit in _TIMES or (fact.unit and fact.kind != "measure"):
        return None
    text = fact.text.rpartition(" ")[2] if fact.unit else fact.counted
    words = words_of(text, lang) if text and text not in _LOOSE and text.islower() else ()
    return words[0] if len(words) == 1 and len(words[0].key) > 3 else None


def _related(ours: Word, theirs: Word) -> bool:
    """Whether a word of either language may stand for both, or for a translation of one and the other."""
    if ("а" <= ours.key[0] <= "я") == ("а" <= theirs.key[0] <= "я"):
        return False
    russian, english = (ours, theirs) if "а" <= ours.key[0] <= "я" else (theirs, ours)
    mine, other = english_of(russian.stem), russian_of(english.stem)
    return any(other.keys() & russian_of(word).keys() for word in mine) or any(
        mine.keys() & english_of(word).keys() for word in other
    )


def _known(word: Word, other: Lang) -> bool:
    if _PERSON.search(word.key):
        return False
    russian = "а" <= word.key[0] <= "я"
    if russian == (other == "ru"):
        return russian or is_common(word.key)
    translations = english_of(word.stem) if russian else russian_of(word.stem)
    return max(translations.values(), default=0.0) >= _SURE


_SURE = 0.8  # the strength of the best translation of a word that the lexicon knows well
_PERSON = regex(r"(?:er|or|ist|ant|ent|ian|ee|man|men)s?$")
"""One person may be called many things: a guest is a visitor, and a policeman an officer."""
