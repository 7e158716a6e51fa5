"""docs/cli.md shows the help of every command, word for word; README and docs use only commands and options there are.

Write it anew with ``python tests/cli/test_documented.py > docs/cli.md``.
"""

import re
import sys
from pathlib import Path

import pytest
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from svodka.cli.app import build  # noqa: E402


def commands():
    """(words, command) of every command there is, in the order of --help."""

    def walk(words, command):
        yield words, command
        for name, child in getattr(command, "commands", {}).items():
            yield from walk((*words, name), child)

    return list(walk(("svodka",), typer.main.get_command(build())))


def helptext(words, command):
    context = command.make_context(" ".join(words), [], resilient_parsing=True)
    context.terminal_width = context.max_content_width = 100
    return command.get_help(context).rstrip()


def reference():
    parts = [
        "# Command line\n\nThe help of every command. Exit codes and channels are in the [README](../README.md).\n"
    ]
    for words, command in commands():
        parts.append(f"## {' '.join(words)}\n\n```\n{helptext(words, command)}\n```\n")
    return "\n".join(parts)


def test_the_reference_is_up_to_date():
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference()


def options():
    return {words: {o for p in command.params for o in (*p.opts, *p.secondary_opts)} for words, command in commands()}


DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_documents_use_only_options_that_exist(document):
    known = options()
    for line in re.findall(r"(?:^|`|\s|/)(svodka(?: [^`\n]+)?)", document.read_text(encoding="utf-8")):
        words = line.split()
        command = tuple(words[:3]) if tuple(words[:3]) in known else tuple(words[:2])
        if command not in known:
            continue  # prose such as "svodka chains …"
        used = {word.split("=")[0].rstrip(".,;:)") for word in words if re.match(r"--?[a-z]", word)}
        assert used <= known[command] | {"--help", "--version"}, f"{document.name}: {line}"


if __name__ == "__main__":
    sys.stdout.write(reference())
