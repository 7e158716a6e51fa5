"""WARC files (ISO 28500) through warcio: what crawlers and archives saved of the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from svodka.errors import InputError, MissingExtraError
from svodka.readers.intake.compression import http_decoded
from svodka.readers.intake.documents import Budget, Document, Unpacked, content_type
from svodka.readers.options import ReadFailure, ReadOptions

_LONGEST_LINE = 1 << 20  # of headers
_TEXTS = {"", "text/html", "text/plain", "text/markdown", "text/csv", "text/tab-separated-values"}


def warc_documents(document: Document, options: ReadOptions) -> Iterator[Document | ReadFailure]:
    """The pages, feeds and texts among a WARC file's records: responses with status 200, and the records of type
    "resource" and "conversion" (the texts of Common Crawl's WET files).

    Bodies that cannot be decompressed because a library is missing are passed over, and one failure at the end says how
    many there were and how the library is installed. Raises MissingExtraError without warcio.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise MissingExtraError("reading WARC", "warc") from error
    position = 0
    budget = document.budget or Budget(0)
    unread: Counter[str] = Counter()
    try:
        records = ArchiveIterator(document.stream)
        # warcio puts a line together piece by piece: one without an end takes the square of its length.
        readline = records.reader.readline
        records.reader.readline = lambda length=None: readline(min(_LONGEST_LINE, length or _LONGEST_LINE))
        for record in records:
            position += 1
            if not _is_readable(record):
                continue
            if document.budget is None:  # a file of unknown size: what its records take of it
                budget.grow(record.length or 0)
            try:
                yield _document(record, f"{document.name}#{position}", budget)
            except (InputError, MissingExtraError) as error:
                unread[str(error)] += 1
    except InputError as error:  # of what the whole file is packed in: a bomb, or damage
        yield ReadFailure(f"{document.name}#{position + 1}", f"the WARC file was not read to its end: {error}")
    except Exception as error:  # warcio raises whatever a damaged header leads to
        yield ReadFailure(f"{document.name}#{position + 1}", f"the WARC file is damaged here: {error}")
    for why, count in unread.items():
        yield ReadFailure(document.name, f"{count} of the file's pages could not be read: {why}")


def _is_readable(record: Any) -> bool:
    http = record.http_headers
    if record.rec_type == "response":
        status = http.get_statuscode() if http else "200"
        kind, _ = content_type(http.get_header("Content-Type") if http else None)
    elif record.rec_type in {"resource", "conversion"}:
        status, (kind, _) = "200", content_type(record.rec_headers.get_header("Content-Type"))
        if not kind:
            return False
    else:
        return False
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if status != "200" or url.strip("<>").endswith("/robots.txt"):
        return False
    return kind in _TEXTS or ("xml" in kind and "svg" not in kind)


def _document(record: Any, name: str, budget: Budget) -> Document:
    from warcio.bufferedreaders import ChunkedDataReader

    http = record.http_headers
    headers = http or record.rec_headers
    kind, charset = content_type(headers.get_header("Content-Type"))
    stream: Any = record.raw_stream
    if http and "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    size = max(record.length or 0, 1)
    stream = http_decoded(stream, (http.get_header("Content-Encoding") or "") if http else "", size, budget)
    url = record.rec_headers.get_header("WARC-Target-URI") or name
    return Document(name, Unpacked(stream, size), url=url.strip("<>"), charset=charset, kind=kind or None)
