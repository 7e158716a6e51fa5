"""Names that transliteration does not find: Москва is Moscow, ООН is the UN. Table: data/exonyms.tsv."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from svodka.facts.names.letters import russian_letters
from svodka.text.tables import rows


class Exonym(NamedTuple):
    """One entry: ``key`` (its first English form) is what both languages share; ``english`` in lower case."""

    key: str
    kind: str
    english: tuple[str, ...]


class _Table(NamedTuple):
    words: dict[str, Exonym]  # whole Russian words
    stems: dict[str, Exonym]  # beginnings of Russian words
    english: dict[str, tuple[Exonym, ...]]
    openings: frozenset[str]  # the first three letters of the stems
    spellings: dict[str, str]  # English spellings of one name: Kiev and Kyiv


_LONGEST_ENDING = 6


@lru_cache(maxsize=1)
def _table() -> _Table:
    words: dict[str, Exonym] = {}
    stems: dict[str, Exonym] = {}
    english: dict[str, tuple[Exonym, ...]] = {}
    spellings: dict[str, str] = {}
    for kind, russian, forms, *same in rows("svodka.facts.names", "exonyms.tsv"):
        names = tuple(form.replace("_", " ") for form in forms.split())
        entry = Exonym(names[0], kind, tuple(name.lower() for name in names))
        if same:  # word by word: "krivoy" and "rog" are "kryvyi" and "rih"
            first = entry.english[0].split()
            spellings |= {w: f for form in entry.english for w, f in zip(form.split(), first, strict=True)}
        for word in russian_letters(russian).split():
            (stems if word.endswith("*") else words)[word.rstrip("*").replace("_", " ").replace("*", "")] = entry
        for name in entry.english:
            english[name] = (*english.get(name, ()), entry)
    return _Table(words, stems, english, frozenset(stem[:3] for stem in stems), spellings)


@lru_cache(maxsize=4096)
def russian_exonym(name: str) -> Exonym | None:
    """The entry of a Russian name in any case, or None."""
    table = _table()
    parts = russian_letters(name).split()
    word = " ".join(parts)
    if word in table.words:
        return table.words[word]
    if word[:3] not in table.openings:
        return None
    if len(parts) == 2:
        for cut in range(_LONGEST_ENDING + 1):
            first = parts[0][: len(parts[0]) - cut]
            for end in range(_LONGEST_ENDING + 1):
                entry = table.stems.get(f"{first} {parts[1][: len(parts[1]) - end]}") if len(first) > 2 else None
                if entry is not None:
                    return entry
        return None
    for cut in range(_LONGEST_ENDING + 1):
        stem = word[: len(word) - cut]
        if len(stem) >= 3 and stem in table.stems:
            return table.stems[stem]
    return None


@lru_cache(maxsize=4096)
def english_exonyms(name: str) -> tuple[Exonym, ...]:
    """The entries that an English name may stand for (Pole and Poles for Poland; "Georgia" for one)."""
    plain = name.lower().removeprefix("the ").replace("’", "'")
    return _table().english.get(plain.removesuffix("'s"), ())


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for name, entry in (*_table().words.items(), *_table().stems.items()):
        found.setdefault(entry.key, {}).update(dict.fromkeys((name, *entry.english)))
    return found


def names_of(key: str) -> tuple[str, ...]:
    """How the names of an entry begin, in lower case: its Russian words and stems, its English forms."""
    return tuple(_names().get(key, ()))


def english_spelling(word: str) -> str:
    """A word in lower case; of a place with several English spellings the first: "kiev" is "kyiv"."""
    return _table().spellings.get(word, word)
