"""``svodka read``: the news items of files, pages, feeds and exports, without translating them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.options import Inputs, OutputOption, with_groups
from svodka.cli.parts.output import given, say
from svodka.readers import ReadOptions

if TYPE_CHECKING:
    from svodka.readers import NewsItem

Show = Literal["jsonl", "preview"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="read")(with_groups(read))


def read(
    inputs: Inputs = None,
    format: Annotated[Show, typer.Option("--format", help="JSON lines, or a preview for the eye.")] = "preview",
    show_removed: Annotated[bool, typer.Option("--show-removed", help="Show what cleaning took out, and why.")] = False,
    *,
    reading: ReadOptions,
    output: OutputOption = None,
) -> int:
    """Print the news items of the inputs without translating them: what would be briefed."""
    from svodka.readers import NewsItem
    from svodka.readers import read as read_items

    items = failures = 0
    names = given(inputs)
    with writing(output, reads=names) as out:
        for found in read_items(names, reading):
            if isinstance(found, NewsItem):
                items += 1
                _print(found, format, show_removed, out)
                out.flush()
            elif found.skipped:
                say(f"skipped {found.where}: {found.error}")
            else:
                failures += 1
                say(f"error: {found.where}: {found.error}")
        if failures:
            say(f"{items} items read, {failures} failed")
            if not items:
                raise typer.Exit(2)  # from within: the output stays as it was
    return 1 if failures else 0


def _print(item: NewsItem, format: Show, show_removed: bool, out: TextIO) -> None:
    if format == "jsonl":
        out.write(json.dumps(item.to_dict(), ensure_ascii=False) + "\n")
        return
    facts = [item.published, item.source, item.author, item.lang, item.url]
    out.write(f"{item.id}\n{item.headline or '(no headline)'}\n{' | '.join(f for f in facts if f)}\n")
    out.writelines(f"note: {note}\n" for note in item.notes)
    out.write(f"\n{item.text}\n")
    if item.removed:
        out.write(f"\n({len(item.removed)} stretches removed{'' if show_removed else '; --show-removed shows them'})\n")
        if show_removed:
            out.writelines(f"  - {r.reason}: {r.text}\n" for r in item.removed)
    out.write("\n" + "-" * 40 + "\n\n")
