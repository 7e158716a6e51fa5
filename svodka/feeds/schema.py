"""The tables that feeds keep in a store of runs.

``feeds.url`` is the address as the user gave it, ``address`` where permanent redirects led; ``fetched`` is when it last
sent a document, and an entry with ``seen`` equal to it was in that document. ``entries.item`` is the item as long as it
waits to be briefed; ``taken`` says that it was begun. To change a table that stores in the world have, add a statement.
"""

from __future__ import annotations

from svodka.runs import StoreWriter

_STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS feeds (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        fetched TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since TEXT,
        not_before TEXT)""",
    """CREATE TABLE IF NOT EXISTS entries (
        id INTEGER PRIMARY KEY,
        feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
        guid TEXT NOT NULL,
        link TEXT,
        fingerprint TEXT NOT NULL,
        item_id TEXT NOT NULL,
        seen TEXT NOT NULL,
        item TEXT,
        edited INTEGER NOT NULL DEFAULT 0,
        taken INTEGER NOT NULL DEFAULT 0,
        UNIQUE (feed_id, guid))""",
    "CREATE INDEX IF NOT EXISTS entries_guid ON entries(guid)",
    "CREATE INDEX IF NOT EXISTS entries_link ON entries(link) WHERE link IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS entries_waiting ON entries(id) WHERE item IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS entries_by_item ON entries(item_id)",
    "CREATE TABLE IF NOT EXISTS robots (site TEXT PRIMARY KEY, text TEXT NOT NULL, fetched TEXT NOT NULL)",
)


def prepare(store: StoreWriter) -> None:
    """Make the tables in a store that has had no feeds yet."""
    with store.transaction() as db:
        for statement in _STATEMENTS:
            db.execute(statement)
