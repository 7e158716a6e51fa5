"""``svodka evaluate``: how good a translator is on pairs of Russian and English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from svodka.cli.brief import DeviceOption, EngineOption, NewsTermsOption, QuietOption, TranslatorOption
from svodka.cli.parts.chat import EndpointOption
from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.output import hush, say
from svodka.cli.translate import BeamOption, GlossaryOption, RepairOption


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="evaluate")(evaluate)


def evaluate(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.tsv", help="Russian, a tab, English: one pair a line, UTF-8.")
    ],
    translator: TranslatorOption = "auto",
    against: Annotated[
        str | None, typer.Option(help="A second translator, told apart from the first by paired bootstrap.")
    ] = None,
    endpoint: EndpointOption = None,
    beam: BeamOption = 6,
    glossary: GlossaryOption = None,
    repair: RepairOption = True,
    news_terms: NewsTermsOption = True,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many pairs.")] = None,
    samples: Annotated[int, typer.Option(min=1, help="How often the paired bootstrap draws.")] = 1000,
    json_: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
    engine: EngineOption = "auto",
    device: DeviceOption = "auto",
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.")] = False,
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
    from translate import TranslateOptions, Translator

    if quiet:
        hush()
    chats = [name for name in (translator, against) if name is not None and model_of(name)]
    if endpoint is not None and not chats:
        raise OptionError("--endpoint was given, but neither translator is a chat model; name one as chat:MODEL")
    reads = (pairs, glossary, translator, against)
    check_output(output, *reads)  # before the work
    options = TranslateOptions(beam=beam, glossary=glossary, repair=repair, news_terms=news_terms)
    rows = read_pairs(pairs)[:limit]
    loaded = [
        Translator(
            name,
            options=options,
            endpoint=endpoint if name in chats else None,
            offline=offline,
            engine=engine,
            device=device,
        )
        for name in ((translator,) if against is None else (translator, against))
    ]
    if not quiet:
        for notice in dict.fromkeys(notice for one in loaded for notice in one.notices):
            say(notice)
    found = measure(rows, *loaded, samples=samples)
    if not quiet:
        for remark in dict.fromkeys(remark for one in loaded for remark in one.remarks):
            say(remark)
    with writing(output, reads=reads) as out:
        out.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n" if json_ else found.to_text())
