"""What a store holds, as frozen dataclasses: runs, results, and the queue's items; and how they become JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar, get_origin, get_type_hints

from svodka.errors import InputError, StoreError
from svodka.items import Brief, BriefSignature
from svodka.plain import Plain
from svodka.readers import NewsItem

Status = Literal["pending", "done", "failed", "skipped"]
STATUSES: tuple[Status, ...] = ("pending", "done", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Run(Plain):
    """A run: its signature and its digest, when it began and last ended, and how many items stand in each status."""

    id: int
    digest: str
    signature: BriefSignature
    version: str
    created: str
    ended: str | None
    outcome: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Result(Plain):
    """One item of a run, in reading order.

    ``brief`` is None unless done, ``item`` is None for what could not be read. ``reason`` says why it failed (in
    ``stage`` read, translate or summarize) or was skipped.
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
    item: NewsItem | None
    brief: Brief | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The last brief of an item: its row, the item's id and date, when and by which start (0: unknown) it was made."""

    row: int
    item_id: str
    finished: str
    invocation: int
    published: str | None


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


def signature_digest(signature: BriefSignature) -> str:
    """The key of a run: 64 bits of SHA-256 over the signature's JSON, as 16 hex digits."""
    return hashlib.sha256(json.dumps(signature.to_dict(), sort_keys=True).encode()).hexdigest()[:16]


class _Items(TypedDict):
    done: int
    failed: int


class _Report(TypedDict):
    """What is read of the report of a start (`RunReport.to_dict`)."""

    started: str
    outcome: str
    seconds: float
    items: _Items
    items_per_second: float
    words_per_second: float
    flagged: int


T = TypeVar("T", bound=Plain)
Row = TypeVar("Row")
_NAMES = {Brief: "a brief", NewsItem: "an item", BriefSignature: "a run's signature"}


def stored(path: Path, text: Any, kind: type[T], **more: Any) -> T:
    """What a store holds as JSON, with ``more`` fields of it that stand apart.

    A store is a file that people copy, repair and open with other programs: raises StoreError for what is not what
    svodka wrote.
    """
    with _as_written(path, _NAMES[kind]):
        return kind.from_dict(_object(text) | {name: _object(apart) for name, apart in more.items()})


def checked(path: Path, kind: Callable[..., Row], *values: Any) -> Row:
    """A row of a store as the dataclass that it is. Raises StoreError where a value is of another type."""
    for (name, hint), value in zip(_hints(kind), values, strict=False):
        if hint is not None and not (isinstance(value, hint) and not isinstance(value, bool)):
            raise StoreError(
                f"{path}: is damaged: {name.replace('_', ' ')} in it is {value!r:.60}, which svodka never wrote; "
                "restore a copy"
            )
    return kind(*values)


@cache
def _hints(kind: Any) -> tuple[tuple[str, tuple[type, ...] | None], ...]:
    """The types of a dataclass's fields, None for those that are no plain values."""
    plain = {str: (str,), int: (int,), float: (int, float), str | None: (str, type(None))}
    hints = get_type_hints(kind).items()
    return tuple((name, (str,) if get_origin(hint) is Literal else plain.get(hint)) for name, hint in hints)


def stored_report(path: Path, text: Any) -> dict[str, Any]:
    """The report of one start; StoreError as `stored`."""
    import msgspec

    with _as_written(path, "a report"):
        found = _object(text)
        msgspec.convert(found, _Report)
        return found


def _object(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"no JSON ({error})") from error
    if not isinstance(found, dict):
        raise InputError(f"it is {type(found).__name__}")
    return found


@contextmanager
def _as_written(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except (InputError, ValueError) as error:
        raise StoreError(
            f"{path}: is damaged: {what} in it is not what svodka wrote: {error!s:.300}; restore a copy"
        ) from error


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
