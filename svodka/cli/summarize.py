"""``svodka summarize``: English text files in, English summaries out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from summarize import SummaryOptions
from svodka.cli.parts.chat import Speed, summary_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.inputs import read_utf8
from svodka.cli.parts.options import SUMMARIZER, DryRunOption, Loading, OutputOption, QuietOption, with_groups
from svodka.cli.parts.output import given, hush, records, say, tell
from svodka.errors import InputError, OptionError

if TYPE_CHECKING:
    from summarize import Summary

FORMATS = ("text", "markdown", "json", "jsonl")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="summarize")(with_groups(summarize))


def summarize(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...|-]", help="English text files, one document each.")
    ] = None,
    *,
    options: SummaryOptions,
    summarizer: Annotated[str, SUMMARIZER] = "auto",
    loading: Loading,
    format: Annotated[str, typer.Option("--format", help="text, markdown, json or jsonl.")] = "text",
    output: OutputOption = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show the sentences of the document that each sentence rests on.")
    ] = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Summarize English documents; every sentence of a summary points to its evidence in the document."""
    from svodka.engines.meter import metered

    if quiet:
        hush()
    if format not in FORMATS:
        raise OptionError(f"unknown format {format!r}; expected one of {', '.join(FORMATS)}")
    inputs = _Inputs(given(files))
    reads = (*inputs.names, options.prompt, summarizer)
    check_output(output, *reads)  # before a model is loaded
    if dry_run:
        texts = [*inputs.documents()]
        if not texts:
            return 2
        requests = summary_requests(summarizer, loading.endpoint, options, texts)
        with writing(output, reads=reads) as out:
            out.writelines(f"{request}\n" for request in requests)
        return 1 if inputs.failed else 0
    worker = loading.summarizer(summarizer, options)
    tell(worker.notices, quiet)
    done = empty = 0
    with writing(output, reads=reads) as out, metered() as meter:
        speed, many, marked = Speed(meter), len(inputs.names) > 1, format == "markdown"
        with records(out, format, indent=2 if format == "json" else None) as record:
            for done, summary in enumerate(worker.stream(inputs.documents()), 1):
                name = inputs.read[done - 1]
                empty += not summary.sentences
                tell((f"{name}: {note}" for note in summary.notes), quiet)
                if format in ("json", "jsonl"):
                    record({"input": name, **summary.to_dict()})
                else:
                    out.write("\n" * (done > 1) + _lines(summary, name if many else "", evidence, marked=marked))
                out.flush()
                if not quiet:
                    speed.tell(name)
        if done == empty:
            raise typer.Exit(2)  # from within: the output stays as it was
    return 1 if inputs.failed or empty else 0


class _Inputs:
    """Reads documents one at a time; one that cannot be read is reported and left out."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.failed = 0
        self.read: list[str] = []

    def documents(self) -> Iterator[str]:
        for name in self.names:
            try:
                text = read_utf8(name)
                if "\0" in text:
                    raise InputError("it holds NUL characters, so it is no text file")
            except InputError as error:
                self.failed += 1
                say(f"error: cannot read {name}: {error}")
            else:
                self.read.append("stdin" if name == "-" else name)
                yield text


def _lines(summary: Summary, name: str, evidence: bool, *, marked: bool) -> str:
    """A summary as text, or ``marked`` as Markdown, under its name if it has one."""
    from svodka.text import markdown, remark

    plain = markdown if marked else str
    lines = [f"## {markdown(name)}\n" if marked else f"{remark(name)}:"] if name else []
    if summary.headline:
        lines.append(f"**{plain(summary.headline.text)}**\n" if marked else f"{summary.headline.text}\n")
    if evidence:
        for sentence in summary.sentences:
            lines.append(plain(sentence.text))
            lines += [
                f"> {plain(e.text)}" if marked else f"    | {' '.join(e.text.split())}" for e in sentence.evidence
            ]
            lines += [""] if marked else []
    else:
        # Lines that are no sentences (headlines, table rows) would run into one another.
        whole = all(sentence.text.rstrip("\"'”’»)]")[-1:] in ".!?…" for sentence in summary.sentences)
        between = " " if whole else "\n\n" if marked else "\n"
        together = between.join(plain(sentence.text) for sentence in summary.sentences)
        lines.append(summary.text if whole and not marked else together)
    if summary.key_facts:
        lines.append("\n**Key facts**\n" if marked else "\nKey facts")
        lines += [f"- {plain(fact.text)}" for fact in summary.key_facts]
    made = f"{summary.method} summary; {summary.signature}"
    lines.append(f"\n*{markdown(made)}*" if marked else f"({made})")
    return "\n".join(lines) + "\n"
