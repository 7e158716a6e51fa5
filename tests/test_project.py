"""What a project says of itself agrees: its version, its classifiers, its workflows."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from svodka.version import __version__

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_the_changelogs_and_the_citations():
    headings = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0] == ("Unreleased", "") and headings[1][0] == __version__
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for _, date in headings[1:])
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == __version__


def test_classifiers_name_the_pythons_that_are_tested():
    tests = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))["jobs"]["tests"]
    matrix = tests["strategy"]["matrix"]
    told = [c.rsplit(" ", 1)[1] for c in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d", c)]
    assert matrix["python"] == told and PROJECT["requires-python"] == f">={told[0]}"
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


@pytest.mark.parametrize("package", ["svodka", "translate", "summarize", "prompts"])
def test_types_are_there_for_others(package):
    assert (ROOT / package / "py.typed").read_bytes() == b""


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.stem
)
def test_issues_ask_for_the_doctor(form):
    body = yaml.safe_load(form.read_text(encoding="utf-8"))["body"]
    assert "svodka doctor" in "".join(field["attributes"]["label"] for field in body)
