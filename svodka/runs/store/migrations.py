"""The schema of a store, as an append-only list of migrations.

Each migration is applied with its record in one transaction. Never edit one that was released: append.
``PRAGMA user_version`` is the number of migrations applied, ``PRAGMA application_id`` says the file is svodka's.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x73766F64  # "svod"

# (name, statements). One run per signature. ``items.item`` holds the item until it is done, then the brief holds it.
# ``queued`` is the place in the work queue, counted over the store. The partial index is the promise that one text has
# at most one result per run, whoever writes.
MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "0001 runs, invocations, items, results",
        (
            """CREATE TABLE runs (
                id INTEGER PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                signature TEXT NOT NULL,
                version TEXT NOT NULL,
                created TEXT NOT NULL)""",
            """CREATE TABLE invocations (
                id INTEGER PRIMARY KEY,
                run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
                started TEXT NOT NULL,
                ended TEXT,
                outcome TEXT,
                report TEXT)""",
            """CREATE TABLE items (
                id INTEGER PRIMARY KEY,
                run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
                invocation_id INTEGER REFERENCES invocations(id) ON DELETE SET NULL,
                content_hash TEXT NOT NULL,
                item_id TEXT NOT NULL,
                headline TEXT NOT NULL,
                source TEXT,
                url TEXT,
                published TEXT,
                status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed', 'skipped')),
                stage TEXT,
                reason TEXT,
                attempts INTEGER NOT NULL DEFAULT 0,
                queued INTEGER,
                item TEXT,
                finished TEXT,
                UNIQUE (run_id, content_hash, item_id),
                CHECK ((status IN ('failed', 'skipped')) = (reason IS NOT NULL)))""",
            """CREATE UNIQUE INDEX items_one_per_text ON items(run_id, content_hash)
                WHERE status IN ('pending', 'done', 'failed')""",
            "CREATE INDEX items_queue ON items(queued) WHERE status = 'pending'",
            "CREATE INDEX items_status ON items(run_id, status)",
            """CREATE TABLE results (
                item INTEGER PRIMARY KEY REFERENCES items(id) ON DELETE CASCADE,
                brief TEXT NOT NULL,
                timings TEXT NOT NULL)""",
        ),
    ),
    (
        "0002 the id of the store",
        (
            "CREATE TABLE store (id TEXT NOT NULL)",
            "INSERT INTO store VALUES (lower(hex(randomblob(16))))",
            "CREATE INDEX items_by_item ON items(item_id)",
            "CREATE INDEX items_by_url ON items(url) WHERE url IS NOT NULL",
        ),
    ),
    # Tables of feeds, which svodka.feeds makes since where it needs them (its schema.py); the number stays.
    ("0003 tables of feeds are made by feeds", ()),
)


def applied(connection: sqlite3.Connection) -> int:
    """How many migrations the database has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, now: str) -> None:
    """Apply what is missing, each migration and its record in one transaction (the connection is in autocommit)."""
    for number, (name, statements) in enumerate(MIGRATIONS, start=1):
        if number <= applied(connection):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number <= applied(connection):  # another process was faster while we waited for the lock
                connection.execute("ROLLBACK")
                continue
            if number == 1:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)")
            for statement in statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (name, now))
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
