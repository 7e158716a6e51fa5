"""What is imported is declared: a dependency of a dependency may go with the next version of that."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.errors import first_line

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("svodka", "translate", "summarize", "prompts")
DATA = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(requirements):
    return {re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-") for line in requirements}


def imported(folder):
    """Module -> the files that import it, for what is neither Python's nor ours."""
    found = {}
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in (name.split(".")[0] for name in names):
                if (
                    name not in sys.stdlib_module_names
                    and not (ROOT / name).is_dir()
                    and name not in {"support", "feeds"}
                ):
                    found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("folder", [*SHIPPED, "tests"])
def test_every_import_is_declared(folder):
    extras = DATA["optional-dependencies"]
    declared = named(DATA["dependencies"]) | named(
        line for name, lines in extras.items() if name != "dev" for line in lines
    )
    if folder == "tests":
        declared |= named(extras["dev"])
    homes = packages_distributions()
    missing = {
        name: sorted(files)[:2]
        for name, files in imported(folder).items()
        if name in homes and not {home.lower().replace("_", "-") for home in homes[name]} & declared
    }
    assert not missing


def test_what_is_in_no_extra_is_imported_where_it_may_be_missing():
    """A module of an extra is imported within a function, never when a module of ours is."""
    homes = packages_distributions()
    extras = named(line for name, lines in DATA["optional-dependencies"].items() if name != "dev" for line in lines)
    extras -= named(DATA["dependencies"])
    for folder in SHIPPED:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                for name in [alias.name for alias in node.names] if isinstance(node, ast.Import) else []:
                    assert not {home.lower() for home in homes.get(name.split(".")[0], ())} & extras, f"{path}: {name}"


@given(st.lists(st.sampled_from(["", "\n", " ", "a", "b c", "\r", "\u2028"]), max_size=5).map("".join))
def test_an_exception_always_has_a_first_line(message):
    found = first_line(ValueError(message))
    assert found and found == found.strip() and len(found.splitlines()) == 1
    assert found in message or found == "ValueError"


@pytest.mark.parametrize(
    "error", [MemoryError(), KeyError(), AssertionError(), OSError(), ValueError(""), ValueError("\n\n")]
)
def test_one_without_a_message_is_named(error):
    assert first_line(error) == type(error).__name__


def test_no_handler_takes_the_first_of_lines_that_may_not_be():
    for folder in SHIPPED:
        for path in (ROOT / folder).rglob("*.py"):
            assert not re.search(r"splitlines\(\)\s*\[0\]", path.read_text(encoding="utf-8")), path


def test_no_private_name_of_another_library_is_set_or_called_in_networking():
    """httpx's `_pool` was one: any version may rename it."""
    for path in [
        *(ROOT / "svodka" / "network").glob("*.py"),
        ROOT / "svodka/readers/fetch.py",
        ROOT / "svodka/chat/client.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
                assert ast.unparse(node.value) in {"self", "cls"}, f"{path}:{node.lineno}: {ast.unparse(node)}"
