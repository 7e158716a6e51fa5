"""Start-up: the wall time of ``svodka --help`` over that of ``python -c "import typer"``, in one run.

    python -m benchmarks.startup [--runs 15]

The two commands take turns, so that a machine that slows down slows both; the median of the pairwise ratios is the
figure. Target: at most 3. Also prints which heavy modules ``--help`` imports (none may be).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

HEAVY = ("torch", "transformers", "ctranslate2", "ray", "trafilatura", "sklearn", "numpy")
LISTING = f"""
import sys
from svodka.cli import main
sys.stdout = open('/dev/null', 'w')
main(['--help'])
sys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules) or 'none')
"""


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    ours = [sys.executable, "-m", "svodka", "--help"]
    theirs = [sys.executable, "-c", "import typer"]
    seconds(ours), seconds(theirs)  # fill the file cache and write the bytecode
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratios = [a / b for a, b in pairs]
    heavy = subprocess.run([sys.executable, "-c", LISTING], capture_output=True, text=True, check=True).stderr
    print(f"svodka --help      median {statistics.median(a for a, _ in pairs):.3f} s")
    print(f"import typer       median {statistics.median(b for _, b in pairs):.3f} s")
    print(f"ratio              median {statistics.median(ratios):.2f}  (min {min(ratios):.2f}, max {max(ratios):.2f})")
    print(f"heavy modules imported by --help: {heavy}")


if __name__ == "__main__":
    main()
