"""Ctrl-C or SIGTERM in a run: the first asks it to stop after the item in hand, the second ends the process at once.

Ending at once is safe: an item is one transaction, and SQLite undoes a torn one when the store is next opened.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_on_interrupt(first: Callable[[int], None]) -> Iterator[None]:
    """Within, the first SIGINT or SIGTERM calls ``first`` with its number; a second one ends the process with the code
    that shells give it, 130 or 143.

    Outside the main thread, where Python hears no signals, this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = False

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(128 + number)
        asked = True
        first(number)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
