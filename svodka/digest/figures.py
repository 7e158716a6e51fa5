"""The figures of several reports of one event: which are new, and which contradict each other.

Two figures are about the same thing when they are of one kind and unit and the words around them agree; they contradict
each other when their values differ by more than rounding explains. What a report itself calls a change ("rose from 12
to 14") is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice

from svodka.facts import Fact, FactKind
from svodka.items import Brief
from svodka.regexes import regex

# What a later report can add, and what reports can disagree on. Ordinals, times and hedges are wording, not news.
TOLD: tuple[FactKind, ...] = ("name", "number", "percent", "money", "measure", "date", "age", "range")
FIGURES: tuple[FactKind, ...] = ("number", "percent", "money", "measure")
# How far from a figure (words) its context reaches, and how much of the shorter context two figures must share.
REACH, SHARED = 6, 0.5

# Words that say the same of people in news of accidents and attacks: the figures that differ most often.
_SAME_WORD = {
    **dict.fromkeys(("dead", "died", "die", "killed", "kill", "death", "deaths", "fatalities", "perished"), "dead"),
    **dict.fromkeys(("injured", "wounded", "hurt", "injuries", "hospitalized", "hospitalised"), "injured"),
    **dict.fromkeys(("people", "persons", "person"), "people"),
}
# Of reports, beside the words of grammar those that every report has: told, reported, according. The lexicon's list has
# words that tell reports apart ("one", "through") and lacks these.
_STOP_WORDS = (
    "a an and are as at be been but by for from had has have he her his in into is it its more most of on or said she "
    "than that the their there they this to was were which who will with about after also before over under up out "
    "not no least according reported report reports"
)
_STOP = frozenset(_STOP_WORDS.split())
_MOST = 100  # figures of a report that are held against those of others: one with more is a table
_CLAUSE = regex(r"[,;:.!?](?!\d)| and | while ")
_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a report: its half-open span in the report's text, its facts and its content words."""

    text: str
    start: int
    facts: tuple[Fact, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Content words, stemmed."""
        return tuple(stem for _, stem in self.stems)

    @cached_property
    def stems(self) -> tuple[tuple[int, str], ...]:
        """(offset in the sentence, stem) of every content word."""
        found = ((w.start(), w[0].lower()) for w in _WORD.finditer(self.text))
        return tuple((at, _stem(word)) for at, word in found if word not in _STOP and len(word) > 1)

    def context(self, fact: Fact) -> frozenset[str]:
        """The content words within `REACH` words of the figure, those of the facts themselves left out."""
        start, end = fact.span[0] - self.start, fact.span[1] - self.start
        taken = [(f.span[0] - self.start, f.span[1] - self.start) for f in self.facts if f.kind != "name"]
        free = [(at, stem) for at, stem in self.stems if not any(s <= at < e for s, e in taken)]
        before = [stem for at, stem in free if at < start][-REACH:]
        after = [stem for at, stem in free if at >= end][:REACH]
        return frozenset(before + after)

    def counted(self, fact: Fact) -> str:
        """What the figure counts, by its stem: the next content word but "people" in the clause, or the one before."""
        start, end = fact.span[0] - self.start, fact.span[1] - self.start
        stop = _CLAUSE.search(self.text, end)
        limit = stop.start() if stop else len(self.text)
        after = [stem for at, stem in self.stems if end <= at < limit]
        before = [stem for at, stem in self.stems if at < start]
        return next((stem for stem in after if stem != "people"), before[-1] if before else "")


@dataclass(frozen=True)
class Report:
    """One item's English: ``item`` is its place in the input, ``text`` the headline, a newline and the translation.

    ``published`` is the item's own, ISO 8601 or None.
    """

    item: int
    text: str
    sentences: tuple[Sentence, ...]
    published: str | None = None

    @property
    def facts(self) -> Iterator[Fact]:
        """The facts of the sentences, in text order."""
        return (fact for sentence in self.sentences for fact in sentence.facts)

    @classmethod
    def of(cls, brief: Brief, item: int) -> Report:
        """Of a brief; sentences are the translation's segments."""
        from svodka.facts import ledger

        headline, translation = brief.headline, brief.translation
        text = f"{headline}\n{translation.hypothesis}"
        offset = len(headline) + 1
        spans = [(0, len(headline))]
        spans += [(s + offset, e + offset) for s, e in (segment.hypothesis_span for segment in translation.segments)]
        facts = ledger(text, "en").of(*TOLD)
        return cls(
            item,
            text,
            tuple(
                Sentence(text[s:e], s, tuple(f for f in facts if s <= f.span[0] and f.span[1] <= e)) for s, e in spans
            ),
            brief.item.published,
        )


@dataclass(frozen=True)
class Figure:
    """A figure in a report: which item, the fact, and the sentence it stands in."""

    item: int
    fact: Fact
    sentence: Sentence

    # Every figure is held against every other of the story: what it stands beside is looked at once.
    @cached_property
    def context(self) -> frozenset[str]:
        """`Sentence.context` of it."""
        return self.sentence.context(self.fact)

    @cached_property
    def counted(self) -> str:
        """`Sentence.counted` of it."""
        return self.sentence.counted(self.fact)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures about one thing that differ, one for each value, in the order of the reports."""

    figures: tuple[Figure, ...]


def new_facts(earlier: Sequence[Report], later: Report) -> tuple[Fact, ...]:
    """The facts of ``later`` that no earlier report states, each value once.

    A surname is not new when an earlier report gives the full name; a rounded figure is not new after the exact one.
    """
    known = [fact for report in earlier for fact in report.facts]
    words = {_stem(w.lower()) for fact in known if fact.kind == "name" for w in _WORD.findall(fact.text)}
    found: list[Fact] = []
    for sentence in (*later.sentences[1:], *later.sentences[:1]):  # what the text says too, the headline does not add
        for fact in sentence.facts:
            if not fact.firm:
                continue
            if fact.kind == "name":
                new = not {_stem(w.lower()) for w in _WORD.findall(fact.text)} <= words
            else:
                new = not any(_same(fact, other) for other in known)
            if new and not any(fact.kind == f.kind and _same(fact, f) for f in found):
                found.append(fact)
    return tuple(found)


def contradictions(reports: Sequence[Report]) -> tuple[Contradiction, ...]:
    """Where figures of these reports differ, earliest report first; a figure stands in at most one contradiction."""
    figures = [list(islice(_figures(report), _MOST)) for report in reports]
    by_item = {report.item: report for report in reports}
    sets: list[list[Figure]] = []
    for ours, theirs in combinations(figures, 2):
        for a in ours:
            for b in theirs:
                if not _differ(a, b) or _states(by_item[b.item], a) or _states(by_item[a.item], b):
                    continue
                touched = [s for s in sets if a in s or b in s]
                sets = [s for s in sets if s not in touched]
                sets.append([*dict.fromkeys((*(f for s in touched for f in s), a, b))])
    place = {report.item: n for n, report in enumerate(reports)}
    ordered = [sorted(found, key=lambda f: (place[f.item], f.fact.span)) for found in sets]
    return tuple(Contradiction(_one_per_value(found)) for found in ordered)


def _one_per_value(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    kept: list[Figure] = []
    for figure in figures:
        if not any(k.fact.value == figure.fact.value for k in kept):
            kept.append(figure)
    return tuple(kept)


def _figures(report: Report) -> Iterator[Figure]:
    for sentence in report.sentences:
        for fact in sentence.facts:
            if fact.kind in FIGURES and isinstance(fact.value, Decimal) and fact.firm:
                yield Figure(report.item, fact, sentence)


def _differ(a: Figure, b: Figure) -> bool:
    if (a.fact.kind, a.fact.unit) != (b.fact.kind, b.fact.unit) or _agree(a.fact.value, b.fact.value):
        return False
    ours, theirs = a.context, b.context
    if not ours or not theirs:
        return False
    same_thing = a.counted == b.counted or a.fact.unit != ""
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return same_thing and len(ours & theirs) >= 2 and shared >= SHARED


def _states(report: Report, figure: Figure) -> bool:
    """Whether a report gives this figure too, alone or as an end of a range: then it knows it and tells of a change."""
    facts = list(report.facts)
    ends = {value for fact in facts if fact.kind == "range" and isinstance(fact.value, tuple) for value in fact.value}
    return figure.fact.value in ends or any(
        figure.fact.kind == fact.kind and _same(figure.fact, fact) for fact in facts
    )


def _same(a: Fact, b: Fact) -> bool:
    if a.kind == "name" or b.kind == "name":
        return a.kind == b.kind and a.value == b.value
    return a.unit == b.unit and _agree(a.value, b.value)


def _agree(a: object, b: object) -> bool:
    """Equal, or one is the other rounded (1.48 and 1.5 million) and within 3% of it; never for figures under 100."""
    if a == b or not isinstance(a, Decimal) or not isinstance(b, Decimal):
        return a == b
    if min(abs(a), abs(b)) < 100 or a.is_signed() != b.is_signed():
        return False
    rough, fine = sorted((a.normalize(), b.normalize()), key=lambda value: len(value.as_tuple().digits))
    exponent = rough.as_tuple().exponent
    near = abs(rough - fine) <= Decimal("0.03") * abs(fine)
    return near and isinstance(exponent, int) and round(fine.scaleb(-exponent)) == int(rough.scaleb(-exponent))


def _stem(word: str) -> str:
    """One form for the inflected forms of a word, roughly: known synonyms, else the ending cut off, then 6 letters.

    Less comes off than in the lexicon, where "reported" and "reporters" meet: here they would be one event.
    """
    if word in _SAME_WORD:
        return _SAME_WORD[word]
    return re.sub(r"(?<=...)(?:'s|’s|ies|es|s|ed|ing|ly)$", "", word)[:6]
