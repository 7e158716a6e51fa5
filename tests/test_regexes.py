"""Regular expressions compiled when first used: the same as re's, and every one that the packages hold compiles."""

import copy
import os
import pickle
import re
import subprocess
import sys
from importlib import import_module

import pytest

from svodka.regexes import _METHODS, regex
from tests.test_architecture import FILES, ROOT, module_of


def test_it_answers_as_the_compiled_one_does():
    ours, theirs = regex(r"(?P<n>\d+)(-?)", re.IGNORECASE), re.compile(r"(?P<n>\d+)(-?)", re.IGNORECASE)
    text = "12- and 345"
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]
    for method in _METHODS:
        if method not in {"finditer", "sub", "subn"}:
            assert str(getattr(ours, method)(text)) == str(getattr(theirs, method)(text)), method
    assert ours.sub("x", text) == theirs.sub("x", text)
    assert ours.subn("x", text) == theirs.subn("x", text)
    assert (ours.pattern, ours.flags, ours.groups, dict(ours.groupindex)) == (
        theirs.pattern,
        theirs.flags,
        theirs.groups,
        dict(theirs.groupindex),
    )
    with pytest.raises(AttributeError):
        _ = ours.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_it_is_copied_and_pickled_used_or_not(way):
    for used in (False, True):
        ours = regex(rb"a+", re.DOTALL)
        if used:
            assert ours.search(b"baa")
        assert way(ours).fullmatch(b"aaa")


def test_a_wrong_pattern_is_an_error_when_it_is_used():
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("x")


def test_every_pattern_of_the_packages_compiles():
    count = 0
    for name in sorted(map(module_of, FILES)):
        if name.endswith("__main__"):
            continue
        for value in vars(import_module(name)).values():
            for one in value if isinstance(value, tuple | list) else (value,):
                if type(one) is type(regex("")):
                    assert one.flags >= 0, f"{name}: {one!r}"
                    count += 1
    assert count > 300


def test_modules_compile_none_of_their_own():
    """``re.compile`` at the top of a module is paid by every command; it belongs into `regex`."""
    for path in FILES:
        if module_of(path) != "svodka.regexes":
            found = re.search(r"^\S[^\n]*\bre\.compile\(", path.read_text("utf-8"), re.MULTILINE)
            assert found is None, f"{path}: {found and found[0]}"


# What no warm brief of a plain text needs: other readers, models' frameworks, arrays, the network.
NEEDLESS = set(
    """
    torch transformers sklearn scipy numpy trafilatura lxml feedparser datasketch pyarrow ray huggingface_hub
    http.client svodka.readers.formats.feed svodka.readers.formats.html svodka.readers.channels
    svodka.readers.page.article svodka.feeds.updating svodka.runs svodka.digest
    """.split()  # noqa: SIM905
)
WARM = """
import sys
from svodka.cli import main
code = main(["brief", "-", "--offline", "--quiet", "--translator", "compact"])
sys.stderr.write(" ".join(sorted(sys.modules)))
raise SystemExit(code)
"""


def test_a_warm_brief_of_a_plain_text_loads_what_it_needs(compact_cache):
    for _ in range(2):  # the first may have to convert the checkpoint, which needs torch and transformers
        done = subprocess.run(
            [sys.executable, "-c", WARM],
            input="Президент России Владимир Путин прибыл в Казань.\n",
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | {"SVODKA_CACHE": str(compact_cache)},
        )
        assert done.returncode == 0, done.stderr[-2000:]
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "svodka.readers.formats.text" in loaded
    assert sorted(loaded & NEEDLESS) == []
