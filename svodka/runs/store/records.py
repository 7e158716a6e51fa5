"""What a store holds, as frozen dataclasses: runs, results, and the queue's items; and how they become JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from svodka.items import Brief, NewsItem

Status = Literal["pending", "done", "failed", "skipped"]
STATUSES: tuple[Status, ...] = ("pending", "done", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its signature (JSON and digest), when it began and last ended, and how many items stand in each status."""

    id: int
    digest: str
    signature: dict[str, Any]
    version: str
    created: str
    ended: str | None
    outcome: str | None
    counts: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Result:
    """One item of a run, in reading order.

    ``brief`` is `Brief.to_dict()` when done, else None; ``item`` is `NewsItem.to_dict()`, None for what could not be
    read. ``reason`` says why it failed (in ``stage`` read, translate or summarize) or was skipped.
    """

    item_id: str
    content_hash: str
    status: Status
    headline: str
    source: str | None
    url: str | None
    published: str | None
    stage: str | None
    reason: str | None
    attempts: int
    finished: str | None
    item: dict[str, Any] | None
    brief: dict[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Queued:
    """A pending item: its row in the store, its place in the queue, and the item."""

    row: int
    queued: int
    item: NewsItem


@dataclass(frozen=True, slots=True)
class Offered:
    """What became of items offered to a run: queued now, or known from before."""

    queued: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, more: Offered) -> Offered:
        return Offered(
            self.queued + more.queued, self.done + more.done, self.failed + more.failed, self.skipped + more.skipped
        )


def signature_digest(signature: Mapping[str, Any]) -> str:
    """The key of a run: 64 bits of SHA-256 over the signature's JSON, as 16 hex digits."""
    return hashlib.sha256(json.dumps(signature, sort_keys=True).encode()).hexdigest()[:16]


def to_json(value: object) -> str:
    """Compact JSON that SQLite can hold: readable Cyrillic, but escapes where a lone surrogate would not encode."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def brief_json(brief: Brief) -> tuple[str, str]:
    """A brief's JSON without its timings, and its timings: the first is the same wherever the brief was made."""
    data = brief.to_dict()
    timings = data.pop("timings")
    return to_json(data), to_json(timings)


def column(text: str | None) -> str | None:
    """A text that SQLite can hold: lone surrogates give way to question marks (the JSON keeps them)."""
    return None if text is None else text.encode("utf-8", "replace").decode()
