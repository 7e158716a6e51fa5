"""What to read: addresses, and files that list them: OPML (the subscriptions of a feed reader) or plain text.

OPML is parsed without entities, DTDs or the network; an outline that is no feed is told and the others are read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from svodka.errors import InputError
from svodka.readers.address import address_of, check_url
from svodka.readers.formats.feed import declares_entities
from svodka.readers.intake.compression import compression, unpacked
from svodka.readers.intake.decode import decode
from svodka.readers.intake.stdin import standard_input
from svodka.readers.options import ReadFailure

_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """The addresses named, each once and in order, and what is listed but is no address."""

    addresses: tuple[str, ...]
    failures: tuple[ReadFailure, ...]


def read_sources(names: Sequence[str]) -> Sources:
    """The addresses that names stand for: an http(s) address itself, a file those in it, "-" those on stdin.

    Raises InputError for a file that is not there or cannot be read, and when no address is found at all.
    """
    addresses: dict[str, None] = {}
    failures: list[ReadFailure] = []
    for name in names:
        for found in [name] if _is_address(name) else _listed(name):
            if isinstance(found, ReadFailure):
                failures.append(found)
                continue
            try:
                address = _address(found)
            except InputError as error:
                failures.append(ReadFailure(name, str(error)))
            else:
                addresses[address] = None
    if not addresses:
        told = "".join(f"; {failure.where}: {failure.error}" for failure in failures[:1])
        raise InputError(
            f"no address in {', '.join(names) or 'nothing'}{told}; expected feeds' addresses (https://...), an OPML "
            "file, or a text file with one address a line"
        )
    return Sources(tuple(addresses), tuple(failures))


def _is_address(name: str) -> bool:
    if name.startswith("@"):
        return not Path(name).exists()  # a channel; a name that none can have is told like a wrong address
    return name.lower().startswith("feed:") or address_of(name) is not None


def _address(text: str) -> str:
    """The address without the scheme ``feed:``. Raises InputError for what is no http or https address."""
    lower = text.lower()
    if lower.startswith("feed://"):
        text = "http://" + text[len("feed://") :]
    elif lower.startswith("feed:"):
        text = text[len("feed:") :]
    text = address_of(text) or text
    check_url(text)
    return text


def _listed(name: str) -> Iterator[str | ReadFailure]:
    data = _bytes(name)
    if b"<opml" in data[:4096].replace(b"\0", b"").lower():
        return _outlines(name, data)
    return _lines(decode(data)[0])


def _bytes(name: str) -> bytes:
    try:
        if name == "-":
            data = standard_input().read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{name}: {why}; expected an address (https://...), an OPML file or a list") from error
    if coding := compression(data[:8], name):
        data = unpacked(io.BytesIO(data), coding, len(data)).read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise InputError(f"{name}: is larger than {_MOST_BYTES / 1e6:g} MB; expected a list of addresses")
    return data


def _lines(text: str) -> Iterator[str | ReadFailure]:
    """One address a line; what follows a space is left for other readers (newsboat's tags), ``#`` begins a comment."""
    for line in text.splitlines():
        if (stripped := line.strip()) and not stripped.startswith("#"):
            yield stripped.split()[0].strip("\"'")


def _outlines(name: str, data: bytes) -> Iterator[str | ReadFailure]:
    """The addresses of an OPML document (http://opml.org/spec2.opml), folders within folders in reading order."""
    from lxml import etree

    if declares_entities(data):
        raise InputError(f"{name}: declares XML entities, which no OPML needs: refused as a possible entity bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: is damaged ({error}); export it from the feed reader again") from error
    if root is None:
        raise InputError(f"{name}: is damaged, no outline in it can be read; export it from the feed reader again")
    if damage := [entry for entry in parser.error_log if entry.level_name in {"ERROR", "FATAL"}]:
        yield ReadFailure(name, f"is damaged at line {damage[0].line}: {damage[0].message}; read as far as it goes")
    for outline in root.iter("outline"):
        try:
            values = {key.lower(): value.strip() for key, value in outline.attrib.items()}
        except UnicodeDecodeError:  # the parser recovers from anything, and leaves bytes that are no text
            yield ReadFailure(name, f"the outline at line {outline.sourceline} is broken text")
            continue
        if address := values.get("xmlurl") or values.get("url"):
            yield address
        elif values.get("type", "").lower() in {"rss", "atom"} or values.get("htmlurl"):
            title = values.get("text") or values.get("title") or "without a title"
            yield ReadFailure(name, f"the outline {title!r} at line {outline.sourceline} has no xmlUrl")
