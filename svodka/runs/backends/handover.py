"""Hand things from thread to thread through bounded queues, without ever waiting past a stop sign.

None ends what is handed over; an exception that is handed over is raised where it is taken.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Any, TypeVar

from svodka.runs.backends.work import Finished

T = TypeVar("T")
_POLL = 0.1  # seconds between looks at the stop sign


def put(target: queue.Queue[Any], value: object, stop: threading.Event) -> bool:
    """Whether the value went in before ``stop`` was set."""
    while not stop.is_set():
        try:
            target.put(value, timeout=_POLL)
            return True
        except queue.Full:
            continue
    return False


def take(source: queue.Queue[T | BaseException | None], stop: threading.Event) -> Iterator[T]:
    """What comes out, until its end or until ``stop`` is set."""
    return (got for got in _looks(source, stop) if got is not None)


def results(
    finished: queue.Queue[Finished | BaseException | None], stop: threading.Event | None = None
) -> Iterator[Finished]:
    """What comes out, and empty results while there is nothing, so that whoever asks hears signals."""
    return (Finished((), {}) if got is None else got for got in _looks(finished, stop))


def _looks(source: queue.Queue[T | BaseException | None], stop: threading.Event | None) -> Iterator[T | None]:
    """Look again and again: what came out, or None where nothing did."""
    while stop is None or not stop.is_set():
        try:
            got = source.get(timeout=_POLL)
        except queue.Empty:
            yield None
            continue
        if got is None:
            return
        if isinstance(got, BaseException):
            raise got
        yield got
