"""Tables that ship beside their code: read by somebody, in the wheel, and parsed as they stand."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from svodka.text.tables import lines, rows

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
TABLES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("data/*")) if p.is_file()]
CODE = "".join(p.read_text(encoding="utf-8") for package in PACKAGES for p in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("table", TABLES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_table_is_read_and_is_in_the_wheel(table):
    """A wheel of hatch has what lies in its packages, save what .gitignore names."""
    package = ".".join(table.relative_to(ROOT).parts[:-2])
    stem = table.name.split(".")[0]
    assert re.search(rf'"{re.escape(stem)}[".]', CODE), f"no module names {table.name}"
    assert f'"{package}"' in CODE, f"no module reads tables of {package}"
    ignored = [line.strip("/\n ") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    parts = table.relative_to(ROOT).parts
    assert not [pattern for pattern in ignored for part in parts if pattern and fnmatch(part, pattern)]


@pytest.mark.parametrize("table", [p for p in TABLES if p.suffix == ".tsv"], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_table_has_no_stray_blanks(table):
    text = table.read_text(encoding="utf-8")
    assert text.endswith("\n") and "\r" not in text
    assert [n for n, line in enumerate(text.splitlines(), 1) if line != line.rstrip(" ")] == []


def test_comments_and_empty_lines_are_no_rows(tmp_path, monkeypatch):
    (tmp_path / "shipped" / "data").mkdir(parents=True)
    (tmp_path / "shipped" / "__init__.py").touch()
    (tmp_path / "shipped" / "data" / "x.tsv").write_text("# of\n\nа\tb c\n\u2028d#\t\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert lines("shipped", "x.tsv") == ["а\tb c", "\u2028d#\t"]
    assert rows("shipped", "x.tsv") == [["а", "b c"], ["\u2028d#", ""]]
