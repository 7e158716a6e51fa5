"""A text as sentences, a sentence as words, for being held against another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from svodka.facts.lexicon import stem
from svodka.readers.cleaning.boilerplate import reason
from svodka.readers.cleaning.datelines import dateline
from svodka.readers.cleaning.footers import without_footer
from svodka.readers.updates.names import NameForms
from svodka.readers.updates.wording import is_background, outlets
from svodka.regexes import regex
from svodka.text import Span, normalise, russian_sentences

Key = TypeVar("Key", bound=Hashable)

_KNOWN = 4  # places that are kept of a run: what stands in more pairs no sentences
_TELLING = 64  # the same of a stem
_RUN = 3  # words of a run that pairs sentences
_LONGEST = 400  # words of a sentence: a text without stops is compared in pieces
_BEGINNING = 1000  # characters of a line that are looked at for a dateline at a time
_TOKEN = regex(r"(?:(?<!\w)[-+]\s?)?\d+(?:[.,:/]\d+)*|\w+(?:-\w+)*|[%‰°$€£¥№]")
_MONTH = regex("(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)")
_DATED = regex(
    r"[А-ЯЁ][А-Яа-яё]+(?:[ -][А-ЯЁ][А-Яа-яё]+){0,2}[,.] [0-3]?\d "
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
    r"(?: \d{4}(?: г(?:ода|\.))?)?\s?(?:[.]|- |/|\()\s?(?:[/(][^/()]{2,40}[/)])?"
)


@dataclass(frozen=True)
class Sentence:
    text: str
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    """Lower case, ё as е; a number with its sign."""

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """All runs of `_RUN` words, and the whole where it is shorter."""
        size = min(_RUN, len(self.words))
        return frozenset(zip(*(self.words[i:] for i in range(size)), strict=False))

    @cached_property
    def outlets(self) -> frozenset[int]:
        """The places of words that name a news outlet."""
        spans = outlets(self.text)
        return frozenset(
            place
            for place, (start, end) in enumerate(self.spans)
            if spans and any(low <= start and end <= high for low, high in spans)
        )

    def raw(self, place: int) -> str:
        return self.text[slice(*self.spans[place])]

    def capital(self, place: int) -> bool:
        """Whether the word at a place has a capital."""
        return self.raw(place)[:1].isupper()

    def opens(self, place: int) -> bool:
        """Whether the word at a place has its capital from where it stands: first, behind a colon or dash."""
        return not place or self.text[: self.spans[place][0]].rstrip().endswith((".", "!", "?", ":", " -"))

    @cached_property
    def is_dateline(self) -> bool:
        """Whether there is nothing but names, figures and months: "МОСКВА, 1 дек — РИА Новости"."""
        places = range(len(self.words))
        return len(self.words) <= 8 and all(
            self.capital(n) or self.words[n][0].isdigit() or _MONTH.match(self.words[n]) for n in places
        )

    @cached_property
    def is_background(self) -> bool:
        """Whether it is what outlets add to a text, as `is_background` has it."""
        return is_background(self.text)

    @cached_property
    def is_boilerplate(self) -> bool:
        """Whether it is what a page has around a text."""
        return reason(self.text) is not None

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words."""
        return frozenset(map(stem, self.words))

    def overlaps(self, span: Span, low: int, high: int) -> bool:
        """Whether a span of characters overlaps the words from ``low`` up to ``high``."""
        return low < high and self.spans[low][0] < span[1] and span[0] < self.spans[high - 1][1]


class Text:
    """A text cut into sentences; ``cleaned`` without dateline and footer, which a reprint puts around it."""

    def __init__(self, text: str, *, cleaned: bool = False) -> None:
        read = re.sub("[−–—]", "-", normalise(text).text)
        lines = [line for line in read.split("\n") if line.strip()]
        if lines and cleaned:
            lines[0] = _undated(lines[0])
            lines[-1] = without_footer(lines[-1])[0]
        self.sentences = [sentence for line in lines for sentence in _sentences(line) if sentence.words]

    @cached_property
    def by_run(self) -> dict[tuple[str, ...], list[int]]:
        return _places([sentence.runs for sentence in self.sentences], _KNOWN)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        return _places([sentence.stems for sentence in self.sentences], _TELLING)

    @cached_property
    def in_order(self) -> list[tuple[str, ...]]:
        return sorted(sentence.words for sentence in self.sentences)

    def begins(self, words: tuple[str, ...]) -> bool:
        """Whether a sentence begins with the words."""
        place = bisect_left(self.in_order, words)
        return place < len(self.in_order) and self.in_order[place][: len(words)] == words

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def names(self) -> NameForms:
        """Words with a capital."""
        return NameForms({s.words[i] for s in self.sentences for i in range(len(s.words)) if s.capital(i)})

    @cached_property
    def named(self) -> frozenset[str]:
        """Words with a capital that no beginning of a sentence gave them."""
        return frozenset(
            s.words[i] for s in self.sentences for i in range(len(s.words)) if s.capital(i) and not s.opens(i)
        )


def _places(keys: Sequence[Iterable[Key]], most: int) -> dict[Key, list[int]]:
    """Which of the sentences have a key: the first of them, at most so many."""
    found: dict[Key, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            if len(found[key]) < most:
                found[key].append(place)
    return found


def _undated(line: str) -> str:
    """A first line without its datelines: a reprint puts its own before that of the agency."""
    at = 0
    while begins := line[at : at + _BEGINNING]:
        found = dateline(begins) or dateline(begins.replace(" - ", " — ", 3)) or _dated(begins)
        if not found:
            break
        at += len(found)
        while line[at : at + 1] in tuple(" ,.-"):
            at += 1
    return line[at:]


def _dated(line: str) -> str:
    found = _DATED.match(line)
    return found[0] if found else ""


def _sentences(line: str) -> Iterator[Sentence]:
    for start, end in russian_sentences(line):
        text = line[start:end]
        found = list(_TOKEN.finditer(text))
        for first in range(0, len(found), _LONGEST):
            part = found[first : first + _LONGEST]
            low, high = part[0].start(), part[-1].end() if first + _LONGEST < len(found) else len(text)
            spans = tuple((m.start() - low, m.end() - low) for m in part)
            words = tuple(m[0].casefold().replace("ё", "е").replace(" ", "") for m in part)
            yield Sentence(text[low:high], spans, words)


def joined(sentences: Sequence[Sentence]) -> Sentence:
    if len(sentences) == 1:
        return sentences[0]
    text, spans, words = "", list[Span](), list[str]()
    for sentence in sentences:
        spans += [(start + len(text), end + len(text)) for start, end in sentence.spans]
        words += sentence.words
        text += sentence.text + " "
    return Sentence(text, tuple(spans), tuple(words))
