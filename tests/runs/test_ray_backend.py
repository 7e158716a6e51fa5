"""The Ray backend on a real cluster of two nodes, as processes on this machine."""

import sys
import time
from functools import partial
from pathlib import Path

import pytest
from support.chain import SIGNATURE, FakeChain, make_item
from support.ray_nodes import two_nodes

from svodka.errors import CheckpointError, EngineError
from svodka.runs import LocalBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.backends.ray_backend import RayBackend
from svodka.runs.backends.work import BatchSizes
from svodka.runs.progress import SilentProgress

ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed")
pytestmark = pytest.mark.ray

ROOT = Path(__file__).resolve().parents[2]
SIZES = BatchSizes(translate=4, finish=2)


@pytest.fixture(scope="module")
def cluster():
    with two_nodes() as made:
        yield made


def briefs(path):
    """The stored JSON of every brief, byte for byte, and the statuses."""
    import sqlite3

    with Store.open(path) as store:
        store.check()
    db = sqlite3.connect(path)
    found = db.execute(
        """SELECT item_id, status, stage, reason, brief FROM items LEFT JOIN results ON results.item = items.id
           ORDER BY items.id"""
    ).fetchall()
    db.close()
    return found


def run(path, items, backend):
    with StoreWriter.create(path) as store:
        return execute(items, backend, store, options=RunOptions(sizes=SIZES))


def test_two_nodes_give_the_very_bytes_of_a_local_run(cluster, tmp_path):
    items = [make_item(n) for n in range(30)] + [make_item(0, id="copy")]
    fail = {"item-5": "translate", "item-17": "summarize"}
    local = run(tmp_path / "local.sqlite", items, LocalBackend(FakeChain(fail=fail)))
    backend = RayBackend(partial(FakeChain, fail=fail, seconds=0.05), address=cluster.address)
    try:
        spread = run(tmp_path / "ray.sqlite", items, backend)
    finally:
        backend.close()
    assert (spread.backend, spread.workers) == ("ray", 2)
    assert briefs(tmp_path / "ray.sqlite") == briefs(tmp_path / "local.sqlite")
    assert (spread.done, spread.failed, spread.skipped) == (local.done, local.failed, local.skipped) == (28, 2, 1)
    assert spread.flags == local.flags and spread.words == local.words and spread.stages["summarize"] >= 1.4


def test_a_trained_checkpoint_gives_the_same_bytes_on_workers(cluster, marian_dir, tmp_path):
    from support.pairs import PAIRS

    from svodka.pipeline import Pipeline, PipelineOptions
    from svodka.readers import NewsItem
    from svodka.runs.backends.ray_backend import PipelineFactory

    russian = [source for source, _ in PAIRS]
    items = [NewsItem(id=str(n), headline=russian[n], text="\n".join(russian[n + 1 : n + 3])) for n in range(12)]
    options = PipelineOptions(str(marian_dir), "extractive", offline=True, cache_dir=tmp_path / "cache")
    run(tmp_path / "local.sqlite", items, LocalBackend(Pipeline(options)))
    backend = RayBackend(PipelineFactory(options), address=cluster.address)
    try:
        report = run(tmp_path / "ray.sqlite", items, backend)
    finally:
        backend.close()
    assert (report.done, report.failed) == (12, 0) and report.tokens["translate target"] > 0
    assert briefs(tmp_path / "ray.sqlite") == briefs(tmp_path / "local.sqlite")


class Broken(FakeChain):
    def __init__(self):
        raise CheckpointError("no weights here")


class Crashing(FakeChain):
    """Raises what is no error of ours: on a worker a library is broken, or a node is gone."""

    def __init__(self):
        raise ZeroDivisionError("not made")


class Drifting(FakeChain):
    """Another signature whenever it is made: as if every node had another version."""

    def __init__(self):
        super().__init__()
        from dataclasses import replace

        self.signature = replace(SIGNATURE, facts=str(time.time_ns()))


@pytest.mark.parametrize(
    ("factory", "error", "words"),
    [
        (Broken, CheckpointError, "no weights here"),
        (
            Crashing,
            EngineError,
            r"^the Ray cluster gave up \(.*not made\); what is done is kept: .*run the same command",
        ),
        (Drifting, EngineError, "a worker would make other briefs"),
    ],
)
def test_workers_that_cannot_work_end_the_run_with_their_own_words(cluster, tmp_path, factory, error, words):
    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    backend = RayBackend(factory, address=cluster.address)
    try:
        with pytest.raises(error, match=words):
            run(tmp_path / "ray.sqlite", [make_item(1)], backend)
    finally:
        backend.close()


def test_a_cluster_that_is_not_there_is_one_line():
    with pytest.raises(EngineError, match=r"no Ray cluster answers at 127.0.0.1:1: .*ray start --head"):
        RayBackend(FakeChain, address="127.0.0.1:1")


def test_a_worker_that_dies_in_mid_run_costs_nothing_but_time(cluster, tmp_path):
    """The second node is killed with SIGKILL, everything on it at once, while it has a batch in hand."""
    items = [make_item(n) for n in range(60)]
    run(tmp_path / "local.sqlite", items, LocalBackend(FakeChain()))
    backend = RayBackend(partial(FakeChain, seconds=0.15), address=cluster.address)

    class KillsANode(SilentProgress):
        killed_at = None

        def start(self, tally):
            self.tally = tally

        def update(self):
            if self.killed_at is None and self.tally.done >= 8:
                self.killed_at = self.tally.done
                cluster.kill(cluster.nodes[1])

    progress = KillsANode()
    try:
        with StoreWriter.create(tmp_path / "ray.sqlite") as store:
            report = execute(items, backend, store, options=RunOptions(sizes=SIZES), progress=progress)
    finally:
        backend.close()
    assert 8 <= progress.killed_at < 60
    assert (report.done, report.failed, report.outcome) == (60, 0, "finished")
    assert briefs(tmp_path / "ray.sqlite") == briefs(tmp_path / "local.sqlite")
