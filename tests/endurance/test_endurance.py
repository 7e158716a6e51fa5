"""The short form of benchmarks/endurance: each part once, small, by the program itself or by its functions."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = str(ROOT / "no-such-data")  # the invented inputs alone


def program(*arguments):
    """(exit code, stdout) of the program; it is a process of its own, because it forks."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.endurance", *arguments, "--data", NOWHERE]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    assert ended.returncode in (0, 1), ended.stderr
    return ended.returncode, ended.stdout


@pytest.fixture
def sound(marian_dir, bart_dir, t5_dir, tmp_path):
    """A folder of small sound checkpoints."""
    folder = tmp_path / "sound"
    folder.mkdir()
    for name, path in {"marian": marian_dir, "bart": bart_dir, "t5": t5_dir}.items():
        (folder / name).symlink_to(path, target_is_directory=True)
    return folder


def test_hostile_inputs_end_in_items_failures_or_one_error(sound, tmp_path):
    log = tmp_path / "log.jsonl"
    code, said = program("hostile", "--count", "150", "--seed", "7", "--checkpoints", str(sound), "--log", str(log))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    outcomes = {line["number"]: line["outcome"] for line in lines if "outcome" in line}
    assert sorted(outcomes) == list(range(150))
    assert code == 0 and set(outcomes.values()) <= {"items", "failures", "nothing", "refused", "opened"}, said
    assert {"items", "failures", "refused"} <= set(outcomes.values())


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        ("svodka.readers.reading._clean", "has the character"),
        ("svodka.cli.parts.output.remark", "stderr of read has the character"),
    ],
)
def test_what_gets_out_is_noticed(breaks, words, tmp_path, monkeypatch):
    """The examination itself: with a guard taken away it finds what the guard was for."""
    from benchmarks.endurance.hostile.news_inputs import Fault, NewsInputs, command

    monkeypatch.setattr(breaks, lambda text, *_: text)
    page = "<html><body><h1>Мэр</h1>" + "<p>Мэр открыл новый мост &#27;[31m через реку, сообщили власти.</p>" * 9
    bad, broken = tmp_path / "a\x1b[31m.html", tmp_path / "b\x1b[31m.json"
    bad.write_text(page, encoding="utf-8")
    broken.write_text("{", encoding="utf-8")

    def examined():
        if "_clean" in breaks:
            NewsInputs().examine(random.Random(1), "html", page.encode(), tmp_path / "work")
        else:
            command(["read", str(bad), str(broken)])

    with pytest.raises(Fault, match=words):
        examined()


def test_a_hostile_input_is_the_same_whenever_it_is_made():
    from benchmarks.endurance.hostile.case import case
    from benchmarks.endurance.hostile.material import seeds

    sound = seeds(Path(NOWHERE))
    for number in (0, 3, 11, 40):
        assert case(5, number, sound).data == case(5, number, sound).data
    assert len({case(5, number, sound).kind for number in range(200)}) >= 15


def test_what_ends_the_child_is_counted_against_the_input_in_hand(tmp_path, monkeypatch):
    from benchmarks.endurance.hostile import campaign

    log = tmp_path / "log.jsonl"
    begun = {"begun": 17, "kind": "html", "origin": "deep"}

    def killed(command, **_):
        log.write_text(json.dumps(begun) + "\n", encoding="utf-8")
        return subprocess.CompletedProcess(command, -11, b"", b"Segmentation fault")

    monkeypatch.setattr(campaign.subprocess, "run", killed)
    assert campaign._examined(log, "10:20", 20, 1, tmp_path, tmp_path) == 18
    *_, last = campaign._lines(log)
    assert (last["number"], last["outcome"]) == (17, "fault") and "-11" in last["trace"]
    assert campaign.report([last]) == 1


def test_killed_runs_give_the_bytes_of_an_undisturbed_one():
    code, said = program("kills", "--count", "6", "--items", "40")
    assert code == 0, said
    for words in ("SIGKILL 6 times", "SIGINT 2 times", "SIGTERM 2 times", "a limit on file size 3 times", "refused"):
        assert words in said


def test_a_run_that_loses_something_is_noticed(tmp_path):
    from benchmarks.endurance.stored_run import export, inputs, work

    names = inputs(tmp_path / "news", 8)
    assert work(tmp_path / "a.sqlite", names) == work(tmp_path / "b.sqlite", names) == 1
    assert export(tmp_path / "a.sqlite") == export(tmp_path / "b.sqlite")
    work(tmp_path / "c.sqlite", names[:-1])
    assert export(tmp_path / "c.sqlite") != export(tmp_path / "a.sqlite")


def test_a_long_run_holds_what_a_short_one_holds(tmp_path):
    from benchmarks.endurance.hours import stored, streamed

    for moments in (
        streamed(900, 150, 600.0, facts="off"),
        stored(900, 150, 600.0, tmp_path / "run.sqlite", facts="off"),
    ):
        first, last = moments[len(moments) // 2], moments[-1]
        assert last.items >= 700
        assert last.megabytes / first.megabytes < 1.1
        assert last.handles - first.handles <= 2 and last.threads <= first.threads


def test_the_network_may_do_what_it_likes():
    code, said = program("network", "--count", "15")
    assert code == 0 and said.count("as documented") == 6 and "15 answers with damaged bytes" in said


def test_a_store_costs_in_proportion_to_what_it_holds():
    """In steps of SQLite's machine, not in seconds: what a hundred items cost must not depend on the items before."""
    import sqlite3
    import tempfile

    from support.chain import SIGNATURE, make_item

    from svodka.runs import StoreWriter

    costs, few = [], []
    with tempfile.TemporaryDirectory() as name, StoreWriter.create(Path(name) / "run.sqlite") as store:
        run, invocation = store.begin(SIGNATURE)
        connection = store._connection
        assert isinstance(connection, sqlite3.Connection)
        for start in range(0, 3_000, 500):
            steps = [0]

            def count(steps=steps):
                steps[0] += 1
                return 0

            connection.set_progress_handler(count, 100)
            store.offer(run, invocation, [make_item(n) for n in range(start, start + 500)], retry_failed=False)
            for queued in store.take(invocation, start, 100):
                store.failed(queued.row, "translate", "x")
            connection.set_progress_handler(None, 0)
            costs.append(steps[0])

            def count_few(few=few):
                few[-1] += 1
                return 0

            few.append(0)
            connection.set_progress_handler(count_few, 100)
            store.offer(run, invocation, [make_item(start)], retry_failed=False)
            connection.set_progress_handler(None, 0)
    assert max(costs[1:]) <= 1.5 * min(costs[1:]), costs
    assert max(few) <= 3, few  # an offer of one item looks at no other: in hundreds of steps


def test_thread_counts_and_ways_give_the_same_bytes(marian_dir):
    code, said = program("sameness", "--count", "6", "--checkpoint", str(marian_dir), "--ways", "memory,stored")
    assert code == 0 and said.count("6 of 6 briefs the same bytes") == 4
