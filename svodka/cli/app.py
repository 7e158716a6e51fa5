"""Build the Typer app, run it, and turn errors into one line and an exit code.

Exit codes: 0 ok, 1 some items failed, 2 usage or cannot run, 3 ``--facts strict`` found unsupported facts,
130 interrupted, 143 terminated. stdout is data, stderr is everything else.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from svodka.cli.parts.output import logged_on_stderr, say
from svodka.cli.parts.streams import ReaderLeft, standard_streams
from svodka.errors import SvodkaError
from svodka.text import remark
from svodka.version import __version__

# One module per command group, in the order of --help.
GROUPS = (
    "brief",
    "runs",
    "digest",
    "feed",
    "correct",
    "read",
    "translate",
    "summarize",
    "check",
    "evaluate",
    "prompts",
    "models",
    "doctor",
)


def build() -> typer.Typer:
    """The app with every command group registered."""
    app = typer.Typer(
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

    for group in GROUPS:
        import_module(f"svodka.cli.{group}").register(app)
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
        if isinstance(words := getattr(error, "message", None), str):
            error.message = remark(words)  # type: ignore[attr-defined]  # an option's name may hold anything
        show()
        return int(getattr(error, "exit_code", 2))
