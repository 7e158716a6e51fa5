"""The figures that both texts have and that say something else in each: changed places, another sign or event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from svodka.facts.binding.exchange import exchanges
from svodka.facts.binding.links import across, within
from svodka.facts.binding.places import Link, Point, Side, Text
from svodka.facts.binding.turning import turned
from svodka.facts.days import other_days
from svodka.facts.types import Fact


class Misbound(NamedTuple):
    """A figure of the target, the one that the source has in its place and in which of its texts, and a message."""

    theirs: Fact
    ours: Fact
    home: int
    message: str


def misbound(
    source: Sequence[Text], target: Text, link: Link | None = None, days: Collection[int] | None = None
) -> Iterator[Misbound]:
    """The figures of a target that the source's texts bind to something else; two that changed places are one.

    ``link`` says whether two words say the same; by default the lexicon does, and stems within one language. ``days``:
    in which of the texts another day than the target's is looked for; in all without it.
    """
    if not source or not target.figures:
        return
    same = link or (within if source[0].lang == target.lang else across)
    told: set[int] = set()
    if len(target.figures) > 1 or target.figures[0].kind in ("date", "range"):
        ours, theirs = Side(source), Side([target])
        for found in exchanges(ours, theirs, same):
            a, b, first, second = *found.ours, *found.theirs
            told |= {id(first.fact), id(second.fact)}
            message = f"“{_value(first)}” and “{_value(second)}” have changed places: {_both(ours, a, theirs, first)}."
            yield Misbound(first.fact, b.fact, ours.texts[ours.points.index(b)], message)
    figures = [(home, fact) for home, text in enumerate(source) for fact in text.figures]
    told_of = [fact for home, fact in figures if days is None or home in days]
    for ours_day, day in other_days(told_of, target.figures):
        home = next(home for home, fact in figures if fact is ours_day)
        yield Misbound(day, ours_day, home, f"The target says “{day.text}”, the source “{ours_day.text}”.")
    for other in turned(source, target, same):
        if id(other.theirs) not in told:
            message = f"The target says “{other.now}” of “{other.theirs.text}”, the source “{other.was}”."
            yield Misbound(other.theirs, other.ours, other.home, message)


def bind_otherwise(source: Text, target: Text) -> bool:
    """Whether two figures of a target are clearly of each other's, in whatever order they come: an English target may
    tell the second first."""
    return any(exchanges(Side([source]), Side([target]), across, margin=_HALF, in_order=0.0))


_HALF = 0.7  # half of what an exchange needs where the order speaks for it


def _value(point: Point) -> str:
    """As the text has the value, which may be a part of a date or a range."""
    fact = point.fact
    return re.sub(r"\W+(?:до|по|to|and)?\W*$", "", fact.text[point.start - fact.span[0] : point.end - fact.span[0]])


def _both(ours: Side, a: Point, theirs: Side, b: Point) -> str:
    was, now = _of(ours, a), _of(theirs, b)
    if not was or not now:
        return "the source has it the other way round"
    return f"“{_value(b)}” is of “{was}” in the source, of “{now}” here"


def _of(side: Side, point: Point) -> str:
    """The word that is nearest to a value."""
    near = side.near(side.points.index(point))
    return max(near, key=lambda word: near[word]).text if near else ""
