"""Drive a run: read into the queue, let a backend work it off, and write each finished item in its own transaction.

The thread that calls `execute` is the only one that writes results; it tells the progress and decides when to stop.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from svodka.errors import OptionError, StoreError
from svodka.items import BriefSignature
from svodka.readers import NewsItem
from svodka.readers.options import ReadFailure
from svodka.runs.backends.work import BatchSizes, Finished, Outcome
from svodka.runs.interrupts import stop_on_interrupt
from svodka.runs.progress import Progress, SilentProgress
from svodka.runs.report import RunOutcome, RunReport, closing_lines, make_report
from svodka.runs.spool import Spool
from svodka.runs.store.database import now
from svodka.runs.store.writer import StoreWriter
from svodka.runs.tally import Tally

_FAILURES_TOLD = 10


class Backend(Protocol):
    """Where the work is done. ``work`` gives finished items until the spool is empty or ``stop`` is set."""

    name: str
    workers: int

    @property
    def busy(self) -> bool: ...

    def signature(self) -> BriefSignature: ...

    def work(self, spool: Spool, stop: threading.Event, sizes: BatchSizes) -> Iterator[Finished]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run; nothing here changes a brief. ``max_failures`` ends the run at that many failures of this start."""

    retry_failed: bool = False
    max_failures: int | None = None
    sizes: BatchSizes = field(default_factory=BatchSizes)

    def __post_init__(self) -> None:
        if self.max_failures is not None and self.max_failures < 1:
            raise OptionError(f"max_failures is {self.max_failures}; expected 1 or more")


def execute(
    items: Iterable[NewsItem | ReadFailure],
    backend: Backend,
    store: StoreWriter,
    *,
    options: RunOptions | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Process what the store has no result for under the backend's signature, and report.

    In the main thread, Ctrl-C ends the run after the item in hand. Raises StoreError when the store cannot be written,
    and what no item is to blame for (a broken checkpoint, a missing extra); what is done by then is kept.
    """
    options, progress = options or RunOptions(), progress or SilentProgress()
    started, signature, known = now(), backend.signature(), store.runs()
    run, invocation = store.begin(signature)
    if known and run not in {r.id for r in known}:
        change = ", ".join(what_changed(known[-1].signature.to_dict(), signature.to_dict()))
        progress.say(f"a new run, {run}, apart from run {known[-1].id} in {store.path}: {change}")
    if options.retry_failed:
        store.forget_unreadable(run)
    stop = threading.Event()
    spool = Spool(store, run, invocation, retry_failed=options.retry_failed, stop=stop)
    driver = _Driver(store, Tally(spool), options, progress, stop)
    outcome: RunOutcome = "stopped"
    try:
        with stop_on_interrupt(driver.interrupt):
            progress.start(driver.tally)
            spool.start(items)
            driver.drive(backend.work(spool, stop, options.sizes))
        outcome = driver.outcome
        if outcome == "finished" and store.take(invocation, 0, 1):
            outcome = "stopped"  # whatever a backend lost: a run with items that wait is never called finished
            progress.say(f"no result came back for some items ({backend.name}): they wait for another start")
    finally:
        stop.set()
        progress.close()
        report = make_report(
            driver.tally,
            store=store.path,
            run=run,
            invocation=invocation,
            outcome=outcome,
            backend=backend.name,
            workers=backend.workers,
            started=started,
            signature=signature,
        )
        with suppress(StoreError):  # when the store is what failed, that error is the one to hear of
            store.end(invocation, outcome, report.to_dict())
    for line in closing_lines(report):
        progress.say(line)
    return report


class _Driver:
    """The writing side of one invocation."""

    def __init__(
        self, store: StoreWriter, tally: Tally, options: RunOptions, progress: Progress, stop: threading.Event
    ) -> None:
        self.tally = tally
        self.outcome: RunOutcome = "finished"
        self._store, self._options, self._progress, self._stop = store, options, progress, stop

    def interrupt(self, number: int) -> None:
        """Ctrl-C was pressed, or SIGTERM sent."""
        self.outcome = "terminated" if number == signal.SIGTERM else "interrupted"
        self._stop.set()
        self._progress.say("stopping after the item in hand; press Ctrl-C again to stop at once")

    def drive(self, work: Iterator[Finished]) -> None:
        """Write what comes until it ends."""
        told = 0
        for finished in work:
            self.tally.add_work(finished)
            for outcome in finished.outcomes:
                if outcome.failure is not None and self.outcome == "stopped":
                    continue  # enough have failed: these stay pending
                self._write(outcome)
                if outcome.failure is not None and (told := told + 1) <= _FAILURES_TOLD:
                    last = "; further failures are only counted" if told == _FAILURES_TOLD else ""
                    self._progress.say(
                        f"{outcome.item}: {outcome.failure.stage} failed: {outcome.failure.reason}{last}"
                    )
                self._stop_if_too_many()
            self._tell_unread()
            self._stop_if_too_many()
            self._progress.update()
        self._tell_unread()

    def _tell_unread(self) -> None:
        while self.tally.spool.news:
            self._progress.say(self.tally.spool.news.popleft())

    def _write(self, outcome: Outcome) -> None:
        begun = time.perf_counter()
        if outcome.failure is not None:
            self._store.failed(outcome.row, outcome.failure.stage, outcome.failure.reason)
            self.tally.failed += 1
        else:
            self._store.done(outcome.row, outcome.brief, outcome.timings)
            self.tally.done += 1
            self.tally.words += outcome.words
            self.tally.segments += outcome.segments
            self.tally.flags.update(outcome.counts)
            self.tally.flagged += bool(outcome.counts)
        self.tally.stages["store"] += time.perf_counter() - begun

    def _stop_if_too_many(self) -> None:
        limit = self._options.max_failures
        if limit is not None and self.outcome == "finished" and self.tally.failures >= limit:
            self.outcome = "stopped"
            self._stop.set()
            self._progress.say(f"stopping: {self.tally.failures} items failed (limit {limit})")


def what_changed(before: Mapping[str, Any], after: Mapping[str, Any], name: str = "") -> list[str]:
    """The differences of two signatures in words, such as ``translate beam: 4 is now 1``."""
    changes = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            changes += what_changed(old, new, f"{name}{key} " if key != "options" else name)
        elif old != new:
            changes.append(
                f"{name}{key}: {'default' if old is None else old} is now {'default' if new is None else new}"
            )
    return changes
