"""JSON, JSONL, CSV and TSV: many records in one document."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from svodka.errors import InputError
from svodka.readers.formats.records import known_fields, read_record, require
from svodka.readers.formats.telegram import is_telegram, telegram_page_records, telegram_records
from svodka.readers.intake.documents import LONGEST_LINE, Document, Lines
from svodka.readers.item import NewsItem
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.regexes import regex

_SEP = regex(r"[\"' ]*sep=(?P<separator>[^\r\n])[\"']?[\s,;|]*", re.IGNORECASE)
_HEAD = 1 << 16
# A quotation mark escaped as databases export it, \" and not "": a letter or a blank stands before it, no separator.
_BACKSLASHED = regex(rb"[\w\s\xa0-\xff.,!?\\-]\\\"[\w\xa0-\xff]")
_SEPARATORS = ",;\t|"
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
    lines = document.text_lines(encoding=options.encoding)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{document.name}#{number}"
        try:
            yield read_record(_json(lines.mended(line).lstrip("\ufeff\x1e")), where, options)
        except InputError as error:
            yield ReadFailure(where, f"line {number}: {error}")


def read_json(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """One object, a list of objects, an object that holds such a list, or Telegram's export."""
    data = _json(document.text(options.max_bytes, encoding=options.encoding))
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


def read_telegram(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """Telegram's export, as JSON or as one of its pages; a page without messages (an index) is passed over."""
    if not document.peek(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from read_json(document, options)
        return
    from svodka.readers.markup.tree import parse

    root, _ = parse(document.text(options.max_bytes, encoding=options.encoding))
    records = list(telegram_page_records(root))
    if not records:
        yield ReadFailure(document.name, "a page of Telegram's export without messages", skipped=True)
    yield from _records(records, document, options)


def read_csv(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """A table with a header line; the separator (comma, semicolon, tab, bar) is found in it. Memory: one record.

    What spreadsheets add is no row and no cell: a line "sep=;" before the header names the separator, blank lines and
    lines of separators are passed over, and so are empty cells after the last column.
    """
    escape = "\\" if _BACKSLASHED.search(document.peek(_HEAD)) else None
    lines = document.text_lines(encoding=options.encoding)
    csv.field_size_limit(LONGEST_LINE)
    separator, before, first = _beginning(lines, set(options.fields.values()))
    if "\t" in first[0] and (document.name.lower().endswith(".tsv") or options.format == "tsv"):
        separator = "\t"
    table = csv.reader(chain(first, lines), delimiter=separator or _separator(first[0], set()), escapechar=escape)
    try:
        columns = [name.strip().strip("\ufeff") for name in next(table, [])]
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
            yield ReadFailure(where, f"line {before + table.line_num}: {error}")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(columns) :]):
            yield ReadFailure(
                where, f"line {before + table.line_num}: {len(row)} cells, expected {len(columns)} as in the header"
            )
            continue
        try:
            yield read_record(dict(zip(columns, map(lines.mended, row), strict=False)), where, options)
        except InputError as error:
            yield ReadFailure(where, f"line {before + table.line_num}: {error}")


def _beginning(lines: Lines, asked: set[str]) -> tuple[str, int, list[str]]:
    """The separator that a line "sep=;" names or "", how many lines stand before the header, and the lines from it on
    that were read to find it.

    A title above the table is no header: among the first ten lines that say anything it is the one that has a usual
    column name, or one of ``asked``; else the first.
    """
    separator, read = "", list[str]()
    for line in islice(lines, 20):
        if not separator and (named := _SEP.fullmatch(line)):
            separator = named["separator"]
        elif read or line.strip(f'{_SEPARATORS}{separator}"\ufeff \r\n'):
            read.append(lines.mended(line))
            found = known_fields(_cells(read[-1], separator or _separator(read[-1], asked)), asked)
            if found or len(read) == 10:
                break
    first = len(read) - 1 if read and found else 0
    return separator, lines.number - len(read) + first, read[first:] or [""]


def is_table(text: str) -> bool:
    """Whether a text of an unknown kind begins as a table: a "sep=" line, or a header with two usual column names and
    a first row of as many cells.
    """
    first, _, rest = text.partition("\n")
    if _SEP.fullmatch(first):
        return True
    separator = _separator(first, set())
    names = _cells(first, separator)
    row = _cells(rest.partition("\n")[0], separator)
    return len(names) == len(row) >= 2 and separator in "\t;" and known_fields(names) >= 2


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


def _separator(line: str, asked: set[str]) -> str:
    """The separator that makes most known column names of a header line, and then most columns."""
    return max(_SEPARATORS, key=lambda s: (known_fields(_cells(line, s), asked), len(_cells(line, s))))


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
