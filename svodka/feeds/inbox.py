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
from svodka.runs.store.records import column, stored, to_json


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
            listed = {guid for guid, _, _ in entries}
            for guid, link, item in entries:
                tally[_take_in(db, feed, fetched, guid, link, item, listed)] += 1
            db.execute(
                """UPDATE feeds SET address = ?, etag = ?, last_modified = ?, fetched = ?, failures = 0,
                                    failing_since = NULL, not_before = NULL WHERE id = ?""",
                (answer.moved, answer.etag, answer.last_modified, fetched, feed.row),
            )
        return tally

    def waiting(self, since: datetime | None, most: int | None) -> tuple[list[Waiting], int]:
        """What to brief now, oldest first, and how many are left for another time.

        Begun entries come first, then the newest, ``most`` in all. An entry older than ``since`` waits as long as its
        feed lists it, in case it is asked for, and is forgotten then.
        """
        rows = self._store.select(
            """SELECT e.id, f.address, e.item, e.edited, e.taken, e.seen = f.fetched
               FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.item IS NOT NULL ORDER BY e.id"""
        )
        due: list[tuple[bool, datetime, Waiting]] = []
        old: list[tuple[int]] = []
        for row, address, text, edited, taken, listed in rows:
            item = stored(self._store.path, text, NewsItem)
            moment = _moment(item.published)
            if since is not None and moment is not None and moment < since and not taken:
                if not listed:
                    old.append((row,))
                continue
            begun = Waiting(row, address, item, bool(edited), taken > 1)
            due.append((bool(taken), moment or datetime.now(UTC), begun))
        due.sort(key=lambda one: (one[0], one[1]), reverse=True)
        chosen = due if most is None else due[:most]
        with self._store.transaction() as db:
            db.executemany("UPDATE entries SET item = NULL WHERE id = ?", old)
            db.executemany(
                "UPDATE entries SET taken = max(taken, 1) WHERE id = ?", [(one.row,) for _, _, one in chosen]
            )
        return [one for _, _, one in sorted(chosen, key=lambda one: one[1])], len(due) - len(chosen)

    def whole(self, row: int, item: NewsItem) -> None:
        """Keep the article that was fetched for an entry, so that it is not fetched again."""
        with self._store.transaction() as db:
            db.execute("UPDATE entries SET item = ?, taken = 2 WHERE id = ?", (to_json(item.to_dict()), row))

    def settle(self, run_id: int, offered: Sequence[tuple[int, NewsItem]], repeats: Sequence[int]) -> None:
        """Let go of the entries that the run has dealt with, and of repeats."""
        with self._store.transaction() as db:
            for row, item in offered:
                held = db.execute(
                    "SELECT status, id FROM items WHERE run_id = ? AND content_hash = ? AND item_id = ?",
                    (run_id, item.content_hash(), column(item.id)),
                ).fetchone()
                if held is None or held[0] == "pending":
                    continue
                # An edit that took back an earlier one: the brief of the old text is there and becomes the last again.
                db.execute(
                    """UPDATE items SET finished = ?, invocation_id = (SELECT max(id) FROM invocations)
                       WHERE id = ? AND status = 'done' AND finished < (
                           SELECT max(finished) FROM items WHERE item_id = ? AND status = 'done')""",
                    (now(), held[1], column(item.id)),
                )
                db.execute("UPDATE entries SET item = NULL, taken = 0 WHERE id = ?", (row,))
                # Begun under other settings and not finished: this run has done it.
                db.execute(
                    "DELETE FROM items WHERE item_id = ? AND run_id != ? AND status = 'pending'",
                    (column(item.id), run_id),
                )
            db.executemany("UPDATE entries SET item = NULL, taken = 0 WHERE id = ?", [(row,) for row in repeats])

    def failed_again(self) -> int:
        """Let the entries whose items failed wait once more; gives their number."""
        with self._store.transaction() as db:
            found = db.execute(
                """UPDATE entries SET item = i.item, taken = 2 FROM items i
                   WHERE i.item_id = entries.item_id AND i.status = 'failed' AND i.item IS NOT NULL
                     AND entries.item IS NULL
                     AND entries.id = (SELECT min(id) FROM entries e WHERE e.item_id = i.item_id)
                     AND i.id = (SELECT max(id) FROM items x WHERE x.item_id = i.item_id AND x.stage IS NOT 'read')"""
            )
            return found.rowcount

    def briefed_on(self, item_id: str) -> str | None:
        """When an item was last briefed."""
        ((finished,),) = self._store.select(
            "SELECT max(finished) FROM items WHERE item_id = ? AND status = 'done'", (column(item_id),)
        )
        return None if finished is None else str(finished)

    def texts(self, most: int) -> list[tuple[str, str]]:
        """(id, text) of the items briefed last, the latest last."""
        rows = self._store.select(
            """SELECT i.item_id, hex(json_extract(r.brief, '$.item.text'))
               FROM items i JOIN results r ON r.item = i.id WHERE i.status = 'done' ORDER BY i.id DESC LIMIT ?""",
            (most,),
        )
        # As SQLite keeps it: a lone surrogate in a text is no UTF-8, which no column of texts gives back.
        return [(item_id, bytes.fromhex(text).decode("utf-8", "replace")) for item_id, text in reversed(rows)]

    def prune(self, days: float) -> int:
        """Delete briefs, failures and skipped items of more than so many days ago; gives how many briefs.

        Entries are forgotten once their feeds do not list them any more: what a feed lists is never briefed twice.
        """
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat("T", "milliseconds")
        with self._store.transaction() as db:
            briefs = db.execute(
                "SELECT count(*) FROM items WHERE status = 'done' AND finished < ?", (before,)
            ).fetchone()[0]
            db.execute("DELETE FROM items WHERE status != 'pending' AND finished < ?", (before,))
            db.execute(
                """DELETE FROM entries WHERE item IS NULL AND seen < ?
                   AND seen IS NOT (SELECT fetched FROM feeds WHERE id = feed_id)""",
                (before,),
            )
            db.execute(
                """DELETE FROM invocations WHERE ended < ?
                   AND NOT EXISTS (SELECT 1 FROM items WHERE invocation_id = invocations.id)""",
                (before,),
            )
            db.execute("DELETE FROM robots WHERE fetched < ?", (before,))
        return int(briefs)


def _take_in(
    db: sqlite3.Connection,
    feed: Subscription,
    fetched: str,
    guid: str,
    link: str | None,
    item: NewsItem,
    listed: set[str],
) -> str:
    mark = fingerprint(item)
    columns = "id, guid, fingerprint, item_id, item, edited"
    own = db.execute(f"SELECT {columns} FROM entries WHERE feed_id = ? AND guid = ?", (feed.row, guid)).fetchone()
    if own is None and link is not None:  # the same page under another id, unless both stand in the document
        same = db.execute(f"SELECT {columns} FROM entries WHERE feed_id = ? AND link = ?", (feed.row, link)).fetchall()
        own = next((row for row in same if row[1] not in listed), None)
    if own is None:
        known = _elsewhere(db, feed, guid, link, item, listed)
        item_id = known or column(item.id) or guid
        text = None if known else to_json(replace(item, id=item_id).to_dict())
        db.execute(
            """INSERT INTO entries (feed_id, guid, link, fingerprint, item_id, seen, item)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (feed.row, guid, link, mark, item_id, fetched, text),
        )
        return "known" if known else "new"
    row, _, before, item_id, waits, edited = own
    db.execute(
        "UPDATE entries SET guid = ?, link = ?, fingerprint = ?, seen = ? WHERE id = ?",
        (guid, link, mark, fetched, row),
    )
    first = db.execute("SELECT min(id) FROM entries WHERE item_id = ?", (item_id,)).fetchone()[0]
    if before == mark or first != row:  # an item in several feeds is watched in the first of them
        return "known"
    db.execute(
        "UPDATE entries SET item = ?, edited = ?, taken = min(taken, 1) WHERE id = ?",
        (to_json(replace(item, id=item_id).to_dict()), int(edited or waits is None), row),
    )
    return "edited" if waits is None else "known"


def _elsewhere(
    db: sqlite3.Connection, feed: Subscription, guid: str, link: str | None, item: NewsItem, listed: set[str]
) -> str | None:
    """The id under which another feed, or a batch, has given the store this item.

    What has its link but stands beside it in the same document, under another id, is another item.
    """
    found: list[tuple[str]] = []
    if UNIQUE.match(guid):
        found += db.execute("SELECT item_id FROM entries WHERE guid = ? ORDER BY id LIMIT 1", (guid,))
        found += db.execute("SELECT item_id FROM items WHERE item_id = ? AND status = 'done' LIMIT 1", (guid,))
    if link is not None:
        linked = db.execute("SELECT item_id FROM entries WHERE link = ? ORDER BY id", (link,)).fetchall()
        linked += db.execute(
            "SELECT item_id FROM items WHERE url IN (?, ?) AND status = 'done' ORDER BY id", (link, item.url)
        )
        found += [row for row in linked if not _beside(db, feed, row[0], listed)]
    return str(found[0][0]) if found else None


def _beside(db: sqlite3.Connection, feed: Subscription, item_id: str, listed: set[str]) -> bool:
    rows = db.execute("SELECT guid FROM entries WHERE feed_id = ? AND item_id = ?", (feed.row, item_id)).fetchall()
    return any(guid in listed for (guid,) in rows)


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
