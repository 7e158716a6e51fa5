"""Hostile inputs, examined in child processes; what ends a child is counted against the input it had in hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
_BATCH = 10_000  # inputs of one child


def checkpoints(folder: Path) -> Path:
    """Small sound checkpoints of three architectures, made on the spot."""
    from support.pairs import PAIRS
    from support.random_seq2seq import save_bart, save_t5
    from support.toy import ToyOptions, train

    trained = train(PAIRS, ToyOptions(steps=(160, 240, 400)))
    trained.save(folder / "marian")
    trained.save_old(folder / "marian-old")
    save_bart(folder / "bart", [target for _, target in PAIRS])
    save_t5(folder / "t5", [target for _, target in PAIRS])
    return folder


def hostile(
    *,
    seed: int,
    count: int,
    seconds: float,
    data: Path,
    log: Path | None = None,
    first: int = 0,
    sound: Path | None = None,
    largest: int = 1 << 40,
) -> int:
    """Examine inputs of at most ``largest`` bytes and print what became of them; the exit code, 0 without a fault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = sound or checkpoints(folder)
        out = log or folder / "log.jsonl"
        end = time.monotonic() + seconds
        begin = first
        while begin < first + count and time.monotonic() < end:
            stop = min(begin + _BATCH, first + count)
            begin = _examined(out, f"{begin}:{stop}", stop, seed, data, made, largest)
        lines = list(_lines(out))
    return report(lines)


def _examined(out: Path, numbers: str, stop: int, seed: int, data: Path, made: Path, largest: int = 1 << 40) -> int:
    """The number to go on with: behind what ended the child, or behind the batch."""
    command = [sys.executable, "-m", "benchmarks.endurance.hostile.examiner", numbers, "--seed", str(seed)]
    command += ["--data", str(data), "--checkpoints", str(made), "--out", str(out), "--largest", str(largest)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if child.returncode == 0:
        return stop
    *_, last = _lines(out, begun=True)
    number = last.get("begun", last.get("number"))
    said = child.stderr.decode("utf-8", "replace")[-3_000:]
    line = {**last, "number": number, "outcome": "fault", "trace": f"the process ended with {child.returncode}: {said}"}
    with out.open("a", encoding="utf-8") as file:
        print(json.dumps(line | {"seconds": 0, "megabytes": 0, "bytes": 0}), file=file)
    return int(number) + 1


def _lines(out: Path, *, begun: bool = False) -> Iterator[dict[str, Any]]:
    if out.exists():
        for text in out.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if begun or "outcome" in line:
                yield line


def _place(trace: str) -> str:
    """What tells one kind of fault from another: the last lines of svodka's and of all files, and the exception."""
    rows = trace.strip().splitlines() or [""]
    files = [row.strip().removeprefix("File ") for row in rows if row.strip().startswith("File ")]
    ours = [row for row in files if "benchmarks" not in row and "site-packages" not in row and "/lib/" not in row]
    what = rows[-1][:70] if "Fault: " in rows[-1] else rows[-1].partition(":")[0]
    return " | ".join([*ours[-1:], *[row for row in files[-1:] if row not in ours[-1:]], what])


def report(lines: list[dict[str, Any]]) -> int:
    """Print counts by kind, the slowest and largest, and each fault once by where it arose."""
    kinds = sorted({line["kind"] for line in lines})
    for kind in kinds:
        mine = [line for line in lines if line["kind"] == kind]
        counts = Counter(line["outcome"] for line in mine)
        slowest, largest = max(line["seconds"] for line in mine), max(line["megabytes"] for line in mine)
        told = ", ".join(f"{name} {number}" for name, number in counts.most_common())
        print(f"hostile   {kind:10} {len(mine):6}: {told}; at most {slowest:.1f} s and {largest:.0f} MB more")
    faults = [line for line in lines if line["outcome"] == "fault"]
    apart: dict[str, list[dict[str, Any]]] = {}
    for line in faults:
        apart.setdefault(_place(line["trace"]), []).append(line)
    for where, same in sorted(apart.items(), key=lambda pair: -len(pair[1])):
        numbers = ", ".join(f"{line['number']} {line['kind']}" for line in same[:4])
        example = " / ".join(text.strip() for text in same[0]["trace"].strip().splitlines()[-7:])[-700:]
        print(f"FAULT x{len(same)} ({numbers}): {where}\n      {example}\n")
    spent = sum(line["seconds"] for line in lines)
    print(f"hostile   {len(lines)} inputs, {len(faults)} faults, {spent:.0f} s of the processor")
    return 1 if faults else 0
