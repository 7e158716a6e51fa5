"""The Ray backend: the same batches as the local one, worked off on a cluster by Ray Data.

Each actor loads the models once. The store is written by the driver alone; workers see items and give back JSON, and a
worker that dies has its batches done again by another. Batches are cut by the spool alone, so a brief is the same
whichever worker made it. Needs the extra ``ray``; every node needs the same svodka and the same models.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from svodka.errors import EngineError, MissingExtraError, SvodkaError, first_line
from svodka.items import BriefSignature
from svodka.pipeline import Pipeline, PipelineOptions
from svodka.readers import NewsItem
from svodka.runs.backends.handover import put, results, take
from svodka.runs.backends.work import BatchSizes, Chain, Failure, Finished, Outcome, work_off
from svodka.runs.spool import Spool
from svodka.runs.store.records import Queued, to_json

# A dataset's batches are cut before it starts, and its actors live as long as it does: the first starts after what is
# read in a moment, while it works the next is gathered, so that a long run loads the models a few times, not often.
_FIRST_SECONDS, _WINDOW_ITEMS = 3.0, 10_000


class PipelineFactory:
    """Makes the pipeline of these options where it is called: on the worker."""

    def __init__(self, options: PipelineOptions) -> None:
        self.options = options

    def __call__(self) -> Chain:
        return Pipeline(self.options)


class RayBackend:
    """Runs a chain on the workers of a Ray cluster.

    ``factory`` is pickled and called once by each worker. ``address`` is the cluster's (``auto``, ``HOST:PORT``,
    ``ray://…``); None starts a cluster on this machine. One worker takes ``cpus`` CPUs and ``gpus`` GPUs; as many
    start as fit. Raises MissingExtraError without Ray, EngineError when the cluster does not answer.
    """

    name = "ray"

    def __init__(
        self, factory: Callable[[], Chain], *, address: str | None = None, cpus: float = 1.0, gpus: float = 0.0
    ) -> None:
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise MissingExtraError("--backend ray", "ray") from error
        self._factory, self._cpus, self._gpus = factory, cpus, gpus
        self._mine = not ray.is_initialized()
        if self._mine:
            # Ray's C++ side warns on stderr of what cannot happen here: the driver owns what actors are made from.
            os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
            try:
                _knock(address)
                ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
            except (OSError, ValueError, RuntimeError) as error:
                raise EngineError(
                    f"no Ray cluster answers at {address}: {first_line(error)}; start one with `ray start --head`"
                ) from error
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        ray.data.DataContext.get_current().enable_progress_bars = False
        have = ray.cluster_resources()
        fit = [have.get(name, 0.0) // each for name, each in (("CPU", cpus), ("GPU", gpus)) if each]
        self.workers = int(min(fit))
        if self.workers < 1:
            self.close()
            raise EngineError(
                f"a worker wants {cpus:g} CPUs and {gpus:g} GPUs; the cluster has {have.get('CPU', 0):g} and "
                f"{have.get('GPU', 0):g}"
            )
        self._signature: BriefSignature | None = None

    @property
    def busy(self) -> bool:
        """Never: what works is on the cluster."""
        return False

    def close(self) -> None:
        """Leave the cluster, or end it if it was started here."""
        if self._mine:
            import ray

            ray.shutdown()

    def signature(self) -> BriefSignature:
        """The signature of the chain as a worker builds it: the driver needs neither models nor a GPU."""
        if self._signature is None:
            import ray

            ask = ray.remote(num_cpus=self._cpus, num_gpus=self._gpus, max_calls=1)(_signature_of)
            with _one_line():
                kind, value = ray.get(ask.remote(self._factory))
            if kind == "error":
                raise _again(value)
            self._signature = value
        assert self._signature is not None
        return self._signature

    def work(self, spool: Spool, stop: threading.Event, sizes: BatchSizes) -> Iterator[Finished]:
        """Finished items as workers give them, and empty results while there are none.

        When ``stop`` is set, what the workers have in hand is given up and stays pending.
        """
        windows: queue.Queue[list[str] | BaseException | None] = queue.Queue(1)
        finished: queue.Queue[Finished | BaseException | None] = queue.Queue(64)

        def gather() -> None:
            try:
                window: list[str] = []
                held, begun = 0, time.perf_counter()
                for batch in spool.batches(sizes.translate, lambda: sizes.characters):
                    window.append(_batch_json(batch, sizes.finish))
                    held += len(batch)
                    if time.perf_counter() - begun < _FIRST_SECONDS:
                        continue
                    if held >= _WINDOW_ITEMS:
                        put(windows, window, stop)
                    elif not _offer(windows, window):
                        continue
                    window, held = [], 0
                if window:
                    put(windows, window, stop)
                put(windows, None, stop)
            except BaseException as error:
                put(windows, error, stop)

        def drive() -> None:
            try:
                for window in take(windows, stop):
                    for done in self._map(window):
                        if not put(finished, done, stop):
                            return
                put(finished, None, stop)
            except BaseException as error:
                put(finished, error, stop)

        # As in local.py: two that hand on to each other.
        for work in (gather, drive):
            threading.Thread(target=work, name=f"svodka-ray-{work.__name__}", daemon=True).start()
        try:
            yield from results(finished, stop)
        finally:
            stop.set()

    def _map(self, window: list[str]) -> Iterator[Finished]:
        """One dataset: a batch a row, an actor pool over them, results in whatever order they come."""
        import ray

        dataset = ray.data.from_items([{"batch": batch} for batch in window], override_num_blocks=len(window))
        dataset = dataset.map_batches(
            _Worker,
            fn_constructor_args=(self._factory, self.signature()),
            batch_size=1,
            num_cpus=self._cpus,
            num_gpus=self._gpus or None,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=self.workers, initial_size=self.workers),
        )
        rows = iter(dataset.iter_rows())
        while True:
            with _one_line():
                row = next(rows, None)
            if row is None:
                return
            if row["error"]:
                raise _again(row["error"])
            for text in json.loads(row["finished"]):
                yield _finished(text)


class _Worker:
    """An actor: the chain, loaded once."""

    def __init__(self, factory: Callable[[], Chain], signature: BriefSignature) -> None:
        self._error = ""
        try:
            self._chain = factory()
            mine = self._chain.signature
            if mine != signature:
                raise EngineError(
                    f"a worker would make other briefs: its signature is {mine}, the run's {signature}; install "
                    "the same svodka and models on every node, and give engine, device and model explicitly"
                )
        except SvodkaError as error:
            self._error = f"{type(error).__name__}: {error}"

    def __call__(self, rows: dict[str, Any]) -> dict[str, list[str]]:
        finished, errors = [], []
        for row in rows["batch"]:
            finished.append("" if self._error else self._finish(str(row)))
            errors.append(self._error)
        return {"finished": finished, "error": errors}

    def _finish(self, text: str) -> str:
        data = json.loads(text)
        batch = [Queued(row, 0, NewsItem.from_dict(item)) for row, item in data["items"]]
        pieces: list[dict[str, Any]] = []
        try:
            pieces += [asdict(finished) for finished in work_off(self._chain, batch, data["finish"])]
        except SvodkaError as error:  # no item's fault
            self._error = f"{type(error).__name__}: {error}"
        return to_json(pieces)


@contextmanager
def _one_line() -> Iterator[None]:
    """Raise EngineError for whatever Ray raises inside: nodes that are gone, actors that cannot be made."""
    try:
        yield
    except Exception as error:
        lines = [line for line in str(error).splitlines() if line.strip()] or [""]
        raise EngineError(
            f"the Ray cluster gave up ({type(error).__name__}: {lines[-1].strip()}); what is done is kept: "
            "see to the cluster and run the same command again"
        ) from error


def _knock(address: str | None) -> None:
    """Raise OSError at once when nobody listens at HOST:PORT: Ray itself would try for minutes."""
    host, colon, port = (address or "").rpartition(":")
    if colon and "/" not in host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=10).close()


def _signature_of(factory: Callable[[], Chain]) -> tuple[str, Any]:
    try:
        return "signature", factory().signature
    except SvodkaError as error:
        return "error", f"{type(error).__name__}: {error}"


def _again(message: str) -> SvodkaError:
    """The error of a worker, raised again at the driver under its own class."""
    import svodka.errors

    name, _, rest = message.partition(": ")
    kind = getattr(svodka.errors, name, EngineError)
    return kind(rest) if kind is not MissingExtraError else EngineError(rest)


def _batch_json(batch: list[Queued], finish: int) -> str:
    return json.dumps({"finish": finish, "items": [(queued.row, queued.item.to_dict()) for queued in batch]})


def _finished(data: dict[str, Any]) -> Finished:
    outcomes = []
    for outcome in data["outcomes"]:
        failure = outcome.pop("failure")
        outcomes.append(Outcome(**outcome, failure=Failure(**failure) if failure else None))
    return Finished(tuple(outcomes), data["seconds"], data["tokens"])


def _offer(target: queue.Queue[Any], value: object) -> bool:
    try:
        target.put_nowait(value)
    except queue.Full:
        return False
    return True
