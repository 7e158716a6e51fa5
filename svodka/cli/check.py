"""``svodka check``: hold a summary against its source, sentence by sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.parts.destination import writing

if TYPE_CHECKING:
    from summarize import FactReport


def register(app: typer.Typer) -> None:
    """Add the command ``check``."""

    @app.command("check")
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
        verifier: Annotated[
            str | None,
            typer.Option(help="A second opinion instead of the learned one: factcg, minicheck, a hub id, a directory."),
        ] = None,
        rivals: Annotated[
            bool,
            typer.Option(help="Ask the compact translator whether a Russian source rather says something else."),
        ] = True,
        offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
        ] = None,
    ) -> None:
        """Check a summary of a document: which sentences the source supports, and why the others are not.

        Exit codes: 0 when the check ran, 2 when it could not, 3 with --strict when a sentence is unsupported.
        """
        from svodka.errors import OptionError
        from svodka.verify import TranslatorScorer, load_judge
        from svodka.verify import check as check_summary

        if source_file == summary_file == "-":
            raise OptionError("both SOURCE_FILE and SUMMARY_FILE are '-'; standard input can be only one of them")
        source, summary = _read(source_file), _read(summary_file)
        judge = load_judge(verifier, offline=offline) if verifier is not None else None
        scorer = TranslatorScorer() if rivals else None
        report = check_summary(source, summary, threshold=threshold, verifier=judge, scorer=scorer)
        with writing(output, reads=(source_file, summary_file, verifier)) as out:
            if as_json:
                out.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n")
            else:
                out.write(_lines(report, evidence=evidence))
        if strict and not report.supported:
            raise typer.Exit(3)


def _read(name: str) -> str:
    from svodka.errors import InputError
    from svodka.readers.intake.stdin import standard_input

    try:
        raw = standard_input().read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror or error}; expected a text file") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"cannot read {name}: byte {error.start} is no UTF-8; convert the file to UTF-8") from error


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
