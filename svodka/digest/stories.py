"""A group of items as the page shows it: one story with its later reports, what they add, and where figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svodka.digest.figures import Figure, Report
from svodka.digest.groups import Addition, Group, group_reports
from svodka.digest.view import ItemView, period
from svodka.text import displayable

# At most this many sentences with something new are shown for each later report; the rest are counted.
MOST = 4


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in its sentence: ``before`` and ``after`` surround ``text``."""

    number: int
    source: str
    clock: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LaterReport:
    """A later item; ``adds`` are sentences as (text, is new) pieces, ``more`` counts those left out."""

    view: ItemView
    adds: tuple[tuple[tuple[str, bool], ...], ...]
    more: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """``members`` are the items, earliest first; the story stands under the ``day`` of its latest item."""

    members: tuple[ItemView, ...]
    later: tuple[LaterReport, ...]
    contradictions: tuple[tuple[FigureView, ...], ...]

    @property
    def day(self) -> str:
        return max(view.day for view in self.members)

    @property
    def when(self) -> str:
        return max(view.when for view in self.members)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(view.source for view in self.members))

    @property
    def period(self) -> str:
        days = sorted(view.day for view in self.members if view.day)
        return period(days[0], days[-1]) if days else ""


def story_views(reports: Sequence[Report], views: Sequence[ItemView]) -> list[StoryView]:
    """The stories among these reports, as the page shows them; ``views`` are of the same items."""
    return [_story(found, reports, views) for found in group_reports(reports)]


def _story(found: Group, reports: Sequence[Report], views: Sequence[ItemView]) -> StoryView:
    later = tuple(_later(addition, reports[addition.item], views[addition.item]) for addition in found.additions)
    differ = tuple(tuple(_figure(f, views[f.item]) for f in c.figures) for c in found.contradictions)
    return StoryView(tuple(views[n] for n in found.items), later, differ)


def _later(addition: Addition, report: Report, view: ItemView) -> LaterReport:
    adds = []
    for sentence in (*report.sentences[1:], *report.sentences[:1]):
        inside = [f for f in addition.facts if f in sentence.facts]
        if inside:
            adds.append(
                _marked(sentence.text, [(f.span[0] - sentence.start, f.span[1] - sentence.start) for f in inside])
            )
    return LaterReport(view, tuple(adds[:MOST]), max(0, len(adds) - MOST))


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            pieces += [(displayable(text[at:start]), False), (displayable(text[start:end]), True)]
            at = end
    return tuple(piece for piece in (*pieces, (displayable(text[at:]), False)) if piece[0])


def _figure(figure: Figure, view: ItemView) -> FigureView:
    text = figure.sentence.text
    start, end = (offset - figure.sentence.start for offset in figure.fact.span)
    parts = (displayable(part) for part in (text[start:end], text[:start], text[end:]))
    return FigureView(view.number, view.source, view.clock, *parts)
