"""``svodka feed`` and ``svodka update``: Russian feeds in, briefs out as a feed for any feed reader."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from svodka.cli.parts.destination import check_output, replaces, writing
from svodka.cli.parts.options import Group, OutputOption, QuietOption, with_groups
from svodka.cli.parts.output import hush, say
from svodka.cli.parts.stored import backend_of, closing_all, leave, strict
from svodka.cli.parts.watch import Watching
from svodka.errors import OptionError
from svodka.feeds import FeedOptions, UpdateOptions
from svodka.options import PipelineOptions
from svodka.readers import ReadOptions

if TYPE_CHECKING:
    from svodka.feeds import Sources, UpdateReport
    from svodka.runs import Store
    from svodka.runs.scheduler import Backend


Format = Literal["atom", "json"]
LIST = "{list}"  # in the name of a file: there is one for each watch list


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(name="feed")(with_groups(feed))
    app.command(name="update")(with_groups(update))


def feed(
    store: Annotated[Path, typer.Argument(metavar="RUN.SQLITE", help="What `svodka update` or `brief --store` made.")],
    output: OutputOption = None,
    format: Annotated[Format | None, typer.Option(help="By the ending of -o, else atom.")] = None,
    *,
    shape: FeedOptions,
    watching: Watching,
) -> None:
    """Write the latest briefs of a store as an Atom or JSON feed that any feed reader subscribes to.

    The file appears whole or not at all, and is left alone while nothing is new. With --match and {list} in the name
    of the file, each watch list has a feed of its own.
    """
    from svodka.runs import Store

    reads = [store, *watching.files]
    shape = replace(shape, watch=watching.lists(), only_matches=watching.only_matches)
    wanted = feeds_of(output, shape)
    for path, _ in wanted:
        check_output(path, *reads)
    with Store.open(store) as opened:
        for path, shaped in wanted:
            count = write_feed(opened, shaped, path, format, reads=reads)
            if path is not None:
                say(f"{count} briefs in {path}")


def feeds_of(output: Path | None, options: FeedOptions) -> list[tuple[Path | None, FeedOptions]]:
    """What to write where: one feed, or one for each watch list where the name of the file has ``{list}``.

    Raises OptionError for that without watch lists, and with an address, which would be that of all of them.
    """
    if output is None or LIST not in str(output):
        return [(output, options)]
    if not options.watch:
        raise OptionError(f"{output} stands for a feed of each watch list; name the lists with --match FILE")
    if options.url is not None:
        raise OptionError(f"--url is the address of one feed, and {output} stands for several; leave --url out")
    found: dict[Path | None, FeedOptions] = {}
    for one in options.watch:
        path = Path(str(output).replace(LIST, re.sub(r"\s+", "-", one.name.strip())))
        if path in found:
            raise OptionError(f"two watch lists would be written to {path}; give them names that differ in a letter")
        found[path] = replace(options, watch=(one,), only_matches=True, title=f"{options.title}: {one.name}")
    return list(found.items())


def write_feed(
    store: Store,
    options: FeedOptions,
    output: Path | None,
    format: Format | None = None,
    *,
    reads: Sequence[str | Path | None] = (),
) -> int:
    """Write the feed to a file, or to stdout for None; gives the number of its entries.

    A file that holds these bytes already is not touched, so that servers and readers see that nothing has changed.
    """
    from svodka.feeds import feed_of, to_atom, to_json_feed

    made = feed_of(store, options)
    if format is None:
        format = "json" if output is not None and output.suffix.lower() == ".json" else "atom"
    text = to_json_feed(made) if format == "json" else to_atom(made)
    if output is None or not _holds(output, text):
        with writing(output, reads=reads) as out:
            out.write(text)
    for entry in made.left_out:
        say(f"left out: {entry}")
    return len(made.entries)


def update(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCES...", help="Feed and page addresses, OPML files, lists; - is stdin.")
    ],
    store: Annotated[Path, typer.Option("--store", help="Keep the briefs in this file; it is made if need be.")],
    feed: Annotated[
        list[Path] | None, typer.Option("--feed", help="Write the feed here: Atom, or JSON Feed for *.json.")
    ] = None,
    *,
    updating: UpdateOptions,
    shape: Annotated[FeedOptions, Group(without="run group")],
    making: Annotated[PipelineOptions, Group(without="offline")],
    watching: Watching,
    reading: Annotated[
        ReadOptions,
        Group(without="format fields duplicates follow encoding cache_dir", other_languages="skip", duplicates="keep"),
    ],
    quiet: QuietOption = False,
) -> int:
    """Brief what is new in feeds, and write the feed of the briefs. Made to run every half hour.

    An address that fails does not stop the others: it is told at the end, and the exit code is 1.
    """
    from svodka.feeds import read_sources
    from svodka.feeds import update as run_update
    from svodka.runs import StoreWriter
    from svodka.runs.progress import progress_for

    if quiet:
        hush()
    lists = watching.lists()
    options = replace(updating, read=reading, watch=lists, only_matches=watching.only_matches)
    shape = replace(shape, watch=lists, only_matches=watching.only_matches)
    wanted = [one for path in feed or () for one in feeds_of(path, shape)]
    found = read_sources(sources)
    reads = (
        store,
        *sources,
        *watching.files,
        making.glossary,
        making.memory,
        making.prompt,
        making.translator,
        making.summarizer,
    )
    for path, _ in wanted:
        check_output(path, *reads)
    made: list[Backend] = []

    def backend() -> Backend:
        made.append(backend_of(making, "local", None, quiet))
        return made[0]

    with closing_all(made), StoreWriter.create(store) as writer:
        done = run_update(found.addresses, writer, backend, options, progress=progress_for(sys.stderr, quiet=quiet))
        for path, shaped in wanted:
            write_feed(writer, shaped, path, reads=reads)
    _tell(found, done, quiet)
    return leave(done.exit_code or int(bool(found.failures)) or strict(making, done.run), made)


def _tell(sources: Sources, done: UpdateReport, quiet: bool) -> None:
    """What happened: what needs doing always, the rest unless ``quiet``."""
    for failure in (*sources.failures, *done.failures):
        say(f"error: {failure.where}: {failure.error}")
    if quiet:
        return
    for feed in done.resting:
        say(f"{feed.url} asked to be left alone until {(feed.not_before or '')[:16]} UTC; not read")
    for before, now in done.moved:
        say(f"{before} has moved for good to {now}, which is asked from now on; change it in your sources")
    counts = [f"{done.unchanged} unchanged", *([f"{len(done.failures)} failed"] if done.failures else [])]
    counts += [f"{len(sources.failures)} in the sources no address"] if sources.failures else []
    entries = [f"{done.new} new", f"{done.edited} edited"]
    entries += [f"{done.foreign} not in Russian"] if done.foreign else []
    entries += [f"{done.repeats} repeat others"] if done.repeats else []
    entries += [f"{done.run.done} briefed"] if done.run else []
    entries += [f"{done.left} left for another time"] if done.left else []
    entries += [f"{done.unmatched} in no watch list"] if done.unmatched else []
    entries += [f"{done.pruned} old briefs deleted"] if done.pruned else []
    say(f"{done.addresses} address{'es' * (done.addresses != 1)}: {', '.join(counts)}; entries: {', '.join(entries)}")


def _holds(path: Path, text: str) -> bool:
    try:
        return replaces(path) and path.read_bytes() == text.encode("utf-8", "backslashreplace")
    except OSError:
        return False
