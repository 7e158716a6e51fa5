"""Open a store's SQLite file, refuse what is not one, and turn sqlite3's errors into one-line StoreErrors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from svodka.errors import StoreError
from svodka.runs.store.migrations import APPLICATION_ID, MIGRATIONS, applied, migrate

_BUSY_SECONDS = 10.0
_STEPS = 1_000_000  # of SQLite's machine, some hundredths of a second


def _heard() -> int:
    """Between two steps of a query Python hears signals only here: a store may hold a query that does not end."""
    return 0


def now() -> str:
    """The time in UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@contextmanager
def one_line_errors(path: Path) -> Iterator[None]:
    """Raise StoreError for any sqlite3 error inside, saying what happened to the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explain(path, error)) from error
    except UnicodeDecodeError as error:  # of a text in the file: sqlite3 gives it as it is
        raise StoreError(f"{path}: is damaged ({error}); restore a copy, or choose another --store") from error


def _explain(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{path}: the disk is full; what is done is kept: free some space and run the same command again"
    if code == sqlite3.SQLITE_IOERR:
        return f"{path}: cannot be read or written ({error}); what is done is kept: check the disk and run again"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path}: is locked by another program; close it and run again"
    if code == sqlite3.SQLITE_READONLY:
        return f"{path}: is read-only; give write permission to the file and its folder, or choose another --store"
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"{path}: cannot be opened; check that its folder exists and that you may write there"
    if code == sqlite3.SQLITE_NOTADB:
        return f"{path}: is not an SQLite database; a store is a file that --store made"
    if code == sqlite3.SQLITE_CORRUPT or "Could not decode" in str(error):
        return f"{path}: is damaged ({error}); restore a copy, or choose another --store"
    return f"{path}: {error}"


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection for the one process that writes: created and migrated as needed, WAL, foreign keys on.

    ``synchronous=FULL``: an item costs seconds of work and a commit milliseconds, so done means done even when the
    power fails. Raises StoreError for a folder that cannot be written, a foreign or newer database, or no database.
    """
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; --store wants a file, for example {path / 'run.sqlite'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise StoreError(f"{path}: the file or its folder is read-only; choose another --store or change the rights")
    with one_line_errors(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.set_progress_handler(_heard, _STEPS)
        try:
            _check_ours(path, connection, may_be_empty=True)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, now())
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection; it sees what is done while a run is writing.

    Raises StoreError when the file is missing, not a store, or of another schema.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such store; `svodka brief INPUT --store {path}` makes one")
    with one_line_errors(path):
        uri = path.resolve().as_uri()
        if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
            uri += "?immutable=1"  # WAL wants to write beside the file; with nothing in the log there is no need to
        else:
            uri += "?mode=ro"
        connection = sqlite3.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.set_progress_handler(_heard, _STEPS)
        try:
            _check_ours(path, connection, may_be_empty=False)
            have = applied(connection)
        except BaseException:
            connection.close()
            raise
    if have < len(MIGRATIONS):
        connection.close()
        connect_writer(path).close()  # an older store: bring it up to date, then read
        return connect_reader(path)
    return connection


def _check_ours(path: Path, connection: sqlite3.Connection, *, may_be_empty: bool) -> None:
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if tables == 0 and may_be_empty:
        return
    found = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if tables == 0 or found != APPLICATION_ID:
        raise StoreError(
            f"{path}: is an SQLite database, but not a store of svodka; choose another file, it was left as it is"
        )
    if (version := applied(connection)) > len(MIGRATIONS):
        raise StoreError(
            f"{path}: was written by a newer svodka (schema {version}, this one knows {len(MIGRATIONS)}); "
            "upgrade with: pip install -U svodka"
        )
