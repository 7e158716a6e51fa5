"""What outlives a call has a bound and an owner: caches, threads, and the ways out of the process."""

import ast
import re

import pytest
from test_architecture import FILES, ROOT, module_of

# Caches without a bound: what they may be asked for is a fixed, small set.
UNBOUNDED = {
    "svodka.digest.build._asset": "the files of the page",
    "svodka.facts.lexicon.pairs._row": "the stems of the lexicon",
    "svodka.plain._parts": "our dataclasses",
    "svodka.readers.cleaning.headlines._patterns": "the kinds of patterns of headlines",
    "svodka.readers.cleaning.patterns.table": "the tables of patterns",
    "svodka.readers.cleaning.paywall._pattern": "the parts of the table",
    "svodka.runs.store.records._hints": "the dataclasses of records",
}
# What a cached function may be asked about: values. An object in a cache's key lives as long as the cache.
VALUES = {"str", "int", "bool", "float", "Lang", "date | None"}
# Ways out of the process past Python's own end, and why.
LEAVING = {
    "svodka/__main__.py": "the end of every command: to free models takes a tenth of a second; a second signal",
    "svodka/runs/interrupts.py": "the second signal in a run",
    "svodka/cli/parts/stored.py": "a decoder is still at work and cannot be interrupted",
}


def cached():
    """(module and name, decorator, function) of every function with a cache."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for decorator in map(ast.unparse, node.decorator_list):
                    if re.match(r"(functools\.)?(lru_)?cache\b", decorator):
                        yield f"{module_of(path)}.{node.name}", decorator, node


def test_a_cache_with_arguments_has_a_bound():
    found = {
        name
        for name, decorator, node in cached()
        if node.args.args and ("lru_cache" not in decorator or "maxsize=None" in decorator)
    }
    assert found == set(UNBOUNDED)
    assert len(list(cached())) > 80


def test_a_cache_keeps_no_objects_alive():
    """What is worked out of a document is kept by the document (`svodka.verify.document.of_document`)."""
    found = {
        f"{name}: {argument.arg}"
        for name, _, node in cached()
        if name not in UNBOUNDED
        for argument in node.args.args
        if ast.unparse(argument.annotation) not in VALUES
    }
    assert found == set()


def test_the_process_is_left_in_three_places():
    found = {str(p.relative_to(ROOT)) for p in FILES if "os._exit(" in p.read_text(encoding="utf-8")}
    assert found == set(LEAVING)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_thread_has_a_name_and_does_not_hold_the_process(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"threading.Thread", "Thread"}:
            given = {keyword.arg for keyword in node.keywords}
            assert {"name", "daemon"} <= given, f"{path}:{node.lineno}"
