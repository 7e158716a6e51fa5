"""Inputs that hold other inputs: directories, globs, compressed files, .zip and WARC. Members come one at a time."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from svodka.errors import InputError, SvodkaError
from svodka.readers.address import address_of
from svodka.readers.intake.compression import compression, inner_name, unpacked
from svodka.readers.intake.documents import Budget, Document, Unpacked
from svodka.readers.intake.stdin import standard_input
from svodka.readers.intake.warc import warc_documents
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.regexes import regex

_MESSAGES = regex(r"messages\d*\.html")
_INDICES = {"export_results.html", "messages.html"}
_DEEPEST = 2  # a .gz in a .zip, but no archive in an archive in an archive


def documents(name: str, options: ReadOptions) -> Iterator[Document | ReadFailure]:
    """The documents of one input: "-" (stdin), a URL, a path, a directory or a glob.

    Raises InputError when it does not exist or cannot be opened; a file or a member of an archive that is damaged is a
    ReadFailure in its place.
    """
    if name == "-":
        yield from members(Document("-", standard_input()), options)
    elif address := address_of(name):
        from svodka.readers.fetch import fetch

        yield from members(fetch(address, options), options)
    elif "://" in name and not Path(name).exists():
        raise InputError(f"{name!r} is a URL of a kind that is not read; expected http:// or https://")
    else:
        for path in files_of(name):
            try:
                with path.open("rb") as stream:
                    yield from members(Document(str(path), stream), options)
            except OSError as error:
                yield ReadFailure(str(path), f"cannot be opened: {error.strerror}")
            except SvodkaError as error:  # of this file; the others are read
                yield ReadFailure(str(path), str(error))


def files_of(name: str) -> Iterator[Path]:
    """The files that a path, a folder or a pattern means. Raises InputError when it means none."""
    path = Path(name)
    if path.is_file() or path.is_fifo():
        yield path
        return
    if path.is_dir():
        found = sorted((p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path))), key=_order)
        if not found:
            raise InputError(f"the folder {name} has no files in it")
        yield from map(Path, _without_assets(found))
        return
    if any(c in name for c in "*?["):
        import glob

        matches = sorted(p for p in glob.iglob(name, recursive=True) if Path(p).is_file())
        if not matches:
            raise InputError(f"no file matches {name!r}")
        yield from map(Path, matches)
        return
    try:
        path.stat()
    except FileNotFoundError as error:
        raise InputError(
            f"there is no file {name!r}; expected a file, a folder, a pattern, a URL, or - for stdin"
        ) from error
    except OSError as error:
        raise InputError(f"{name!r} cannot be opened: {error.strerror}") from error
    raise InputError(f"{name!r} is neither a file nor a folder")


def _order(path: Path) -> tuple[list[tuple[str, int]], str]:
    """Sorts as people count: messages.html, messages2.html, messages10.html."""
    parts = re.split(r"(\d{1,15})", str(path.with_suffix("")))
    return [(text, int(number or 0)) for text, number in itertools.zip_longest(parts[::2], parts[1::2])], path.suffix


def _without_assets(paths: Sequence[PurePath]) -> list[PurePath]:
    """Of Telegram's exports only the messages: beside them stand style sheets, scripts, indices and pictures.

    Where there is a result.json it holds the same messages as the pages.
    """
    names = set(paths)
    roots = {path.parent for path in paths if path.name in _INDICES and path.parent / "css" / "style.css" in names}
    json = {path.parent for path in paths if path.name == "result.json"}

    def is_read(path: PurePath) -> bool:
        if roots.isdisjoint(path.parents):
            return True
        if _MESSAGES.fullmatch(path.name):
            return json.isdisjoint(path.parents)
        return path.name == "result.json"

    return [path for path in paths if is_read(path)] if roots else list(paths)


def _hidden(path: Path) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)


def _leads_out(name: str) -> bool:
    """Whether a member's name means a place outside the folder that the archive would be unpacked in."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or re.match("[A-Za-z]:", plain) is not None


def members(document: Document, options: ReadOptions, depth: int = 0) -> Iterator[Document | ReadFailure]:
    """What a document holds: itself, or what is inside a compressed file, a .zip or a WARC, by its first bytes.

    Raises InputError for an archive that cannot be opened.
    """
    head = document.peek(8)
    lower = document.name.lower()
    if coding := compression(head, lower):
        if depth >= _DEEPEST:
            yield ReadFailure(document.name, f"archives are opened {_DEEPEST} levels deep, not deeper")
            return
        size = _size(document)
        budget = document.budget or Budget(size)
        inner = unpacked(document.stream, coding, size, budget)
        # A WARC file is known by its whole name, as are the ids of what it holds.
        name = document.name if ".warc" in lower else inner_name(document.name, coding)
        yield from members(Document(name, inner, document.url, document.charset, budget=budget), options, depth + 1)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if depth >= _DEEPEST:
            yield ReadFailure(document.name, f"archives are opened {_DEEPEST} levels deep, not deeper")
            return
        yield from _zip(document, options, depth)
    elif head.startswith(b"WARC/") or lower.endswith((".warc", ".warc.gz")) or options.format == "warc":
        if size := _size(document):
            document.budget = document.budget or Budget(size)
        yield from warc_documents(document, options)
    else:
        yield document


def _size(document: Document) -> int:
    try:
        return Path(document.name).stat().st_size
    except (OSError, ValueError):
        return 0


def _zip(document: Document, options: ReadOptions, depth: int) -> Iterator[Document | ReadFailure]:
    import io

    source: Any = (
        Path(document.name)
        if depth == 0 and Path(document.name).is_file()
        else io.BytesIO(document.read_all(options.max_bytes * 10))
    )
    size = _size(document) if isinstance(source, Path) else source.getbuffer().nbytes
    budget = document.budget or Budget(size)
    try:
        archive = zipfile.ZipFile(source)
    except Exception as error:  # zipfile raises whatever the numbers of a damaged directory lead to
        raise InputError(f"the archive is damaged: {error}") from error
    with archive:
        if "[Content_Types].xml" in archive.namelist():
            raise InputError("found an Office document (xlsx, docx); expected text: save it as CSV, text or HTML first")
        files = [PurePosixPath(m.filename) for m in archive.infolist() if not m.is_dir()]
        read = {str(path) for path in _without_assets(files)}
        for member in archive.infolist():
            if budget.spent:
                left = f"its members unfold to more than {budget.allowed / 1e6:.0f} MB together: the rest was not read"
                yield ReadFailure(document.name, left)
                return
            if member.is_dir():
                continue
            name = f"{document.name}!{member.filename}"
            if _leads_out(member.filename):
                yield ReadFailure(name, "the member's name leads out of the archive: refused")
                continue
            if _hidden(Path(member.filename)) or str(PurePosixPath(member.filename)) not in read:
                continue
            try:
                with archive.open(member) as stream:
                    inner = Unpacked(stream, member.compress_size, budget)
                    yield from members(Document(name, inner, budget=budget), options, depth + 1)
            except SvodkaError as error:
                yield ReadFailure(name, str(error))
            except Exception as error:
                yield ReadFailure(name, f"the member is damaged or encrypted: {error}")
