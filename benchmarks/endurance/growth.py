"""A store that grows: opening, going on, export and digest at each tenfold size."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from svodka.digest import DigestOptions, render
from svodka.items import BriefSignature
from svodka.runs import Store, StoreWriter
from svodka.runs.export import write_csv, write_jsonl
from svodka.runs.store.records import brief_json

_CHUNK = 1_000
_DIGEST = 10_000  # briefs of the page, at most: it is held in memory and read in a browser


def growth(*, count: int, seconds: float) -> int:
    """Fill a store to ``count`` items, in tenfold steps from a thousand; prints what each step costs."""
    from support.chain import SIGNATURE

    end = time.monotonic() + seconds
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= count]
    costs: dict[str, list[float]] = {}
    filled = 0
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "run.sqlite"
        for size in sizes:
            spent = _filled(path, filled, size, end)
            if spent is None:
                print(f"growth    {size} items were not reached in the time")
                break
            found = {"offer and finish": spent / (size - filled)}
            filled = size
            found["open"] = _seconds(lambda: Store.open(path).close())
            found["open to write"] = _seconds(lambda: StoreWriter.create(path).close())
            with Store.open(path) as store:
                found["counts"] = _seconds(lambda: store.runs()) / size
                found["JSON lines"] = _seconds(lambda: write_jsonl(store.results(1), _Nowhere())) / size
                found["CSV"] = _seconds(lambda: write_csv(store.results(1), _Nowhere())) / size
            found["digest"] = _seconds(lambda: _digest(path)) / min(size, _DIGEST)
            found["read all again, nothing to do"] = _seconds(lambda: _again(path, size, SIGNATURE)) / size  # noqa: B023
            for what, cost in found.items():
                costs.setdefault(what, []).append(cost)
            told = ", ".join(f"{what} {cost * 1e6:.0f} µs" for what, cost in found.items())
            print(f"growth    {size} items, {path.stat().st_size / 1e6:.0f} MB: {told}", flush=True)
    print(
        "growth    per item (opening: in all), largest size over the one before: "
        + ", ".join(f"{what} x{found[-1] / found[-2]:.2f}" for what, found in costs.items() if len(found) > 1)
    )
    return 0


class _Nowhere(io.StringIO):
    def write(self, text: str) -> int:
        return len(text)


def _filled(path: Path, begin: int, stop: int, end: float) -> float | None:
    """Seconds of the processor for offering and finishing these items; None when the time is over."""
    from support.chain import SIGNATURE, make_brief, make_item

    begun = time.process_time()
    with StoreWriter.create(path) as store:
        # The disk of a test machine is not what is measured: no flush for each of a million items.
        store._connection.execute("PRAGMA synchronous = OFF")
        run, invocation = store.begin(SIGNATURE)
        place = 0
        for start in range(begin, stop, _CHUNK):
            if time.monotonic() > end:
                return None
            store.offer(
                run, invocation, [make_item(n) for n in range(start, min(start + _CHUNK, stop))], retry_failed=False
            )
            for queued in store.take(invocation, place, _CHUNK):
                place = queued.queued
                store.done(queued.row, *brief_json(make_brief(queued.item)))
    return time.process_time() - begun


def _again(path: Path, size: int, signature: BriefSignature) -> None:
    from support.chain import make_item

    with StoreWriter.create(path) as store:
        run, invocation = store.begin(signature)
        for start in range(0, size, _CHUNK):
            store.offer(run, invocation, [make_item(n) for n in range(start, start + _CHUNK)], retry_failed=False)
        if store.take(invocation, 0, 1):
            raise sqlite3.DataError("something was left to do in a finished store")


def _digest(path: Path) -> None:
    with Store.open(path) as store:
        briefs = []
        for result in store.results(1):
            briefs.append(result.brief)
            if len(briefs) == _DIGEST:
                break
        render([brief for brief in briefs if brief is not None], DigestOptions())


def _seconds(function: Callable[[], object]) -> float:
    begun = time.process_time()
    function()
    return time.process_time() - begun
