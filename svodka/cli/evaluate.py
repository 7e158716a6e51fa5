"""``svodka evaluate``: how good a translator is on pairs of Russian and English."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.options import TRANSLATOR, Group, Loading, OutputOption, QuietOption, with_groups
from svodka.cli.parts.output import hush, print_json, tell
from translate import TranslateOptions


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="evaluate")(with_groups(evaluate))


def evaluate(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.tsv", help="Russian, a tab, English: one pair a line, UTF-8.")
    ],
    translator: Annotated[str, TRANSLATOR] = "auto",
    against: Annotated[
        str | None, typer.Option(help="A second translator, told apart from the first by paired bootstrap.")
    ] = None,
    *,
    options: Annotated[TranslateOptions, Group(without="memory names")],
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many pairs.")] = None,
    samples: Annotated[int, typer.Option(min=1, help="How often the paired bootstrap draws.")] = 1000,
    json_: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    output: OutputOption = None,
    loading: Loading,
    quiet: QuietOption = False,
) -> None:
    """Measure a translator on pairs of Russian and English: BLEU, chrF, flags, and facts that come through.

    Needs the extra evaluate. Both translators are given the same options. A translator of the test set's own training
    data is measured too high.
    """
    from svodka.chat.endpoint import model_of
    from svodka.errors import OptionError
    from svodka.evaluation import evaluate as measure
    from svodka.evaluation import read_pairs

    if quiet:
        hush()
    chats = [name for name in (translator, against) if name is not None and model_of(name)]
    if loading.endpoint is not None and not chats:
        raise OptionError("--endpoint was given, but neither translator is a chat model; name one as chat:MODEL")
    reads = (pairs, options.glossary, translator, against)
    check_output(output, *reads)  # before the work
    rows = read_pairs(pairs)[:limit]
    loaded = [
        (loading if name in chats else replace(loading, endpoint=None)).translator(name, options)
        for name in ((translator,) if against is None else (translator, against))
    ]
    tell((notice for one in loaded for notice in one.notices), quiet)
    found = measure(rows, *loaded, samples=samples, rate=True)
    tell((remark for one in loaded for remark in one.remarks), quiet)
    with writing(output, reads=reads) as out:
        if json_:
            print_json(out, found.to_dict())
        else:
            out.write(found.to_text())
