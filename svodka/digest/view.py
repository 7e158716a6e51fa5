"""One brief, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from svodka.digest.marks import Piece, Row, cut, locate, rows
from svodka.facts import Mismatch
from svodka.items import Brief, BriefSentence
from svodka.text import Span, displayable
from translate import Flag, Segment

UNDATED = ""
NO_SOURCE = "Source not given"


@dataclass(frozen=True, slots=True)
class Note:
    """A flag with its explanation. ``kind`` is the fact's or the defect's; ``unsupported`` marks the brief itself."""

    number: int
    kind: str
    text: str
    unsupported: bool = False


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of the brief, cut where a note is about a part of it. ``linked`` says whether it has evidence,
    ``doubtful`` whether that is a segment whose translation carries a flag."""

    number: int
    pieces: tuple[Piece, ...]
    supported: bool | None
    linked: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """What the page shows of one item.

    ``number`` is the place in the input; ``day`` an ISO date or `UNDATED`; ``clock`` is HH:MM or empty; both are in the
    zone that the item itself states. ``headline_notes`` names the notes about the headline. ``notes`` are those of the
    headline and the brief's sentences, ``text_notes`` those of the rest of the translation; ``remarks`` are sentences
    on what was substituted; ``raw_date`` is set when the date is unreadable; ``matches`` names watch lists;
    ``grade`` is the letter of the brief's grade, ``graded`` its reasons.
    ``id`` is the item's, ``updates`` that of the earlier one that it updates, or empty: as given, not for display.
    """

    number: int
    day: str
    clock: str
    when: str
    source: str
    headline: str
    headline_notes: str
    original: str
    author: str
    url: str
    sentences: tuple[SentenceView, ...]
    key_facts: tuple[SentenceView, ...]
    notes: tuple[Note, ...]
    text_notes: tuple[Note, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    removed: tuple[tuple[str, str], ...]
    signature: str
    raw_date: str
    matches: tuple[str, ...]
    grade: str
    graded: str
    id: str
    updates: str

    @property
    def flags(self) -> tuple[str, ...]:
        """The kinds of flag on this item, each once, ``unsupported`` first."""
        kinds = dict.fromkeys(note.kind for note in (*self.notes, *self.text_notes))
        return ("unsupported", *kinds) if any(note.unsupported for note in self.notes) else tuple(kinds)

    def island(self) -> dict[str, Any]:
        """What the page needs only when the item is unfolded, as plain JSON."""
        return {
            "rows": [row.to_json() for row in self.rows],
            "notes": [[note.number, note.kind, note.text] for note in self.text_notes],
            "removed": [list(pair) for pair in self.removed],
        }


def beside(items: Sequence[tuple[str, str | None]]) -> list[int]:
    """The places of items, each given as its id and that of the item it updates, so that an item stands right behind
    the first one that updates it; otherwise in their order."""
    by_id = {id: place for place, (id, _) in reversed(list(enumerate(items)))}
    ordered: dict[int, None] = {}
    for place in range(len(items)):
        following: int | None = place
        while following is not None and following not in ordered:
            ordered[following] = None
            following = by_id.get(items[following][1] or "")
    return list(ordered)


def moment(published: str | None) -> tuple[str, str, str]:
    """The day, the clock time and the sortable moment of an ISO 8601 date; empty strings where there is none."""
    if not published:
        return UNDATED, "", ""
    try:
        when = datetime.fromisoformat(published.strip())
    except ValueError:
        return UNDATED, "", ""
    clock = f"{when:%H:%M}" if len(published.strip()) > len("2000-01-01") else ""
    return when.date().isoformat(), clock, datetime.combine(when.date(), when.time() if clock else time()).isoformat()


def day_title(day: str) -> str:
    """``Tuesday, 12 May 2026``; `UNDATED` is ``Without a date``."""
    if day == UNDATED:
        return "Without a date"
    when = date.fromisoformat(day)
    return f"{when:%A}, {when.day} {when:%B} {when.year}"


def weekday(day: str) -> tuple[str, str]:
    """``("Mo", "12")`` of an ISO date: what stands above a narrow column."""
    when = date.fromisoformat(day)
    return f"{when:%A}"[:2], str(when.day)


def period(first: str, last: str) -> str:
    """``12 May 2026``, ``12–19 May 2026``, ``30 April – 2 May 2026``: from one ISO date to another."""
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    end = f"{b.day} {b:%B} {b.year}"
    if a == b:
        return end
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{end}"
    return f"{a.day} {a:%B} – {end}" if a.year == b.year else f"{a.day} {a:%B} {a.year} – {end}"


def item_view(brief: Brief, number: int) -> ItemView:
    """The view of one brief."""
    item, headline, translation, grade = brief.item, brief.headline_translation, brief.document, brief.grade
    marks = _Marks(translation.source, translation.hypothesis)
    about_headline = [marks.note(flag.kind, f"In the headline: {flag.detail}") for flag in brief.headline_doubts]
    sentences = [_sentence(s, k, brief, marks) for k, s in enumerate((*brief.sentences, *brief.key_facts))]
    brief_notes = tuple(marks.notes)
    for mismatch in brief.checks:
        marks.translation(mismatch)
    if translation is not headline:
        for flag in (f for segment in headline.segments for f in segment.flags if f not in brief.headline_doubts):
            marks.note(flag.kind, f"In the headline: {flag.detail}")
    for place, segment in enumerate(translation.segments):
        if place not in marks.noted:
            for flag in segment.flags:
                marks.flag(flag, segment)
    day, clock, when = moment(item.published)
    return ItemView(
        number=number,
        day=day,
        clock=clock,
        when=when,
        source=displayable(item.source or NO_SOURCE),
        headline=displayable(brief.headline or item.headline or item.id),
        headline_notes=" ".join(about_headline),
        original=displayable(item.headline),
        author=displayable(item.author or ""),
        url=_safe_url(item.url),
        sentences=tuple(sentences[: len(brief.sentences)]),
        key_facts=tuple(sentences[len(brief.sentences) :]),
        notes=brief_notes,
        text_notes=tuple(marks.notes[len(brief_notes) :]),
        rows=rows(translation, marks.source_marks, marks.target_marks),
        remarks=tuple(displayable(note) for note in dict.fromkeys((*item.notes, *brief.notes))),
        removed=tuple((displayable(removed.text), displayable(removed.reason)) for removed in item.removed),
        signature=displayable(str(brief.signature)),
        raw_date=displayable(item.published) if item.published and day == UNDATED else "",
        matches=tuple(map(displayable, item.matches)),
        grade=grade.letter,
        graded="; ".join(grade.reasons) or "nothing is in doubt",
        id=item.id,
        updates=item.updates or "",
    )


class _Marks:
    """Collects notes in order and the spans they are about, in both texts; ``noted`` are the segments whose flags stand
    on a sentence of the brief, with their labels."""

    def __init__(self, source: str, target: str) -> None:
        self.source, self.target = source, target
        self.notes: list[Note] = []
        self.noted: dict[int, list[str]] = {}
        self.source_marks: list[tuple[Span, str]] = []
        self.target_marks: list[tuple[Span, str]] = []

    def note(self, kind: str, text: str, *, unsupported: bool = False) -> str:
        self.notes.append(Note(len(self.notes), displayable(kind), displayable(text), unsupported))
        return f"n{len(self.notes) - 1}"

    def translation(self, mismatch: Mismatch) -> None:
        """Between the Russian and its translation."""
        label = self.note(mismatch.kind, mismatch.message)
        if span := locate(self.source, mismatch.source_text, mismatch.source_span):
            self.source_marks.append((span, label))
        if span := locate(self.target, mismatch.target_text, mismatch.target_span):
            self.target_marks.append((span, label))

    def sentence(self, mismatch: Mismatch, *, unsupported: bool) -> str:
        """Between the brief's sentence and what it was checked against: the English (with a span) or the Russian."""
        label = self.note(mismatch.kind, mismatch.message, unsupported=unsupported)
        words, stated = mismatch.source_text, mismatch.source_span
        if words and stated and self.target[stated[0] : stated[1]] == words:
            self.target_marks.append((stated, label))
        elif span := locate(self.source, words, stated):
            self.source_marks.append((span, label))
        elif span := locate(self.target, words, stated):
            self.target_marks.append((span, label))
        return label

    def flag(self, flag: Flag, segment: Segment) -> str:
        label = self.note(flag.kind, flag.detail)
        self.source_marks.append((segment.source_span, label))
        self.target_marks.append((segment.hypothesis_span, label))
        return label


def _sentence(sentence: BriefSentence, number: int, brief: Brief, marks: _Marks) -> SentenceView:
    text, own = sentence.text, []
    doubtful = brief.is_doubtful(sentence)
    if doubtful:
        place = sentence.evidence[0].segment
        segment = brief.document.segments[place]
        if place not in marks.noted:
            marks.noted[place] = [marks.flag(flag, segment) for flag in segment.flags]
        own += [((0, len(text)), label) for label in marks.noted[place]]
    for mismatch in sentence.mismatches:
        label = marks.sentence(mismatch, unsupported=sentence.supported is False)
        if span := locate(text, mismatch.target_text, mismatch.target_span):
            own.append((span, label))
    if sentence.supported is False and not sentence.mismatches:
        own.append(((0, len(text)), marks.note("evidence", "Nothing in the source bears this out.", unsupported=True)))
    if sentence.replaced:
        marks.note("replaced", f"Stands in place of a sentence the source does not bear out: {sentence.replaced}")
    for link in sentence.evidence:
        marks.source_marks.append((link.source_span, f"e{number}"))
        marks.target_marks.append((link.target_span, f"e{number}"))
    pieces = cut(text, (0, len(text)), own)
    return SentenceView(number, pieces, sentence.supported, bool(sentence.evidence), bool(brief.mark(sentence)))


def _safe_url(url: str | None) -> str:
    """The URL if a browser may open it from the page: http or https only, never ``javascript:`` or a file."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname else ""
    except ValueError:
        return ""
