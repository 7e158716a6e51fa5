"""Start-up in processor time (user and system), each as a multiple of what it cannot do without.

    python -m benchmarks.startup [--runs 7]

- ``svodka --help`` over ``python -c "import typer"``: target at most 1.5.
- a warm ``svodka brief`` of one sentence, the compact checkpoint converted, over
  ``python -c "import ctranslate2, sentencepiece"``: target at most 6.
- ``svodka brief --store`` on a run that has nothing left to do: target under 0.5 s.

The commands take turns, so that a machine that slows down slows all; of each the least of the runs counts. Bytecode is
written to a folder of the measurement, whatever the environment says of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SENTENCE = "Президент России Владимир Путин прибыл в Казань.\n"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Processor time of a command and its threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        item = Path(name) / "item.txt"
        item.write_text(SENTENCE, encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(name) / "bytecode")
        python, svodka = [sys.executable, "-c"], [sys.executable, "-m", "svodka"]
        brief = [*svodka, "brief", str(item), "--offline"]
        commands = {
            "import typer": [*python, "import typer"],
            "svodka --help": [*svodka, "--help"],
            "import ctranslate2, sentencepiece": [*python, "import ctranslate2, sentencepiece"],
            "warm brief of one sentence": brief,
            "resuming with nothing to do": [*brief, "--store", str(Path(name) / "run.sqlite")],
        }
        for command in commands.values():
            seconds(command, environment)  # fill the file cache, write the bytecode, convert, make the run
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(runs):
            for what, command in commands.items():
                least[what] = min(least[what], seconds(command, environment))
    for what, spent in least.items():
        print(f"{what:<36}{spent:.3f} s")
    help_, typer, warm, engines = (
        least[what]
        for what in ("svodka --help", "import typer", "warm brief of one sentence", "import ctranslate2, sentencepiece")
    )
    print(f"--help over typer        {help_ / typer:.2f}  (target 1.5)")
    print(f"warm brief over engines  {warm / engines:.2f}  (target 6)")


if __name__ == "__main__":
    main()
