"""Full names whose English is known: what the document gives in Latin letters, and data/full_names.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.tables import rows

LIKELY, FAINT = 0.3, 0.2
"""same_name() at which a rendering is taken for the name's; of a name whose form is established a fainter one is
(svodka.facts.names.SAME)."""
# Case endings, taken off repeatedly: what is left of a name is the same in every case. Dictionary forms are not, since
# most surnames are not in the dictionary and some look like other words there.
_ENDING = regex(r"(?<=..)(?:ого|его|ому|ему|[ыиао]ми?|ем|ях|ах|[аеёиоуыэюяйь])+$")
_FEMININE = regex(r"(?:[оеё]в|[иы]н|[сц]к)а$|ая$")
RUSSIAN_STEM = regex(r"(?:[ое]в|[иы]н|[сц]к)$")
"""How the stem of a Russian surname ends: of these there are his and hers."""
# A name and what it is in Latin letters, in brackets behind it: «Александр Кули (Alexander Cooley)». No word of it is
# longer than 60 letters: one without an end would be read anew from each of its capitals.
_GIVEN = regex(
    r"((?:[А-ЯЁ][\w’'-]{1,60}\s+(?:(?:де|да|ди|фон|ван|дер|бин|бен|ибн|аль|эль|ла|ле)\s+)*){0,3}"
    r"[А-ЯЁ][\w’'-]{0,60})[»\"”]?\s*"
    r"\((?:[а-яё]{2,6}\.\s*)?([A-Z][^\W\d_А-яЁё]+(?:[ .'’-]+[^\W\d_А-яЁё]+)*)[,;)]"
)
_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETED = regex(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class FullName:
    """A name of one word or several, as a document gives it or the table has it, and the English of it."""

    russian: str
    english: str
    key: tuple[str, ...]

    def slots(self) -> dict[str, str]:
        """Of the last word, which is said alone later: its form in English, whatever the decoder made of its end."""
        surname = self.english.split()[-1]
        own = surname[-1] if surname[-1] in "as" else ""
        if _FEMININE.search(self.russian.lower()):
            ends = {own}
        else:  # the case endings of a foreign name, as the decoder may have left them: "Strauss-Kana"
            ends = {"", own} if RUSSIAN_STEM.search(self.key[-1]) else {"", "a", own}
        return {f"{self.key[-1]} {end}": surname for end in ends}


class FullNames:
    """The full names of a document, in order, and those of them that a segment can have."""

    def __init__(self, names: Iterable[FullName]) -> None:
        self.all = tuple(names)
        self.english = frozenset(name.english for name in self.all)
        self._numbers = {name.key: number for number, name in enumerate(self.all)}
        self._sizes = {len(name.key) for name in self.all}

    def among(self, stems: Sequence[str]) -> list[FullName]:
        """Those that stand in a segment, of which these are the words: it is not asked for every name in turn."""
        stretches = (tuple(stems[k : k + size]) for size in self._sizes for k in range(len(stems) - size + 1))
        return [self.all[n] for n in sorted({self._numbers[key] for key in stretches if key in self._numbers})]


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Sequence[FullName]]:
    """The rows of data/full_names.tsv by the stem of their first word."""
    found: dict[str, list[FullName]] = {}
    for russian, english in rows_of_names("full_names"):
        name = FullName(russian, english, _key(russian))
        found.setdefault(name.key[0], []).append(name)
    return found


def _key(russian: str) -> tuple[str, ...]:
    return tuple(stem_of(word) for word in _WORD.findall(russian))


def full_names(sources: Sequence[str]) -> FullNames:
    """The full names of a document: what it gives in Latin letters, then those of the table."""
    from svodka.facts.names import same_name

    given: dict[tuple[str, ...], FullName] = {}
    for source in sources:
        for match in _GIVEN.finditer(source):
            english = " ".join(match[2].split())
            words = match[1].split()
            for start in range(len(words)):  # "Профессор Александр Кули": the longest that sounds like it
                russian = " ".join(words[start:])
                if len(words) - start <= len(english.split()) and same_name(russian, english) >= FAINT:
                    given.setdefault(_key(russian), FullName(russian, english, _key(russian)))
                    break
    table = _known()
    for source in sources:
        keys = [stem_of(match.group()) for match in _WORD.finditer(source)]
        for k, stem in enumerate(keys):
            for name in table.get(stem, ()):
                if tuple(keys[k : k + len(name.key)]) == name.key:
                    given.setdefault(name.key, name)
    return FullNames(given.values())


def with_full_names(source: str, hypothesis: str, names: FullNames) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The hypothesis with the full names of its source as they are known, and what gave way."""
    from svodka.facts.names import same_name

    keys = [stem_of(match.group()) for match in _WORD.finditer(source)] if names.all else []
    gone: list[tuple[str, str, str]] = []
    for name in names.among(keys):
        size = len(name.key)
        bracketed = re.compile(rf"\({re.escape(name.english)}(?=[,;)])")
        whole = size > 1 or bracketed.search(hypothesis)  # a surname alone is put right where it is aligned
        if whole and name.english not in bracketed.sub("", hypothesis):
            words = list(_WORD.finditer(hypothesis))
            spans = [
                (words[i].start(), words[i + n - 1].end())
                for n in {size, len(name.english.split())}
                for i in range(len(words) - n + 1)
                if words[i].group()[0].isupper() and words[i + n - 1].group()[0].isupper()
                if not re.search(r"[^\s’'.-]", hypothesis[words[i].end() : words[i + n - 1].start()].join("  "))
                or n > 2  # particles in between
            ]
            scored = [
                (same_name(name.russian, hypothesis[a:b]), -a, a, b)
                for a, b in spans
                if hypothesis[a:b] != name.english
            ]
            score, _, a, b = max(scored, default=(0.0, 0, 0, 0))
            if score >= LIKELY:
                gone.append((name.russian, name.english, hypothesis[a:b]))
                hypothesis = hypothesis[:a] + name.english + hypothesis[b:]
    return hypothesis, tuple(gone)


def rows_of_names(table: str) -> Iterator[tuple[str, str]]:
    yield from ((russian, english) for russian, english in rows("translate.terms", f"{table}.tsv"))


def said_once(hypothesis: str, names: FullNames) -> str:
    """Without the brackets that the decoder carried over: "Alexander Cooley (Alexander Cooley)"."""
    for english in [found for found in dict.fromkeys(_BRACKETED.findall(hypothesis)) if found in names.english]:
        hypothesis = re.sub(rf"({re.escape(english)})\s*\({re.escape(english)}\)", r"\1", hypothesis)
    return hypothesis


def stem_of(word: str) -> str:
    """What is left of a name without its case endings. (`svodka.facts.lexicon` cuts what is
    long, too: Ивановский and Иванова would meet.)"""
    return _ENDING.sub("", word.lower()).replace("ё", "е")
