"""``svodka feed``: the latest briefs of a store as a feed for any feed reader."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.output import say, writing
from svodka.errors import InputError

if TYPE_CHECKING:
    from svodka.feeds import FeedOptions
    from svodka.runs import Store


class FeedFormat(StrEnum):
    """Atom 1.0 or JSON Feed 1.1."""

    atom = "atom"
    json = "json"


TitleOption = Annotated[str, typer.Option("--title", help="Title of the feed.")]
ItemsOption = Annotated[int, typer.Option("--items", min=1, help="The latest so many briefs are in it.")]
UrlOption = Annotated[
    str | None, typer.Option("--url", help="Where the feed will be found, if it is published on the web.")
]
TITLE, ITEMS = "Russian news, briefed in English", 200


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="feed")(feed)


def feed(
    store: Annotated[Path, typer.Argument(metavar="RUN.SQLITE", help="What `svodka update` or `brief --store` made.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
    format: Annotated[FeedFormat | None, typer.Option(help="By the ending of -o, else atom.")] = None,
    items: ItemsOption = ITEMS,
    title: TitleOption = TITLE,
    url: UrlOption = None,
    run: Annotated[int | None, typer.Option("--run", help="Number of a run; without it all runs.")] = None,
    group: Annotated[bool, typer.Option("--group/--no-group", help="Name stories as categories.")] = True,
) -> None:
    """Write the latest briefs of a store as an Atom or JSON feed that any feed reader subscribes to.

    The file appears whole or not at all, and is left alone while nothing is new.
    """
    from svodka.feeds import FeedOptions
    from svodka.runs import Store

    if output is not None and output.exists() and store.exists() and output.samefile(store):
        raise InputError(f"{output} is the store itself; give the feed another name with -o")
    options = FeedOptions(title=title, items=items, url=url, run=run, group=group)
    with Store.open(store) as opened:
        count = write_feed(opened, options, output, format)
    if output is not None:
        say(f"{count} briefs in {output}")


def write_feed(store: Store, options: FeedOptions, output: Path | None, format: FeedFormat | None = None) -> int:
    """Write the feed to a file, or to stdout for None; gives the number of its entries.

    A file that holds these bytes already is not touched, so that servers and readers see that nothing has changed.
    """
    from svodka.feeds import feed_of, to_atom, to_json_feed

    made = feed_of(store, options)
    if format is None:
        format = FeedFormat.json if output is not None and output.suffix.lower() == ".json" else FeedFormat.atom
    text = to_json_feed(made) if format is FeedFormat.json else to_atom(made)
    if output is None or not _holds(output, text):
        with writing(output) as out:
            out.write(text)
    return len(made.entries)


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
