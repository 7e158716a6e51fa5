"""Runs killed, interrupted, out of disk and doubled, until they are done: nothing may be lost or made twice."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from benchmarks.endurance.stored_run import Export, difference, ended, export, finished, forked, inputs, said, work

Work = Callable[[], int]


class Lost(Exception):
    """Something that was finished is gone, or the end is not that of an undisturbed run."""


def kills(*, seed: int, count: int, seconds: float, items: int = 300) -> int:
    """All of the local part; prints a line for each, and gives the exit code."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = inputs(folder / "news", items)
        whole, once = undisturbed(folder, names)
        print(f"kills     undisturbed: {whole.done} of {len(whole.statuses)} done in {once:.1f} s")
        rng = random.Random(seed)
        shares = ((signal.SIGKILL, count, 0.7), (signal.SIGINT, count // 10, 0.8), (signal.SIGTERM, count // 10, 0.9))
        for number, most, share in shares:
            killed(folder, names, whole, once, rng, number, max(2, most), begun + share * seconds)
        full_disk(folder, names, whole, rng, max(3, count // 20), begun + seconds)
        two_at_once(folder, names, whole)
    return 0


def undisturbed(folder: Path, names: list[str]) -> tuple[Export, float]:
    """The export that all others must equal, and its seconds; what the run imports is imported here, before forks."""
    work(folder / "warm.sqlite", names[:1])
    begun = time.monotonic()
    if (code := ended(forked(lambda: work(folder / "whole.sqlite", names)))) != 1:  # one line of the input is broken
        raise Lost(f"the undisturbed run ended with {code}, expected 1")
    return export(folder / "whole.sqlite"), time.monotonic() - begun


def killed(
    folder: Path, names: list[str], whole: Export, once: float, rng: random.Random, number: int, most: int, end: float
) -> None:
    """Send signal ``number`` at random moments until runs are done, ``most`` times in all."""
    sent = rounds = amid = 0
    codes: Counter[int] = Counter()
    while sent < most and time.monotonic() < end:
        path = folder / f"killed-{number}-{rounds}.sqlite"
        before = 0
        while True:
            pid = forked(lambda path=path: work(path, names), heard=True)  # type: ignore[misc]
            moment = rng.uniform(0.0, once / 2) if sent < most else once * 1_000
            code = _sent_at(pid, number, moment)
            codes[code] += 1
            done = finished(path) or 0
            if done < before:
                raise Lost(f"{before} items were done, {done} are after signal {number}")
            amid += before < done < whole.done
            before = done
            if code in (0, 1):
                break
            sent += 1
            # When all is done and written nothing is heard any more, and the signal itself ends the process.
            if code != 128 + number and not (code == -number and (number == signal.SIGKILL or done == whole.done)):
                raise Lost(f"signal {number} ended the run with {code}, {done} items done")
        if export(path) != whole:
            raise Lost(f"after signal {number}: {difference(folder / 'whole.sqlite', path)}")
        rounds += 1
    told = ", ".join(f"{code}: {times}" for code, times in sorted(codes.items()))
    print(
        f"kills     {signal.Signals(number).name} {sent} times in {rounds} runs (after {amid} more was done than "
        f"before, and not all); exit codes {told}; every store sound, nothing lost, every export the same bytes",
        flush=True,
    )


def _sent_at(pid: int, number: int, moment: float) -> int:
    until = time.monotonic() + moment
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(min(0.002, max(0.0, until - time.monotonic())))
    os.kill(pid, number)
    return ended(pid)


def full_disk(folder: Path, names: list[str], whole: Export, rng: random.Random, most: int, end: float) -> None:
    """Runs that may not write past a random size, then on a small file system; then with room again."""
    told = number = 0
    size = (folder / "whole.sqlite").stat().st_size
    for number in range(most):
        if time.monotonic() > end:
            break
        path = folder / f"full-{number}.sqlite"
        limit = rng.randrange(4_096, size)
        told += _told_of_disk(lambda path=path, limit=limit: _limited(path, names, limit))  # type: ignore[misc]
        finished(path)
        if ended(forked(lambda path=path: work(path, names))) != 1 or export(path) != whole:  # type: ignore[misc]
            raise Lost(f"after a limit of {limit} bytes the export is not that of an undisturbed run")
        path.unlink()
    print(
        f"kills     a limit on file size {number + 1} times: {told} told in a line, all went on to the same bytes",
        flush=True,
    )
    with _small_disk(folder, size) as small:
        if small is None:
            print("kills     a full file system: none could be mounted here; the limit on file size stands for it")
            return
        path = small / "run.sqlite"
        if not _told_of_disk(lambda: work(path, names)):
            raise Lost("the file system did not fill up")
        kept = finished(path)
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        if ended(forked(lambda: work(path, names))) != 1 or export(path) != whole:
            raise Lost("after a full file system the export is not that of an undisturbed run")
    print(
        f"kills     a full file system (tmpfs): told in a line, {kept} items kept, the same bytes once there was room"
    )


def _limited(path: Path, names: list[str], limit: int) -> int:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return work(path, names)


def _told_of_disk(function: Work) -> bool:
    code, told = said(function)
    if code == 2 and told.count("\n") == 1 and any(word in told for word in ("disk", "cannot be", "lock")):
        return True
    if code == 1:
        return False  # it fitted
    raise Lost(f"without room the run ended with {code} and said {told[-600:]}")


@contextmanager
def _small_disk(folder: Path, size: int):  # type: ignore[no-untyped-def]
    place = folder / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size // 2}", "tmpfs", str(place)], capture_output=True, check=False
    )
    try:
        yield place if made.returncode == 0 else None
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", str(place)], check=True)


def two_at_once(folder: Path, names: list[str], whole: Export) -> None:
    """A second process on a store in use is told so at once; the first does not notice."""
    path = folder / "two.sqlite"
    first = forked(lambda: work(path, names, seconds=0.002))
    while not finished(path):
        time.sleep(0.02)
    refused = 0
    for _ in range(5):
        code, told = said(lambda: work(path, names))
        if code != 2 or "another run is writing" not in told:
            raise Lost(f"the second process ended with {code} and said {told!r}")
        refused += 1
    if ended(first) != 1 or export(path) != whole:
        raise Lost("beside a second process the export is not that of an undisturbed run")
    print(f"kills     a second process on the store {refused} times: refused in a line, the first gave the same bytes")
