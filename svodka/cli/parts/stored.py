"""``svodka brief --store``: the batch side of the command, with its options."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.options import DECLARED
from svodka.cli.parts.output import print_json, say, tell
from svodka.cli.parts.streams import ReaderLeft
from svodka.errors import OptionError, SvodkaError

if TYPE_CHECKING:
    from svodka.pipeline import PipelineOptions
    from svodka.readers import NewsItem
    from svodka.readers.options import ReadFailure
    from svodka.runs import RunReport
    from svodka.runs.scheduler import Backend


BackendName = Literal["local", "ray"]


@dataclass(frozen=True, slots=True)
class Stored:
    """The options of a batch that is kept in a store."""

    store: Path | None = None
    retry_failed: bool = False
    max_failures: int | None = None
    fail_fast: bool = False
    report: Path | None = None
    backend: BackendName = "local"
    ray_address: str | None = None


DECLARED[Stored] = {
    "store": typer.Option("--store", help="Keep the briefs in this file, as a run that can be gone on with."),
    "retry_failed": typer.Option("--retry-failed", help="With --store: repeat the items that failed."),
    "max_failures": typer.Option("--max-failures", min=1, help="With --store: stop when so many items failed."),
    "fail_fast": typer.Option("--fail-fast", help="With --store: stop at the first failure."),
    "report": typer.Option("--report", help="With --store: write the run's report here, as JSON."),
    "backend": typer.Option("--backend", help="With --store: this machine, or a Ray cluster."),
    "ray_address": typer.Option("--ray-address", help="The cluster: auto or HOST:PORT; without, one is started here."),
}


def brief_into_store(
    items: Iterable[NewsItem | ReadFailure], making: PipelineOptions, stored: Stored, *, quiet: bool
) -> int:
    """Run the batch and return the exit code; what was made is read with `svodka runs` and `svodka digest`."""
    from svodka.runs import RunOptions, StoreWriter, execute
    from svodka.runs.progress import progress_for
    from svodka.runs.report import check_report_path

    if stored.ray_address is not None and stored.backend != "ray":
        raise OptionError("--ray-address goes with --backend ray")
    assert stored.store is not None
    # A chat server gains nothing from more items at once, and what an interrupt loses is kept small.
    most = 1 if stored.fail_fast else stored.max_failures
    options = RunOptions(retry_failed=stored.retry_failed, max_failures=most)
    if making.chats(making.translator) or making.chats(making.summarizer):
        options = replace(options, sizes=replace(options.sizes, translate=4, finish=2))
    if stored.report is not None:
        check_report_path(stored.report)
    made: list[Backend] = []
    with closing_all(made):
        # Before the models are looked for: a store that will not do is said at once.
        with StoreWriter.create(stored.store) as writer:
            made.append(backend_of(making, stored.backend, stored.ray_address, quiet))
            done = execute(items, made[0], writer, options=options, progress=progress_for(sys.stderr, quiet=quiet))
        if stored.report is not None:
            with writing(stored.report) as out:
                print_json(out, done.to_dict())
    return leave(done.exit_code or strict(making, done), made)


def strict(making: PipelineOptions, done: RunReport | None) -> int:
    """3 where facts are strict and a run has left a sentence that the source does not bear out, else 0."""
    bad = done.flags.get("unsupported sentence") if done and making.facts == "strict" else None
    if bad:
        say(f"error: {bad} sentences state what the source does not bear out (--facts strict)")
    return 3 if bad else 0


def backend_of(options: PipelineOptions, name: BackendName, address: str | None, quiet: bool) -> Backend:
    """What works off a batch; what must be known of its models is said here."""
    if name == "ray":
        from svodka.runs import RayBackend
        from svodka.runs.backends.ray_backend import PipelineFactory

        return RayBackend(PipelineFactory(options), address=address, gpus=1.0 if options.device == "cuda" else 0.0)
    from svodka.pipeline import Pipeline
    from svodka.runs import LocalBackend

    pipeline = Pipeline(options, deferred=True)  # a run that has nothing left to do needs no weights
    tell(pipeline.notices, quiet)
    return LocalBackend(pipeline)


@contextmanager
def closing_all(made: Sequence[Backend]) -> Iterator[None]:
    """Close the backends that were made within; an error while one still decodes is said, and ends the process."""
    try:
        yield
    except SvodkaError as error:
        if any(backend.busy for backend in made):
            say(f"error: {error}")
            leave(2, made)
        raise
    finally:
        for backend in made:
            backend.close()


def leave(code: int, backends: Sequence[Backend]) -> int:
    """The exit code; with a decoder still at work, leave at once: it cannot be interrupted, only outlived."""
    if any(backend.busy for backend in backends):
        with suppress(SvodkaError, ReaderLeft):
            sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
