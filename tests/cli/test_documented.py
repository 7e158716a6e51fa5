"""docs/reference/cli.md shows the help of every command, word for word; README and docs use only commands and options
there are.

Write it anew with ``python tests/cli/test_documented.py > docs/reference/cli.md``.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from svodka.cli.app import COMMANDS, build, main  # noqa: E402


def commands():
    """(words, command) of every command there is, in the order of --help."""

    def walk(words, command):
        yield words, command
        for name in getattr(command, "commands", ()):
            _, child, _ = command.resolve_command(command.make_context(name, [], resilient_parsing=True), [name])
            yield from walk((*words, name), child)

    return list(walk(("svodka",), typer.main.get_command(build())))


def helptext(words, command):
    context = command.make_context(" ".join(words), [], resilient_parsing=True)
    context.terminal_width = context.max_content_width = 100
    return command.get_help(context).rstrip()


HEAD = """# Command line

The help of every command. [Exit codes and channels](exit-codes.md).

## Output

Every command writes through `svodka/cli/parts/destination.py`, with `-o`, `--feed` and `--report` alike:

- A regular file is replaced at the end, and on success alone: a command that fails leaves the file of yesterday. Its
  rights and its owner are kept; through a link the file at its end is written. On Ctrl-C what was finished is kept
  beside it as `.partial`.
- A device, a pipe, a socket (one is connected to) or an open descriptor (`/dev/stdout`, `/dev/fd/3`) is written to,
  never replaced, and nothing that stands in it is taken away.
- Output onto what the command reads is refused: an input, a store, a glossary, a prompt, a memory, whatever it is
  called (it is told by its inode), also behind stdin and stdout.
- stdout is UTF-8 in every locale. A reader that goes away (`| head`) ends the command quietly with 0; a full disk, a
  closed stdin or a closed stdout is one error and exit code 2. What stderr does not take is not said, and the work
  goes on.
"""


def reference():
    parts = [HEAD]
    for words, command in commands():
        parts.append(f"## {' '.join(words)}\n\n```\n{helptext(words, command)}\n```\n")
    return "\n".join(parts)


def test_the_reference_is_up_to_date():
    assert (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8") == reference()


def options():
    return {words: {o for p in command.params for o in (*p.opts, *p.secondary_opts)} for words, command in commands()}


def test_the_lines_of_help_are_the_commands_own():
    group = typer.main.get_command(build())
    lines = {name: command.get_short_help_str(1000) for name, command in group.commands.items()}
    loaded = {words[1]: command.get_short_help_str(1000) for words, command in commands() if len(words) == 2}
    assert lines == loaded


def test_help_imports_no_command():
    code = "import sys; from svodka.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert not {f"svodka.cli.{module}" for module, _ in COMMANDS.values()} & set(done.stderr.split())
    assert not {"pydantic", "rich", "svodka.options", "translate"} & set(done.stderr.split())


@pytest.mark.parametrize("words", [(), ("runs",)])
def test_without_a_command_the_help_is_shown(words, capsys):
    assert main([*words]) == 2
    shown = [line.split()[0] for line in capsys.readouterr().err.splitlines() if line.startswith("  ")]
    assert {"list", "show"} <= set(shown) if words else {"brief", "models"} <= set(shown)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("svodka corr", {"correct", "corrections"}),
        ("svodka models ", {"list", "pull", "path", "verify", "remove"}),
        ("svodka brief --leng", {"--length"}),
        ("svodka brief --length s", {"short", "standard"}),
        ("svodka feed --format ", {"atom", "json"}),
    ],
)
def test_completion_offers_what_there_is(line, offered, monkeypatch, capsys):
    words = line.split(" ")
    monkeypatch.setenv("_SVODKA_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    with pytest.raises(SystemExit):
        typer.main.get_command(build()).main(args=[], prog_name="svodka")
    assert set(capsys.readouterr().out.split()) == offered


DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


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
