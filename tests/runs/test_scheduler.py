"""The scheduler: overlap, batches, resuming, failures kept apart, limits, interruptions."""

import io
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from support.chain import SIGNATURE, FakeChain, make_brief, make_item
from support.stored import run, statuses

from svodka.errors import CheckpointError, InputError, OptionError, StoreError
from svodka.readers.options import ReadFailure
from svodka.runs import LocalBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.backends.work import BatchSizes
from svodka.runs.progress import SilentProgress

SCRIPT = Path(__file__).parents[1] / "support" / "run_chain.py"


def test_every_item_is_done_in_order_with_the_very_brief_of_the_chain(path):
    items = [make_item(n) for n in range(150)]
    report, said = run(path, iter(items))
    assert (report.done, report.failed, report.pending, report.exit_code, said) == (150, 0, 0, 0, "")
    with Store.open(path) as store:
        assert [r.brief for r in store.results(1)] == [make_brief(item) for item in items]


@pytest.mark.parametrize("pause", [0.0, 0.01])
def test_batches_are_large_cross_items_and_do_not_depend_on_how_fast_reading_is(path, pause):
    def slowly():
        for n in range(40):
            time.sleep(pause)
            yield make_item(n)

    chain = FakeChain()
    run(path, slowly(), chain, sizes=BatchSizes(translate=16, finish=5))
    assert [len(batch) for batch in chain.translated] == [16, 16, 8]
    assert [len(batch) for batch in chain.finished] == [5, 5, 5, 1, 5, 5, 5, 1, 5, 3]
    assert [i for batch in chain.translated for i in batch] == [f"item-{n}" for n in range(40)]


def test_long_items_make_smaller_batches(path):
    chain = FakeChain()
    items = [make_item(n, text=f"{n} " + "а" * 1000) for n in range(5)]
    run(path, items, chain, sizes=BatchSizes(translate=4, characters=2500))
    assert [len(batch) for batch in chain.translated] == [2, 2, 1]


def test_the_translator_does_not_wait_for_an_items_summary(path):
    """The first summary is withheld until the second batch is translated: a lockstep would wait for ever."""
    second = threading.Event()

    class Chain(FakeChain):
        def translate(self, items):
            if len(self.translated) == 1:
                second.set()
            return super().translate(items)

        def finish(self, translated):
            assert second.wait(20), "the translator waited"
            return super().finish(translated)

    report, _ = run(path, [make_item(n) for n in range(16)], Chain(), sizes=BatchSizes(translate=8, finish=2))
    assert report.done == 16 and report.failed == 0


def test_translating_runs_ahead_by_a_bounded_number_of_batches(path):
    release, seen = threading.Event(), []

    class Chain(FakeChain):
        def finish(self, translated):
            if not release.is_set():
                time.sleep(1.0)  # time enough to translate everything, were there no bound
                seen.append(sum(map(len, self.translated)))
                release.set()
            return super().finish(translated)

    run(path, [make_item(n) for n in range(400)], Chain(), sizes=BatchSizes(translate=8, finish=2))
    assert 8 < seen[0] <= 32  # one in the summarizer's hand, two batches waiting, one being handed over


def test_a_second_start_does_only_what_is_missing(path):
    run(path, [make_item(n) for n in range(5)])
    chain = FakeChain()
    report, said = run(path, [make_item(n) for n in range(8)], chain)
    assert chain.translated == [["item-5", "item-6", "item-7"]]
    assert (report.done, report.done_before, report.exit_code, said) == (3, 5, 0, "")


def test_a_changed_model_makes_a_new_run_and_says_what_changed(path):
    from dataclasses import replace

    run(path, [make_item(1)])
    chain = FakeChain()
    chain.signature = replace(SIGNATURE, translate=replace(SIGNATURE.translate, options=(("beam", "1"),)))
    report, said = run(path, [make_item(1)], chain)
    assert report.run == 2 and report.done == 1
    assert said == f"svodka: a new run, 2, apart from run 1 in {path}: translate beam: default is now 1\n"


@pytest.mark.parametrize("stage", ["translate", "summarize"])
def test_one_failing_item_harms_no_other(path, stage):
    chain = FakeChain(fail={"item-5": stage})
    report, said = run(path, [make_item(n) for n in range(20)], chain)
    assert (report.done, report.failed, report.exit_code) == (19, 1, 1)
    assert said.splitlines() == [
        f"svodka: item-5: {stage} failed: ValueError: cannot {stage} item-5",
        f"svodka: 1 failed: `svodka runs show {path} --failed` says why, --retry-failed repeats them",
    ]
    with Store.open(path) as store:
        [failed] = store.results(1, ("failed",))
    assert (failed.item_id, failed.stage, failed.reason) == ("item-5", stage, f"ValueError: cannot {stage} item-5")
    report, _ = run(path, [make_item(n) for n in range(20)])
    assert (report.done, report.failed_before, report.exit_code) == (0, 1, 1)
    report, _ = run(path, [make_item(n) for n in range(20)], retry_failed=True)
    assert (report.done, report.failed_before, report.exit_code) == (1, 0, 0)
    assert set(statuses(path).values()) == {"done"}


def test_a_chain_that_loses_an_item_is_a_failure_not_a_shift(path):
    class Chain(FakeChain):
        def finish(self, translated):
            return super().finish(translated)[:-1]

    report, _ = run(path, [make_item(1), make_item(2)], Chain())
    assert (report.done, report.failed) == (0, 2)
    with Store.open(path) as store:
        assert {r.reason for r in store.results(1, ("failed",))} == {
            "EngineError: summarize gave 0 results for 1 items"
        }


def test_what_is_no_items_fault_ends_the_run_and_leaves_the_rest_pending(path):
    class Chain(FakeChain):
        def translate(self, items):
            if self.translated:
                raise CheckpointError("the weights are gone")
            return super().translate(items)

    with pytest.raises(CheckpointError, match="the weights are gone"):
        run(path, [make_item(n) for n in range(20)], Chain(), sizes=BatchSizes(translate=4))
    found = list(statuses(path).values())
    assert set(found) <= {"done", "pending"} and len(found) == 20 and found.count("pending") >= 16
    with Store.open(path) as store:
        assert store.run().outcome == "stopped"
    assert run(path, [make_item(n) for n in range(20)])[0].exit_code == 0


def test_an_error_while_reading_ends_the_run(path):
    def inputs():
        yield make_item(1)
        raise InputError("news.jsonl: no such file")

    with pytest.raises(InputError, match="no such file"):
        run(path, inputs())


def test_unreadable_inputs_are_failures(path):
    inputs = [make_item(1), ReadFailure("page.html", "an empty page"), ReadFailure("b", "repeats item-1", skipped=True)]
    for _ in range(2):
        report, _ = run(path, inputs)
        assert (report.unread, report.exit_code) == (1, 1)
    assert statuses(path) == {"item-1": "done", "page.html": "failed", "b": "skipped"}
    assert report.skipped == 1
    report, _ = run(path, [make_item(1)], retry_failed=True)
    assert report.exit_code == 0 and statuses(path) == {"item-1": "done"}


def test_ten_thousand_failing_items_end_at_the_limit(path):
    items = [make_item(n) for n in range(10_000)]
    chain = FakeChain(fail={item.id: "summarize" for item in items})
    report, said = run(path, items, chain, max_failures=25)
    assert (report.outcome, report.failed, report.done, report.exit_code) == ("stopped", 25, 0, 1)
    lines = said.splitlines()
    assert len(lines) == 13 and lines[9].endswith("further failures are only counted")
    assert lines[10] == "svodka: stopping: 25 items failed (limit 25)"
    assert lines[11].startswith("svodka: stopped after 0 items; what is done is kept in")
    report, _ = run(tmp := path.with_name("b.sqlite"), items, chain, max_failures=1)
    assert report.failed == 1
    assert list(statuses(tmp).values()).count("failed") == 1


def test_ten_thousand_unreadable_inputs_end_at_the_limit(path):
    def inputs():
        for n in range(10_000):
            time.sleep(0.001)
            yield ReadFailure(f"{n}.html", "empty")

    report, _ = run(path, inputs(), max_failures=3)
    assert report.outcome == "stopped" and 3 <= report.unread < 5000


def test_a_limit_below_one_is_refused():
    with pytest.raises(OptionError, match="max_failures is 0"):
        RunOptions(max_failures=0)


def test_a_full_disk_in_mid_run_keeps_what_is_done(path):
    with StoreWriter.create(path) as store:
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 80}")
        backend = LocalBackend(FakeChain())
        with pytest.raises(StoreError, match="disk is full; what is done is kept"):
            execute(
                (make_item(n) for n in range(500)), backend, store, options=RunOptions(sizes=BatchSizes(8, 9999, 2))
            )
    before = statuses(path)
    assert 0 < list(before.values()).count("done") < 500
    report, _ = run(path, [make_item(n) for n in range(500)])
    assert report.done == 500 - list(before.values()).count("done") and len(statuses(path)) == 500


def start(path, items, seconds):
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path), str(items), str(seconds)], stderr=subprocess.PIPE, text=True
    )


def wait_for_items(process, number):
    for line in process.stderr:
        if (found := re.search(r"(\d+)/", line)) and int(found[1]) >= number:
            return
    raise AssertionError("the run ended early")


def test_ctrl_c_finishes_what_is_in_hand_and_the_next_start_goes_on(path):
    process = start(path, 60, 0.01)
    wait_for_items(process, 4)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 130
    assert "stopping after the item in hand; press Ctrl-C again to stop at once" in said
    assert said.splitlines()[-1].endswith("to go on, run the same command again")
    found = list(statuses(path).values())
    done = found.count("done")
    assert 4 <= done < 60 and found.count("failed") == 0
    with Store.open(path) as store:
        assert store.run().outcome == "interrupted"
        assert store.reports(1)[0]["items"]["done"] == done
    report, _ = run(path, [make_item(n) for n in range(60)])
    assert (report.done, report.done_before) == (60 - done, done)


class Losing(LocalBackend):
    """Gives back all but one item, as a cluster does that lost a node without noticing."""

    def work(self, spool, stop, sizes):
        for finished in super().work(spool, stop, sizes):
            yield replace(finished, outcomes=tuple(o for o in finished.outcomes if o.item != "item-3"))


def test_a_run_that_lost_an_item_on_the_way_is_not_called_finished(path):
    said = io.StringIO()
    with StoreWriter.create(path) as store:
        items = [make_item(n) for n in range(6)]
        report = execute(items, Losing(FakeChain()), store, progress=SilentProgress(said))
    assert (report.outcome, report.exit_code, report.done, report.pending) == ("stopped", 1, 5, 1)
    assert "no result came back for some items (local): they wait for another start" in said.getvalue()
    report, _ = run(path, [make_item(n) for n in range(6)])
    assert (report.outcome, report.exit_code, report.done, report.done_before) == ("finished", 0, 1, 5)


def test_the_store_keeps_the_order_of_reading_failures_included(path):
    found = [make_item(1), ReadFailure("bad-1", "broken"), make_item(2), ReadFailure("bad-2", "broken"), make_item(3)]
    run(path, found)
    with Store.open(path) as store:
        order = [result.item_id for result in store.results(1, ("done", "failed"))]
    assert order == ["item-1", "bad-1", "item-2", "bad-2", "item-3"]


def test_sigterm_ends_a_run_as_ctrl_c_does_with_the_code_of_its_own(path):
    process = start(path, 60, 0.01)
    wait_for_items(process, 4)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 143
    assert set(statuses(path).values()) == {"done", "pending"}
    with Store.open(path) as store:
        assert store.run().outcome == "terminated"


def test_a_second_ctrl_c_stops_at_once_without_damage(path):
    process = start(path, 40, 30.0)
    wait_for_items(process, 0)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1.0)  # the item in hand takes a minute
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=15)
    assert process.returncode == 130
    assert set(statuses(path).values()) == {"pending"}
    StoreWriter.create(path).close()  # the lock went with the process


def test_kill_minus_nine_again_and_again_loses_nothing_and_doubles_nothing(path):
    for _ in range(4):
        process = start(path, 120, 0.003)
        wait_for_items(process, 3)
        process.kill()
        process.communicate()
        if path.exists():
            statuses(path)
    process = start(path, 120, 0.0)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert statuses(path) == {f"item-{n}": "done" for n in range(120)}


def test_a_batch_is_cut_to_what_takes_seconds(path):
    """64 items stood in one batch for minutes, and an interrupt lost them all."""

    class Chain(FakeChain):
        def translate(self, items):
            time.sleep(0.1)
            return super().translate(items)

    items = [make_item(n, text="Слово за словом идёт. " * 90) for n in range(30)]  # some 2,000 characters each
    chain = Chain()
    report, _ = run(path, items, chain, sizes=BatchSizes(seconds=0.1))
    sizes = [len(batch) for batch in chain.translated]
    assert report.done == 30 and sizes[0] <= 2 and max(sizes) <= 8 and len(sizes) > 5


@pytest.mark.parametrize("seconds", [0.001, 0.1, 10, 1000])
def test_the_pace_follows_the_speed(seconds):
    from svodka.runs.backends.work import Pace
    from svodka.runs.store.records import Queued

    item = make_item(1, text="x" * 1000)
    pace = Pace(BatchSizes(seconds=5))
    for _ in range(30):
        number = max(1, pace.characters // 1000)
        pace.took([Queued(1, 1, item)] * number, seconds * number)
    wanted = 5 / seconds * (1000 + len(item.headline))
    assert pace.characters == pytest.approx(min(400_000, max(wanted, 1)), rel=0.3) or seconds > 5
    assert 1 <= pace.characters <= 400_000
