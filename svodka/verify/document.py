"""One source document, indexed: its sentences, stems and facts, and the evidence it holds for a sentence."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from svodka.facts import Fact, Figures, Lang, Span
from svodka.facts.numbers import numbers_read
from svodka.text import russian_sentences, split_sentences
from svodka.text.wrapping import lines
from svodka.verify.lexis import WORD, is_stop, stem
from svodka.verify.types import Evidence

MOST_EVIDENCE = 3
_GAIN = 0.12  # the share of a sentence's weight that a further piece of evidence must add
_LONGEST = 2000  # characters of one unit; a longer one (a table without full stops) is cut at white space


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written in lower case, its stem, and its place in the document."""

    word: str
    stem: str
    start: int
    end: int
    content: bool
    capital: bool


class Unit:
    """A sentence with its tokens and facts; facts are found when first asked for."""

    def __init__(self, text: str, span: Span, lang: Lang, written: date | None = None) -> None:
        self.text, self.span, self.lang, self.written = text, span, lang, written

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        found = []
        for match in WORD.finditer(self.text):
            word = match[0].lower()
            content = not is_stop(word)
            found.append(Token(word, stem(word), match.start(), match.end(), content, match[0][0].isupper()))
        return tuple(found)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.tokens)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Stems of content words in order, numbers left out."""
        return tuple(token.stem for token in self.tokens if token.content and not token.word[0].isdigit())

    @cached_property
    def numbers(self) -> tuple[Fact, ...]:
        return numbers_read(self.text, self.lang, self.written)


def language(text: str) -> Lang:
    """ "ru" when at least three letters in ten are Cyrillic, else "en".

    Whoever asks for a check has one of these two; which language of the world a text is in, `svodka.readers` tells.
    """
    sample = text[:20000]
    cyrillic = len(re.findall("[А-Яа-яЁё]", sample))
    latin = len(re.findall("[A-Za-z]", sample))
    return "ru" if cyrillic and cyrillic >= 0.3 * (cyrillic + latin) else "en"


def units(text: str, lang: Lang, written: date | None = None) -> tuple[Unit, ...]:
    """The sentences of a text in its reading form, and the day that it was written on."""
    spans = _russian_spans(text) if lang == "ru" else (s.span for s in split_sentences(text))
    return tuple(Unit(text[a:b], (a, b), lang, written) for span in spans for a, b in _cut(text, span))


def _russian_spans(text: str) -> Iterator[Span]:
    for start, end in lines(text):
        yield from russian_sentences(text, start, end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > _LONGEST:
        border = text.rfind(" ", start + 1, start + _LONGEST)
        border = border if border > start else start + _LONGEST
        yield start, border
        start = border
    if text[start:end].strip():
        yield start, end


class Document:
    """A source text, ready to be asked for evidence. Building it is linear in the text."""

    def __init__(self, text: str, lang: Lang, written: date | None = None) -> None:
        self.text, self.lang = text, lang
        self.units = units(text, lang, written)
        self.kept: dict[object, Any] = {}

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The units that have each stem, in order."""
        where: dict[str, list[int]] = defaultdict(list)
        for i, unit in enumerate(self.units):
            for found in unit.stems:
                where[found].append(i)
        return where

    @cached_property
    def cased(self) -> bool:
        """Whether the text has capitals inside its sentences, so that names can be told by them."""
        inner = [t for unit in self.units[:60] for t in unit.tokens[1:]]
        return sum(t.capital for t in inner) >= 0.02 * len(inner)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """First five letters of every longer stem: what derivation leaves alone."""
        return frozenset(found[:5] for found in self.where if len(found) >= 5)

    @cached_property
    def numbers(self) -> tuple[tuple[int, Fact], ...]:
        """Every number fact with the unit it stands in."""
        return tuple((i, fact) for i, unit in enumerate(self.units) for fact in unit.numbers)

    @cached_property
    def figures(self) -> Figures:
        """All of `numbers`, to be asked what they bear out; the places are the same."""
        return Figures(fact for _, fact in self.numbers)

    def has(self, word_stem: str) -> bool:
        """Whether the document has the stem, or a word that begins alike."""
        return word_stem in self.where or (len(word_stem) >= 5 and word_stem[:5] in self.prefixes)

    def weight(self, word_stem: str) -> float:
        """How much it says that a sentence has the stem: rarer in this document, more."""
        return math.log(1 + (len(self.units) + 1) / (1 + len(self.where.get(word_stem, ()))))

    def coverage(self, wanted: dict[str, float], i: int) -> float:
        """The share of the weighted stems that unit i has."""
        total = sum(wanted.values())
        return sum(w for s, w in wanted.items() if s in self.units[i].stems) / total if total else 0.0

    def evidence(self, unit: Unit) -> list[tuple[int, float]]:
        """The units that together cover the sentence best, with the share that each covers; best first."""
        # In order, not as a set: sums of floats must not depend on how a process hashes strings.
        stems = dict.fromkeys(token.stem for token in unit.tokens if token.content)
        return self.covering(stems)

    def covering(self, stems: Iterable[str]) -> list[tuple[int, float]]:
        """The units that together cover the stems best."""
        wanted = {found: self.weight(found) for found in stems}
        total = sum(wanted.values())
        if not total:
            return []
        gains: dict[int, float] = defaultdict(float)
        for found, weight in wanted.items():
            for i in self.where.get(found, ()):
                gains[i] += weight
        chosen: list[tuple[int, float]] = []
        open_stems = dict(wanted)
        # The later rounds look at the best of the first only, so that long documents stay cheap.
        candidates = sorted(gains, key=lambda i: (-gains[i], i))[:60]
        while len(chosen) < MOST_EVIDENCE and candidates:
            best, gain = max(
                ((i, sum(w for s, w in open_stems.items() if s in self.units[i].stems)) for i in candidates),
                key=lambda pair: (pair[1], -pair[0]),
            )
            if gain / total < _GAIN:
                break
            chosen.append((best, min(gains[best] / total, 1.0)))
            for found in self.units[best].stems & open_stems.keys():
                del open_stems[found]
        return chosen

    def as_evidence(self, i: int, score: float) -> Evidence:
        """Unit i as the public type."""
        unit = self.units[i]
        return Evidence(unit.text, unit.span, score)


P = ParamSpec("P")
T = TypeVar("T")


def of_document(make: Callable[Concatenate[Document, P], T]) -> Callable[Concatenate[Document, P], T]:
    """What a check works out of a document, once: the document keeps it, and it is gone with the document."""

    @wraps(make)
    def found(document: Document, /, *about: P.args, **named: P.kwargs) -> T:
        key = (make, about, *named.items())
        if key not in document.kept:
            document.kept[key] = make(document, *about, **named)
        kept: T = document.kept[key]
        return kept

    return found
