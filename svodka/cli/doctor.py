"""``svodka doctor``: what to paste into a bug report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from svodka.cli.parts.destination import writing


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="doctor")(doctor)


def doctor(
    translator: Annotated[str, typer.Option(help="The checkpoint that a sentence is given to.")] = "compact",
    json_: Annotated[bool, typer.Option("--json", help="JSON instead of text.")] = False,
    cache: Annotated[Path | None, typer.Option("--cache", help="Cache folder instead of the usual one.")] = None,
) -> int:
    """Versions, processor, engines, caches, checkpoints, and a sentence translated: what to paste into a bug report.

    No network is touched, and nothing private is printed. Exit code 1 when the sentence was not translated.
    """
    from svodka.doctor import examine

    found = examine(translator, cache_dir=cache)
    with writing(None) as out:
        out.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n" if json_ else found.to_text())
    return 0 if found.well else 1
