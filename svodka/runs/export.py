"""The briefs of a run as JSON lines, CSV, Markdown, HTML or Parquet, a brief at a time.

The table forms have one row per brief: what an analyst sorts and filters by. JSON lines hold everything.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, TextIO

from svodka.errors import MissingExtraError
from svodka.items import Brief, BriefSentence
from svodka.regexes import regex
from svodka.runs.store.records import Result

FORMATS = ("jsonl", "csv", "markdown", "html", "parquet")
COLUMNS = (
    "id", "published", "source", "url", "headline", "brief", "key_facts", "unsupported", "flags", "notes",
    "russian_headline", "length", "method", "translate_model", "summarize_model", "content_hash", "finished", "matches",
)  # fmt: skip
_ROW_GROUP = 256
# In front of what begins a formula, at the beginning of a cell or behind what may be a separator (OWASP, "CSV
# Injection"); in their full width too.
_FORMULA = regex(r"(?:^|(?<=[;|\t\r\n]))(?=[\"'\s]*[=@＝＠]|[\"']*[+\-＋－\t\r])")


def write_jsonl(results: Iterable[Result], out: TextIO) -> None:
    """One brief per line, as `Brief.to_dict` gives it."""
    for brief in _briefs(results):
        out.write(json.dumps(brief.to_dict(), ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")


def write_csv(results: Iterable[Result], out: TextIO) -> None:
    """A header and one row per brief (RFC 4180).

    What a spreadsheet would take for a formula (a cell that begins with ``=``, ``+``, ``-``, ``@``) gets an apostrophe
    in front: headlines come from the web. So does what would begin a cell if the table were read with another
    separator, as spreadsheets do in half of Europe: ``;=``.
    """
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for result in results:
        if result.brief is not None:
            table.writerow([_cell(value) for value in row(result).values()])


def write_markdown(results: Iterable[Result], out: TextIO) -> None:
    """The briefs one after the other, each under its headline."""
    for number, brief in enumerate(_briefs(results)):
        out.write(("\n" if number else "") + brief.to_markdown())


def write_html(results: Iterable[Result], out: TextIO) -> None:
    """One plain page without scripts; `svodka digest` makes the page with search, filters and evidence."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("svodka.runs"), autoescape=True, undefined=StrictUndefined)
    out.writelines(environment.get_template("briefs.html").generate(briefs=_briefs(results)))


def write_parquet(results: Iterable[Result], out: BinaryIO) -> None:
    """The columns of the CSV plus ``json``, the whole brief. Raises MissingExtraError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("export to Parquet", "parquet") from error
    schema = pa.schema([(name, pa.int64() if name == "unsupported" else pa.string()) for name in (*COLUMNS, "json")])
    rows = (
        row(result) | {"json": json.dumps(result.brief.to_dict())} for result in results if result.brief is not None
    )
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROW_GROUP)):
            clean = [{k: v if not isinstance(v, str) else _utf8(v) for k, v in one.items()} for one in group]
            writer.write_table(pa.Table.from_pylist(clean, schema=schema))


def row(result: Result) -> dict[str, str | int]:
    """The columns of one finished brief; absent values are empty."""
    brief = result.brief
    assert brief is not None
    item = brief.item
    flags = {*brief.flags, *(f"{check.direction} {check.kind}" for check in brief.checks)}
    values = (
        *(item.id, item.published, item.source, item.url, brief.headline),
        *(_join(brief.sentences, " "), _join(brief.key_facts, "\n")),
        *(brief.unsupported, ", ".join(sorted(flags)), "\n".join(brief.notes)),
        *(item.headline, brief.length, brief.method),
        *(brief.signature.translate.model, brief.signature.summarize.model, result.content_hash, result.finished),
        ", ".join(item.matches),
    )
    return {name: "" if value is None else value for name, value in zip(COLUMNS, values, strict=True)}


def _briefs(results: Iterable[Result]) -> Iterator[Brief]:
    return (result.brief for result in results if result.brief is not None)


def _join(sentences: Sequence[BriefSentence], between: str) -> str:
    return between.join(sentence.text for sentence in sentences)


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    return _FORMULA.sub("'", _utf8(value.replace("\x00", "")))


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
