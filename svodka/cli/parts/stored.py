"""``svodka brief --store``: the batch side of the command, with its options."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.output import say
from svodka.cli.parts.streams import ReaderLeft
from svodka.errors import OptionError, SvodkaError

if TYPE_CHECKING:
    from svodka.pipeline import PipelineOptions
    from svodka.readers import NewsItem
    from svodka.readers.options import ReadFailure
    from svodka.runs.scheduler import Backend


class BackendName(StrEnum):
    """Where a stored batch is worked off."""

    local = "local"
    ray = "ray"


StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Keep the briefs in this file, as a run that can be gone on with.")
]
RetryOption = Annotated[bool, typer.Option("--retry-failed", help="With --store: repeat the items that failed.")]
MaxFailuresOption = Annotated[
    int | None, typer.Option("--max-failures", min=1, help="With --store: stop when so many items failed.")
]
FailFastOption = Annotated[bool, typer.Option("--fail-fast", help="With --store: stop at the first failure.")]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="With --store: write the run's report here, as JSON.")
]
BackendOption = Annotated[BackendName, typer.Option("--backend", help="With --store: this machine, or a Ray cluster.")]
RayAddressOption = Annotated[
    str | None, typer.Option("--ray-address", help="The cluster: auto or HOST:PORT; without, one is started here.")
]


def brief_into_store(
    items: Iterable[NewsItem | ReadFailure],
    pipeline_options: PipelineOptions,
    store: Path,
    *,
    retry_failed: bool = False,
    max_failures: int | None = None,
    fail_fast: bool = False,
    report: Path | None = None,
    backend: BackendName = BackendName.local,
    ray_address: str | None = None,
    quiet: bool = False,
) -> int:
    """Run the batch and return the exit code; what was made is read with `svodka runs` and `svodka digest`."""
    from svodka.runs import RunOptions, StoreWriter, execute
    from svodka.runs.progress import progress_for
    from svodka.runs.report import check_report_path

    if ray_address is not None and backend is not BackendName.ray:
        raise OptionError("--ray-address goes with --backend ray")
    # A chat server gains nothing from more items at once, and what an interrupt loses is kept small.
    chats = pipeline_options.chats(pipeline_options.translator) or pipeline_options.chats(pipeline_options.summarizer)
    options = RunOptions(retry_failed=retry_failed, max_failures=1 if fail_fast else max_failures)
    if chats:
        options = replace(options, sizes=replace(options.sizes, translate=4, finish=2))
    if report is not None:
        check_report_path(report)
    try:
        with StoreWriter.create(store) as writer:  # before the models load: a store that will not do is said at once
            made = backend_of(pipeline_options, backend, ray_address, quiet)
            try:
                done = execute(items, made, writer, options=options, progress=progress_for(sys.stderr, quiet=quiet))
            finally:
                made.close()
        if report is not None:
            with writing(report) as out:
                out.write(json.dumps(done.to_dict(), ensure_ascii=False, indent=2) + "\n")
    except SvodkaError as error:
        if not working():
            raise
        say(f"error: {error}")
        return leave(2)
    code = done.exit_code
    if code == 0 and pipeline_options.facts == "strict" and (bad := done.flags.get("unsupported sentence")):
        say(f"error: {bad} sentences state what the source does not bear out (--facts strict)")
        code = 3
    return leave(code)


def backend_of(options: PipelineOptions, name: BackendName, address: str | None, quiet: bool) -> Backend:
    """What works off a batch; models load here, and what must be known of them is said."""
    if name is BackendName.ray:
        from svodka.runs import RayBackend
        from svodka.runs.backends.ray_backend import PipelineFactory

        return RayBackend(PipelineFactory(options), address=address, gpus=1.0 if options.device == "cuda" else 0.0)
    from svodka.pipeline import Pipeline
    from svodka.runs import LocalBackend

    pipeline = Pipeline(options)
    if not quiet:
        for notice in pipeline.notices:
            say(notice)
    return LocalBackend(pipeline)


def working() -> bool:
    """Whether a thread of the run still decodes; it holds nothing that would have to be saved."""
    return any(thread.name in {"svodka-translate", "svodka-finish"} for thread in threading.enumerate())


def leave(code: int) -> int:
    """The exit code; with a decoder still at work, leave at once: it cannot be interrupted, only outlived."""
    if working():
        with suppress(SvodkaError, ReaderLeft):
            sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
