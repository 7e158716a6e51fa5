"""Build the Typer app, run it, and turn errors into one line and an exit code.

Exit codes: 0 ok, 1 some items failed, 2 usage or cannot run, 3 ``--facts strict`` found unsupported facts,
130 interrupted, 143 terminated. stdout is data, stderr is everything else.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from svodka.cli.parts.output import logged_on_stderr, say
from svodka.cli.parts.streams import ReaderLeft, standard_streams
from svodka.errors import SvodkaError
from svodka.text import remark
from svodka.version import __version__

# Name -> module and first sentence of the help, in the order of --help: that needs no module of a command.
COMMANDS = {
    "brief": ("brief", "Turn raw Russian news items into English briefs, every sentence with its evidence."),
    "digest": ("digest", "Write one self-contained HTML page of a run's briefs: search, filters, evidence, flags."),
    "feed": ("feed", "Write the latest briefs of a store as an Atom or JSON feed that any feed reader subscribes to."),
    "update": ("feed", "Brief what is new in feeds, and write the feed of the briefs."),
    "correct": (
        "correct",
        "Correct the translation behind a brief: write a sheet to edit, then read it back with --from.",
    ),
    "read": ("read", "Print the news items of the inputs without translating them: what would be briefed."),
    "translate": (
        "translate",
        "Translate Russian text to English: n lines in, n lines out, paragraphs and blank lines kept.",
    ),
    "summarize": (
        "summarize",
        "Summarize English documents; every sentence of a summary points to its evidence in the document.",
    ),
    "check": (
        "check",
        "Check a summary of a document: which sentences the source supports, and why the others are not.",
    ),
    "evaluate": (
        "evaluate",
        "Measure a translator on pairs of Russian and English: BLEU, chrF, flags, and facts that come through.",
    ),
    "doctor": (
        "doctor",
        "Versions, processor, engines, caches, checkpoints, and a sentence translated: what to paste into a bug "
        "report.",
    ),
    "runs": ("runs", "Look into stored batches: list, show, export, prune."),
    "corrections": ("correct", "What was corrected: list, remove."),
    "prompts": ("prompts", "Show the prompt templates of instruct and T5 summarizers."),
    "models": ("models", "The checkpoints: list, pull, path, verify, remove."),
}


class Commands(TyperGroup):
    """The commands: lines of help until one is named, which imports its module."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands.update({name: TyperCommand(name, help=line) for name, (_, line) in COMMANDS.items()})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named, whole."""
        if (name := args[0]) in COMMANDS:
            app = typer.Typer(rich_markup_mode=None)
            import_module(f"svodka.cli.{COMMANDS[name][0]}").register(app)
            self.commands[name] = typer.main.get_group(app).commands[name]
        return super().resolve_command(ctx, args)


def build() -> typer.Typer:
    """The app with every command."""
    app = typer.Typer(
        cls=Commands,
        name="svodka",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # the panels of Rich would double the time of --help (benchmarks/startup.py)
        help="Russian news items in, short, trustworthy English briefs out.",
    )

    @app.callback()
    def root(
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
        ] = False,
        debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    ) -> None:
        _state["debug"] = debug

    return app


_state = {"debug": False}


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"svodka {__version__}\n")
        raise typer.Exit


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit code; the console script exits with it."""
    with logged_on_stderr():
        try:
            with standard_streams():
                return _run(argv)
        except ReaderLeft:
            return 0
        except SvodkaError as error:  # of what the last flush wrote
            if _state["debug"]:
                raise
            say(f"error: {error}")
            return 2


def _run(argv: list[str] | None) -> int:
    try:
        result = typer.main.get_command(build()).main(args=argv, prog_name="svodka", standalone_mode=False)
        return int(result or 0)
    except SvodkaError as error:
        if _state["debug"]:
            raise
        say(f"error: {error}")
        return 2
    except typer.Abort:  # at a question: stdin ended
        say("error: not answered, nothing done")
        return 2
    except Exception as error:
        show = getattr(error, "show", None)  # click's own usage errors and exits, without importing click
        if show is None:
            raise
        words, context = getattr(error, "message", None), getattr(error, "ctx", None)
        if isinstance(words, str) and not (context and words == context.get_help()):
            error.message = remark(words)  # type: ignore[attr-defined]  # an option's name may hold anything
        show()
        return int(getattr(error, "exit_code", 2))
