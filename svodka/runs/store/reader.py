"""The store of runs: one SQLite file, one run per signature, one transaction per finished item.

A run is everything made with one signature: starting again with the same models and options goes on with it, any change
makes another run in the same file. An item is keyed by its content hash: it is *pending* once read, and ends *done*,
*failed* (error and stage kept) or *skipped* (with the reason).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from svodka.errors import StoreError
from svodka.items import Brief, BriefSignature
from svodka.readers import NewsItem
from svodka.runs.store.database import connect_reader, one_line_errors
from svodka.runs.store.records import STATUSES, Result, Run, Status, stored, stored_report

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
                Run(id_, digest, stored(self.path, signature, BriefSignature), version, created, ended, outcome, counts)
                for id_, digest, signature, version, created, ended, outcome in rows
                for counts in [self.counts(id_)]
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
        """The rows of an SQL query; the tables are in ``svodka/runs/store/migrations.py``."""
        with self._guard, one_line_errors(self.path):
            return _no_bytes(self.path, self._connection.execute(query, values).fetchall())

    def brief(self, row: int) -> Brief:
        """The brief of an item that is done, by its row; without timings."""
        found = self.select("SELECT brief FROM results WHERE item = ?", (row,))
        return stored(self.path, found[0][0] if found else None, Brief)

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
    return Result(
        *(item_id, content, status, headline, source, url, published),
        *(stage, reason, attempts, finished, read, made),
    )
