"""The documents hold together: links and anchors lead somewhere, commands that are named exist, and what can be
generated is.

Write the options anew with ``python tests/test_documents.py > docs/reference/options.md``.
"""

import dataclasses
import inspect
import re
import shlex
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from svodka.runs import Store
from svodka.text.tables import rows

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT))

_UNTRACKED = {".venv", ".git", ".pytest_cache", ".nox", "node_modules"}
DOCUMENTS = sorted(p for p in ROOT.rglob("*.md") if not _UNTRACKED & {*p.relative_to(ROOT).parts})
OPTIONS = {
    "svodka": ["PipelineOptions"],
    "translate": ["TranslateOptions"],
    "summarize": ["SummaryOptions"],
    "svodka.readers": ["ReadOptions"],
    "svodka.runs": ["RunOptions"],
    "svodka.feeds": ["UpdateOptions", "FeedOptions"],
    "svodka.digest": ["DigestOptions", "GroupOptions"],
}


def prose(text):
    """Markdown without its fences and code spans."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))


def anchors(text):
    """The anchors of headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), flags=re.M)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "") for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in plain}


def section(text, heading):
    """What stands under a heading of the second level, to the next one. Raises ValueError where there is none."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, flags=re.S | re.M)
    if found is None:
        raise ValueError(f"expected the heading {heading!r}, found {re.findall('^## (.*)$', text, flags=re.M)}")
    return found[1]


def broken(document):
    """Links of a document that lead to no file or no heading."""
    found = []
    for link in re.findall(r"\]\(<?([^)>\s]+)>?\)", prose(document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    assert broken(document) == []


def test_a_broken_link_is_noticed(tmp_path):
    page, other = tmp_path / "page.md", tmp_path / "other.md"
    other.write_text("# Named `so` here\n\n```\n# no heading\n```\n", encoding="utf-8")
    page.write_text(
        "[a](other.md) [b](other.md#named-so-here) [c](other.md#no-heading) [d](gone.md) [e](#page) `[f](code.md)`\n"
        "[g](https://example.org/x) ![h](picture.png)\n",
        encoding="utf-8",
    )
    assert broken(page) == ["other.md#no-heading", "gone.md", "#page", "picture.png"]


def test_every_page_of_docs_is_in_its_index():
    index = DOCS / "README.md"
    linked = {
        (DOCS / link.partition("#")[0]).resolve() for link in re.findall(r"\]\(([^)]+)\)", index.read_text("utf-8"))
    }
    assert [str(p.relative_to(DOCS)) for p in sorted(DOCS.rglob("*.md")) if p != index and p not in linked] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_python_m_names_a_module_that_is_there(document):
    named = set(re.findall(r"python -m\s+((?:benchmarks|training)[\w.]*)", document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if find_spec(name.rstrip(".")) is None] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("measured/*.md")), ids=lambda p: p.stem)
def test_a_page_of_figures_says_how_they_were_made(page):
    text = page.read_text(encoding="utf-8")
    assert re.search(r"python -m (benchmarks|training)\.", text) and re.search(r"AMD EPYC|cores", text)


FIGURE = re.compile(r"\b\d+ of \d+\b|\b\d+\.\d+%|\b0\.\d{3}\b")


def test_limits_quote_the_tables():
    """A share in limits.md and in README's limits stands just so in a page of figures."""
    measured = "\n".join(page.read_text(encoding="utf-8") for page in sorted(DOCS.glob("measured/*.md")))
    limits = FIGURE.findall(section((ROOT / "README.md").read_text(encoding="utf-8"), "Honest limits"))
    quoted = limits + FIGURE.findall((DOCS / "limits.md").read_text(encoding="utf-8"))
    assert limits and len(quoted) > 15 and sorted({*quoted} - {*FIGURE.findall(measured)}) == []


def test_a_section_ends_at_the_next_and_a_heading_that_is_gone_is_noticed():
    text = "# A\n\n## Limits of it\n\nx\n\n## Limits\n\n1 of 2\n\n### Small\n\ny\n\n## More\n\n3 of 4\n"
    assert section(text, "Limits") == "\n1 of 2\n\n### Small\n\ny\n\n" and section(text, "More") == "\n3 of 4\n"
    with pytest.raises(ValueError, match=r"expected the heading 'Less', found \['Limits of it', 'Limits', 'More'\]"):
        section(text, "Less")


def test_the_names_and_terms_are_as_many_as_the_tables_have():
    """Each figure before what it counts, as docs/reference/translation.md writes them."""
    text = " ".join((DOCS / "reference" / "translation.md").read_text(encoding="utf-8").split())
    tables = {
        "full names": "full_names", "surnames": "names", "first names": "first_names",
        "terms of Russian news": "news_terms",
    }  # fmt: skip
    for what, table in tables.items():
        terms = {row[0] for row in rows("translate.terms", f"{table}.tsv")}
        assert re.findall(rf"(\d+) {what}", text) == [str(len(terms))], what


@pytest.mark.parametrize(
    "path", sorted({*re.findall(r"\bdocs/[\w/.-]*\w", "\n".join(p.read_text("utf-8") for p in DOCUMENTS))})
)
def test_a_page_that_is_named_is_there(path):
    assert (ROOT / path).exists()


def test_pages_that_the_code_names_are_there():
    files = [p for room in ("svodka", "translate", "summarize", "prompts", "training", "benchmarks", "tests")
             for p in (ROOT / room).rglob("*.py") if p != Path(__file__).resolve()]  # fmt: skip
    named = {(name, p) for p in files for name in re.findall(r"\bdocs/[\w/.-]*\.md", p.read_text(encoding="utf-8"))}
    assert len(named) > 5 and [(name, p.name) for name, p in named if not (ROOT / name).exists()] == []


OPTIONS_HEAD = """# Options of the library

Frozen dataclasses; a value that is not allowed is an `OptionError`. The options of the [commands](cli.md) with the same
names mean the same.
"""


def reference():
    """Every options type of the library: fields, defaults, and its docstring."""
    parts = [OPTIONS_HEAD]
    for package, name in ((package, name) for package, names in OPTIONS.items() for name in names):
        kind = getattr(import_module(package), name)
        fields = "\n".join(f"{f.name}: {f.type} = {default(f)}" for f in dataclasses.fields(kind))
        told = re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(kind))
        parts.append(f"## {package}.{name}\n\n```\n{fields}\n```\n\n{told}\n")
    return "\n".join(parts)


def default(field):
    if field.default is not dataclasses.MISSING and not dataclasses.is_dataclass(field.default):
        return repr(field.default)
    made = field.default if field.default is not dataclasses.MISSING else field.default_factory()
    if not dataclasses.is_dataclass(made):
        return repr(made)
    return re.sub(r"^.*\.", "", type(made).__qualname__) + "(…)"


def test_the_options_are_up_to_date():
    assert (DOCS / "reference" / "options.md").read_text(encoding="utf-8") == reference()


def tutorial():
    """The commands of the tutorial that come after the installation."""
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    text = text[text.index("\n## One item\n") :]
    return [line for block in re.findall(r"^```\n(.*?)^```", text, re.S | re.M) for line in block.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="the tutorial is written for a POSIX shell")
def test_every_command_of_the_tutorial_runs(tmp_path, compact_cache):
    """In a folder that has the examples and nothing else."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    svodka = f"{shlex.quote(sys.executable)} -m svodka"
    script = "\n".join(re.sub(r"^svodka ", f"{svodka} ", line) for line in tutorial())
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "SVODKA_CACHE": str(compact_cache),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-euc", script], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "The summary says “Five”, the source “четыре”." in done.stdout
    made = ("brief.md", "brief.jsonl", "run.sqlite", "digest.html", "briefs.xml", "briefs.csv", "memory.sqlite")
    assert [name for name in made if not (tmp_path / name).exists()] == []
    assert "214 residents" in (tmp_path / "sheet.md").read_text(encoding="utf-8")
    with Store.open(tmp_path / "run.sqlite") as store:
        assert [run.id for run in store.runs()] == [1, 2]
        bridge = next(r.brief for r in store.results(2) if r.brief and r.brief.item.id == "belorsk-bridge")
    assert "214 residents" in bridge.translation.hypothesis


if __name__ == "__main__":
    sys.stdout.write(reference())
