"""What a store remembers of the addresses: validators, where a feed has moved, how long it fails, robots.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from svodka.readers.fetch import Answer
from svodka.runs import StoreWriter
from svodka.runs.store.database import now
from svodka.runs.store.records import checked

_ROBOTS_HOURS = 24  # RFC 9309, section 2.4
_LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Subscription:
    """An address as the user gave it (``url``), where it is asked (``address``), and what is known of it."""

    row: int
    url: str
    address: str
    etag: str | None
    last_modified: str | None
    failures: int
    failing_since: str | None
    not_before: str | None

    @property
    def resting(self) -> bool:
        """Whether the site asked to be left alone until later (Retry-After)."""
        return self.not_before is not None and self.not_before > now()


class FeedMemory:
    """The tables ``feeds`` and ``robots`` of a store."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store

    def subscriptions(self, urls: Sequence[str]) -> list[Subscription]:
        """What is known of these addresses; one that is where another has moved goes on with the other's memory."""
        with self._store.transaction() as db:
            for url in urls:
                if db.execute("SELECT 1 FROM feeds WHERE url = ?", (url,)).fetchone():
                    continue
                moved = db.execute("SELECT id, url FROM feeds WHERE address = ? ORDER BY id", (url,)).fetchall()
                free = [row for row, old in moved if old not in urls]
                if free:
                    db.execute("UPDATE feeds SET url = ? WHERE id = ?", (url, free[0]))
                else:
                    db.execute("INSERT INTO feeds (url, address) VALUES (?, ?)", (url, url))
            rows = [
                db.execute(
                    """SELECT id, url, address, etag, last_modified, failures, failing_since, not_before
                       FROM feeds WHERE url = ?""",
                    (url,),
                ).fetchone()
                for url in urls
            ]
        return [checked(self._store.path, Subscription, *row) for row in rows]

    def failed(self, feed: Subscription, retry_after: datetime | None) -> None:
        """The address failed once more; it is left alone until ``retry_after``, for a day at most."""
        until = None
        if retry_after is not None:
            until = min(retry_after, datetime.now(UTC) + _LONGEST_WAIT).astimezone(UTC).isoformat("T", "milliseconds")
        with self._store.transaction() as db:
            db.execute(
                """UPDATE feeds SET failures = failures + 1, failing_since = coalesce(failing_since, ?), not_before = ?
                   WHERE id = ?""",
                (now(), until, feed.row),
            )

    def unchanged(self, feed: Subscription, answer: Answer) -> None:
        """The address answered that nothing has changed."""
        if (feed.failures, feed.address) == (0, answer.moved):
            return  # nothing to write: the usual case, two hundred times every half hour
        with self._store.transaction() as db:
            db.execute(
                "UPDATE feeds SET address = ?, failures = 0, failing_since = NULL, not_before = NULL WHERE id = ?",
                (answer.moved, feed.row),
            )

    def robots(self) -> dict[str, str]:
        """The robots.txt of each site, those of the last 24 hours."""
        oldest = (datetime.now(UTC) - timedelta(hours=_ROBOTS_HOURS)).isoformat("T", "milliseconds")
        return dict(self._store.select("SELECT site, text FROM robots WHERE fetched > ?", (oldest,)))

    def keep_robots(self, robots: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Remember the robots.txt that were not known before."""
        new = [(site, text, now()) for site, text in robots.items() if site not in known]
        if new:
            with self._store.transaction() as db:
                db.executemany("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", new)
