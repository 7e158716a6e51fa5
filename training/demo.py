"""A demo checkpoint: `python -m training.demo OUT_DIR` learns the 25 sentences of examples/item.txt by heart.

With it the whole chain runs on that item without a download. It translates nothing else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training import toy

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def read_pairs(path: Path) -> list[toy.Pair]:
    """The pairs of a file with Russian TAB English on each line. Raises ValueError on any other line."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            raise ValueError(f"{path}:{number}: expected Russian TAB English, found {len(fields)} fields")
        pairs.append((fields[0], fields[1]))
    return pairs


def main(arguments: list[str] | None = None) -> int:
    """Train and save; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.demo", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="folder of the checkpoint, made if need be")
    parser.add_argument("--pairs", type=Path, default=EXAMPLES / "pairs.tsv", help="Russian TAB English lines")
    options = parser.parse_args(arguments)
    pairs = read_pairs(options.pairs)
    trained = toy.train(pairs)
    trained.save(options.out)
    print(f"{len(pairs)} pairs repeated exactly after {trained.steps} steps: {options.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
