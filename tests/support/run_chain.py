"""A run in a process of its own, for tests that interrupt or kill it: ``run_chain.py STORE ITEMS SECONDS_PER_ITEM``."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]


def main() -> int:
    from support.chain import FakeChain, make_item

    from svodka.runs import LocalBackend, RunOptions, StoreWriter, execute
    from svodka.runs.backends.work import BatchSizes
    from svodka.runs.progress import PlainProgress

    path, items, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    with StoreWriter.create(path) as store:
        report = execute(
            (make_item(n) for n in range(items)),
            LocalBackend(FakeChain(seconds=seconds)),
            store,
            options=RunOptions(sizes=BatchSizes(translate=8, finish=2)),
            progress=PlainProgress(seconds=0.0),
        )
    return report.exit_code


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
