"""The latest briefs of a store as a `Feed`: what Atom and JSON Feed are written from.

Everything in it comes from the store, nothing from the clock: while nothing is new, the feed is the same to the byte.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from svodka.digest.view import NO_SOURCE, beside, item_view
from svodka.errors import StoreError
from svodka.feeds.content import content
from svodka.feeds.options import FeedOptions
from svodka.feeds.passages import iri
from svodka.items import Brief
from svodka.regexes import regex
from svodka.runs import Store
from svodka.runs.store.records import Latest
from svodka.text import displayable
from svodka.watch import Watcher

EDITED = "Edited at the source"
UPDATE = "Update of an earlier item"
# Ids that mean the same item wherever they stand: addresses (RSS permalinks), tags (RFC 4151), URNs.
UNIQUE = regex(r"(?:https?://|tag:|urn:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One brief. ``id`` is a URN that never changes; ``updated`` (when it was briefed) and ``published`` (as the source
    says, None when it gives no time with a zone) are RFC 3339 times; ``html`` is the content, ``summary`` plain text.

    ``story`` is the headline of the earliest report about the same event, ``edited`` whether the source changed it,
    ``matches`` the watch lists, ``updates`` the headline of the entry that it updates, or an item's id.
    """

    id: str
    title: str
    url: str | None
    html: str
    summary: str
    published: str | None
    updated: str
    author: str | None
    story: str | None
    edited: bool
    matches: tuple[str, ...]
    updates: str | None

    @property
    def tags(self) -> tuple[str, ...]:
        """The categories: the watch lists, the story, whether it was edited, and whether it updates another."""
        marks = (EDITED if self.edited else None, UPDATE if self.updates else None)
        return tuple(tag for tag in (*self.matches, self.story, *marks) if tag)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, latest entries first; ``updated`` is when the newest was briefed, or when the store was made.

    ``left_out`` says of each brief that cannot be an entry which it is and why: one must not stop the others.
    """

    id: str
    title: str
    updated: str
    url: str | None
    entries: tuple[FeedEntry, ...]
    left_out: tuple[str, ...] = ()


def feed_of(store: Store, options: FeedOptions | None = None) -> Feed:
    """The latest briefs of a store.

    Latest are those of the latest start of `svodka update` or `svodka brief`, in it those that their source dates last.
    Of an item that was briefed more than once the last brief stands. Raises StoreError for a run that is not there.
    """
    options = options or FeedOptions()
    if options.run is not None:
        store.run(options.run)
    scope, created = store.identity()
    latest = sorted(store.latest(options.run), key=lambda one: (one.invocation, _moment(one.published), one.row))
    chosen = _chosen(store, latest[::-1], options)
    latest, briefs = [one for one, _ in chosen], [brief for _, brief in chosen]
    stories = _stories(briefs) if options.group else {}
    told = {one.item_id: brief.headline for one, brief in reversed(chosen)}
    entries, left_out = list[FeedEntry](), list[str]()
    for n, (brief, one) in enumerate(zip(briefs, latest, strict=True)):
        updated = _stored_time(store, one.finished)
        try:
            entries.append(_entry(brief, scope, one.item_id, updated, stories.get(n), told))
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            left_out.append(f"{one.item_id}: cannot be an entry of the feed ({str(error) or type(error).__name__})")
    return Feed(
        id=_feed_id(scope, options),
        title=" ".join(displayable(options.title).split()),
        updated=max((entry.updated for entry in entries), default=_stored_time(store, created)),
        url=options.url and iri(options.url),
        entries=tuple(entries),
        left_out=tuple(left_out),
    )


def _chosen(store: Store, latest: Sequence[Latest], options: FeedOptions) -> list[tuple[Latest, Brief]]:
    """The briefs that the feed holds, in its order."""
    watcher = Watcher(options.watch) if options.watch else None
    chosen: list[tuple[Latest, Brief]] = []
    for one in latest:
        if len(chosen) == options.items:
            break
        brief = store.brief(one.row)
        if watcher is not None:
            (brief,) = watcher.marked_briefs([brief])
        if brief.item.matches or not options.only_matches:
            chosen.append((one, brief))
    if watcher is not None:
        chosen.sort(key=lambda pair: not pair[1].item.matches)
    return [chosen[place] for place in beside([(one.item_id, brief.item.updates) for one, brief in chosen])]


def _feed_id(scope: str, options: FeedOptions) -> str:
    """The store's own name; a feed of watch lists alone is another feed."""
    if not options.watch or not options.only_matches:
        return uuid.UUID(scope, version=4).urn
    return uuid.uuid5(uuid.UUID(scope), "\n".join(("svodka:watch", *(one.name for one in options.watch)))).urn


def _stories(briefs: Sequence[Brief]) -> dict[int, str]:
    from svodka.digest.groups import group

    return {n: _line(briefs[story.items[0]].headline) for story in group(briefs) for n in story.items}


def _entry(
    brief: Brief, scope: str, item_id: str, finished: str, story: str | None, told: Mapping[str, str]
) -> FeedEntry:
    """The entry of a brief; ``told`` are the headlines of the feed by the id of their items."""
    view = item_view(brief, 0)
    marks = [brief.mark(sentence) for sentence in brief.sentences]
    sentences = " ".join(
        _line(f"{sentence.text} [{mark}]" if mark else sentence.text)
        for sentence, mark in zip(brief.sentences, marks, strict=True)
    )
    updates = _line(told.get(view.updates) or view.updates) or None
    author = view.author or (view.source if view.source != NO_SOURCE else "")
    return FeedEntry(
        id=_urn(scope, item_id),
        title=_line(view.headline),
        url=iri(view.url) or None,
        html=content(brief, view, updates),
        summary=sentences,
        published=_time(brief.item.published),
        updated=finished,
        author=_line(author) or None,
        story=story or None,
        edited=any(note.startswith(EDITED) for note in brief.item.notes),
        matches=view.matches,
        updates=updates,
    )


def _line(text: str) -> str:
    return " ".join(displayable(text).split())


def _urn(scope: str, item_id: str) -> str:
    """A name for the entry (RFC 4122, version 5): of the item's id where that is unique in the world, else in the
    store, so that a store made anew gives the entries of feeds the same names again.
    """
    space = uuid.NAMESPACE_URL if UNIQUE.match(item_id) else uuid.UUID(scope)
    return uuid.uuid5(space, f"svodka:{item_id}").urn


def _stored_time(store: Store, value: Any) -> str:
    """A time that svodka wrote. Raises StoreError for anything else."""
    found = _time(value) if isinstance(value, str) else None
    if found is None:
        raise StoreError(f"{store.path}: is damaged: a time in it is {value!r:.60}; restore a copy")
    return found


def _time(value: str | None) -> str | None:
    """An RFC 3339 time, or None for what has no time or no zone: neither is invented."""
    if not value or len(value.strip()) <= len("2000-01-01"):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    offset = moment.utcoffset()
    if offset is None:
        return None
    if offset % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0).isoformat()


def _moment(published: str | None) -> str:
    """A date as the source gives it, in UTC where it says its zone; sortable, "" where there is none."""
    try:
        moment = datetime.fromisoformat(published.strip()) if published else None
    except ValueError:
        return ""
    if moment is None:
        return ""
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()
    except OverflowError:
        return ""
