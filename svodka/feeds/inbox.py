"""The entries of feeds that a store has seen, and those among them that wait to be briefed.

What is new in a document is written in one transaction with the document's validators: whatever ends an update after
that, the entries wait and the next update briefs them, though the feed then answers that nothing has changed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from svodka.errors import InputError
from svodka.feeds.identity import fingerprint, identified
from svodka.feeds.latest import UNIQUE
from svodka.feeds.memory import Subscription
from svodka.readers import NewsItem
from svodka.readers.fetch import Answer
from svodka.runs import StoreWriter
from svodka.runs.store.database import now
from svodka.runs.store.records import checked, column, stored, to_json
from svodka.watch import Watcher


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that waits, and the address of its feed.

    ``edited``: its earlier text is known; ``whole``: its article has been fetched already.
    """

    row: int
    feed: str
    item: NewsItem
    edited: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry that waits, as a row of the table, and whether its feed listed it when it was last read."""

    row: int
    address: str
    item: str
    edited: int
    taken: int
    listed: int


@dataclass(frozen=True, slots=True)
class _Own:
    """What the table has of an entry that a document has again."""

    row: int
    fingerprint: str
    item_id: str
    item: str | None
    edited: int


class Inbox:
    """The table ``entries`` of a store."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store

    def note(self, feed: Subscription, answer: Answer, items: Sequence[NewsItem]) -> Counter[str]:
        """Take in a document's items: how many are ``new``, ``edited`` or ``known``.

        Known is what the store has under the same id in this feed, under the same id (where ids are unique in the
        world) or link in another, or briefed from elsewhere. Raises InputError for a page where a feed used to be.
        """
        tally: Counter[str] = Counter()
        fetched = now()
        entries = identified(feed, answer, items)
        with self._store.transaction() as db:
            if len(items) == 1 and items[0].id == answer.url and _was_feed(db, feed, answer):
                raise InputError(f"{answer.url} sends a page where it used to send a feed; is there a new address?")
            document = _Document(self._store, db, feed, fetched, {guid for guid, _, _ in entries})
            tally.update(document.take(guid, link, item) for guid, link, item in entries)
            db.execute(
                """UPDATE feeds SET address = ?, etag = ?, last_modified = ?, fetched = ?, failures = 0,
                                    failing_since = NULL, not_before = NULL WHERE id = ?""",
                (answer.moved, answer.etag, answer.last_modified, fetched, feed.row),
            )
        return tally

    def known(self, feed: Subscription) -> frozenset[str]:
        """The ids of a feed's entries that were seen before."""
        return frozenset(
            guid for (guid,) in self._store.select("SELECT guid FROM entries WHERE feed_id = ?", (feed.row,))
        )

    def waiting(
        self, since: datetime | None, most: int | None, *, watcher: Watcher | None = None, only_matches: bool = False
    ) -> tuple[list[Waiting], int, int]:
        """What to brief now, oldest first, how many are left for another time, and how many match no watch list.

        Begun entries come first, then those that a watch list matches, then the newest, ``most`` in all. An entry older
        than ``since``, and with ``only_matches`` one that matches no list, waits as long as its feed lists it, in case
        it is asked for, and is forgotten then.
        """
        rows = self._store.select(
            """SELECT e.id, f.address, e.item, e.edited, e.taken, coalesce(e.seen = f.fetched, 0)
               FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.item IS NOT NULL ORDER BY e.id"""
        )
        due: list[tuple[bool, bool, datetime, Waiting]] = []
        old: list[tuple[int]] = []
        unmatched = 0
        for kept in (checked(self._store.path, _Kept, *row) for row in rows):
            item = stored(self._store.path, kept.item, NewsItem)
            if watcher is not None:
                (item,) = watcher.marked([item])
            moment = _moment(item.published)
            late = since is not None and moment is not None and moment < since and not kept.taken
            unwanted = only_matches and not item.matches
            if late or unwanted:
                unmatched += unwanted and not late
                if not kept.listed:
                    old.append((kept.row,))
                continue
            begun = Waiting(kept.row, kept.address, item, bool(kept.edited), kept.taken > 1)
            due.append((bool(kept.taken), bool(item.matches), moment or datetime.now(UTC), begun))
        due.sort(key=lambda one: one[:3], reverse=True)
        chosen = due if most is None else due[:most]
        with self._store.transaction() as db:
            db.executemany("UPDATE entries SET item = NULL WHERE id = ?", old)
            db.executemany("UPDATE entries SET taken = max(taken, 1) WHERE id = ?", [(one.row,) for *_, one in chosen])
        ordered = sorted(chosen, key=lambda one: (not one[1], one[2]))
        return [one for *_, one in ordered], len(due) - len(chosen), unmatched

    def whole(self, row: int, item: NewsItem) -> None:
        """Keep the article that was fetched for an entry, so that it is not fetched again."""
        with self._store.transaction() as db:
            db.execute("UPDATE entries SET item = ?, taken = 2 WHERE id = ?", (to_json(item.to_dict()), row))

    def settle(self, run_id: int, offered: Sequence[tuple[int, NewsItem]], repeats: Sequence[int]) -> None:
        """Let go of the entries that the run has dealt with, and of repeats."""
        with self._store.transaction() as db:
            settled = [row for row, item in offered if self._store.settle(run_id, item)]
            rows = [(row,) for row in (*settled, *repeats)]
            db.executemany("UPDATE entries SET item = NULL, taken = 0 WHERE id = ?", rows)

    def failed_again(self) -> None:
        """Let the entries whose items failed wait once more."""
        with self._store.transaction() as db:
            db.executemany(
                """UPDATE entries SET item = ?, taken = 2 WHERE item IS NULL
                   AND id = (SELECT min(id) FROM entries e WHERE e.item_id = ?)""",
                [(item, item_id) for item_id, item in self._store.last_failed()],
            )

    def prune(self, days: float) -> int:
        """Delete briefs, failures and skipped items of more than so many days ago; gives how many briefs.

        Entries are forgotten once their feeds do not list them any more: what a feed lists is never briefed twice.
        """
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat("T", "milliseconds")
        with self._store.transaction() as db:
            briefs = self._store.prune_before(before)
            db.execute(
                """DELETE FROM entries WHERE item IS NULL AND seen < ?
                   AND seen IS NOT (SELECT fetched FROM feeds WHERE id = feed_id)""",
                (before,),
            )
            db.execute("DELETE FROM robots WHERE fetched < ?", (before,))
        return briefs


class _Document:
    """A document of a feed, whose entries are taken in one by one within a transaction; ``listed`` are all its ids."""

    def __init__(
        self, store: StoreWriter, db: sqlite3.Connection, feed: Subscription, fetched: str, listed: set[str]
    ) -> None:
        self._store, self._db, self._feed, self._fetched, self._listed = store, db, feed, fetched, listed

    def take(self, guid: str, link: str | None, item: NewsItem) -> str:
        """Keep what is new of an entry: ``new``, ``edited`` or ``known``."""
        mark = fingerprint(item)
        own = self._own(guid, link)
        if own is None:
            known = self._elsewhere(guid, link, item)
            item_id = known or column(item.id) or guid
            self._db.execute(
                """INSERT INTO entries (feed_id, guid, link, fingerprint, item_id, seen, item)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (self._feed.row, guid, link, mark, item_id, self._fetched, None if known else _json(item, item_id)),
            )
            return "known" if known else "new"
        waits = own.item is not None
        self._db.execute(
            "UPDATE entries SET guid = ?, link = ?, fingerprint = ?, seen = ? WHERE id = ?",
            (guid, link, mark, self._fetched, own.row),
        )
        first = self._db.execute("SELECT min(id) FROM entries WHERE item_id = ?", (own.item_id,)).fetchone()[0]
        if own.fingerprint == mark or first != own.row:  # an item in several feeds is watched in the first of them
            return "known"
        self._db.execute(
            "UPDATE entries SET item = ?, edited = ?, taken = min(taken, 1) WHERE id = ?",
            (_json(item, own.item_id), int(own.edited or not waits), own.row),
        )
        return "known" if waits else "edited"

    def _own(self, guid: str, link: str | None) -> _Own | None:
        """The entry of this feed under this id, or under another if it is the same page and does not stand here too."""
        same = "SELECT guid, id, fingerprint, item_id, item, edited FROM entries WHERE feed_id = ? AND"
        rows = self._db.execute(f"{same} guid = ?", (self._feed.row, guid)).fetchall()
        if not rows and link is not None:
            linked = self._db.execute(f"{same} link = ?", (self._feed.row, link))
            rows = [row for row in linked if row[0] not in self._listed]
        return checked(self._store.path, _Own, *rows[0][1:]) if rows else None

    def _elsewhere(self, guid: str, link: str | None, item: NewsItem) -> str | None:
        """The id under which another feed, or a batch, has given the store this item.

        What has its link but stands beside it in the same document, under another id, is another item.
        """
        if UNIQUE.match(guid):
            same = self._db.execute("SELECT item_id FROM entries WHERE guid = ? ORDER BY id LIMIT 1", (guid,))
            if (found := same.fetchone()) is not None:
                return str(found[0])
            if self._store.briefed_on(guid) is not None:
                return guid
        if link is None:
            return None
        linked = self._db.execute("SELECT item_id FROM entries WHERE link = ? ORDER BY id", (link,)).fetchall()
        known = (*(item_id for (item_id,) in linked), *self._store.briefed_at(link, item.url))
        return next((item_id for item_id in known if not self._beside(item_id)), None)

    def _beside(self, item_id: str) -> bool:
        own = (self._feed.row, item_id)
        rows = self._db.execute("SELECT guid FROM entries WHERE feed_id = ? AND item_id = ?", own)
        return any(guid in self._listed for (guid,) in rows)


def _json(item: NewsItem, item_id: str) -> str:
    return to_json(replace(item, id=item_id).to_dict())


def _was_feed(db: sqlite3.Connection, feed: Subscription, answer: Answer) -> bool:
    own = (feed.row, feed.url, feed.address, answer.url)
    return bool(db.execute("SELECT 1 FROM entries WHERE feed_id = ? AND guid NOT IN (?, ?, ?)", own).fetchone())


def _moment(published: str | None) -> datetime | None:
    """When an item was published: without a zone as if in UTC, a day as its end."""
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published.strip())
        if len(published.strip()) <= len("2000-01-01"):
            moment = datetime.combine(moment.date(), time(23, 59, 59))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
