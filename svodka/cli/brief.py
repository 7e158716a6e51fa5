"""``svodka brief``: raw Russian news items in, English briefs out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from svodka.cli.parts.chat import DryRunOption, EndpointOption, Speed, brief_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.output import given, hush, say
from svodka.cli.parts.stored import (
    BackendName,
    BackendOption,
    FailFastOption,
    MaxFailuresOption,
    RayAddressOption,
    ReportOption,
    RetryOption,
    StoreOption,
    brief_into_store,
)
from svodka.cli.read import (
    BytesOption,
    CacheOption,
    Duplicates,
    DuplicatesOption,
    EncodingOption,
    FieldOption,
    FollowOption,
    From,
    FromOption,
    Inputs,
    Lang,
    LangOption,
    PrivateOption,
    RobotsOption,
    TimeoutOption,
    read_options,
)
from svodka.errors import InputError, OptionError

if TYPE_CHECKING:
    from svodka.items import Brief
    from svodka.readers import NewsItem, ReadFailure


class Format(StrEnum):
    """How briefs are written."""

    text = "text"
    markdown = "markdown"
    json = "json"
    jsonl = "jsonl"


class Length(StrEnum):
    """How long a brief is: one line, 2-3 sentences, about 5, or a paragraph with key facts."""

    headline = "headline"
    short = "short"
    standard = "standard"
    long = "long"


class Facts(StrEnum):
    """What happens to facts that the source does not bear out."""

    repair = "repair"
    flag = "flag"
    strict = "strict"
    off = "off"


# How briefs are made, declared here once for every command that makes them.
LengthOption = Annotated[Length, typer.Option(help="How long the brief is.")]
FactsOption = Annotated[Facts, typer.Option(help="Repair or flag unsupported facts; strict exits with 3.")]
TranslatorOption = Annotated[str, typer.Option(help="best, fast, compact, auto, a hub id, a directory, or chat:MODEL.")]
SummarizerOption = Annotated[
    str, typer.Option(help="best, fast, extractive, auto, a hub id, a directory, or chat:MODEL.")
]
PromptOption = Annotated[str | None, typer.Option(help="Template for instruct models: a name or a TOML file.")]
BeamOption = Annotated[int, typer.Option(min=1, help="Hypotheses kept while translating; 1 is fastest.")]
NewsTermsOption = Annotated[
    bool, typer.Option(help="Put the terms of news (bodies, courts, regions) into the English of news agencies.")
]
GlossaryOption = Annotated[Path | None, typer.Option(help="TSV of Russian and English terms to enforce.")]
MemoryOption = Annotated[Path | None, typer.Option(help="SQLite file that keeps decoded segments across runs.")]
EngineOption = Annotated[str, typer.Option(help="auto, ctranslate2 or torch.")]
DeviceOption = Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="brief")(brief)


def brief(
    inputs: Inputs = None,
    length: LengthOption = Length.standard,
    format: Annotated[Format, typer.Option(help="How it is written.")] = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
    evidence: Annotated[
        bool,
        typer.Option("--evidence", help="Show the Russian original of every sentence, and what its translation lost."),
    ] = False,
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
    dry_run: DryRunOption = False,
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
    quiet: QuietOption = False,
    from_: FromOption = From.auto,
    field: FieldOption = None,
    lang: LangOption = Lang.ru,
    duplicates: DuplicatesOption = Duplicates.drop,
    follow: FollowOption = False,
    allow_private: PrivateOption = False,
    ignore_robots: RobotsOption = False,
    encoding: EncodingOption = None,
    max_bytes: BytesOption = 20_000_000,
    timeout: TimeoutOption = 20.0,
    cache: CacheOption = None,
    store: StoreOption = None,
    retry_failed: RetryOption = False,
    max_failures: MaxFailuresOption = None,
    fail_fast: FailFastOption = False,
    report: ReportOption = None,
    backend: BackendOption = BackendName.local,
    ray_address: RayAddressOption = None,
) -> int:
    """Turn raw Russian news items into English briefs, every sentence with its evidence."""
    from svodka.engines.meter import metered
    from svodka.pipeline import Pipeline, PipelineOptions
    from svodka.readers import read

    if quiet:
        hush()
    reading = read_options(
        from_, field, lang, duplicates, follow, allow_private, ignore_robots, encoding, max_bytes, timeout, cache
    )
    options = PipelineOptions(
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
        offline=offline,
    )
    if offline and (urls := [name for name in inputs or () if name.startswith(("http://", "https://"))]):
        raise InputError(f"--offline forbids fetching {urls[0]}; save the page and give its file")
    names = given(inputs)
    reads = (*names, glossary, memory, prompt, translator, summarizer, store)
    check_output(output, *reads)  # before a model is loaded
    if dry_run:
        unread: list[str] = []
        found = list(kept(read(names, reading), unread, quiet))
        if not found:
            return 2
        with writing(output, reads=reads) as out:
            out.writelines(f"{request}\n" for request in brief_requests(options, found))
        return 1 if unread else 0
    if store is not None:
        if output is not None or format is not Format.text or evidence:
            raise OptionError(f"with --store briefs go to the store; write them with `svodka runs export {store}`")
        check_output(report, *reads)
        return brief_into_store(
            read(names, reading),
            options,
            store,
            retry_failed=retry_failed,
            max_failures=max_failures,
            fail_fast=fail_fast,
            report=report,
            backend=backend,
            ray_address=ray_address,
            quiet=quiet,
        )
    if retry_failed or max_failures or fail_fast or report or ray_address or backend is not BackendName.local:
        raise OptionError("--retry-failed, --max-failures, --fail-fast, --report and --backend need --store FILE")
    failed: list[str] = []
    items = kept(read(names, reading), failed, quiet)
    first = list(islice(items, 1))  # read something before loading models: a wrong path is answered at once
    if not first:
        return 2
    pipeline = Pipeline(options)
    if not quiet:
        for notice in pipeline.notices:
            say(notice)
    unsupported = 0
    with writing(output, reads=reads) as out, metered() as meter:
        speed = Speed(meter)
        for done in write(pipeline.stream(chain(first, items)), format, evidence, out):
            unsupported += done.unsupported
            if not quiet:
                _report(done, speed.rate())
    if not quiet:
        for remark in pipeline.translator.remarks:
            say(remark)
    if unsupported and facts is Facts.strict:
        say(f"error: {unsupported} sentences state what the source does not bear out (--facts strict)")
        return 3
    return 1 if failed else 0


def kept(found: Iterable[NewsItem | ReadFailure], failed: list[str], quiet: bool) -> Iterator[NewsItem]:
    """The items read; what was skipped or failed is said on stderr, failures are noted in `failed`."""
    from svodka.readers import NewsItem

    for item in found:
        if isinstance(item, NewsItem):
            yield item
        elif item.skipped:
            if not quiet:
                say(f"skipped {item.where}: {item.error}")
        else:
            failed.append(item.where)
            say(f"error: {item.where}: {item.error}")


def write(briefs: Iterable[Brief], format: Format, evidence: bool, out: TextIO) -> Iterator[Brief]:
    """Write each brief as it comes and give it back for counting."""
    if format is Format.json:
        out.write("[")
    for count, done in enumerate(briefs):
        if format is Format.text:
            out.write("\n" + "-" * 40 + "\n\n" if count else "")
            out.write(done.to_text(evidence=evidence))
        elif format is Format.markdown:
            out.write("\n" if count else "")
            out.write(done.to_markdown(evidence=evidence))
        else:
            record = json.dumps(done.to_dict(), ensure_ascii=False)
            out.write(record + "\n" if format is Format.jsonl else (",\n" if count else "\n") + record)
        out.flush()
        yield done
    if format is Format.json:
        out.write("\n]\n")


def _report(done: Brief, rate: str) -> None:
    seconds = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in done.timings.items())
    say(f"{done.item.id}: {seconds}{rate and ', '}{rate}; {done.signature}")
