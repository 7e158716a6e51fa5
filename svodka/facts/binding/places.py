"""The figures of two texts beside each other: how well what stands around them agrees."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from svodka.facts.bilingual import Word, words_of
from svodka.facts.bounds import contradict, events
from svodka.facts.numbers import units_differ
from svodka.facts.types import Fact, Lang
from svodka.regexes import regex

Link = Callable[[Word, Word], float]
"""How surely two words, of the source and of the target, say the same, 0 to 1."""
_BREAK = regex(r"[;:.!?()\n]\s|,\s|(?<!\w)(?:и|а|но|and|but|while|as)(?!\w)")
_BETWEEN = regex(r"\s?[–—−-]\s?|(?<!\w)(?:до|по|to|and)\s")
_FADES = 0.6  # what a word on the way takes off the weight of the next
_REACH = 12.0  # words, borders and figures on the way included
_MOST = 12  # words on either side
_A_BREAK, _A_FIGURE = 2.5, 3.0


class Point(NamedTuple):
    """One value of a figure (a date has up to three, a range two): its readings, where it stands, and the figure."""

    readings: frozenset[Hashable]
    start: int
    end: int
    part: str
    fact: Fact


class Text(NamedTuple):
    """A text in its reading form with its figures."""

    text: str
    lang: Lang
    figures: Sequence[Fact]


class Side:
    """Texts with the values of their figures, and the text of each value.

    The words around a value are weighed when first asked for: most values are in question with no other.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        self.points: list[Point] = []
        self.texts: list[int] = []
        self._homes: list[tuple[Text, list[Point]]] = []
        self._known: dict[int, Mapping[Word, float]] = {}
        for home, text in enumerate(texts):
            found = [point for fact in text.figures for point in points(fact)]
            self.points += found
            self.texts += [home] * len(found)
            self._homes.append((text, found))

    def near(self, i: int) -> Mapping[Word, float]:
        """The words around value i with their weights."""
        if i not in self._known:
            text, found = self._homes[self.texts[i]]
            words, breaks = _surroundings(text.text, text.lang)
            self._known[i] = _near(self.points[i], found, words, breaks)
        return self._known[i]


@lru_cache(maxsize=64)
def _surroundings(text: str, lang: Lang) -> tuple[list[Word], list[int]]:
    """The content words of a text, and where its clauses part."""
    # What rises or falls says whose figure it is, not that it rises: of two clauses one often has no verb.
    verbs = {start for kind, start, _ in events(text, lang) if kind in ("rose", "fell")}
    words = [w for w in words_of(text, lang) if w.content and w.start not in verbs]
    return words, [match.start() for match in _BREAK.finditer(text)]


def points(fact: Fact) -> Iterator[Point]:
    """The values of a figure that can change places with another: days and years of dates, both ends of a range."""
    start, end = fact.span
    if fact.kind == "date":
        if isinstance(fact.value, tuple) and len(fact.value) == 3:
            digits = [(start + m.start(), start + m.end(), Decimal(m[0])) for m in re.finditer(r"\d+", fact.text)]
            for atom in fact.atoms:
                for left, right, value in digits:
                    if value in atom:
                        yield Point(atom, left, right, "year" if value > 31 else "day", fact)
                        break
        return
    if fact.kind == "range" and len(fact.atoms) == 2:
        middle = _middle(fact.text)
        yield Point(fact.atoms[0], start, start + middle, "low", fact)
        yield Point(fact.atoms[1], start + middle, end, "high", fact)
        return
    for atom in fact.atoms:
        yield Point(atom, start, end, "", fact)


def _middle(text: str) -> int:
    """Where the second number of a range begins."""
    match = _BETWEEN.search(text, 1)
    return match.end() if match else len(text) // 2


def _near(point: Point, points: Sequence[Point], words: Iterable[Word], breaks: Sequence[int]) -> Mapping[Word, float]:
    """The words around a value, the heaviest first."""
    weights: dict[Word, float] = {}
    before = [word for word in words if word.end <= point.start][::-1][:_MOST]
    after = [word for word in words if word.start >= point.end][:_MOST]
    for row in (before, after):
        for k, word in enumerate(row):
            low, high = (word.end, point.start) if row is before else (point.end, word.start)
            far = k + _A_BREAK * sum(low <= at < high for at in breaks)
            far += _A_FIGURE * sum(low <= other.start < high for other in points if other is not point)
            if far <= _REACH:
                weights[word] = _FADES**far
    return dict(sorted(weights.items(), key=lambda each: -each[1]))


def agreement(ours: Side, i: int, theirs: Side, j: int, link: Link) -> dict[str, float]:
    """How well point i of the source and j of the target agree in all but their values."""
    a, b = ours.points[i], theirs.points[j]
    words = 0.0
    for word, weight in theirs.near(j).items():
        best = 0.0
        for other, share in ours.near(i).items():
            if share * weight <= best:
                break  # those that follow weigh less
            if found := link(other, word):
                best = max(best, share * weight * found)
        words += best
    return {
        "words": words,
        "unit": _agree(a.fact.unit, b.fact.unit, units_differ(a.fact.unit, b.fact.unit)),
        "kind": _sort(a) == _sort(b),
        "side": _agree(
            a.fact.side,
            b.fact.side,
            {a.fact.side, b.fact.side} in ({"from", "to"}, {"over", "under"}, {"ago", "ahead"}),
        ),
        "event": _agree(a.fact.event, b.fact.event, contradict(a.fact.event, b.fact.event)),
    }


def _agree(ours: str, theirs: str, differ: bool) -> float:
    return -1.0 if differ else 1.0 if ours and ours == theirs else 0.0


def _sort(point: Point) -> str:
    fact = point.fact
    if point.part in ("year", "day"):
        return point.part
    if fact.kind in ("age", "time", "ordinal", "percent", "money"):
        return fact.kind
    return "number"
