"""The house rules that can be checked by reading the code: floors, exported names, Typer, light imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("svodka", "translate", "summarize", "prompts")
FILES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]
HEAVY = ("torch", "transformers", "ray", "ctranslate2", "trafilatura", "sklearn", "numpy", "pyarrow", "huggingface_hub")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor(module: str) -> int:
    """Floors of docs/design.md; `svodka` itself only re-exports lazily and names no floor of its own."""
    if module in {"svodka.errors", "svodka.signature", "svodka.version", "svodka"}:
        return 0
    if module.split(".")[0] == "prompts" or module.startswith(
        ("svodka.chat", "svodka.checkpoints", "svodka.engines", "svodka.facts", "svodka.sentences")
    ):
        return 1
    if module.startswith("svodka.verify"):
        return 2
    if module.split(".")[0] in {"translate", "summarize"}:
        return 3
    return 5 if module.startswith(("svodka.cli", "svodka.__main__")) else 4


def imports(path: Path) -> list[tuple[str, int]]:
    """Every (module, line) that the file imports anywhere, inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            found.append((node.module or "", node.lineno))
            base = ROOT.joinpath(*(node.module or "").split("."))
            found += [
                (f"{node.module}.{a.name}", node.lineno)
                for a in node.names
                if (base / f"{a.name}.py").exists() or (base / a.name / "__init__.py").exists()
            ]
    return found


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down_only(path):
    here = module_of(path)
    for target, line in imports(path):
        if here in {"svodka", "translate", "summarize"} or target.split(".")[0] not in PACKAGES:
            continue  # a package's own __init__ re-exports lazily what lies below and inside it
        where = f"{here}:{line} imports {target}"
        assert floor(target) <= floor(here), f"{where}, which lies above it"
        pair = {here.split(".")[0], target.split(".")[0]}
        assert pair != {"translate", "summarize"}, f"{where}: translate and summarize never import each other"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_the_cli_imports_typer(path):
    if not module_of(path).startswith("svodka.cli"):
        assert not [t for t, _ in imports(path) if t.split(".")[0] in {"typer", "click"}]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_drawer_for_odds_and_ends(path):
    assert path.stem not in {"utils", "helpers", "common", "misc"}


EXPORTS = {
    "svodka": {"Brief", "NewsItem", "Pipeline", "PipelineOptions", "Signature", "SvodkaError", "__version__"},
    "translate": {"Flag", "Segment", "TranslateOptions", "Translation", "Translator"},
    "summarize": {
        "Evidence", "FactReport", "SentenceReport", "Summarizer", "Summary", "SummaryOptions", "SummarySentence",
        "check",
    },
    "prompts": {"Prompt", "load_prompt", "prompt_names"},
    "svodka.chat": {"ChatAnswer", "ChatClient", "ChatRequest", "Endpoint"},
    "svodka.checkpoints": {"SUMMARIZERS", "TRANSLATORS", "Checkpoint", "ModelSpec", "resolve"},
    "svodka.engines": {"DecodeOptions", "Engine", "Hypothesis", "load_engine"},
    "svodka.runs": {
        "LocalBackend", "RayBackend", "Result", "Run", "RunOptions", "RunReport", "Store", "StoreWriter", "execute",
    },
    "svodka.feeds": {"Feed", "FeedEntry", "FeedOptions", "feed_of", "to_atom", "to_json_feed"},
    "svodka.readers": {"ReadFailure", "ReadOptions", "read"},
    "svodka.verify": {"Evidence", "FactReport", "SentenceReport", "check"},
    "svodka.facts": {"Fact", "Ledger", "Mismatch", "compare", "ledger", "same_name"},
}  # fmt: skip


@pytest.mark.parametrize("package", EXPORTS)
def test_exported_names(package):
    module = __import__(package, fromlist=["__all__"])
    assert set(module.__all__) == EXPORTS[package]
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError):
        _ = module.no_such_name


@pytest.mark.parametrize("package", EXPORTS)
def test_no_module_is_called_like_an_exported_name(package):
    """Importing `svodka.facts.ledger` the module would put it where `svodka.facts.ledger` the function is expected."""
    folder = ROOT.joinpath(*package.split("."))
    assert not [name for name in EXPORTS[package] if (folder / f"{name}.py").exists() or (folder / name).is_dir()]


def test_importing_loads_nothing_heavy():
    code = (
        "import sys, svodka, svodka.items, svodka.cli, translate, summarize, prompts, svodka.facts, svodka.verify, "
        f"svodka.engines, svodka.checkpoints, svodka.readers.reading; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
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
