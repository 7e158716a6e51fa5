"""A stored run on a Ray cluster of two nodes on this machine, its driver and its workers killed until it is done."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path

from benchmarks.endurance.kills import Lost, undisturbed
from benchmarks.endurance.stored_run import difference, export, finished, inputs, started
from svodka.errors import SvodkaError
from svodka.runs import Store

_SLOW = 0.02  # seconds a text, so that there is time to kill in


def workers(sessions: list[int]) -> list[int]:
    """The processes of actors that hold a chain: Ray names them by what they do, and its own agents too, with one of
    which a whole node ends."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                title = (entry / "cmdline").read_bytes()
                session = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[3])
                if session in sessions and re.match(rb"ray::(?!IDLE|\w*Agent)", title):
                    found.append(int(entry.name))
    return found


def ray_kills(*, seed: int, count: int, seconds: float, items: int = 120) -> int:
    """Kill the driver, and kill workers under it, ``count`` times in all; prints a line and gives the exit code."""
    from support.ray_nodes import two_nodes

    end = time.monotonic() + seconds
    rng = random.Random(seed)
    drivers = actors = rounds = told = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = inputs(folder / "news", items)
        whole, _ = undisturbed(folder, names)
        with two_nodes() as made:
            address, sessions = made.address, [node.pid for node in made.nodes]
            while drivers + actors < count and time.monotonic() < end:
                path = folder / f"ray-{rounds}.sqlite"
                before = 0
                while True:
                    driver = _driver(path, address, names)
                    wish = rng.choice(("driver", "worker")) if drivers + actors < count else "none"
                    if wish != "none" and _working(driver, path, before, rng):
                        if wish == "driver":
                            driver.kill()
                            drivers += 1
                        elif alive := workers(sessions):
                            os.kill(rng.choice(alive), signal.SIGKILL)
                            actors += 1
                    code = driver.wait()
                    told += code == 2  # in a line: a cluster that lost a node may give up, and is asked again
                    if code not in (0, 1, 2, -9) or told > 5 * count:
                        raise Lost(f"the driver ended with {code}")
                    done = finished(path) or 0
                    if done < before:
                        raise Lost(f"{before} items were done, {done} are")
                    before = done
                    if code in (0, 1) and _is_finished(path):
                        break
                if export(path) != whole:
                    raise Lost(f"on Ray: {difference(folder / 'whole.sqlite', path)}")
                rounds += 1
    print(
        f"kills     Ray: the driver {drivers} times, a worker with its chain {actors} times, in {rounds} runs of "
        f"{items} items; {told} starts gave up in a line; every store sound, nothing lost, every "
        f"export the bytes of an undisturbed local run"
    )
    return 0


def _is_finished(path: Path) -> bool:
    """Whether the last start says so: a broken line of the input gives exit code 1, as a lost item does."""
    with Store.open(path) as store:
        return store.run().outcome == "finished"


def _driver(path: Path, address: str, names: list[str]) -> subprocess.Popen[bytes]:
    from support.ray_nodes import ENVIRONMENT, ROOT

    command = [sys.executable, "-m", "benchmarks.endurance.ray_kills", str(path), address, *names]
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.DEVNULL)


def _working(driver: subprocess.Popen[bytes], path: Path, before: int, rng: random.Random) -> bool:
    """Wait until something more is done, and a moment longer; False when the driver has ended by itself."""
    while driver.poll() is None:
        if (finished(path) or 0) > before:
            time.sleep(rng.uniform(0.0, 1.0))
            return driver.poll() is None
        time.sleep(0.1)
    return False


def main() -> int:
    """One start of the run as a driver: STORE ADDRESS INPUT..."""
    from benchmarks.endurance.standin import Chain
    from svodka.readers import ReadOptions, read
    from svodka.runs import RayBackend

    store, address, *names = sys.argv[1:]
    return started(Path(store), read(names, ReadOptions(duplicates="keep")), RayBackend(Chain(_SLOW), address=address))


if __name__ == "__main__":
    try:
        code = main()
    except SvodkaError as error:
        print(error, file=sys.stderr)
        code = 2
    except BaseException:
        traceback.print_exc()
        code = 70
    os._exit(code)
