"""``svodka digest``: a run's briefs as one HTML page to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.options import OutputOption, with_groups
from svodka.cli.parts.output import say
from svodka.cli.parts.watch import Watching

if TYPE_CHECKING:
    from svodka.runs.store.records import Run


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="digest")(with_groups(digest))


def digest(
    store: Annotated[Path, typer.Argument(metavar="RUN.SQLITE", help="What `svodka brief --store` made.")],
    output: OutputOption = None,
    run: Annotated[int | None, typer.Option("--run", help="Number of the run; without it the latest.")] = None,
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "News digest",
    group: Annotated[bool, typer.Option("--group", help="Show items about one event as one story.")] = False,
    *,
    watching: Watching,
) -> None:
    """Write one self-contained HTML page of a run's briefs: search, filters, evidence, flags.

    The page loads nothing from anywhere and opens from disk. An existing output file is replaced.
    """
    from svodka.digest import DigestOptions, render
    from svodka.runs import Store

    check_output(output, store, *watching.files)
    lists = watching.lists()
    with Store.open(store) as opened:
        chosen = opened.run(run)
        briefs = [result.brief for result in opened.results(chosen.id) if result.brief is not None]
    missing = _missing(chosen)
    if lists:
        from svodka.watch import Watcher

        briefs = Watcher(lists).marked_briefs(briefs)
        found = [brief for brief in briefs if brief.item.matches]
        if watching.only_matches:
            missing += (f"briefs that match no watch list are left out: {len(briefs) - len(found)}",)
            briefs = found
    page = render(briefs, DigestOptions(title=title, group=group, remarks=missing))
    with writing(output, reads=[store]) as out:
        out.write(page)
    for remark in missing:
        say(remark)
    if output is not None:
        say(f"{len(briefs)} briefs of run {chosen.id} written to {output}")


def _missing(run: Run) -> tuple[str, ...]:
    """What of the run is not on the page: a page of 90 briefs must not look like all of 100 items."""
    words = {"pending": "not processed yet", "failed": "failed", "skipped": "skipped, duplicates among them"}
    counts = ", ".join(f"{run.counts[status]} {word}" for status, word in words.items() if run.counts[status])
    return (f"items of this run that are not here: {counts}",) if counts else ()
