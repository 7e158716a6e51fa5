"""The benchmark that changes one thing at a time: which tests run the line of a mutant."""

import random
from pathlib import Path

import pytest
from coverage import CoverageData

from benchmarks.mutation import mutants
from benchmarks.mutation.mutants import Mutant

ONE, OTHER = Path("/project/one.py"), Path("/project/other.py")
RAN = {
    "tests.facts.test_names.test_one": {ONE: [3, 4], OTHER: [7]},
    "tests.text.test_english.test_two": {ONE: [4]},
    "": {ONE: [1], OTHER: [1]},
}
"""The lines that tests ran; those of the modules' own ran without one."""


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """A map of what was run, and how often it and its parts are read."""
    data = CoverageData(str(tmp_path / "coverage"))
    for context, files in RAN.items():
        data.set_context(context)
        data.add_lines({str(path): lines for path, lines in files.items()})
    data.write()
    monkeypatch.setattr(mutants, "MAP", tmp_path / "coverage")
    reads: list[str] = []
    read, contexts = CoverageData.read, CoverageData.contexts_by_lineno
    monkeypatch.setattr(CoverageData, "read", lambda data: reads.append("map") or read(data))
    monkeypatch.setattr(
        CoverageData, "contexts_by_lineno", lambda data, path: reads.append(path) or contexts(data, path)
    )
    for kept in (mutants._map_read, mutants._contexts):
        kept.cache_clear()
    yield reads
    for kept in (mutants._map_read, mutants._contexts):
        kept.cache_clear()


def test_the_tests_of_a_line_are_those_that_ran_it(recorded):
    def of(path: Path, line: int) -> list[str]:
        return sorted(mutants.tests_of(Mutant(path, "", 0, line), random.Random(1)))

    one, two = "tests/facts/test_names.py::test_one", "tests/text/test_english.py::test_two"
    assert [of(ONE, line) for line in (3, 4, 9)] == [[one], [one, two], []]
    assert of(ONE, 1) == [one, two] and of(OTHER, 1) == [one], "of the module's own line all that use the module"


def test_the_map_is_read_once_for_all_mutants(recorded):
    for line in range(100):
        for path in (ONE, OTHER):
            mutants.tests_of(Mutant(path, "", 0, line), random.Random(1))
    assert recorded == ["map", str(ONE), str(OTHER)]
