"""An update in a process of its own, for tests that stop it: ``run_update.py URL STORE``; an item takes 0.3 s."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]


def main() -> int:
    from dataclasses import fields

    from support.chain import FakeChain

    import svodka.pipeline
    from svodka.cli import main as command
    from svodka.runs.backends.work import BatchSizes

    def pipeline(options, *, deferred=False):
        chain = FakeChain(seconds=0.3)
        chain.notices = ()
        return chain

    svodka.pipeline.Pipeline = pipeline
    usual = BatchSizes()
    usual = {field.name: getattr(usual, field.name) for field in fields(BatchSizes)} | {"finish": 1}
    BatchSizes.__init__.__defaults__ = tuple(usual.values())
    return command(["update", sys.argv[1], "--store", sys.argv[2], "--allow-private", "--pause", "0"])


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
