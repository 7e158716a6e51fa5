"""``svodka runs``: look into the store of a batch, export its briefs, delete what is no longer needed."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from svodka.cli.parts.destination import check_output, replaces, writing, writing_bytes
from svodka.cli.parts.options import OutputOption
from svodka.cli.parts.output import say
from svodka.errors import InputError, OptionError
from svodka.text import remark

StoreArgument = Annotated[Path, typer.Argument(metavar="STORE", help="The file that `svodka brief --store` made.")]
RunOption = Annotated[int | None, typer.Option("--run", help="The run's number; the latest by default.")]


class Export(StrEnum):
    """How briefs are exported."""

    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    parquet = "parquet"


def register(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(no_args_is_help=True, help="Look into stored batches: list, show, export, prune.")
    for command in (list_, show, export, prune):
        group.command(name=command.__name__.rstrip("_"))(command)
    app.add_typer(group, name="runs")


def list_(
    store: StoreArgument,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> int:
    """List the runs of a store: one per signature, with what became of the items."""
    from svodka.runs import Store

    with Store.open(store) as opened, writing(None) as out:
        for run in opened.runs():
            if as_json:
                out.write(json.dumps(run.to_dict(), ensure_ascii=False) + "\n")
                continue
            counts = ", ".join(f"{number} {status}" for status, number in run.counts.items() if number) or "no items"
            models = f"{run.signature.translate.model} + {run.signature.summarize.model}"
            out.write(f"{run.id}  {run.created[:19]}  {run.outcome or 'unfinished':11}  {counts}  {models}\n")
    return 0


def show(
    store: StoreArgument,
    run: RunOption = None,
    failed: Annotated[bool, typer.Option("--failed", help="Each failed item with its error.")] = False,
    skipped: Annotated[bool, typer.Option("--skipped", help="Each skipped item with the reason.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The run, its reports, or the items as JSON.")] = False,
) -> int:
    """Show one run: counts, signature, reports; or its failed and skipped items, one per line."""
    from svodka.runs import Store
    from svodka.runs.store.records import Status

    with Store.open(store) as opened, writing(None) as out:
        found = opened.run(run)
        statuses: list[Status] = [*(["failed"] if failed else []), *(["skipped"] if skipped else [])]  # type: ignore[list-item]
        if statuses:
            for result in opened.results(found.id, statuses):
                if as_json:
                    out.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
                else:
                    where = f" while {result.stage}" if result.stage else ""
                    why = remark(" ".join((result.reason or "").split()))
                    out.write(f"{remark(result.item_id)}\t{result.status}{where}\t{why}\n")
            return 0
        reports = opened.reports(found.id)
        if as_json:
            out.write(json.dumps(found.to_dict() | {"reports": reports}, ensure_ascii=False, indent=2) + "\n")
            return 0
        out.write(f"run {found.id} of {store}, begun {found.created}, {found.outcome or 'unfinished'}\n")
        out.writelines(f"  {status}: {number}\n" for status, number in found.counts.items())
        for stage in ("translate", "summarize"):
            told = getattr(found.signature, stage).to_dict()
            changed = told.pop("options")
            out.write(f"  {stage}: {'|'.join(f'{k}:{v}' for k, v in (told | changed).items() if v)}\n")
        out.write(f"  facts: {found.signature.facts}\n")
        for report in reports:
            speed = f"{report['items_per_second']} items/s, {report['words_per_second']} words/s"
            out.write(f"  {report['started'][:19]} {report['outcome']}: {report['items']['done']} done in ")
            out.write(f"{report['seconds']:.0f} s ({speed}), {report['flagged']} flagged\n")
    return 0


def export(
    store: StoreArgument,
    run: RunOption = None,
    format: Annotated[Export | None, typer.Option(help="By the ending of -o, else jsonl.")] = None,
    output: OutputOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
) -> int:
    """Export the finished briefs of a run, in reading order."""
    from svodka.runs import Store
    from svodka.runs import export as exporting

    endings = {".csv": "csv", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
    endings |= {".parquet": "parquet", ".jsonl": "jsonl"}
    chosen = format.value if format else endings.get(output.suffix.lower() if output else "", "jsonl")
    check_output(output, store)
    if output is not None and replaces(output) and not force:
        raise InputError(f"{output}: exists; choose another -o, or give --force to write over it")
    with Store.open(store) as opened:
        found = opened.run(run)
        if len(opened.runs()) > 1 and run is None:
            say(f"exporting run {found.id}, the latest; --run chooses another")
        results = opened.results(found.id)
        if chosen == "parquet":
            if output is None:
                raise OptionError("Parquet is no text; give -o FILE.parquet")
            with writing_bytes(output, reads=[store]) as raw:
                exporting.write_parquet(results, raw)
            return 0
        write = {
            "jsonl": exporting.write_jsonl,
            "csv": exporting.write_csv,
            "markdown": exporting.write_markdown,
            "html": exporting.write_html,
        }[chosen]
        with writing(output, reads=[store]) as out:
            write(results, out)
    return 0


def prune(
    store: StoreArgument,
    run: Annotated[list[int] | None, typer.Option("--run", help="A run to delete; repeat for several.")] = None,
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="Delete all but the latest so many runs.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> int:
    """Delete runs with all their briefs, and give the space back to the disk."""
    from svodka.runs import Store, StoreWriter

    if (run is None) == (keep is None):
        raise OptionError("say what to delete: --run NUMBER, or --keep HOW_MANY")
    with Store.open(store) as opened:
        runs = opened.runs()
        chosen = [opened.run(number) for number in run] if run is not None else runs[: -(keep or 1)]
    if not chosen:
        say("nothing to delete")
        return 0
    briefs = sum(one.counts["done"] for one in chosen)
    what = f"run {', '.join(str(one.id) for one in chosen)} with {briefs} briefs"
    if not yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise OptionError(f"would delete {what}; give --yes to do it")
        typer.confirm(f"Delete {what}?", abort=True, err=True)
    with StoreWriter.create(store) as writer:
        writer.prune([one.id for one in chosen])
    say(f"deleted {what}")
    return 0
