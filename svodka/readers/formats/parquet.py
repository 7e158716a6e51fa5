"""Parquet: a table in columns, packed so well that what stands in it once may be meant a million times."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from svodka.errors import InputError, MissingExtraError, first_line
from svodka.readers.formats.records import read_record, require
from svodka.readers.intake.documents import LONGEST_LINE, Budget, Document
from svodka.readers.item import NewsItem
from svodka.readers.options import ReadFailure, ReadOptions

_BATCH = 256  # rows
_WHOLE = 16_000_000  # bytes of a batch that is made into Python's objects at once; of a larger one each row by itself
_CELL = 8  # bytes that a cell counts for at least: empty ones have no end either


def read_parquet(document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    """The rows of a Parquet file. Raises MissingExtraError without pyarrow, InputError for a damaged file and for one
    that unfolds to more than `Budget` allows.

    Strings are kept in their dictionary until a row is made: a cell of a megabyte that ten thousand rows share is in
    memory once. A row with a cell of more than `LONGEST_LINE` bytes is a failure.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    data = document.read_all(max(options.max_bytes, 1_000_000_000))
    budget = Budget(len(data))
    try:
        table = _opened(data)
        names = list(table.schema_arrow.names)
        groups = [table.metadata.row_group(n) for n in range(table.metadata.num_row_groups)]
        sizes = [group.column(n).total_uncompressed_size for group in groups for n in range(group.num_columns)]
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _damaged(error) from error
    Budget(len(data)).take(sum(size for size in sizes if size > 0))
    require(options.fields, names)
    for number, row in enumerate(_rows(table, budget), 1):
        where = f"{document.name}#{number}"
        try:
            if isinstance(row, InputError):
                raise row
            yield read_record(row, where, options)
        except InputError as error:
            yield ReadFailure(where, f"record {number}: {error}")


def _opened(data: bytes) -> Any:
    import pyarrow.parquet

    strings = [
        column.path
        for column in pyarrow.parquet.ParquetFile(io.BytesIO(data)).schema
        if column.physical_type == "BYTE_ARRAY"
    ]
    return pyarrow.parquet.ParquetFile(io.BytesIO(data), read_dictionary=strings)


def _rows(table: Any, budget: Budget) -> Iterator[Any]:
    """Each row as a dictionary, or the InputError that stands in its place."""
    import pyarrow

    try:
        for batch in table.iter_batches(batch_size=_BATCH):
            if _size(batch) <= _WHOLE:
                budget.take(_size(batch))
                yield from batch.to_pylist()
                continue
            for number in range(batch.num_rows):
                row = batch.slice(number, 1)
                budget.take(size := _size(row))
                if size > LONGEST_LINE:
                    yield InputError(f"the row is larger than {LONGEST_LINE / 1e6:g} MB; expected one article a row")
                else:
                    yield from row.to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:  # bytes that are no text, odd dates
        raise _damaged(error) from error


def _size(batch: Any) -> int:
    """Bytes of a batch as Python's objects would have them: each cell whole, however many share it."""
    return sum(_unfolded(column) for column in batch.columns)


def _unfolded(array: Any) -> int:
    import pyarrow
    import pyarrow.compute

    kind = array.type
    if pyarrow.types.is_dictionary(kind):
        words = array.dictionary
        if pyarrow.types.is_string(words.type) or pyarrow.types.is_binary(words.type):
            lengths = pyarrow.compute.binary_length(words).take(array.indices)
            return len(array) * _CELL + int(pyarrow.compute.sum(lengths).as_py() or 0)
        return len(array) * _CELL
    if pyarrow.types.is_struct(kind):
        return len(array) * _CELL + sum(map(_unfolded, array.flatten()))
    if pyarrow.types.is_map(kind):
        keys = array.cast(pyarrow.list_(pyarrow.struct([("key", kind.key_type), ("value", kind.item_type)])))
        return _unfolded(keys)
    if hasattr(array, "flatten"):  # of lists, all kinds
        return len(array) * _CELL + _unfolded(array.flatten())
    return len(array) * _CELL + int(array.nbytes)


def _damaged(error: Exception) -> InputError:
    return InputError(f"the Parquet file is damaged: {first_line(error)}")
