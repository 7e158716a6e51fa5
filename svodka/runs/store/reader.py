"""The store of runs: one SQLite file, one run per signature, one transaction per finished item.

A run is everything made with one signature: starting again with the same models and options goes on with it, any change
makes another run in the same file. An item is keyed by its content hash: it is *pending* once read, and ends *done*,
*failed* (error and stage kept) or *skipped* (with the reason).
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from svodka.errors import StoreError
from svodka.items import Brief, BriefSignature
from svodka.readers import NewsItem
from svodka.runs.store.database import connect_reader, one_line_errors
from svodka.runs.store.records import (
    STATUSES,
    Latest,
    Result,
    Run,
    Status,
    checked,
    column,
    stored,
    stored_report,
)

_PAGE = 100


class Store:
    """The runs in one SQLite file, open for reading, beside a running writer if need be.

    Use as a context manager, or call `close`. Methods may be called from several threads, and raise StoreError, in one
    line, when the file cannot be used.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._guard = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open an existing store. Raises StoreError when it is missing, no store, damaged, or of a newer schema."""
        return cls(path, connect_reader(path))

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def runs(self) -> list[Run]:
        """Every run, oldest first."""
        with self._guard, one_line_errors(self.path):
            rows = self._connection.execute(
                """SELECT r.id, r.digest, r.signature, r.version, r.created, i.ended, i.outcome FROM runs r
                   LEFT JOIN invocations i ON i.id = (SELECT max(id) FROM invocations WHERE run_id = r.id)
                   ORDER BY r.id"""
            ).fetchall()
            return [
                checked(self.path, Run, id_, digest, stored(self.path, text, BriefSignature), *rest, self.counts(id_))
                for id_, digest, text, *rest in rows
            ]

    def run(self, run_id: int | None = None) -> Run:
        """One run by number; without a number the latest. Raises StoreError when there is none."""
        runs = self.runs()
        if not runs:
            raise StoreError(f"{self.path}: holds no run yet; `svodka brief INPUT --store {self.path}` makes one")
        if run_id is None:
            return runs[-1]
        for run in runs:
            if run.id == run_id:
                return run
        raise StoreError(f"{self.path}: holds no run {run_id}; it holds {', '.join(str(r.id) for r in runs)}")

    def counts(self, run_id: int) -> dict[str, int]:
        """How many items of a run stand in each status."""
        with self._guard, one_line_errors(self.path):
            rows = self._connection.execute(
                "SELECT status, count(*) FROM items WHERE run_id = ? GROUP BY status", (run_id,)
            )
            found = dict(rows.fetchall())
        return {status: found.get(status, 0) for status in STATUSES}

    def results(self, run_id: int, statuses: Sequence[Status] = ("done",)) -> Iterator[Result]:
        """The items of a run in reading order, a page at a time; by default only the finished briefs."""
        marks, last = ",".join("?" * len(statuses)), 0
        while True:
            with self._guard, one_line_errors(self.path):
                rows = self._connection.execute(
                    f"""SELECT i.id, item_id, content_hash, status, headline, source, url, published, stage, reason,
                               attempts, finished, i.item, brief, timings
                        FROM items i LEFT JOIN results r ON r.item = i.id
                        WHERE i.id > ? AND run_id = ? AND status IN ({marks}) ORDER BY i.id LIMIT {_PAGE}""",
                    (last, run_id, *statuses),
                ).fetchall()
            for row in _no_bytes(self.path, rows):
                last = row[0]
                yield _result(self.path, row)
            if len(rows) < _PAGE:
                return

    def reports(self, run_id: int) -> list[dict[str, Any]]:
        """The reports of a run's invocations that ended, oldest first."""
        with self._guard, one_line_errors(self.path):
            rows = self._connection.execute(
                "SELECT report FROM invocations WHERE run_id = ? AND report IS NOT NULL ORDER BY id", (run_id,)
            ).fetchall()
        return [stored_report(self.path, row[0]) for row in rows]

    def select(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of an SQL query: for who keeps tables of its own in the store."""
        with self._guard, one_line_errors(self.path):
            return _no_bytes(self.path, self._connection.execute(query, values).fetchall())

    def brief(self, row: int) -> Brief:
        """The brief of an item that is done, by its row; without timings."""
        found = self.select("SELECT brief FROM results WHERE item = ?", (row,))
        return stored(self.path, found[0][0] if found else None, Brief)

    def identity(self) -> tuple[str, str]:
        """The store's own id, 32 hex digits, and when it was made. Raises StoreError when it has none."""
        found = self.select("SELECT id, created FROM store, (SELECT min(applied) AS created FROM migrations)")
        try:
            ((scope, created),) = found
            uuid.UUID(scope)
        except (ValueError, TypeError, AttributeError) as error:
            raise StoreError(f"{self.path}: is damaged: it has no name of its own ({error}); restore a copy") from error
        return scope, created

    def latest(self, run_id: int | None = None) -> list[Latest]:
        """The last brief of every item of a run, or of all runs, by when it was made."""
        where = "AND run_id = ?" if run_id is not None else ""
        rows = self.select(
            f"""SELECT id, item_id, finished, coalesce(invocation_id, 0), published FROM items
                WHERE status = 'done' {where} ORDER BY finished, id""",
            () if run_id is None else (run_id,),
        )
        return list({row[1]: checked(self.path, Latest, *row) for row in rows}.values())

    def briefed_on(self, item_id: str) -> str | None:
        """When an item was last briefed."""
        ((finished,),) = self.select(
            "SELECT max(finished) FROM items WHERE item_id = ? AND status = 'done'", (column(item_id),)
        )
        return None if finished is None else str(finished)

    def briefed_at(self, *urls: str | None) -> list[str]:
        """The ids of the items briefed that have one of these addresses."""
        marks = ",".join("?" * len(urls))
        rows = self.select(f"SELECT item_id FROM items WHERE url IN ({marks}) AND status = 'done' ORDER BY id", urls)
        return [item_id for (item_id,) in rows]

    def texts(self, most: int) -> list[tuple[str, str]]:
        """(id, text) of the items briefed last, the latest last."""
        rows = self.select(
            """SELECT i.item_id, hex(json_extract(r.brief, '$.item.text'))
               FROM items i JOIN results r ON r.item = i.id WHERE i.status = 'done' ORDER BY i.id DESC LIMIT ?""",
            (most,),
        )
        # As SQLite keeps it: a lone surrogate in a text is no UTF-8, which no column of texts gives back.
        return [(item_id, bytes.fromhex(text).decode("utf-8", "replace")) for item_id, text in reversed(rows)]

    def last_failed(self) -> list[tuple[str, str]]:
        """(id, the item as JSON) of what failed when it was last tried."""
        rows = self.select(
            """SELECT item_id, item FROM items i WHERE status = 'failed' AND item IS NOT NULL
               AND id = (SELECT max(id) FROM items x WHERE x.item_id = i.item_id AND x.stage IS NOT 'read')"""
        )
        return [(item_id, item) for item_id, item in rows]

    def check(self) -> None:
        """Raise StoreError unless SQLite's own integrity and foreign key checks pass."""
        with self._guard, one_line_errors(self.path):
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check").fetchall()]
            loose = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        if found != ["ok"] or loose:
            raise StoreError(f"{self.path}: is damaged: {'; '.join(map(str, found[:3]))}; {len(loose)} loose rows")


def _no_bytes(path: Path, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows as they are. SQLite keeps bytes in a column of texts; svodka never wrote any."""
    for row in rows:
        for value in row:
            if isinstance(value, bytes):
                raise StoreError(f"{path}: is damaged: where a text should stand in it are bytes: {value!r:.60}")
    return rows


def _result(path: Path, row: tuple[Any, ...]) -> Result:
    _, item_id, content, status, headline, source, url, published, stage, reason, attempts, finished, *kept = row
    item, brief, timings = kept
    made = read = None
    if brief is not None or status == "done":
        made = stored(path, brief, Brief, timings=timings)
        read = made.item
    elif item is not None:
        read = stored(path, item, NewsItem)
    return checked(
        path,
        Result,
        *(item_id, content, status, headline, source, url, published),
        *(stage, reason, attempts, finished, read, made),
    )
