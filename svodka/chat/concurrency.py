"""Several calls at a time, results in order, and no waiting for the rest when the caller has enough."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_order(function: Callable[[Given], Made], inputs: Sequence[Given], workers: int) -> Iterator[Made]:
    """``function`` of each input, at most ``workers`` at a time; the first exception, in input order, is raised.

    Threads are daemons, not a pool's: on Ctrl-C the process does not wait minutes for answers that nobody will read.
    Once the caller leaves, no further input is begun.
    """
    todo: SimpleQueue[int] = SimpleQueue()
    done: list[SimpleQueue[tuple[Made | None, BaseException | None]]] = [SimpleQueue() for _ in inputs]
    for index in range(len(inputs)):
        todo.put(index)
    left = threading.Event()

    def work() -> None:
        while not left.is_set():
            try:
                index = todo.get_nowait()
            except Empty:
                return
            try:
                done[index].put((function(inputs[index]), None))
            except BaseException as error:  # given to the caller, in whose thread it is raised
                done[index].put((None, error))

    for _ in range(min(workers, len(inputs))):
        threading.Thread(target=work, name="svodka-chat", daemon=True).start()
    try:
        for place in done:
            made, error = place.get()
            if error is not None:
                raise error
            yield made  # type: ignore[misc]
    finally:
        left.set()
