"""docs/design.md is a map: what it names is there, and no room is missing from it."""

import re
from pathlib import Path

import pytest
from test_architecture import FLOOR, innermost

ROOT = Path(__file__).resolve().parents[1]
MAP = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
_TOP = "svodka|translate|summarize|prompts|training|benchmarks|tests|docs|examples"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(rf"(?<![\w/.])(?:{_TOP})/[\w./-]*", MAP + CONTRIBUTING)))


def test_the_map_names_many_places():
    assert len(PATHS) > 50


@pytest.mark.parametrize("path", PATHS)
def test_a_place_on_the_map_exists(path):
    place = ROOT / path.rstrip(".")
    assert place.is_dir() if path.endswith("/") else place.exists()


def test_every_package_is_on_the_map():
    rooms = [*(p.parent for p in (ROOT / "svodka").glob("*/__init__.py")), ROOT / "translate", ROOT / "summarize"]
    missing = [str(room.relative_to(ROOT)) for room in rooms if f"{room.relative_to(ROOT)}/" not in MAP]
    assert not missing


def test_the_floors_of_the_map_are_those_of_the_code():
    floor, rooms = None, []
    for line in MAP.split("```")[1].strip().splitlines():
        floor = int(line[0]) if line[0].isdigit() else floor
        module = line[3:].split()[0].rstrip(",/").removesuffix(".py").replace("/", ".")
        rooms.append((module, floor))
    assert len(rooms) > 20 and {floor for _, floor in rooms} == {*FLOOR.values()}
    assert [(module, FLOOR[innermost(module, FLOOR)]) for module, _ in rooms] == rooms
