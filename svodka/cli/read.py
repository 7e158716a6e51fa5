"""``svodka read``: the news items of files, pages, feeds and exports, without translating them.

The options of reading are declared here once, for every command that takes inputs: the annotated types, and
`read_options` that makes `ReadOptions` of their values.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.output import given, say
from svodka.errors import OptionError

if TYPE_CHECKING:
    from svodka.readers import NewsItem
    from svodka.readers.options import ReadOptions


class From(StrEnum):
    """The format of the inputs."""

    auto = "auto"
    text = "text"
    html = "html"
    feed = "feed"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    telegram = "telegram"
    warc = "warc"


class Lang(StrEnum):
    """What happens to an item that is not in Russian: it fails, it passes with a note, it is left out."""

    ru = "ru"
    any = "any"
    skip = "skip"


class Duplicates(StrEnum):
    """What happens to an item that repeats an earlier one: it is marked, left out, or not looked for."""

    mark = "mark"
    drop = "drop"
    keep = "keep"


class Show(StrEnum):
    """How items are printed."""

    jsonl = "jsonl"
    preview = "preview"


Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="[INPUT...]", help="Files, folders, patterns, URLs; - is stdin.")
]
FromOption = Annotated[From, typer.Option("--from", help="The inputs' format; auto detects it.")]
FieldOption = Annotated[
    list[str] | None, typer.Option("--field", help="Which columns or keys: text=body,headline=title.")
]
LangOption = Annotated[
    Lang, typer.Option("--lang", help="Items not in Russian: ru fails them, any passes, skip leaves out.")
]
DuplicatesOption = Annotated[
    Duplicates, typer.Option("--duplicates", help="Near-duplicates: mark, drop or keep unmarked.")
]
FollowOption = Annotated[bool, typer.Option("--follow", help="Fetch the pages that feeds link to.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch URLs at private and loopback addresses too.")
]
RobotsOption = Annotated[bool, typer.Option("--ignore-robots", help="Do not ask robots.txt.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", help="The inputs' encoding, when detection is wrong.")
]
BytesOption = Annotated[int, typer.Option("--max-bytes", help="The largest document that is read whole.")]
TimeoutOption = Annotated[float, typer.Option("--timeout", help="Seconds for one URL.")]
CacheOption = Annotated[
    Path | None, typer.Option("--cache", help="Folder of fetched URLs: asked again only if changed.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(name="read")(read)


def read(
    inputs: Inputs = None,
    format: Annotated[Show, typer.Option("--format", help="JSON lines, or a preview for the eye.")] = Show.preview,
    show_removed: Annotated[bool, typer.Option("--show-removed", help="Show what cleaning took out, and why.")] = False,
    from_: FromOption = From.auto,
    field: FieldOption = None,
    lang: LangOption = Lang.ru,
    duplicates: DuplicatesOption = Duplicates.mark,
    follow: FollowOption = False,
    allow_private: PrivateOption = False,
    ignore_robots: RobotsOption = False,
    encoding: EncodingOption = None,
    max_bytes: BytesOption = 20_000_000,
    timeout: TimeoutOption = 20.0,
    cache: CacheOption = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")] = None,
) -> int:
    """Print the news items of the inputs without translating them: what would be briefed."""
    from svodka.readers import NewsItem
    from svodka.readers import read as read_items

    options = read_options(
        from_, field, lang, duplicates, follow, allow_private, ignore_robots, encoding, max_bytes, timeout, cache
    )
    items = failures = 0
    names = given(inputs)
    with writing(output, reads=names) as out:
        for found in read_items(names, options):
            if isinstance(found, NewsItem):
                items += 1
                _print(found, format, show_removed, out)
                out.flush()
            elif found.skipped:
                say(f"skipped {found.where}: {found.error}")
            else:
                failures += 1
                say(f"error: {found.where}: {found.error}")
        if failures:
            say(f"{items} items read, {failures} failed")
            if not items:
                raise typer.Exit(2)  # from within: the output stays as it was
    return 1 if failures else 0


def read_options(
    from_: From,
    field: Sequence[str] | None,
    lang: Lang,
    duplicates: Duplicates,
    follow: bool,
    allow_private: bool,
    ignore_robots: bool,
    encoding: str | None,
    max_bytes: int,
    timeout: float,
    cache: Path | None,
) -> ReadOptions:
    """`ReadOptions` of the command line's values. Raises OptionError for a malformed --field."""
    from svodka.readers import ReadOptions

    return ReadOptions(
        format=from_.value,
        fields=_fields(field or ()),
        encoding=encoding,
        other_languages={Lang.ru: "fail", Lang.any: "pass", Lang.skip: "skip"}[lang],
        duplicates=duplicates.value,
        follow=follow,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
        max_bytes=max_bytes,
        timeout=timeout,
        cache_dir=str(cache) if cache else None,
    )


def _fields(given: Sequence[str]) -> dict[str, str]:
    fields = {}
    for pair in (pair for option in given for pair in option.split(",") if pair.strip()):
        name, equals, column = pair.partition("=")
        if not equals or not name.strip() or not column.strip():
            raise OptionError(f"--field has {pair!r}; expected pairs like text=body,headline=title")
        fields[name.strip()] = column.strip()
    return fields


def _print(item: NewsItem, format: Show, show_removed: bool, out: TextIO) -> None:
    if format is Show.jsonl:
        out.write(json.dumps(item.to_dict(), ensure_ascii=False) + "\n")
        return
    facts = [item.published, item.source, item.author, item.lang, item.url]
    out.write(f"{item.id}\n{item.headline or '(no headline)'}\n{' | '.join(f for f in facts if f)}\n")
    out.writelines(f"note: {note}\n" for note in item.notes)
    out.write(f"\n{item.text}\n")
    if item.removed:
        out.write(f"\n({len(item.removed)} stretches removed{'' if show_removed else '; --show-removed shows them'})\n")
        if show_removed:
            out.writelines(f"  - {r.reason}: {r.text}\n" for r in item.removed)
    out.write("\n" + "-" * 40 + "\n\n")
