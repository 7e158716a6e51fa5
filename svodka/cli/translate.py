"""``svodka translate``: Russian text in, English text out, line for line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from svodka.cli.parts.chat import Speed, translation_requests
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.inputs import read_bytes
from svodka.cli.parts.options import TRANSLATOR, DryRunOption, Loading, OutputOption, QuietOption, with_groups
from svodka.cli.parts.output import hush, records, say, tell
from svodka.errors import InputError
from translate import TranslateOptions

if TYPE_CHECKING:
    from translate import Translation, Translator

# The English text, or every segment with its spans, score and flags.
Format = Literal["text", "json", "jsonl"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="translate")(with_groups(translate))


def translate(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE...|-]", help="Text files; - is stdin.")] = None,
    format: Annotated[Format, typer.Option(help="text, or json/jsonl: one record per file.")] = "text",
    output: OutputOption = None,
    translator: Annotated[str, TRANSLATOR] = "auto",
    *,
    options: TranslateOptions,
    loading: Loading,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Translate Russian text to English: n lines in, n lines out, paragraphs and blank lines kept."""
    from svodka.engines.meter import metered

    if quiet:
        hush()
    reads = (*(files or ["-"]), options.glossary, options.memory, translator)
    check_output(output, *reads)  # before a model is loaded
    failed: list[str] = []
    texts = list(_read(files or ["-"], failed))
    if not texts:
        return 2
    if dry_run:
        requests = translation_requests(translator, loading.endpoint, options, [text for _, text in texts])
        with writing(output, reads=reads) as out:
            out.writelines(f"{request}\n" for request in requests)
        return 1 if failed else 0
    loaded = loading.translator(translator, options)
    tell(loaded.notices, quiet)
    flags: Counter[str] = Counter()
    segments = 0
    with writing(output, reads=reads) as out, metered() as meter:
        speed = Speed(meter, every=10.0)
        for translation in _write(loaded, texts, format, out):
            flags += translation.flags
            segments += sum(segment.translated for segment in translation.segments)
            if not quiet:
                speed.tell(f"{segments} segments")
    tell(loaded.remarks, quiet)
    if not quiet:
        kinds = ", ".join(f"{kind} {count}" for kind, count in flags.most_common())
        say(f"{segments} segments, {f'flagged: {kinds}' if flags else 'none flagged'}; {loaded.signature}")
    return 1 if failed else 0


def _read(names: Iterable[str], failed: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each input; what cannot be read is said on stderr and noted in ``failed``."""
    from svodka.readers.intake.decode import decode

    for name in names:
        try:
            text = decode(read_bytes(name))[0]
            if not text.strip():
                raise InputError("is empty; expected Russian text")
            if not re.search("[а-яё]", text, re.IGNORECASE):
                raise InputError("has no Russian letter; expected Russian text")
        except InputError as error:
            failed.append(name)
            say(f"error: {'stdin' if name == '-' else name}: {error}")
        else:
            yield name, text


def _write(translator: Translator, texts: list[tuple[str, str]], format: Format, out: TextIO) -> Iterator[Translation]:
    """Translate and write; gives each translation back for counting."""
    if format == "text":
        # Line by line, so that the translation of a long file starts at once.
        for translation in translator.stream(line for _, text in texts for line in text.splitlines(keepends=True)):
            out.write(translation.hypothesis)
            yield translation
        return
    results = translator.stream(text for _, text in texts)
    with records(out, format) as record:
        for (name, _), translation in zip(texts, results, strict=True):
            record({"file": name} | translation.to_dict())
            yield translation
