"""The local backend: translating and summarizing in two threads, so that neither waits for the other's single items.

The engines decode outside the interpreter lock, so the two stages and reading overlap on one machine.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Any

from svodka.runs.backends.work import BatchSizes, Chain, Finished, Piece, finish_piece, translate_batch
from svodka.runs.spool import Spool

_POLL = 0.1  # seconds between looks at the stop sign


class LocalBackend:
    """Runs a chain in this process."""

    name = "local"
    workers = 1

    def __init__(self, chain: Chain) -> None:
        self._chain = chain

    def signature(self) -> dict[str, Any]:
        """The signature of the briefs to come, as JSON."""
        return self._chain.signature.to_dict()

    def close(self) -> None:
        """Nothing to give back: the models go with the chain."""

    def work(self, spool: Spool, stop: threading.Event, sizes: BatchSizes) -> Iterator[Finished]:
        """Finished items in order, and empty results while there are none.

        When ``stop`` is set, what is being summarized is finished, and nothing else begun.
        """
        translated: queue.Queue[Piece | None] = queue.Queue(2 * -(-sizes.translate // sizes.finish))
        finished: queue.Queue[Finished | BaseException | None] = queue.Queue(16)
        closed = threading.Event()

        def translate() -> None:
            try:
                for batch in spool.batches(sizes.translate, sizes.characters):
                    for piece in translate_batch(self._chain, batch, sizes.finish):
                        if not _put(translated, piece, stop):
                            return
                _put(translated, None, stop)
            except BaseException as error:
                _put(finished, error, closed)
                stop.set()

        def finish() -> None:
            try:
                while not stop.is_set():
                    try:
                        piece = translated.get(timeout=_POLL)
                    except queue.Empty:
                        continue
                    if piece is None:
                        break
                    _put(finished, finish_piece(self._chain, piece), closed)
            except BaseException as error:
                _put(finished, error, closed)
                stop.set()
            finally:
                _put(finished, None, closed)

        threads = [
            threading.Thread(target=work, name=f"svodka-{work.__name__}", daemon=True) for work in (translate, finish)
        ]
        for thread in threads:
            thread.start()
        try:
            while True:
                try:
                    got = finished.get(timeout=_POLL)  # a short wait, so that signals are heard
                except queue.Empty:
                    yield Finished((), {})
                    continue
                if got is None:
                    return
                if isinstance(got, BaseException):
                    raise got
                yield got
        finally:
            closed.set()
            stop.set()
            for thread in threads:  # at rest they end at once; one that decodes is left to end by itself
                thread.join(timeout=0.5)


def _put(target: queue.Queue[Any], value: object, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            target.put(value, timeout=_POLL)
            return True
        except queue.Full:
            continue
    return False
