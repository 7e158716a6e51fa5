"""Translation memory in SQLite: what was decoded once is not decoded again, within a run or across runs.

Keyed by the decoder's input (the normalised segment) and the digest of the signature that produced the hypothesis:
another model, engine or option never answers for this one. A run without a file keeps its memory in a private temporary
database that SQLite spills to disk, so that memory stays bounded however long the run.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from svodka.errors import StoreError
from translate.repair import Outcome
from translate.types import Flag

_APPLICATION_ID = 0x7364746D  # "sdtm"
_VERSION = 1
_BUSY_SECONDS = 30.0
_BATCH = 500
_SCHEMA = """
CREATE TABLE segments (
    signature TEXT NOT NULL, source TEXT NOT NULL, hypothesis TEXT NOT NULL, score REAL NOT NULL, flags TEXT NOT NULL,
    attempts INTEGER NOT NULL, PRIMARY KEY (signature, source)
) WITHOUT ROWID
"""

# Made when the first correction is kept: a memory of an earlier svodka has none.
_CORRECTIONS = """
CREATE TABLE IF NOT EXISTS corrections (source TEXT PRIMARY KEY, target TEXT NOT NULL, made TEXT NOT NULL) WITHOUT ROWID
"""


class Memory:
    """Outcomes by decoder input under one signature digest.

    ``path`` None keeps them for the life of the object only. Raises StoreError when the file cannot be opened, is
    damaged, or is something else than a translation memory; a foreign file is left as it is.
    """

    def __init__(self, path: Path | None, digest: str) -> None:
        self._path = path
        self._digest = digest
        self._lock = threading.Lock()
        with self._errors():
            self._connection = sqlite3.connect(
                path or "", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def get(self, sources: Sequence[str]) -> dict[str, Outcome]:
        """The outcomes of those sources that are known."""
        found: dict[str, Outcome] = {}
        with self._lock, self._errors():
            for start in range(0, len(sources), _BATCH):
                batch = sources[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                for source, hypothesis, score, flags, attempts in self._connection.execute(
                    "SELECT source, hypothesis, score, flags, attempts FROM segments "
                    f"WHERE signature = ? AND source IN ({marks})",
                    (self._digest, *batch),
                ):
                    if not (isinstance(hypothesis, str) and isinstance(score, float) and isinstance(attempts, int)):
                        raise self._damaged((hypothesis, score, attempts))
                    found[source] = Outcome(hypothesis, score, self._flags(flags), attempts)
        return found

    def put(self, outcomes: Mapping[str, Outcome]) -> None:
        """Remember outcomes by their source, all or none."""
        rows = [
            (self._digest, source, o.text, o.score, json.dumps([[f.kind, f.detail] for f in o.flags]), o.attempts)
            for source, o in outcomes.items()
        ]
        with self._lock, self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?, ?, ?)", rows)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def corrections(self) -> list[tuple[str, str, str]]:
        """(source, target, made) of what readers have corrected, by source; it holds under every signature."""
        with self._lock, self._errors():
            if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'corrections'").fetchone():
                return []
            rows = self._connection.execute("SELECT source, target, made FROM corrections ORDER BY source").fetchall()
        if wrong := next((row for row in rows if not all(isinstance(value, str) for value in row)), None):
            raise self._damaged(wrong)
        return rows

    def correct(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Keep corrections (source, target, made), all or none; one of the same source gives way."""
        with self._lock, self._errors():
            self._connection.execute(_CORRECTIONS)
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?)", rows)

    def uncorrect(self, sources: Sequence[str]) -> int:
        """Forget the corrections of these sources; gives how many there were."""
        with self._lock, self._errors():
            self._connection.execute(_CORRECTIONS)
            marks = ",".join("?" * len(sources))
            return self._connection.execute(f"DELETE FROM corrections WHERE source IN ({marks})", sources).rowcount

    def close(self) -> None:
        """Close the database; a private one is gone."""
        self._connection.close()

    def _prepare(self) -> None:
        tables = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            if self._path:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("BEGIN IMMEDIATE")
            # Another process may have made the tables since we looked.
            if not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")
                self._connection.execute(_SCHEMA)
            self._connection.execute("COMMIT")
        (found,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if found != _APPLICATION_ID:
            raise StoreError(
                f"{self._path}: is an SQLite database, but no translation memory; choose another --memory file, "
                "it was left as it is"
            )
        if version != _VERSION:
            raise StoreError(
                f"{self._path}: is a translation memory of version {version}, this svodka knows {_VERSION}; "
                "choose another --memory file, or upgrade with: pip install -U svodka"
            )

    def _flags(self, text: str) -> tuple[Flag, ...]:
        try:
            return tuple(Flag(str(kind), str(detail)) for kind, detail in json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            raise self._damaged(text) from error

    def _damaged(self, found: object) -> StoreError:
        return StoreError(f"{self._path}: holds a damaged row ({found!r:.100}); delete the file and run again")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            reason = {
                sqlite3.SQLITE_NOTADB: "is no SQLite database; choose another --memory file, it was left as it is",
                sqlite3.SQLITE_CORRUPT: f"is damaged ({error}); delete it and run again: time is lost, and corrections",
                sqlite3.SQLITE_FULL: "the disk is full; free some space and run again",
                sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and can be written",
                sqlite3.SQLITE_READONLY: "is read-only; change the rights or choose another --memory file",
                sqlite3.SQLITE_BUSY: "is locked by another program; close it and run again",
            }.get(code, str(error))
            raise StoreError(f"{self._path or 'the run’s temporary memory'}: {reason}") from error
        except UnicodeDecodeError as error:  # of a text in the file: sqlite3 gives it as it is
            raise StoreError(
                f"{self._path}: is damaged ({error}); delete it and run again: time is lost, and corrections"
            ) from error
