"""Batches: what the store costs, what a kill loses, what memory does, what a cluster keeps.

    python -m benchmarks.batch [overhead|kill|memory|ray ...] [--checkpoint DIR] [--data ../shared/data]

Every figure is a ratio or a count within one run of this script. Items are Russian news of the data folder, cut to
``--characters``; the models are a MarianMT checkpoint (by default the toy of tests/support, trained on the spot) and
the extractive summarizer, so that the run itself weighs more in the ratio than with real models.

overhead  seconds of a stored run over `Pipeline.translate` and `.finish` on the same batches in memory, alternating,
          medians; also of CPU seconds, where overlap gains nothing. Target: at most 1.05.
kill      SIGKILL at a random moment of the process's life, 40 times, restart each time: every item exactly once in the
          end, PRAGMA integrity_check after every kill.
memory    resident memory at the last of 5,000 items over that at item 500. Target: at most 1.1.
ray       items per second of two Ray nodes with one CPU each over the local backend's with both, and whether the
          stored bytes are the same. Target: at least 0.85.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from svodka.errors import StoreError  # noqa: E402
from svodka.pipeline import Pipeline, PipelineOptions  # noqa: E402
from svodka.readers import NewsItem  # noqa: E402
from svodka.runs import LocalBackend, RunOptions, RunReport, Store, StoreWriter, execute  # noqa: E402
from svodka.runs.backends.work import BatchSizes  # noqa: E402
from svodka.runs.progress import SilentProgress  # noqa: E402

SIZES = BatchSizes(translate=32, finish=8)


def news(data: Path, characters: int) -> Iterator[NewsItem]:
    """Distinct items, headline and the beginning of the text, without end."""
    number = 0
    while True:
        for name, headline in (("items/news_ru.jsonl", "headline"), ("news_ru/rt_russian.jsonl.xz", "headline")):
            path = data / name
            with (
                lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file
            ):
                for line in file:
                    record = json.loads(line)
                    if text := (record.get("text") or "")[:characters].strip():
                        number += 1
                        yield NewsItem(id=str(number), headline=record.get(headline) or "", text=f"{text} [{number}]")


def stored(path: Path, items: list[NewsItem], backend: object, sizes: BatchSizes = SIZES) -> RunReport:
    with StoreWriter.create(path) as store:
        return execute(items, backend, store, options=RunOptions(sizes=sizes), progress=SilentProgress())  # type: ignore[arg-type]


def in_memory(pipeline: Pipeline, items: list[NewsItem]) -> None:
    for begin in range(0, len(items), SIZES.translate):
        translated = pipeline.translate(items[begin : begin + SIZES.translate])
        for start in range(0, len(translated), SIZES.finish):
            pipeline.finish(translated[start : start + SIZES.finish])


def rows(path: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    found = db.execute(
        """SELECT item_id, status, reason, brief FROM items LEFT JOIN results ON results.item = items.id
           ORDER BY items.id"""
    ).fetchall()
    db.close()
    return found


def overhead(options: PipelineOptions, items: list[NewsItem], folder: Path, rounds: int) -> None:
    walls, cpus = [], []
    Pipeline(options).brief(items[:16])  # warm up: page cache, allocator, analysers
    for number in range(rounds):
        spent = {}
        for way in ("memory", "run") if number % 2 else ("run", "memory"):
            pipeline = Pipeline(options)  # fresh: what a translator remembers must not help the second
            wall, cpu = time.perf_counter(), time.process_time()
            if way == "memory":
                in_memory(pipeline, items)
            else:
                report = stored(folder / f"overhead-{number}.sqlite", items, LocalBackend(pipeline))
                assert report.done == len(items), report
            spent[way] = (time.perf_counter() - wall, time.process_time() - cpu)
        walls.append(spent["run"][0] / spent["memory"][0])
        cpus.append(spent["run"][1] / spent["memory"][1])
        print(f"overhead  round {number + 1}: memory {spent['memory'][0]:.2f} s, run {spent['run'][0]:.2f} s, "
              f"wall ratio {walls[-1]:.3f}, CPU ratio {cpus[-1]:.3f}", flush=True)  # fmt: skip
    print(f"overhead  {len(items)} items, {rounds} rounds: wall ratio {statistics.median(walls):.3f}, "
          f"CPU ratio {statistics.median(cpus):.3f} (target <= 1.05)")  # fmt: skip


def kill(arguments: argparse.Namespace, checkpoint: Path, items: int, folder: Path, kills: int) -> None:
    path = folder / "kill.sqlite"
    child = [sys.executable, __file__, "child", "--checkpoint", str(checkpoint), "--items", str(items)]
    child += ["--data", str(arguments.data), "--characters", str(arguments.characters), "--facts", arguments.facts]
    child += ["--store"]

    def start(store: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*child, str(store)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    assert start(folder / "whole.sqlite").wait() == 0
    chance = random.Random(7)
    landed = []
    for number in range(kills):
        process = start(path)
        assert process.stdout is not None
        if number % 5:  # four of five in the work, at a random moment; one while the models load
            process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.0, 6.0))
        process.kill()
        process.wait()
        if path.exists():
            try:
                with Store.open(path) as store:
                    store.check()
                    landed.append(store.counts(1)["done"] if store.runs() else 0)
            except StoreError as error:
                if "not a store" not in str(error):  # killed before the schema was there: an empty file is no store
                    raise
    assert start(path).wait() == 0
    with Store.open(path) as store:
        store.check()
    statuses = [(row[0], row[1]) for row in rows(path)]
    expected = [(row[0], row[1]) for row in rows(folder / "whole.sqlite")]
    amid = sum(0 < done < items for done in landed)
    print(f"kill      {kills} kills ({amid} with the run part done), {len(statuses)} of {items} items in the end, "
          f"each once: {len({i for i, _ in statuses}) == len(statuses)}, as in an undisturbed run: "
          f"{sorted(statuses) == sorted(expected)}, integrity_check ok after every kill")  # fmt: skip


def resident() -> int:
    """Resident kilobytes of this process now."""
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1])


def memory(options: PipelineOptions, items: Iterator[NewsItem], count: int, folder: Path) -> None:
    seen: dict[int, int] = {}

    class Watch(SilentProgress):
        def start(self, tally: object) -> None:
            self.tally = tally

        def update(self) -> None:
            done = self.tally.finished // 500 * 500  # type: ignore[attr-defined]
            if done and done not in seen:
                seen[done] = resident()
                print(f"memory    item {done}: {seen[done] / 1024:.0f} MiB", flush=True)

    with StoreWriter.create(folder / "memory.sqlite") as store:
        backend = LocalBackend(Pipeline(options))
        execute(islice(items, count), backend, store, options=RunOptions(sizes=SIZES), progress=Watch())
    last = max(seen)
    print(f"memory    item {last} over item 500: {seen[last] / seen[500]:.3f} (target <= 1.1), peak "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")  # fmt: skip


def ray(options: PipelineOptions, items: list[NewsItem], folder: Path) -> None:
    from svodka.runs.backends.ray_backend import PipelineFactory, RayBackend

    local = stored(folder / "local.sqlite", items, LocalBackend(Pipeline(options)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}
    command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block"]
    command += ["--num-cpus=1", "--object-store-memory=100000000", "--node-ip-address=127.0.0.1"]
    short = tempfile.mkdtemp(prefix="r", dir="/tmp")
    places = [["--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={short}/ray"]]
    places += [[f"--address=127.0.0.1:{port}"]]
    nodes = []
    try:
        for place in places:
            nodes.append(
                subprocess.Popen([*command, *place], env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
            )
            time.sleep(15)
        backend = RayBackend(PipelineFactory(options), address=f"127.0.0.1:{port}")
        try:
            backend.signature()
            spread = stored(folder / "ray.sqlite", items, backend)
        finally:
            backend.close()
    finally:
        for node in nodes:
            os.killpg(node.pid, 9)
            node.wait()
    same = rows(folder / "ray.sqlite") == rows(folder / "local.sqlite")
    speeds = [len(items) / report.seconds for report in (local, spread)]
    print(f"ray       {len(items)} items: local {speeds[0]:.2f} items/s, {spread.workers} workers "
          f"{speeds[1]:.2f} items/s (actors' start included), ratio {speeds[1] / speeds[0]:.3f} "
          f"(target >= 0.85), same bytes: {same}")  # fmt: skip


def toy(folder: Path) -> Path:
    from support.pairs import PAIRS
    from support.toy import train

    return train(PAIRS).save(folder / "toy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", nargs="*", default=["overhead", "kill", "memory", "ray"])
    parser.add_argument("--checkpoint", type=Path, help="a MarianMT ru-en directory; default: the toy")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--characters", type=int, default=400, help="length of an item's text")
    parser.add_argument("--items", type=int, help="items of each figure (defaults: 600, 800, 5000, 1200)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--facts", default="repair")
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checkpoint = arguments.checkpoint or toy(folder)
        options = PipelineOptions(str(checkpoint), "extractive", facts=arguments.facts, offline=True)
        items = news(arguments.data, arguments.characters)
        for figure in arguments.figures:
            if figure == "child":
                backend = LocalBackend(Pipeline(options))
                print("ready", flush=True)
                stored(arguments.store, list(islice(items, arguments.items)), backend, BatchSizes(8, 9999, 2))
            elif figure == "overhead":
                overhead(options, list(islice(items, arguments.items or 600)), folder, arguments.rounds)
            elif figure == "kill":
                kill(arguments, checkpoint, arguments.items or 800, folder, arguments.kills)
            elif figure == "memory":
                memory(options, items, arguments.items or 5000, folder)
            elif figure == "ray":
                ray(options, list(islice(items, arguments.items or 1200)), folder)
            else:
                parser.error(f"unknown figure {figure}")


if __name__ == "__main__":
    main()
