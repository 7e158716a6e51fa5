"""``svodka brief``: raw Russian news items in, English briefs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from svodka.cli.parts.chat import Speed, brief_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.options import DryRunOption, Group, Inputs, OutputOption, QuietOption, with_groups
from svodka.cli.parts.output import given, hush, records, say, tell
from svodka.cli.parts.stored import Stored, brief_into_store
from svodka.cli.parts.watch import Sifted, Watching
from svodka.errors import InputError, OptionError
from svodka.options import PipelineOptions
from svodka.readers import ReadOptions
from svodka.readers.address import address_of

if TYPE_CHECKING:
    from svodka.items import Brief
    from svodka.readers import NewsItem, ReadFailure


Format = Literal["text", "markdown", "json", "jsonl"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="brief")(with_groups(brief))


def brief(
    inputs: Inputs = None,
    *,
    making: PipelineOptions,
    format: Annotated[Format, typer.Option(help="How it is written.")] = "text",
    output: OutputOption = None,
    evidence: Annotated[
        bool,
        typer.Option("--evidence", help="Show the Russian original of every sentence, and what its translation lost."),
    ] = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
    reading: Annotated[ReadOptions, Group(duplicates="drop")],
    watching: Watching,
    stored: Stored,
) -> int:
    """Turn raw Russian news items into English briefs, every sentence with its evidence."""
    from svodka.engines.meter import metered
    from svodka.pipeline import Pipeline
    from svodka.readers import read

    if quiet:
        hush()
    if making.offline and (urls := [name for name in inputs or () if address_of(name)]):
        raise InputError(f"--offline forbids fetching {urls[0]}; save the page and give its file")
    names = given(inputs)
    reads = (
        *names,
        *watching.files,
        making.glossary,
        making.memory,
        making.prompt,
        making.translator,
        making.summarizer,
        stored.store,
    )
    check_output(output, *reads)  # before a model is loaded
    sifted = Sifted(read(names, reading), watching)
    if dry_run:
        unread: list[str] = []
        passed: list[str] = []
        found = list(kept(sifted, unread, quiet, passed))
        if not found and not passed:
            return 2
        with writing(output, reads=reads) as out:
            out.writelines(f"{request}\n" for request in brief_requests(making, found))
        return 1 if unread else 0
    if stored.store is not None:
        if output is not None or format != "text" or evidence:
            raise OptionError(
                f"with --store briefs go to the store; write them with `svodka runs export {stored.store}`"
            )
        check_output(stored.report, *reads)
        code = brief_into_store(sifted, making, stored, quiet=quiet)
        sifted.tell(quiet)
        return code
    if stored != Stored():
        raise OptionError("--retry-failed, --max-failures, --fail-fast, --report and --backend need --store FILE")
    failed: list[str] = []
    skipped: list[str] = []
    items = kept(sifted, failed, quiet, skipped)
    first = list(islice(items, 1))  # read something before loading models: a wrong path is answered at once
    if not first and not sifted.left_out and not skipped:
        return 2
    if not first:
        if skipped and not sifted.left_out:
            say(f"nothing to brief: {len(skipped)} items were read, and all skipped")
        with writing(output, reads=reads) as out:
            list(write((), format, evidence, out))
        sifted.tell(quiet)
        return 1 if failed else 0
    pipeline = Pipeline(making)
    tell(pipeline.notices, quiet)
    unsupported = 0
    with writing(output, reads=reads) as out, metered() as meter:
        speed = Speed(meter)
        for done in write(pipeline.stream(chain(first, items)), format, evidence, out):
            unsupported += done.unsupported
            if not quiet:
                _report(done, speed.rate())
    sifted.tell(quiet)
    tell(pipeline.translator.remarks, quiet)
    if unsupported and making.facts == "strict":
        say(f"error: {unsupported} sentences state what the source does not bear out (--facts strict)")
        return 3
    return 1 if failed else 0


def kept(
    found: Iterable[NewsItem | ReadFailure], failed: list[str], quiet: bool, skipped: list[str]
) -> Iterator[NewsItem]:
    """The items read; what was skipped or failed is said on stderr, and noted in ``skipped`` and ``failed``."""
    from svodka.readers import NewsItem

    for item in found:
        if isinstance(item, NewsItem):
            yield item
        elif item.skipped:
            skipped.append(item.where)
            if not quiet:
                say(f"skipped {item.where}: {item.error}")
        else:
            failed.append(item.where)
            say(f"error: {item.where}: {item.error}")


def write(briefs: Iterable[Brief], format: Format, evidence: bool, out: TextIO) -> Iterator[Brief]:
    """Write each brief as it comes and give it back for counting."""
    with records(out, format) as record:
        for count, done in enumerate(briefs):
            if format == "text":
                out.write("\n" + "-" * 40 + "\n\n" if count else "")
                out.write(done.to_text(evidence=evidence))
            elif format == "markdown":
                out.write("\n" if count else "")
                out.write(done.to_markdown(evidence=evidence))
            else:
                record(done.to_dict())
            out.flush()
            yield done


def _report(done: Brief, rate: str) -> None:
    seconds = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in done.timings.items())
    say(f"{done.item.id}: {seconds}{rate and ', '}{rate}; {done.signature}")
