"""A demo checkpoint: `python -m training.demo OUT_DIR` learns the 25 sentences of examples/item.txt by heart.

With it the whole chain runs on that item without a download. It translates nothing else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training import toy
from training.data import read_pairs

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


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
