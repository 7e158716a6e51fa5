"""JSON, JSONL, CSV, TSV and Parquet: many records in one document."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from svodka.errors import InputError, MissingExtraError
from svodka.items import NewsItem
from svodka.readers.decode import decode
from svodka.readers.documents import LONGEST_LINE, Document
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.readers.records import read_record, require
from svodka.readers.telegram import is_telegram, telegram_records

_WIDE = {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
_LISTS = (
    "items",
    "articles",
    "news",
    "data",
    "results",
    "records",
    "documents",
    "posts",
    "messages",
    "entries",
    "hits",
)


def read_jsonl(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """One JSON object a line; a broken line is reported with its number and reading goes on. Memory: one line."""
    for number, line in enumerate(document.lines(), 1):
        if not line.strip():
            continue
        where = f"{document.name}#{number}"
        try:
            record = _json(decode(line, declared=options.encoding or document.charset)[0])
            yield read_record(record, where, options)
        except InputError as error:
            yield ReadFailure(where, f"line {number}: {error}")


def read_json(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """One object, a list of objects, an object that holds such a list, or Telegram's export."""
    text, _ = decode(document.read_all(options.max_bytes), declared=options.encoding or document.charset)
    data = _json(text)
    if is_telegram(data):
        yield from _records(telegram_records(data), document, options)
        return
    if isinstance(data, dict):
        inner = next((data[key] for key in _LISTS if isinstance(data.get(key), list) and data[key]), None)
        if inner is not None and isinstance(inner[0], dict):
            data = inner
        else:
            yield read_record(data, document.name, options)
            return
    if not isinstance(data, list):
        raise InputError("found a single JSON value, expected an object or a list of objects with a text each")
    yield from _records(data, document, options)


def read_csv(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """A table with a header line; the separator (comma, semicolon, tab, bar) is found in it. Memory: one record."""
    head = document.peek(65536)
    whole_lines = head if head[:2] in _WIDE else head[: head.rfind(b"\n") + 1] or head
    encoding = options.encoding or decode(whole_lines, declared=document.charset)[1]
    if encoding.startswith(("utf-16", "utf-32")):
        lines = iter(document.read_all(options.max_bytes).decode(encoding, "replace").splitlines(keepends=True))
    else:
        lines = _decoded(document.lines(), encoding)
    csv.field_size_limit(LONGEST_LINE)
    header = next(lines, "")
    separator = "\t" if document.name.lower().endswith(".tsv") or options.format == "tsv" else _separator(header)
    table = csv.reader(_chain(header, lines), delimiter=separator)
    try:
        columns = [name.strip() for name in next(table, [])]
    except csv.Error as error:
        raise InputError(f"the header line cannot be read as CSV: {error}") from error
    if not any(columns):
        raise InputError("the table is empty; expected a header line with column names")
    require(options.fields, columns)
    number = 0
    while True:
        number += 1
        where = f"{document.name}#{number}"
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadFailure(where, f"line {table.line_num}: {error}")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            yield ReadFailure(
                where, f"line {table.line_num}: {len(row)} cells, expected {len(columns)} as in the header"
            )
            continue
        try:
            yield read_record(dict(zip(columns, row, strict=False)), where, options)
        except InputError as error:
            yield ReadFailure(where, f"line {table.line_num}: {error}")


def read_parquet(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """A Parquet file, 256 rows at a time. Raises MissingExtraError without pyarrow, InputError for a damaged file."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    data = document.read_all(max(options.max_bytes, 1_000_000_000))
    try:
        table = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        require(options.fields, list(table.schema_arrow.names))
        rows = (row for batch in table.iter_batches(batch_size=256) for row in batch.to_pylist())
        yield from _records(rows, document, options)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"the Parquet file is damaged: {str(error).splitlines()[0]}") from error


def _records(records: Iterable[Any], document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    for number, record in enumerate(records, 1):
        where = f"{document.name}#{number}"
        try:
            yield read_record(record, where, options)
        except InputError as error:
            yield ReadFailure(where, f"record {number}: {error}")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError("the JSON is nested too deep to be read") from error
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}") from error


def _decoded(lines: Iterable[bytes], encoding: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode(encoding) + "\n"
        except UnicodeDecodeError as error:
            raise InputError(f"line {number} is not {encoding} as the first lines are: {error.reason}") from error


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _separator(header: str) -> str:
    return max(",;\t|", key=header.count)
