"""The work queue: a thread reads the inputs ahead into the store, batches of pending items come out.

Reading is far faster than translating, so the whole input is soon known (and with it the time that remains), while
memory holds one batch at a time.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from svodka.readers import NewsItem
from svodka.readers.options import ReadFailure
from svodka.runs.store.records import Offered, Queued
from svodka.runs.store.writer import StoreWriter

_READ_ITEMS, _READ_SECONDS = 64, 0.5
_TOLD = 10


class Spool:
    """Feeds one invocation of a run. ``read`` and ``seconds`` may be looked at any time from other threads."""

    def __init__(
        self, store: StoreWriter, run_id: int, invocation_id: int, *, retry_failed: bool, stop: threading.Event
    ) -> None:
        self._store, self._run, self._invocation = store, run_id, invocation_id
        self._retry_failed = retry_failed
        self._stop = stop
        self._news = threading.Condition()
        self._error: BaseException | None = None
        self.complete = False
        self.offered = Offered()
        self.unread = 0
        self.news: deque[str] = deque()  # lines for the user, the first failures only
        self.seconds = 0.0

    def start(self, items: Iterable[NewsItem | ReadFailure]) -> None:
        """Begin to read in a thread of its own: the one that writes inputs down, while batches are taken out."""
        threading.Thread(target=self._read, args=(items,), name="svodka-read", daemon=True).start()

    def _read(self, items: Iterable[NewsItem | ReadFailure]) -> None:
        held: list[NewsItem] = []
        since = begun = time.perf_counter()
        try:
            for item in items:
                if self._stop.is_set():
                    return
                if isinstance(item, ReadFailure):
                    self._put(held)  # what was read before it stands before it in the store, however slow the reading
                    held, since = [], time.perf_counter()
                    self._store.unreadable(
                        self._run, self._invocation, item.where, item.error, "skipped" if item.skipped else "failed"
                    )
                    if item.skipped:
                        self.offered = self.offered + Offered(skipped=1)
                    else:
                        self.unread += 1
                        if self.unread <= _TOLD:
                            self.news.append(f"{item.where}: cannot be read: {item.error}")
                else:
                    held.append(item)
                if len(held) >= _READ_ITEMS or time.perf_counter() - since > _READ_SECONDS:
                    self._put(held)
                    held, since = [], time.perf_counter()
                self.seconds = time.perf_counter() - begun
            self._put(held)
        except BaseException as error:  # raised again where the batches are taken
            self._error = error
        finally:
            with self._news:
                self.complete = True
                self._news.notify_all()

    def _put(self, held: list[NewsItem]) -> None:
        if not held:
            return
        more = self._store.offer(self._run, self._invocation, held, retry_failed=self._retry_failed)
        with self._news:
            self.offered = self.offered + more
            self._news.notify_all()

    def batches(self, items: int, characters: Callable[[], int]) -> Iterator[list[Queued]]:
        """Pending items in order, up to so many items a batch, and so many characters as ``characters`` says before
        each (at least one item).

        Waits for a full batch or the end of the input; ends early when stopped. Raises what reading raised.
        """
        place = taken = 0
        while not self._stop.is_set():
            with self._news:
                if self._error is not None:
                    raise self._error
                if not self.complete and self.offered.queued < taken + items:
                    self._news.wait(timeout=0.2)
                    continue
            batch = _cut(self._store.take(self._invocation, place, items), characters())
            if not batch:
                return
            place, taken = batch[-1].queued, taken + len(batch)
            yield batch


def _cut(batch: list[Queued], characters: int) -> list[Queued]:
    total = 0
    for index, queued in enumerate(batch):
        total += len(queued.item.text)
        if index and total > characters:
            return batch[:index]
    return batch
