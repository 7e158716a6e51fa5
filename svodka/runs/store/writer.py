"""Write a store: one process at a time, one transaction per finished item."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from svodka.errors import StoreError
from svodka.items import BriefSignature
from svodka.readers import NewsItem
from svodka.runs.store.database import connect_writer, now, one_line_errors
from svodka.runs.store.lock import StoreLock
from svodka.runs.store.reader import Store
from svodka.runs.store.records import Offered, Queued, Status, column, signature_digest, stored, to_json
from svodka.version import __version__


class StoreWriter(Store):
    """A store open for writing; it holds the store's lock until closed: a second writer is refused, readers are not."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: StoreLock) -> None:
        super().__init__(path, connection)
        self._lock = lock
        self._place = 0  # the last place in the queue that this process gave

    @classmethod
    def create(cls, path: Path) -> StoreWriter:
        """Open a store for writing, making the file if there is none."""
        if path.is_dir() or not path.parent.is_dir():
            connect_writer(path)  # raises with the right words
        lock = StoreLock(path)
        connection: sqlite3.Connection | None = None
        try:
            connection = connect_writer(path)
            lock.hold_inode()
            return cls(path, connection, lock)
        except BaseException:
            if connection is not None:
                connection.close()
            lock.release()
            raise

    def close(self) -> None:
        """Fold the write-ahead log into the file, close it and give up the lock."""
        with self._guard:
            with suppress(sqlite3.Error):  # a full disk must not hide why we are closing
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            super().close()
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept whole or not at all; one within another is part of it; other threads wait."""
        with self._guard, one_line_errors(self.path):
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk rolls back by itself
                    self._connection.execute("ROLLBACK")
                raise

    def begin(self, signature: BriefSignature) -> tuple[int, int]:
        """Go on with the run of this signature, or start it; returns (run id, invocation id)."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO runs (digest, signature, version, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (signature_digest(signature), to_json(signature.to_dict()), __version__, now()),
            )
            run_id = db.execute("SELECT id FROM runs WHERE digest = ?", (signature_digest(signature),)).fetchone()[0]
            invocation = db.execute("INSERT INTO invocations (run_id, started) VALUES (?, ?)", (run_id, now()))
            assert invocation.lastrowid is not None
            return int(run_id), invocation.lastrowid

    def end(self, invocation_id: int, outcome: str, report: Mapping[str, Any]) -> None:
        """Close an invocation: ``finished``, ``interrupted``, ``terminated`` or ``stopped``, with its report."""
        with self.transaction() as db:
            db.execute(
                "UPDATE invocations SET ended = ?, outcome = ?, report = ? WHERE id = ?",
                (now(), outcome, to_json(dict(report)), invocation_id),
            )

    def offer(self, run_id: int, invocation_id: int, items: Iterable[NewsItem], *, retry_failed: bool) -> Offered:
        """Queue the items that the run has no result for, in one transaction.

        A second item with a text already in the run is skipped, and so is one without any.
        """
        tally = dict.fromkeys(("queued", "done", "failed", "skipped"), 0)
        with self.transaction() as db:
            # Behind what waits and behind what was taken from here before; of the pending alone, as they have an index.
            last = db.execute("SELECT coalesce(max(queued), 0) FROM items WHERE status = 'pending'").fetchone()[0]
            if not isinstance(last, int):
                raise StoreError(f"{self.path}: is damaged: a place in its queue is {last!r:.60}; restore a copy")
            self._place = max(self._place, last)
            for item in items:
                self._place += 1
                tally[self._offer_one(db, run_id, invocation_id, item, self._place, retry_failed)] += 1
        return Offered(**tally)

    def _offer_one(
        self, db: sqlite3.Connection, run_id: int, invocation_id: int, item: NewsItem, place: int, retry_failed: bool
    ) -> str:
        content, item_id = item.content_hash(), column(item.id)
        rows = db.execute(
            "SELECT id, item_id, status, invocation_id FROM items WHERE run_id = ? AND content_hash = ?",
            (run_id, content),
        ).fetchall()
        own = next((row for row in rows if row[1] == item_id), None)
        if own is not None and own[3] == invocation_id:
            return "skipped"  # the same record twice in one input
        first = next((row for row in rows if row[2] != "skipped"), None)
        reason: str | None = None
        if not (item.text.strip() or item.headline.strip()):
            reason = "no headline and no text"
        elif first is not None and first is not own:
            reason = f"same text as {first[1]}"
        if reason is not None:
            if own is None:
                self._insert(db, run_id, invocation_id, item, "skipped", reason, None)
            return "skipped"
        if own is None:
            self._insert(db, run_id, invocation_id, item, "pending", None, place)
            return "queued"
        if own[2] == "done" or (own[2] == "failed" and not retry_failed):
            return str(own[2])
        db.execute(
            """UPDATE items SET status = 'pending', stage = NULL, reason = NULL, finished = NULL, queued = ?,
                                invocation_id = ?, item = ? WHERE id = ?""",
            (place, invocation_id, to_json(item.to_dict()), own[0]),
        )
        return "queued"

    def _insert(
        self,
        db: sqlite3.Connection,
        run_id: int,
        invocation_id: int,
        item: NewsItem,
        status: Status,
        reason: str | None,
        place: int | None,
    ) -> None:
        words = (item.id, item.headline, item.source, item.url, item.published, reason)
        db.execute(
            """INSERT INTO items (run_id, invocation_id, content_hash, item_id, headline, source, url, published,
                                  reason, status, queued, item, finished)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                *(run_id, invocation_id, item.content_hash(), *map(column, words), status, place),
                *(to_json(item.to_dict()), None if status == "pending" else now()),
            ),
        )

    def take(self, invocation_id: int, after: int, limit: int) -> list[Queued]:
        """Up to ``limit`` pending items of this invocation behind place ``after`` of the queue, in queue order."""
        with self._guard, one_line_errors(self.path):
            rows = self._connection.execute(
                """SELECT id, queued, item FROM items WHERE status = 'pending' AND queued > ? AND invocation_id = ?
                   ORDER BY queued LIMIT ?""",
                (after, invocation_id, limit),
            ).fetchall()
        return [Queued(row, queued, stored(self.path, item, NewsItem)) for row, queued, item in rows]

    def done(self, row: int, brief: str, timings: str) -> None:
        """Keep a finished brief (its JSON without timings, and the timings), in one transaction."""
        with self.transaction() as db:
            changed = db.execute(
                """UPDATE items SET status = 'done', attempts = attempts + 1, item = NULL, finished = ?
                   WHERE id = ? AND status = 'pending'""",
                (now(), row),
            )
            if changed.rowcount:  # else it is done already: a result that came twice is kept once
                db.execute("INSERT INTO results VALUES (?, ?, ?)", (row, brief, timings))

    def failed(self, row: int, stage: str, reason: str) -> None:
        """Record that an item failed, where and why, in one transaction."""
        with self.transaction() as db:
            db.execute(
                """UPDATE items SET status = 'failed', attempts = attempts + 1, stage = ?, reason = ?, finished = ?
                   WHERE id = ? AND status = 'pending'""",
                (stage, column(reason), now(), row),
            )

    def settle(self, run_id: int, item: NewsItem) -> bool:
        """Whether the run has dealt with an item. Its brief is then the item's last, though it was made before (an edit
        that took back an earlier one), and what waited of the item under other settings does not any more.
        """
        item_id = column(item.id)
        with self.transaction() as db:
            held = db.execute(
                "SELECT status, id FROM items WHERE run_id = ? AND content_hash = ? AND item_id = ?",
                (run_id, item.content_hash(), item_id),
            ).fetchone()
            if held is None or held[0] == "pending":
                return False
            db.execute(
                """UPDATE items SET finished = ?, invocation_id = (SELECT max(id) FROM invocations)
                   WHERE id = ? AND status = 'done' AND finished < (
                       SELECT max(finished) FROM items WHERE item_id = ? AND status = 'done')""",
                (now(), held[1], item_id),
            )
            db.execute("DELETE FROM items WHERE item_id = ? AND run_id != ? AND status = 'pending'", (item_id, run_id))
        return True

    def unreadable(self, run_id: int, invocation_id: int, where: str, reason: str, status: Status = "failed") -> None:
        """Record an input that gave no item: failed, or skipped on purpose; once, however often it is read."""
        key = "unread:" + hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()
        with self.transaction() as db:
            db.execute(
                """INSERT INTO items (run_id, invocation_id, content_hash, item_id, headline, status, stage, reason,
                                      attempts, finished) VALUES (?, ?, ?, ?, '', ?, 'read', ?, 1, ?)
                   ON CONFLICT DO NOTHING""",
                (run_id, invocation_id, key, column(where), status, column(reason), now()),
            )

    def forget_unreadable(self, run_id: int) -> None:
        """Drop the records of inputs that could not be read: what still cannot be comes back as it is read again."""
        with self.transaction() as db:
            db.execute("DELETE FROM items WHERE run_id = ? AND stage = 'read'", (run_id,))

    def prune_before(self, moment: str) -> int:
        """Delete briefs, failures and skipped items that are older, and starts without any; gives how many briefs."""
        with self.transaction() as db:
            briefs = db.execute(
                "SELECT count(*) FROM items WHERE status = 'done' AND finished < ?", (moment,)
            ).fetchone()[0]
            db.execute("DELETE FROM items WHERE status != 'pending' AND finished < ?", (moment,))
            db.execute(
                """DELETE FROM invocations WHERE ended < ?
                   AND NOT EXISTS (SELECT 1 FROM items WHERE invocation_id = invocations.id)""",
                (moment,),
            )
        return int(briefs)

    def prune(self, run_ids: Sequence[int]) -> None:
        """Delete these runs with all their items, and give the space back to the disk."""
        with self.transaction() as db:
            db.executemany("DELETE FROM runs WHERE id = ?", [(run_id,) for run_id in run_ids])
        with self._guard, one_line_errors(self.path):
            self._connection.execute("VACUUM")
