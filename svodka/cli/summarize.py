"""``svodka summarize``: English text files in, English summaries out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from svodka.cli.parts.chat import DryRunOption, EndpointOption, Speed, summary_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.output import given, hush, say
from svodka.cli.prompts import variables
from svodka.errors import InputError

if TYPE_CHECKING:
    from summarize import Summary

FORMATS = ("text", "markdown", "json", "jsonl")


def register(app: typer.Typer) -> None:
    """Add the command ``summarize``."""

    @app.command("summarize")
    def summarize(
        files: Annotated[
            list[str] | None, typer.Argument(metavar="[FILE...|-]", help="English text files, one document each.")
        ] = None,
        length: Annotated[str, typer.Option(help="headline, short, standard or long.")] = "standard",
        summarizer: Annotated[
            str, typer.Option(help="extractive, auto, best, fast, a hub id, a directory, or chat:MODEL.")
        ] = "auto",
        endpoint: EndpointOption = None,
        prompt: Annotated[
            str | None, typer.Option(metavar="NAME|PATH", help="Prompt template, for instruct and T5 models.")
        ] = None,
        var: Annotated[
            list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="A variable of the prompt (repeatable).")
        ] = None,
        format: Annotated[str, typer.Option("--format", help="text, markdown, json or jsonl.")] = "text",
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
        ] = None,
        beam: Annotated[int | None, typer.Option(help="Beam size of seq2seq models.")] = None,
        engine: Annotated[str, typer.Option(help="auto, ctranslate2 or torch.")] = "auto",
        device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
        evidence: Annotated[
            bool, typer.Option("--evidence", help="Show the sentences of the document that each sentence rests on.")
        ] = False,
        dry_run: DryRunOption = False,
        offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notices on standard error.")] = False,
    ) -> None:
        """Summarize English documents; every sentence of a summary points to its evidence in the document."""
        from summarize import Summarizer, SummaryOptions
        from svodka.engines.meter import metered
        from svodka.errors import OptionError

        if quiet:
            hush()
        if format not in FORMATS:
            raise OptionError(f"unknown format {format!r}; expected one of {', '.join(FORMATS)}")
        settings: dict[str, Any] = {"length": length, "prompt": prompt, "variables": variables(var or [])}
        if beam is not None:
            settings["beam"] = beam
        options = SummaryOptions(**settings)
        inputs = _Inputs(given(files))
        reads = (*inputs.names, prompt, summarizer)
        check_output(output, *reads)  # before a model is loaded
        if dry_run:
            texts = [*inputs.documents()]
            if not texts:
                raise typer.Exit(2)
            requests = summary_requests(summarizer, endpoint, options, texts)
            with writing(output, reads=reads) as out:
                out.writelines(f"{request}\n" for request in requests)
            raise typer.Exit(1 if inputs.failed else 0)
        worker = Summarizer(
            summarizer, options=options, engine=engine, device=device, endpoint=endpoint, offline=offline
        )
        if not quiet:
            for notice in worker.notices:
                say(notice)
        done = empty = 0
        with writing(output, reads=reads) as out, metered() as meter:
            speed = Speed(meter)
            writer = _Printer(out, format, many=len(inputs.names) > 1, evidence=evidence)
            for done, summary in enumerate(worker.stream(inputs.documents()), 1):
                name = inputs.read[done - 1]
                empty += not summary.sentences
                for note in summary.notes:
                    if not quiet:
                        say(f"{name}: {note}")
                writer.print(name, summary)
                if not quiet:
                    speed.tell(name)
            writer.close()
            if done == empty:
                raise typer.Exit(2)  # from within: the output stays as it was
        if inputs.failed or empty:
            raise typer.Exit(1)


class _Inputs:
    """Reads documents one at a time; one that cannot be read is reported and left out."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.failed = 0
        self.read: list[str] = []

    def documents(self) -> Iterator[str]:
        from svodka.readers.intake.stdin import standard_input

        for name in self.names:
            try:
                raw = standard_input().read() if name == "-" else Path(name).read_bytes()
                text = raw.decode("utf-8-sig")
                if "\0" in text:
                    raise ValueError("it holds NUL characters, so it is no text file")
            except UnicodeDecodeError as error:
                self._fail(name, f"byte {error.start} is no UTF-8; expected an English text file in UTF-8")
            except (OSError, ValueError, InputError) as error:
                self._fail(name, getattr(error, "strerror", None) or str(error))
            else:
                self.read.append("stdin" if name == "-" else name)
                yield text

    def _fail(self, name: str, why: str) -> None:
        self.failed += 1
        say(f"error: cannot read {name}: {why}")


class _Printer:
    """Prints summaries in one format as they come; JSON is one array."""

    def __init__(self, out: TextIO, format: str, *, many: bool, evidence: bool) -> None:
        self._out, self._format, self._many, self._evidence = out, format, many, evidence
        self._count = 0

    def print(self, name: str, summary: Summary) -> None:
        if self._format == "jsonl":
            self._out.write(json.dumps({"input": name, **summary.to_dict()}, ensure_ascii=False) + "\n")
        elif self._format == "json":
            body = json.dumps({"input": name, **summary.to_dict()}, ensure_ascii=False, indent=2)
            self._out.write(("[\n" if self._count == 0 else ",\n") + body)
        else:
            self._out.write(("\n" if self._count else "") + self._lines(name, summary))
        self._out.flush()
        self._count += 1

    def close(self) -> None:
        if self._format == "json":
            self._out.write("\n]\n" if self._count else "[]\n")

    def _lines(self, name: str, summary: Summary) -> str:
        marked = self._format == "markdown"
        lines = [f"## {name}\n" if marked else f"{name}:"] if self._many else []
        if summary.headline:
            lines.append(f"**{summary.headline.text}**\n" if marked else f"{summary.headline.text}\n")
        if self._evidence:
            for sentence in summary.sentences:
                lines.append(sentence.text)
                lines += [
                    f"> {' '.join(e.text.split())}" if marked else f"    | {' '.join(e.text.split())}"
                    for e in sentence.evidence
                ]
                lines += [""] if marked else []
        else:
            # Lines that are no sentences (headlines, table rows) would run into one another.
            whole = all(sentence.text.rstrip("\"'”’»)]")[-1:] in ".!?…" for sentence in summary.sentences)
            lines.append(summary.text if whole else "\n".join(sentence.text for sentence in summary.sentences))
        if summary.key_facts:
            lines.append("\n**Key facts**\n" if marked else "\nKey facts")
            lines += [f"- {fact.text}" for fact in summary.key_facts]
        made = f"{summary.method} summary; {summary.signature}"
        lines.append(f"\n*{made}*" if marked else f"({made})")
        return "\n".join(lines) + "\n"
