"""Batches prepared in a thread, while the processors work on those before."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any, TypeVar

Item = TypeVar("Item")


def ahead(items: Iterator[Item], depth: int = 16) -> Iterator[Item]:
    """The same items, at most ``depth`` of them waiting; an error of theirs is raised in its place."""
    queue: Queue[Any] = Queue(depth)
    stop = Event()

    def fill() -> None:
        try:
            for item in items:
                queue.put(item)
                if stop.is_set():
                    return
        except BaseException as error:  # handed to the consumer, which raises it
            queue.put(error)

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        while thread.is_alive():
            while not queue.empty():
                queue.get_nowait()
            thread.join(0.01)
