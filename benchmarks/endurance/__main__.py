"""What is promised at a scale that would find the rare fault.

    python -m benchmarks.endurance PART --seed 1 --count 1000 --seconds 3600 --data ../shared/data

hostile   inputs grown by mutation and from a grammar, of every format: each ends in items, in failures told in a line,
          or in one SvodkaError, within bounds of time and memory; nothing active or escaping gets out.
kills     a run of some hundred items that is killed at random moments until it is done, interrupted, out of disk, and
          met by a second process: the exports equal those of an undisturbed run byte for byte.
ray       the same on a Ray cluster of two nodes: its driver is killed, and its workers, which hold the chain.
hours     short items by the hundred thousand through `Pipeline.stream` and a stored run: memory, handles and threads
          flat, speed kept.
growth    a store that grows to a million items: opening, going on, export and digest cost in proportion.
network   redirects to private addresses, names that move, pages without end, bytes a second, gzip that is none, and
          answers of damaged bytes, against a server on loopback: each ends as documented.
sameness  the whole chain with a real checkpoint on one thread and two, in memory, stored and on Ray: the same bytes.

Every part ends with code 0 when all it promises holds, with 1 when not. A decoder that spells letters stands in for the
translator but in sameness (benchmarks/endurance/standin.py).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
PARTS = ("hostile", "kills", "ray", "hours", "growth", "network", "sameness")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000, help="inputs, kills, items, answers or briefs")
    parser.add_argument("--seconds", type=float, default=3_600.0, help="begin nothing new after so many")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--log", type=Path, help="hostile: a line of JSON for each input")
    parser.add_argument("--first", type=int, default=0, help="hostile: the number of the first input")
    parser.add_argument("--largest", type=int, default=1 << 40, help="hostile: pass over inputs of more bytes")
    parser.add_argument("--checkpoints", type=Path, help="hostile: a folder of small sound ones; default: made here")
    parser.add_argument("--items", type=int, help="kills, ray: items of a run")
    parser.add_argument("--facts", default="repair", help="hours: the policy; off leaves the fact check out")
    parser.add_argument("--ways", default="", help="hours: stream, stored; sameness: memory, stored, ray; default: all")
    parser.add_argument("--checkpoint", default="compact", help="sameness: the translator")
    a = parser.parse_args()
    limits = {"seed": a.seed, "count": a.count, "seconds": a.seconds}
    if a.part == "hostile":
        from benchmarks.endurance.hostile.campaign import hostile

        return hostile(**limits, data=a.data, log=a.log, first=a.first, sound=a.checkpoints, largest=a.largest)
    if a.part == "kills":
        from benchmarks.endurance.kills import kills

        return kills(**limits, items=a.items or 300)
    if a.part == "ray":
        from benchmarks.endurance.ray_kills import ray_kills

        return ray_kills(**limits, items=a.items or 120)
    if a.part == "hours":
        from benchmarks.endurance.hours import hours

        return hours(**limits, facts=a.facts, ways=a.ways or "stream,stored")
    if a.part == "growth":
        from benchmarks.endurance.growth import growth

        return growth(count=a.count, seconds=a.seconds)
    if a.part == "network":
        from benchmarks.endurance.hostile.material import seeds
        from benchmarks.endurance.network import network

        return network(**limits, seeds=seeds(a.data))
    from benchmarks.endurance.sameness import sameness

    return sameness(count=a.count, data=a.data, checkpoint=a.checkpoint, ways=a.ways or "memory,stored,ray")


if __name__ == "__main__":
    raise SystemExit(main())
