"""The same input twice, on other thread counts and other backends: the same briefs, byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_WAYS = (("1 thread, in memory", "1", "memory"), ("2 threads, in memory", "2", "memory"),
         ("1 thread, stored", "1", "stored"), ("2 threads, stored", "2", "stored"), ("Ray", "1", "ray"))  # fmt: skip


def sameness(*, count: int, data: Path, checkpoint: str, ways: str = "memory,stored,ray") -> int:
    """Make ``count`` briefs of real news in each way, in processes of their own; the exit code."""
    digests: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        for told, threads, way in _WAYS:
            if way not in ways:
                continue
            out = Path(name) / f"{way}-{threads}.json"
            command = [sys.executable, "-m", "benchmarks.endurance.sameness", way, str(count), str(data), checkpoint]
            environment = os.environ | {"OMP_NUM_THREADS": threads, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
            subprocess.run([*command, str(out)], cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)
            digests[told] = json.loads(out.read_text(encoding="utf-8"))
    first = next(iter(digests.values()))
    sound = len(first) == count
    for told, found in digests.items():
        same = sum(a == b for a, b in zip(first, found, strict=True))
        sound &= same == count
        print(f"sameness  {told}: {same} of {count} briefs the same bytes as the first", flush=True)
    return 0 if sound else 1


def _made(way: str, count: int, data: Path, checkpoint: str) -> list[str]:
    from benchmarks.batch import news
    from benchmarks.endurance.hours import items as invented
    from benchmarks.endurance.stored_run import started
    from svodka.pipeline import Pipeline, PipelineOptions
    from svodka.runs import LocalBackend, RayBackend, Store
    from svodka.runs.backends.ray_backend import PipelineFactory
    from svodka.runs.store.records import brief_json

    items = list(islice(news(data, 400) if data.is_dir() else invented(1), count))
    options = PipelineOptions(checkpoint, "extractive", length="short", beam=4, offline=True)
    if way == "memory":
        chain, texts = Pipeline(options), []
        for begin in range(0, count, 16):
            texts += [brief_json(brief)[0] for brief in chain.finish(chain.translate(items[begin : begin + 16]))]
        return texts
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "run.sqlite"
        backend = LocalBackend(Pipeline(options)) if way == "stored" else RayBackend(PipelineFactory(options))
        started(path, items, backend)
        with Store.open(path) as store:
            return [text for (text,) in store.select("SELECT brief FROM results ORDER BY item")]


def main() -> None:
    way, count, data, checkpoint, out = sys.argv[1:]
    texts = _made(way, int(count), Path(data), checkpoint)
    Path(out).write_text(json.dumps([hashlib.sha256(text.encode()).hexdigest() for text in texts]), encoding="utf-8")


if __name__ == "__main__":
    main()
