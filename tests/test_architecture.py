"""The house rules that can be checked by reading the code: floors and rooms, circles, Typer, light imports."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("svodka", "translate", "summarize", "prompts")
FILES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]
HEAVY = ("torch", "transformers", "ray", "ctranslate2", "trafilatura", "sklearn", "numpy", "pyarrow", "huggingface_hub")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path) for path in FILES}


# Rooms by floor, the ground first: a package, or a file of one that is a room of its own. A room imports what lies
# below it, and nothing beside it. docs/design.md draws the same house.
FLOORS = (
    "svodka.errors svodka.lazily svodka.plain svodka.regexes svodka.signature svodka.version",
    "svodka.checkpoints svodka.network svodka.text prompts",
    "svodka.engines svodka.facts",
    "svodka.chat svodka.verify",
    "svodka.readers summarize translate",
    "svodka.items svodka.watch",
    "svodka svodka.corrections svodka.digest",  # svodka's own files: the chain
    "svodka.runs",
    "svodka.feeds",
    "svodka.__main__ svodka.cli",
)
# What rooms import beside them all the same.
BESIDE = {
    "svodka.plain": "svodka.errors",
    "svodka.signature": "svodka.plain svodka.version",
    "svodka.__main__": "svodka.cli",
    "svodka.watch": "svodka.items",
}
# The modules of a room that others import, beside what its `__init__` exports.
DOORS = {
    "summarize": "lengths writers",
    "svodka.chat": "cleaning endpoint orders request",
    "svodka.checkpoints": "bundled cache hub layout resolution specs tokenizers",
    "svodka.digest": "groups view",
    "svodka.engines": "arithmetic meter protocol weights",
    "svodka.facts": "given",
    "svodka.readers": "address duplicates fetch formats intake options reading",
    "svodka.runs": "backends export progress report scheduler store",
    "svodka.text": "morphology tables wrapping",
    "prompts": "loader",
    "translate": "chat corrections terms",
}
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names.split()}
# A package is entered by its `__init__`: those that export something.
PACKAGED = [module_of(p) for p in FILES if p.name == "__init__.py" and "exported(__name__)" in p.read_text("utf-8")]


def innermost(module: str, rooms: Iterable[str]) -> str:
    """The innermost of the rooms that a module stands in."""
    return max((name for name in rooms if f"{module}.".startswith(f"{name}.")), key=len)


@cache
def imports(path: Path) -> tuple[tuple[str, str, int], ...]:
    """Every (module, name, line) that the file imports anywhere, inside functions and under TYPE_CHECKING too.

    The name is "" where the module itself is imported.
    """
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{path}:{node.lineno}: imports are absolute here"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.append((whole, "", node.lineno) if whole in MODULES else (node.module, alias.name, node.lineno))
    return tuple(found)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down_only(path):
    here = module_of(path)
    room = innermost(here, FLOOR)
    for target, name, line in imports(path):
        if here in PACKAGED or target.split(".")[0] not in PACKAGES:
            continue  # a package's own __init__ names what lies below and inside it
        other = innermost(target, FLOOR)
        down = FLOOR[other] < FLOOR[room] or other == room or other in BESIDE.get(room, "").split()
        assert down, f"{here}:{line} imports {target} {name}, which lies above it or beside it"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_rooms_are_entered_by_their_doors(path):
    """From outside a room only what its `__init__` exports is imported, or one of the modules named as doors."""
    here = module_of(path)
    for target, name, line in imports(path):
        if target.split(".")[0] not in PACKAGES or innermost(target, FLOOR) == "svodka.cli":
            continue
        room = innermost(target, [*PACKAGED, *FLOOR])
        if f"{here}.".startswith(f"{room}.") or room not in PACKAGED or room == "svodka":
            continue
        where = f"{here}:{line} imports {name or 'the module'} from {target}"
        if target == room:
            assert not name or name in import_module(room).__all__, f"{where}, which {room} does not export"
        else:
            door = target.removeprefix(f"{room}.").split(".")[0]
            assert door in DOORS.get(room, "").split(), f"{where}; import from {room}, or make it a door in DOORS"


def test_every_door_and_every_neighbour_is_used():
    used, beside = set(), set()
    for path in FILES:
        here = module_of(path)
        for target, _, _ in imports(path):
            if target.split(".")[0] not in PACKAGES:
                continue
            beside.add((innermost(here, FLOOR), innermost(target, FLOOR)))
            room = innermost(target, [*PACKAGED, *FLOOR])
            if room != target and not f"{here}.".startswith(f"{room}."):
                used.add((room, target.removeprefix(f"{room}.").split(".")[0]))
    assert not {(name, door) for name, doors in DOORS.items() for door in doors.split()} - used, "unused doors"
    assert not {(name, other) for name, others in BESIDE.items() for other in others.split()} - beside


def test_no_circles():
    """No module imports itself by way of others: not inside a function, not for types only, not inside a package."""
    every = {module_of(p): p for folder in (*PACKAGES, "benchmarks", "training") for p in (ROOT / folder).rglob("*.py")}
    leads = {here: {target for target, _, _ in imports(p)} & (every.keys() - {here}) for here, p in every.items()}
    free: set[str] = set()
    while ready := [here for here, targets in leads.items() if here not in free and targets <= free]:
        free.update(ready)
    caught = {here for here in every if here not in free}
    # What only leads to a circle is no part of it.
    while outer := [here for here in caught if not any(here in leads[other] for other in caught)]:
        caught.difference_update(outer)
    assert not caught, f"these import each other in circles: {sorted(caught)}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_the_cli_imports_typer(path):
    if not module_of(path).startswith("svodka.cli"):
        assert not [t for t, _, _ in imports(path) if t.split(".")[0] in {"typer", "click"}]


def test_a_room_is_taken_in_at_a_glance():
    """Files are cut where their subject is, at no count of lines; of the files of a room there is one."""
    ours = [p for folder in (*PACKAGES, "benchmarks", "training") for p in (ROOT / folder).rglob("*.py")]
    files = Counter(str(p.parent.relative_to(ROOT)) for p in ours if p.name != "__init__.py")
    assert not {room: count for room, count in files.items() if count > 14}, "rooms of more than 14 files"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_drawer_for_odds_and_ends(path):
    assert path.stem not in {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("package", PACKAGED)
def test_what_is_exported_is_there_and_somebody_takes_it(package):
    """Few names: each is taken by another room or a test, stands in what a user reads, or is the type of a result."""
    module = import_module(package)
    outside = {
        name
        for path in (*FILES, *(p for folder in ("benchmarks", "training") for p in (ROOT / folder).rglob("*.py")))
        if not f"{module_of(path)}.".startswith(f"{package}.") or package == "svodka"
        for target, name, _ in imports(path)
        if target == package
    }
    pages = (ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *(ROOT / "tests").rglob("*.py"))
    told = set(re.findall(r"\w+", "".join(page.read_text("utf-8") for page in pages)))
    types = {name for name in module.__all__ if isinstance(getattr(module, name), type)}
    assert module.__all__ and set(module.__all__) <= outside | told | types | {"__version__"}
    with pytest.raises(AttributeError):
        _ = module.no_such_name


@pytest.mark.parametrize("package", PACKAGED)
def test_no_module_is_called_like_an_exported_name(package):
    """Importing `svodka.facts.ledger` the module would put it where `svodka.facts.ledger` the function is expected."""
    folder = ROOT.joinpath(*package.split("."))
    assert not [
        name for name in import_module(package).__all__ if (folder / f"{name}.py").exists() or (folder / name).is_dir()
    ]


def test_importing_loads_nothing_heavy():
    names = ", ".join({*FLOOR, *PACKAGED} - {"svodka.__main__"})
    code = f"import sys, {names}, svodka.readers.reading; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stdout.strip() == "[]"


def test_weights_are_never_unpickled_and_remote_code_never_runs():
    """`torch.load` only with weights_only=True, `trust_remote_code` never true: a checkpoint is data, not code."""
    shipped = [*FILES, *sorted((ROOT / "training").rglob("*.py"))]
    for path in shipped:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            keywords = {k.arg: k.value for k in node.keywords}
            if (
                isinstance(node.func, ast.Attribute)
                and node.func.attr == "load"
                and ast.unparse(node.func.value) == "torch"
            ):
                value = keywords.get("weights_only")
                assert isinstance(value, ast.Constant) and value.value is True, f"{path}:{node.lineno}"
            if "trust_remote_code" in keywords:
                value = keywords["trust_remote_code"]
                assert isinstance(value, ast.Constant) and value.value is False, f"{path}:{node.lineno}"
            imported = ast.unparse(node.func)
            assert imported not in {"pickle.load", "pickle.loads"}, f"{path}:{node.lineno}: {imported}"
