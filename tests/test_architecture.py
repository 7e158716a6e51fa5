"""The house rules that can be checked by reading the code: floors and rooms, circles, Typer, light imports."""

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("svodka", "translate", "summarize", "prompts")
FILES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]
HEAVY = ("torch", "transformers", "ray", "ctranslate2", "trafilatura", "sklearn", "numpy", "pyarrow", "huggingface_hub")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path) for path in FILES}


class Room(NamedTuple):
    """A package or a file of one, what it exports, and the modules that others may import beside its `__init__`.

    Floors count from the ground; a room may be imported by its own floor and those above.
    """

    floor: int
    exports: str = ""
    doors: str = ""


ROOMS = {
    "svodka.cli": Room(7, "main"),
    "svodka.__main__": Room(7),
    "svodka": Room(6, "Brief NewsItem Pipeline PipelineOptions Signature SvodkaError __version__"),  # and its own files
    "svodka.feeds": Room(
        6,
        "Feed FeedEntry FeedOptions Sources UpdateOptions UpdateReport feed_of read_sources to_atom to_json_feed "
        "update",
    ),
    "svodka.digest": Room(6, "DigestOptions Group GroupOptions group render", "groups view"),
    "svodka.runs": Room(
        6,
        "LocalBackend RayBackend Result Run RunOptions RunReport Store StoreWriter execute",
        "backends export progress report scheduler store",
    ),
    "svodka.readers": Room(
        6, "ReadFailure ReadOptions read", "address duplicates fetch formats intake options reading"
    ),
    "svodka.items": Room(5),
    "svodka.readers.cleaning": Room(4, doors="boilerplate clean dates"),
    "svodka.readers.intake.characters": Room(4),
    "svodka.removal": Room(4),
    "translate": Room(3, "Flag Segment TranslateOptions Translation Translator", "chat"),
    "summarize": Room(
        3,
        "Evidence FactReport SentenceReport Summarizer Summary SummaryOptions SummarySentence check",
        "lengths writers",
    ),
    "svodka.verify": Room(
        2, "Evidence FactReport Judge Reason Scorer SentenceReport TranslatorScorer Verifier check evidence load_judge"
    ),
    "svodka.verify.senses": Room(2, "antonyms inflected lemmas part past_of relation"),
    "svodka.verify.rivals": Room(2, "Scorer TranslatorScorer settle"),
    "svodka.verify.weighing": Room(2, "forest reasons"),
    "svodka.verify.within": Room(2, "examine"),
    "svodka.verify.across": Room(2, "examine"),
    "svodka.facts": Room(
        1,
        "Fact FactKind Figures Lang Ledger Mismatch Recall Span "
        "borne_out compare compare_numbers ledger recall same_name",
        "given",
    ),
    "svodka.facts.stance": Room(
        1, "compare_attribution compare_hedges compare_negation counterparts excuses same_statement wording"
    ),
    "svodka.facts.bilingual": Room(1, "Index Word name_borne weight words_of"),
    "svodka.facts.names": Room(
        1,
        "LONGEST_LATIN LONGEST_RUSSIAN SAME TITLES Costs costs english_exonyms english_spelling fold_latin "
        "fold_russian mentions russian_exonym russian_letters same_name",
    ),
    "svodka.facts.lexicon": Room(
        1,
        "MOST RUSSIAN_WORD WORD content_stems english_of information is_common is_name is_stop russian_of stem",
    ),
    "svodka.facts.numbers": Room(1, "EN_MONTHS EN_WEEKDAYS RU_MONTHS RU_WEEKDAYS numbers"),
    "svodka.text": Room(
        1,
        "SAYING Normal Sentence Span displayable english_paragraphs normalise reading_form remark russian_sentences "
        "split_sentences stripped within",
        "morphology wrapping",
    ),
    "svodka.engines": Room(1, "DecodeOptions Engine Hypothesis load_engine", "arithmetic meter protocol weights"),
    "svodka.checkpoints": Room(
        1, "SUMMARIZERS TRANSLATORS VERIFIERS Checkpoint ModelSpec resolve", "bundled cache hub layout resolution specs"
    ),
    "svodka.chat": Room(1, "ChatAnswer ChatClient ChatRequest Endpoint", "cleaning endpoint orders request"),
    "prompts": Room(1, "Prompt load_prompt prompt_names", "loader"),
    "svodka.errors": Room(0),
    "svodka.lazily": Room(0),
    "svodka.plain": Room(0),
    "svodka.signature": Room(0),
    "svodka.version": Room(0),
}  # fmt: skip
APART = {"translate", "summarize"}
PACKAGED = [name for name in ROOMS if ROOT.joinpath(*name.split("."), "__init__.py").exists()]


def room_of(module: str) -> str:
    """The innermost room that a module stands in."""
    return max((name for name in ROOMS if f"{module}.".startswith(f"{name}.")), key=len)


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
    for target, name, line in imports(path):
        if here in PACKAGED or target.split(".")[0] not in PACKAGES:
            continue  # a package's own __init__ re-exports lazily what lies below and inside it
        where = f"{here}:{line} imports {target} {name}"
        assert ROOMS[room_of(target)].floor <= ROOMS[room_of(here)].floor, f"{where}, which lies above it"
        pair = {here.split(".")[0], target.split(".")[0]}
        assert pair != APART, f"{where}: {' and '.join(APART)} never import each other"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_rooms_are_entered_by_their_doors(path):
    """From outside a room only what its `__init__` exports is imported, or one of the modules named as doors."""
    here = module_of(path)
    for target, name, line in imports(path):
        if target.split(".")[0] not in PACKAGES:
            continue
        room = room_of(target)
        if f"{here}.".startswith(f"{room}.") or room == "svodka" or room not in PACKAGED:
            continue
        where = f"{here}:{line} imports {name or 'the module'} from {target}"
        if target == room:
            assert not name or name in ROOMS[room].exports.split(), f"{where}, which {room} does not export"
        else:
            door = target.removeprefix(f"{room}.").split(".")[0]
            assert door in ROOMS[room].doors.split(), f"{where}; import from {room}, or make it a door in ROOMS"


def test_every_door_is_used():
    used = set()
    for path in FILES:
        for target, _, _ in imports(path):
            room = room_of(target) if target.split(".")[0] in PACKAGES else target
            if room != target and not f"{module_of(path)}.".startswith(f"{room}."):
                used.add((room, target.removeprefix(f"{room}.").split(".")[0]))
    unused = {(name, door) for name, room in ROOMS.items() for door in room.doors.split()} - used
    assert not unused, "doors that nobody goes through"


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


def test_files_and_rooms_stay_small():
    """A file can be read in one sitting, a room taken in at a glance."""
    ours = [p for folder in (*PACKAGES, "benchmarks", "training", "tests") for p in (ROOT / folder).rglob("*.py")]
    long = {str(p.relative_to(ROOT)) for p in ours if len(p.read_text(encoding="utf-8").splitlines()) > 350}
    assert not long, "over 350 lines"
    files = Counter(str(p.parent.relative_to(ROOT)) for p in ours if p.name != "__init__.py" and "tests" not in p.parts)
    assert not {room: count for room, count in files.items() if count > 14}, "rooms of more than 14 files"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_drawer_for_odds_and_ends(path):
    assert path.stem not in {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("package", PACKAGED)
def test_exported_names(package):
    module = __import__(package, fromlist=["__all__"])
    assert set(module.__all__) == set(ROOMS[package].exports.split())
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError):
        _ = module.no_such_name


@pytest.mark.parametrize("package", PACKAGED)
def test_no_module_is_called_like_an_exported_name(package):
    """Importing `svodka.facts.ledger` the module would put it where `svodka.facts.ledger` the function is expected."""
    folder = ROOT.joinpath(*package.split("."))
    assert not [
        name for name in ROOMS[package].exports.split() if (folder / f"{name}.py").exists() or (folder / name).is_dir()
    ]


def test_importing_loads_nothing_heavy():
    names = ", ".join(name for name in ROOMS if name != "svodka.__main__")
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
