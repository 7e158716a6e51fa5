"""``svodka translate``: Russian text in, English text out, line for line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from svodka.cli.brief import DeviceOption, EngineOption, NewsTermsOption, QuietOption, TranslatorOption
from svodka.cli.parts.chat import DryRunOption, EndpointOption, Speed, translation_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.output import hush, say
from svodka.errors import InputError

if TYPE_CHECKING:
    from translate import Translation, Translator


BeamOption = Annotated[int, typer.Option(min=1, help="Hypotheses kept while decoding; 1 is greedy and fastest.")]
GlossaryOption = Annotated[
    Path | None, typer.Option(help="TSV of Russian and English terms that the translation has to use.")
]
RepairOption = Annotated[bool, typer.Option(help="Try defective segments again in other ways.")]


class Format(StrEnum):
    """What is written: the English text, or every segment with its spans, score and flags."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="translate")(translate)


def translate(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE...|-]", help="Text files; - is stdin.")] = None,
    format: Annotated[Format, typer.Option(help="text, or json/jsonl: one record per file.")] = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
    translator: TranslatorOption = "auto",
    endpoint: EndpointOption = None,
    beam: BeamOption = 6,
    glossary: GlossaryOption = None,
    memory: Annotated[
        Path | None, typer.Option(help="SQLite file that keeps translated segments for the next run.")
    ] = None,
    repair: RepairOption = True,
    names: Annotated[bool, typer.Option(help="Keep one spelling of each name through a text.")] = True,
    news_terms: NewsTermsOption = True,
    engine: EngineOption = "auto",
    device: DeviceOption = "auto",
    dry_run: DryRunOption = False,
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
    quiet: QuietOption = False,
) -> int:
    """Translate Russian text to English: n lines in, n lines out, paragraphs and blank lines kept."""
    from svodka.engines.meter import metered
    from translate import TranslateOptions, Translator

    if quiet:
        hush()
    options = TranslateOptions(
        beam=beam, glossary=glossary, memory=memory, repair=repair, names=names, news_terms=news_terms
    )
    reads = (*(files or ["-"]), glossary, memory, translator)
    check_output(output, *reads)  # before a model is loaded
    failed: list[str] = []
    texts = list(_read(files or ["-"], failed))
    if not texts:
        return 2
    if dry_run:
        requests = translation_requests(translator, endpoint, options, [text for _, text in texts])
        with writing(output, reads=reads) as out:
            out.writelines(f"{request}\n" for request in requests)
        return 1 if failed else 0
    loaded = Translator(translator, options=options, endpoint=endpoint, offline=offline, engine=engine, device=device)
    if not quiet:
        for notice in loaded.notices:
            say(notice)
    flags: Counter[str] = Counter()
    segments = 0
    with writing(output, reads=reads) as out, metered() as meter:
        speed = Speed(meter, every=10.0)
        for translation in _write(loaded, texts, format, out):
            flags += translation.flags
            segments += sum(segment.translated for segment in translation.segments)
            if not quiet:
                speed.tell(f"{segments} segments")
    if not quiet:
        for remark in loaded.remarks:
            say(remark)
        kinds = ", ".join(f"{kind} {count}" for kind, count in flags.most_common())
        say(f"{segments} segments, {f'flagged: {kinds}' if flags else 'none flagged'}; {loaded.signature}")
    return 1 if failed else 0


def _read(names: Iterable[str], failed: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each input; what cannot be read is said on stderr and noted in ``failed``."""
    from svodka.readers.intake.decode import decode
    from svodka.readers.intake.stdin import standard_input

    for name in names:
        try:
            data = standard_input().read() if name == "-" else Path(name).read_bytes()
            text = decode(data)[0]
            if not text.strip():
                raise InputError("is empty; expected Russian text")
            if not re.search("[а-яё]", text, re.IGNORECASE):
                raise InputError("has no Russian letter; expected Russian text")
        except OSError as error:
            problem = error.strerror or str(error)
        except InputError as error:
            problem = str(error)
        else:
            yield name, text
            continue
        failed.append(name)
        say(f"error: {'stdin' if name == '-' else name}: {problem}")


def _write(translator: Translator, texts: list[tuple[str, str]], format: Format, out: TextIO) -> Iterator[Translation]:
    """Translate and write; gives each translation back for counting."""
    if format is Format.text:
        # Line by line, so that the translation of a long file starts at once.
        for translation in translator.stream(line for _, text in texts for line in text.splitlines(keepends=True)):
            out.write(translation.hypothesis)
            yield translation
        return
    if format is Format.json:
        out.write("[")
    results = translator.stream(text for _, text in texts)
    for number, ((name, _), translation) in enumerate(zip(texts, results, strict=True)):
        record = json.dumps({"file": name} | translation.to_dict(), ensure_ascii=False)
        out.write(record + "\n" if format is Format.jsonl else (",\n" if number else "\n") + record)
        yield translation
    if format is Format.json:
        out.write("\n]\n")
