"""What is promised at a scale that would find the rare fault.

    python -m benchmarks.endurance hostile --seed 1 --count 100000 --seconds 7200 --data ../shared/data

hostile   inputs grown by mutation and from a grammar, of every format: each ends in items, in failures told in a line,
          or in one SvodkaError, within bounds of time and memory; nothing active or escaping gets out.

Every part ends with code 0 when all it promises holds, with 1 when not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("hostile",))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=3_600.0, help="begin nothing new after so many")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--log", type=Path, help="hostile: a line of JSON for each input")
    parser.add_argument("--first", type=int, default=0, help="hostile: the number of the first input")
    arguments = parser.parse_args()
    if arguments.part == "hostile":
        from benchmarks.endurance.hostile import hostile

        return hostile(
            seed=arguments.seed, count=arguments.count, seconds=arguments.seconds, data=arguments.data,
            log=arguments.log, first=arguments.first,
        )  # fmt: skip
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
