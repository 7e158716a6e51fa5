"""Do the tests notice? One operator, number or condition changed at a time, and the tests that run that line.

    python -m benchmarks.mutation.mutants map          # which test runs which line: once, some minutes
    python -m benchmarks.mutation.mutants run --sample 400 --seed 1

Mutations are cosmic-ray's (``pip install cosmic-ray coverage``). Run it in a clone: files are changed in place and put
back. A mutant is killed when one of the tests of its line fails. Told apart: lines that no test runs, and mutants whose
tests took more than `PATIENCE` seconds (an endless loop, or a busy machine: nothing is known of them).
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage import CoverageData

ROOT = Path(__file__).parents[2]
ROOMS = ("svodka/policy.py", "svodka/provenance.py", "translate/repair.py", "translate/reranking.py", "svodka/verify",
         "svodka/facts", "svodka/text")  # fmt: skip
TESTS = ("tests/facts", "tests/verify", "tests/text", "tests/test_policy.py", "tests/test_pipeline.py",
         "tests/translate/test_repair.py", "tests/translate/test_reranking.py", "tests/translate/test_order.py",
)  # fmt: skip
MAP = ROOT / ".run" / "mutants.coverage"
PATIENCE = 180
MOST_TESTS = 120
_OPERATORS = (
    "ReplaceComparisonOperator_", "ReplaceAndWithOr", "ReplaceOrWithAnd", "AddNot", "NumberReplacer",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
    "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add", "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul", "ReplaceUnaryOperator_Delete_Not",
)  # fmt: skip
"""Not those that change the | of an annotation or turn + into <<: what dies of a TypeError proves nothing."""

_SAME = ("Eq_Is", "NotEq_IsNot", "Is_Eq", "IsNot_NotEq")
"""Of small numbers, short strings and None these mean the same."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change to one line of a file."""

    path: Path
    operator: str
    occurrence: int
    line: int


def mutants(rooms: Sequence[str] = ROOMS) -> Iterator[Mutant]:
    """Every mutant of the rooms, which are files or folders."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    names = [name for name in operator_names() if name.removeprefix("core/").startswith(_OPERATORS)]
    names = [name for name in names if not name.endswith(_SAME)]
    files = [
        p for room in rooms for p in ([ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")))
    ]
    for path in files:
        tree = get_ast(path.read_text(encoding="utf-8"))
        nodes = list(ast_nodes(tree))
        for name in names:
            operator = get_operator(name)()
            places = [place for node in nodes for place in operator.mutation_positions(node)]
            for occurrence, ((line, _), _) in enumerate(places):
                yield Mutant(path, name, occurrence, line)


def tests_of(mutant: Mutant, draw: random.Random) -> list[str]:
    """The test functions that run the mutant's line; of a line of the module's own, those that use the module."""
    by_line = _contexts(mutant.path)
    found = {name for name in by_line.get(mutant.line, ()) if name}
    if not found and "" in by_line.get(mutant.line, ()):
        found = {name for names in by_line.values() for name in names if name}
    nodes = sorted({node for name in found for node in ([_node(name)] if _HYPOTHESIS not in name else _generated())})
    return draw.sample(nodes, min(MOST_TESTS, len(nodes)))


@cache
def _map_read() -> CoverageData:
    from coverage import CoverageData

    data = CoverageData(str(MAP))
    data.read()
    return data


@cache
def _contexts(path: Path) -> Mapping[int, Sequence[str]]:
    """The tests that ran each line of a file."""
    return _map_read().contexts_by_lineno(str(path))


_HYPOTHESIS = "hypothesis."
"""A test with `given` runs below a function of hypothesis, whose name coverage writes in place of the test's."""


def _generated() -> list[str]:
    """The test files that use hypothesis."""
    files = [p for at in TESTS for p in ([ROOT / at] if at.endswith(".py") else sorted((ROOT / at).glob("test_*.py")))]
    return [str(p.relative_to(ROOT)) for p in files if "@given" in p.read_text(encoding="utf-8")]


def _node(context: str) -> str:
    """``tests.facts.test_names.test_one`` as pytest writes it."""
    parts = context.split(".")
    at = next(n for n, part in enumerate(parts) if part.startswith("test_") and (n + 1 == len(parts) - 1))
    module = "/".join(parts[: at + 1])
    path = module if module.startswith("tests/") else next(ROOT.glob(f"tests/**/{parts[at]}.py")).relative_to(ROOT)
    return f"{str(path).removesuffix('.py')}.py::{parts[at + 1]}"


def survives(mutant: Mutant, tests: list[str]) -> bool | None:
    """Whether the tests pass with the mutant in place; None when they take too long."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    whole = mutant.path.read_text(encoding="utf-8")
    changed = mutate_code(whole, get_operator(mutant.operator)(), mutant.occurrence)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        mutant.path.write_text(changed, encoding="utf-8")
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    finally:
        mutant.path.write_text(whole, encoding="utf-8")
    if done.returncode not in (0, 1, 2, 4) or b"no match in any of" in done.stdout + done.stderr:
        raise RuntimeError(done.stdout.decode()[-2000:])
    print("\n".join(_changed(whole, changed)))
    return done.returncode == 0


def _changed(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("map", "run"))
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=ROOMS, help="of these alone; may be given several times")
    given = parser.parse_args()
    if given.what == "map":
        _map()
        return
    draw = random.Random(given.seed)
    every = list(mutants(given.room or ROOMS))
    told: Counter[str] = Counter()
    by_line = {(mutant.path, mutant.line): mutant for mutant in draw.sample(every, len(every))}
    for mutant in list(by_line.values())[: given.sample]:
        tests = tests_of(mutant, draw)
        place = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.operator.removeprefix('core/')}"
        said = _SAID[survives(mutant, tests)] if tests else "no test runs"
        told[said] += 1
        print(f"{said} {place}", flush=True)
    print(f"{dict(told)} of {len(every)} mutants")


_SAID = {True: "survives", False: "killed", None: "out of time"}


def _map() -> None:
    MAP.parent.mkdir(exist_ok=True)
    settings = MAP.with_suffix(".ini")
    settings.write_text(f"[run]\ndynamic_context = test_function\ndata_file = {MAP}\ninclude =\n" + "".join(
        f"    {room if room.endswith('.py') else f'{room}/*'}\n" for room in ROOMS
    ), encoding="utf-8")  # fmt: skip
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-q", *TESTS]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})


if __name__ == "__main__":
    main()
