"""``svodka check``: hold a summary against its source, sentence by sentence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.inputs import read_utf8
from svodka.cli.parts.options import OutputOption
from svodka.cli.parts.output import print_json
from svodka.errors import InputError, OptionError

if TYPE_CHECKING:
    from summarize import FactReport


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="check")(check)


def check(
    source_file: Annotated[
        str, typer.Argument(metavar="SOURCE_FILE", help="The source, Russian or English; - for stdin.")
    ],
    summary_file: Annotated[str, typer.Argument(metavar="SUMMARY_FILE", help="The summary; - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 when a sentence is unsupported.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the evidence of every sentence.")] = False,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Probability that a sentence needs; 0 leaves the facts alone to decide."),
    ] = None,
    judge: Annotated[
        bool | None,
        typer.Option(
            "--judge/--no-judge",
            help="Ask the small network in the package whether an English sentence follows from the source; "
            "without either, where there is one.",
        ),
    ] = None,
    verifier: Annotated[
        str | None,
        typer.Option(help="A larger one instead: factcg, minicheck, a hub id, a directory."),
    ] = None,
    rivals: Annotated[
        bool,
        typer.Option(help="Ask the compact translator whether a Russian source rather says something else."),
    ] = True,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day that both were written on: what завтра is counted from."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
    output: OutputOption = None,
) -> int:
    """Check a summary of a document: which sentences the source supports, and why the others are not.

    Exit codes: 0 when the check ran, 2 when it could not, 3 with --strict when a sentence is unsupported.
    """
    from svodka.verify import check as check_summary
    from svodka.verify import load_judge, shipped_judge

    if source_file == summary_file == "-":
        raise OptionError("both SOURCE_FILE and SUMMARY_FILE are '-'; standard input can be only one of them")
    source, summary = _read(source_file), _read(summary_file)
    other = load_judge(verifier, offline=offline) if verifier is not None else None
    written = date.date() if date else None
    if judge and shipped_judge() is None:
        raise OptionError("there is no judge in this version of svodka; leave out --judge, or name a --verifier")
    report = check_summary(
        source, summary, threshold=threshold, judge=judge is not False, verifier=other, rivals=rivals, written=written
    )
    with writing(output, reads=(source_file, summary_file, verifier)) as out:
        if as_json:
            print_json(out, report.to_dict())
        else:
            out.write(_lines(report, evidence=evidence))
    return 3 if strict and not report.supported else 0


def _read(name: str) -> str:
    try:
        return read_utf8(name)
    except InputError as error:
        raise InputError(f"cannot read {name}: {error}") from error


def _lines(report: FactReport, *, evidence: bool) -> str:
    lines = []
    for sentence in report.sentences:
        sure = "" if sentence.probability is None else f" {sentence.probability:.2f}"
        text = " ".join(sentence.text.split())
        lines.append(f"{'supported  ' if sentence.supported else 'UNSUPPORTED'}{sure}  {text}")
        mark = "?" if sentence.supported else "!"  # a doubt that was outweighed
        lines += [f"  {mark} {mismatch.message}" for mismatch in sentence.mismatches]
        if not sentence.supported and not sentence.mismatches:
            against = [f"  - {reason.text}" for reason in sentence.reasons if reason.effect < 0]
            lines += against or ["  - too much of it is not in the source"]
        if evidence:
            lines += [f"  | {' '.join(found.text.split())}" for found in sentence.evidence]
    good = sum(sentence.supported for sentence in report.sentences)
    lines.append(f"{good} of {len(report.sentences)} sentences supported")
    return "\n".join(lines) + "\n"
