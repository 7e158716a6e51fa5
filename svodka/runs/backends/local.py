"""The local backend: translating and summarizing in two threads, so that neither waits for the other's single items.

The engines decode outside the interpreter lock, so the two stages and reading overlap on one machine.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator

from svodka.items import BriefSignature
from svodka.runs.backends.handover import put, results, take
from svodka.runs.backends.work import BatchSizes, Chain, Finished, Pace, Piece, finish_piece, translate_batch
from svodka.runs.spool import Spool


class LocalBackend:
    """Runs a chain in this process."""

    name = "local"
    workers = 1

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._threads: list[threading.Thread] = []

    @property
    def busy(self) -> bool:
        """Whether a thread still decodes; it holds nothing that would have to be saved."""
        return any(thread.is_alive() for thread in self._threads)

    def signature(self) -> BriefSignature:
        """The signature of the briefs to come."""
        return self._chain.signature

    def close(self) -> None:
        """Nothing to give back: the models go with the chain."""

    def work(self, spool: Spool, stop: threading.Event, sizes: BatchSizes) -> Iterator[Finished]:
        """Finished items in order, and empty results while there are none.

        When ``stop`` is set, what is being summarized is finished, and nothing else begun.
        """
        translated: queue.Queue[Piece | BaseException | None] = queue.Queue(2 * -(-sizes.translate // sizes.finish))
        finished: queue.Queue[Finished | BaseException | None] = queue.Queue(16)
        closed = threading.Event()

        def translate() -> None:
            try:
                pace = Pace(sizes)
                for batch in spool.batches(sizes.translate, lambda: pace.characters):
                    begun = time.perf_counter()
                    pieces = translate_batch(self._chain, batch, sizes.finish)
                    pace.took(batch, time.perf_counter() - begun)
                    for piece in pieces:
                        if not put(translated, piece, stop):
                            return
                put(translated, None, stop)
            except BaseException as error:
                put(finished, error, closed)
                stop.set()

        def finish() -> None:
            try:
                for piece in take(translated, stop):
                    put(finished, finish_piece(self._chain, piece), closed)
            except BaseException as error:
                put(finished, error, closed)
                stop.set()
            finally:
                put(finished, None, closed)

        # Two that hand on to each other, each its own kind of work: neither a pool nor `svodka.chat.concurrency`.
        self._threads = [
            threading.Thread(target=work, name=f"svodka-{work.__name__}", daemon=True) for work in (translate, finish)
        ]
        for thread in self._threads:
            thread.start()
        try:
            yield from results(finished)
        finally:
            closed.set()
            stop.set()
            for thread in self._threads:  # at rest they end at once; one that decodes is left to end by itself
                thread.join(timeout=0.5)
