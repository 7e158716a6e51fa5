"""A document: a name and a stream of bytes, read with limits, whatever it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from svodka.errors import InputError

_CHUNK = 1 << 16
LONGEST_LINE = 16_000_000  # bytes of one JSONL record or CSV line


class ByteStream(Protocol):
    """What a document is read from: anything with a file's ``read``."""

    def read(self, size: int = -1, /) -> bytes:
        """As a file's."""


@dataclass(slots=True)
class Document:
    """Bytes to be read once. ``name`` is a path, ``archive!member`` or URL; ``charset`` and ``kind`` (a MIME type) are
    what a server declared.
    """

    name: str
    stream: ByteStream
    url: str | None = None
    charset: str | None = None
    kind: str | None = None

    def peek(self, size: int = 4096) -> bytes:
        """The first bytes, without consuming them."""
        stream = self.stream if isinstance(self.stream, Rewound) else Rewound(self.stream)
        self.stream = stream
        return stream.peek(size)

    def read_all(self, limit: int) -> bytes:
        """The whole document. Raises InputError when it is larger than ``limit`` bytes."""
        data = bytearray()
        while chunk := self.stream.read(_CHUNK):
            data += chunk
            if len(data) > limit:
                raise InputError(f"the document is larger than {limit / 1e6:g} MB; split it, or raise --max-bytes")
        return bytes(data)

    def lines(self) -> Iterator[bytes]:
        """Lines without their ends. Raises InputError for a line longer than `LONGEST_LINE`."""
        rest = bytearray()
        while chunk := self.stream.read(_CHUNK):
            rest += chunk
            if b"\n" in chunk:
                *whole, last = rest.split(b"\n")
                yield from map(bytes, whole)
                rest = bytearray(last)
            elif len(rest) > LONGEST_LINE:
                raise InputError(f"a line is longer than {LONGEST_LINE / 1e6:g} MB; expected one record a line")
        if rest:
            yield bytes(rest)


class Rewound:
    """A stream whose first bytes can be looked at and are then read again."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._head = b""

    def peek(self, size: int) -> bytes:
        """At least ``size`` first bytes, fewer only at the end."""
        while len(self._head) < size and (chunk := self._stream.read(size - len(self._head))):
            self._head += chunk
        return self._head[:size]

    def read(self, size: int = -1, /) -> bytes:
        """As a file's."""
        if size < 0:
            data, self._head = self._head + self._stream.read(), b""
            return data
        if not self._head:
            return self._stream.read(size)
        data, self._head = self._head[:size], self._head[size:]
        return data


class Unpacked:
    """A decompressed stream that refuses to unfold without end.

    Text shrinks to a tenth, repetitive records to a fiftieth: what unfolds to more than 200 times its packed size (and
    more than 50 MB) is a bomb.
    """

    RATIO = 200
    FLOOR = 50_000_000

    def __init__(self, stream: ByteStream, packed: int) -> None:
        self._stream = stream
        self._left = max(self.FLOOR, packed * self.RATIO)
        self._allowed = self._left

    def read(self, size: int = -1, /) -> bytes:
        """As a file's. Raises InputError for damaged data, and when too much comes out."""
        import zlib

        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        try:
            data = self._stream.read(min(size, 1 << 20))
        except (OSError, EOFError, zlib.error, RuntimeError, NotImplementedError) as error:
            raise InputError(f"the compressed data is damaged or encrypted: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise InputError(
                f"the compressed data unfolds to more than {self._allowed / 1e6:.0f} MB, {self.RATIO} times its size: "
                "not read further; unpack it yourself if it is meant to be so"
            )
        return data
