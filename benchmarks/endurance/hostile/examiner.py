"""The process that examines hostile inputs, under limits: `python -m benchmarks.endurance.hostile.examiner NUMBERS`.

For each input a line of JSON: number, kind, origin, outcome, processor seconds, peak of resident memory, and the end of
the traceback where there was one. A line "begun" stands before each, so that whoever started this knows what killed it.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.endurance.hostile.case import OWN, case  # noqa: E402
from benchmarks.endurance.hostile.material import seeds  # noqa: E402
from benchmarks.endurance.hostile.news_inputs import NewsInputs, is_ours  # noqa: E402
from benchmarks.endurance.hostile.own_files import OwnFiles  # noqa: E402

ADDRESS_SPACE = 12_000_000_000
HANGING = 240  # seconds, after which an input is said to hang, on a machine with other work
SECONDS, LARGE_SECONDS = 20.0, 90.0  # of the slowest processor, for one input; ten of a present one
MEGABYTES, LARGE_MEGABYTES = 600, 1_500  # of resident memory, above what the process had before it


def peak() -> int:
    """Peak of resident memory since it was last forgotten, in kilobytes."""
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1])


def forget_peak() -> None:
    """Let the peak be what is resident now (proc(5), clear_refs)."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", help="such as 0:500, or 17,23")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoints", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="write the inputs here")
    parser.add_argument("--largest", type=int, default=1 << 40, help="pass over inputs of more bytes")
    parser.add_argument("--kinds", default="", help="only these, comma between them")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ":" in arguments.numbers:
        numbers: list[int] = list(range(*map(int, arguments.numbers.split(":"))))
    else:
        numbers = [int(number) for number in arguments.numbers.split(",")]
    sound = seeds(arguments.data)
    kinds = set(filter(None, arguments.kinds.split(",")))
    with tempfile.TemporaryDirectory() as name, arguments.out.open("a", encoding="utf-8") as out:
        folder = Path(name)
        news, own = NewsInputs(), OwnFiles(folder, arguments.checkpoints)
        work = folder / "work"
        for number in numbers:
            made = case(arguments.seed, number, sound)
            if (kinds and made.kind not in kinds) or len(made.data) > arguments.largest:
                continue
            if arguments.keep:
                (arguments.keep / f"{number}.{made.kind}").write_bytes(made.data)
            print(json.dumps({"begun": number, "kind": made.kind, "origin": made.origin}), file=out, flush=True)
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            faulthandler.dump_traceback_later(HANGING, exit=True)
            forget_peak()
            before, begun = peak(), time.process_time()
            trace = ""
            try:
                if made.kind in OWN:
                    outcome = own.examine(made.rng, made.kind, made.data, work)
                else:
                    outcome = news.examine(made.rng, made.kind, made.data, work, large=made.large)
            except BaseException as error:
                outcome = "refused" if is_ours(error) and made.kind in OWN else "fault"
                if outcome == "fault":
                    trace = "".join(traceback.format_exception(error, limit=-12))[-4_000:]
            faulthandler.cancel_dump_traceback_later()
            spent, grown = time.process_time() - begun, (peak() - before) / 1024
            seconds, megabytes = (LARGE_SECONDS, LARGE_MEGABYTES) if made.large else (SECONDS, MEGABYTES)
            if outcome != "fault" and (spent > seconds or grown > megabytes):
                outcome, trace = "fault", f"over the bound: {spent:.1f} s, {grown:.0f} MB for {len(made.data)} bytes"
            line = {
                "number": number,
                "kind": made.kind,
                "origin": made.origin,
                "bytes": len(made.data),
                "outcome": outcome,
            }
            line |= {"seconds": round(spent, 3), "megabytes": round(grown, 1), "trace": trace}
            print(json.dumps(line), file=out, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
