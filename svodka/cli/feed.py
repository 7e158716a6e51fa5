"""``svodka feed`` and ``svodka update``: Russian feeds in, briefs out as a feed for any feed reader."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.brief import (
    BeamOption,
    DeviceOption,
    EngineOption,
    Facts,
    FactsOption,
    GlossaryOption,
    Length,
    LengthOption,
    MemoryOption,
    NewsTermsOption,
    PromptOption,
    QuietOption,
    SummarizerOption,
    TranslatorOption,
)
from svodka.cli.parts.chat import EndpointOption
from svodka.cli.parts.destination import check_output, replaces, writing
from svodka.cli.parts.output import hush, say
from svodka.cli.parts.stored import BackendName, RetryOption, backend_of, leave, working
from svodka.cli.read import BytesOption, Lang, LangOption, PrivateOption, RobotsOption, TimeoutOption
from svodka.errors import OptionError, SvodkaError

if TYPE_CHECKING:
    from svodka.feeds import FeedOptions, Sources, UpdateReport
    from svodka.runs import Store
    from svodka.runs.scheduler import Backend


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
    """Add the commands to the app."""
    app.command(name="feed")(feed)
    app.command(name="update")(update)


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

    check_output(output, store)
    options = FeedOptions(title=title, items=items, url=url, run=run, group=group)
    with Store.open(store) as opened:
        count = write_feed(opened, options, output, format, reads=[store])
    if output is not None:
        say(f"{count} briefs in {output}")


def write_feed(
    store: Store,
    options: FeedOptions,
    output: Path | None,
    format: FeedFormat | None = None,
    *,
    reads: Sequence[str | Path | None] = (),
) -> int:
    """Write the feed to a file, or to stdout for None; gives the number of its entries.

    A file that holds these bytes already is not touched, so that servers and readers see that nothing has changed.
    """
    from svodka.feeds import feed_of, to_atom, to_json_feed

    made = feed_of(store, options)
    if format is None:
        format = FeedFormat.json if output is not None and output.suffix.lower() == ".json" else FeedFormat.atom
    text = to_json_feed(made) if format is FeedFormat.json else to_atom(made)
    if output is None or not _holds(output, text):
        with writing(output, reads=reads) as out:
            out.write(text)
    return len(made.entries)


def update(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCES...", help="Feed and page addresses, OPML files, lists; - is stdin.")
    ],
    store: Annotated[Path, typer.Option("--store", help="Keep the briefs in this file; it is made if need be.")],
    feed: Annotated[
        list[Path] | None, typer.Option("--feed", help="Write the feed here: Atom, or JSON Feed for *.json.")
    ] = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Fetch the article when the feed gives a lead only.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", help="Leave older entries out: a date, or an age such as 12h, 3d, 2w.")
    ] = None,
    max_items: Annotated[
        int | None, typer.Option("--max-items", min=1, help="Brief at most so many, the newest; the others wait.")
    ] = None,
    prune: Annotated[
        float | None, typer.Option("--prune", metavar="DAYS", help="Delete briefs made more than so many days ago.")
    ] = None,
    pause: Annotated[float, typer.Option("--pause", min=0.0, help="Seconds between two requests to one host.")] = 1.0,
    items: ItemsOption = ITEMS,
    title: TitleOption = TITLE,
    url: UrlOption = None,
    length: LengthOption = Length.standard,
    facts: FactsOption = Facts.repair,
    translator: TranslatorOption = "auto",
    summarizer: SummarizerOption = "auto",
    endpoint: EndpointOption = None,
    prompt: PromptOption = None,
    beam: BeamOption = 6,
    glossary: GlossaryOption = None,
    news_terms: NewsTermsOption = True,
    memory: MemoryOption = None,
    engine: EngineOption = "auto",
    device: DeviceOption = "auto",
    lang: LangOption = Lang.skip,
    allow_private: PrivateOption = False,
    ignore_robots: RobotsOption = False,
    max_bytes: BytesOption = 20_000_000,
    timeout: TimeoutOption = 20.0,
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
) -> int:
    """Brief what is new in feeds, and write the feed of the briefs. Made to run every half hour.

    An address that fails does not stop the others: it is told at the end, and the exit code is 1.
    """
    from svodka.feeds import FeedOptions, UpdateOptions, read_sources
    from svodka.feeds import update as run_update
    from svodka.pipeline import PipelineOptions
    from svodka.readers import ReadOptions
    from svodka.runs import StoreWriter
    from svodka.runs.progress import progress_for

    if quiet:
        hush()
    shape = FeedOptions(title=title, items=items, url=url)
    options = UpdateOptions(
        read=ReadOptions(
            other_languages={Lang.ru: "fail", Lang.any: "pass", Lang.skip: "skip"}[lang],
            allow_private=allow_private,
            ignore_robots=ignore_robots,
            max_bytes=max_bytes,
            timeout=timeout,
        ),
        full_text=full_text,
        since=_moment(since) if since else None,
        most=max_items,
        prune=prune,
        pause=pause,
        retry_failed=retry_failed,
    )
    making = PipelineOptions(
        translator=translator,
        summarizer=summarizer,
        length=length.value,
        facts=facts.value,
        prompt=prompt,
        beam=beam,
        glossary=glossary,
        news_terms=news_terms,
        memory=memory,
        engine=engine,
        device=device,
        endpoint=endpoint,
    )
    found = read_sources(sources)
    reads = (store, *sources, glossary, memory, prompt, translator, summarizer)
    for path in feed or ():
        check_output(path, *reads)
    made: list[Backend] = []

    def backend() -> Backend:
        made.append(backend_of(making, BackendName.local, None, quiet))
        return made[0]

    try:
        with StoreWriter.create(store) as writer:
            try:
                done = run_update(
                    found.addresses, writer, backend, options, progress=progress_for(sys.stderr, quiet=quiet)
                )
            finally:
                for one in made:
                    one.close()
            for path in feed or ():
                write_feed(writer, shape, path, reads=reads)
    except SvodkaError as error:
        if not working():
            raise
        say(f"error: {error}")
        return leave(2)
    _tell(found, done, quiet)
    code = done.exit_code or int(bool(found.failures))
    if code == 0 and facts is Facts.strict and done.run and (bad := done.run.flags.get("unsupported sentence")):
        say(f"error: {bad} sentences state what the source does not bear out (--facts strict)")
        code = 3
    return leave(code)


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
    entries += [f"{done.pruned} old briefs deleted"] if done.pruned else []
    say(f"{done.addresses} address{'es' * (done.addresses != 1)}: {', '.join(counts)}; entries: {', '.join(entries)}")


def _moment(since: str) -> datetime:
    """A date or time (without a zone: of this machine's), or an age before now."""
    if age := re.fullmatch(r"(\d{1,4})([hdw])", since.strip()):
        return datetime.now(UTC) - timedelta(hours=int(age[1]) * {"h": 1, "d": 24, "w": 168}[age[2]])
    try:
        return datetime.fromisoformat(since.strip()).astimezone()
    except (ValueError, OverflowError) as error:
        raise OptionError(
            f"--since is {since!r}; expected a date such as 2026-11-25, or an age such as 12h, 3d, 2w"
        ) from error


def _holds(path: Path, text: str) -> bool:
    try:
        return replaces(path) and path.read_bytes() == text.encode("utf-8", "backslashreplace")
    except OSError:
        return False
