"""A document: a name and a stream of bytes, read with limits as bytes, text or lines, whatever it came from."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from svodka.errors import InputError
from svodka.readers.intake.decode import decode, encoding_of
from svodka.regexes import regex

_CHUNK = 1 << 16
_HEAD = 1 << 16  # bytes from which an encoding is told
_ESCAPED = regex("[\udc80-\udcff]")
LONGEST_LINE = 16_000_000  # characters of one JSONL record or CSV line


class ByteStream(Protocol):
    """What a document is read from: anything with a file's ``read``."""

    def read(self, size: int = -1, /) -> bytes:
        """As a file's."""


@dataclass(slots=True)
class Document:
    """Bytes to be read once. ``name`` is a path, ``archive!member`` or URL; ``charset`` and ``kind`` (a MIME type) are
    what a server declared; ``budget`` is of the archive that it came out of.
    """

    name: str
    stream: ByteStream
    url: str | None = None
    charset: str | None = None
    kind: str | None = None
    budget: Budget | None = None

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

    def text(self, limit: int, *, encoding: str | None = None, lenient: bool = False) -> str:
        """The whole document; ``encoding`` is what the user says it is in. Raises as `read_all` and `decode` do."""
        return decode(self.read_all(limit), declared=encoding or self.charset, lenient=lenient)[0]

    def text_lines(self, *, encoding: str | None = None) -> Lines:
        """The document as lines of text, one in memory at a time."""
        head = self.peek(_HEAD)
        return Lines(self.stream, head, len(head) < _HEAD, encoding or self.charset)


class Lines(Iterator[str]):
    """Lines of text with their ends (LF, CR LF or CR) as they are, in any encoding.

    The encoding is told from the first 64 KB; files of two encodings get put together, so a line that is UTF-8 is read
    as UTF-8 all the same. A line that is in neither comes with lone surrogates (in UTF-16 with U+FFFD) in the place of
    its bytes, so that reading goes on; `mended` says what it is. Raises InputError for a document that is no text and
    for a line longer than `LONGEST_LINE`.
    """

    def __init__(self, stream: ByteStream, head: bytes, whole: bool, declared: str | None) -> None:
        self._declared = declared
        self.encoding = encoding_of(head, whole=whole, declared=declared) or "utf-8"
        self.number = 0  # of lines that were given
        self._wide = self.encoding.startswith(("utf-16", "utf-32"))
        errors = "replace" if self._wide else "surrogateescape"
        self._text = io.TextIOWrapper(io.BufferedReader(_Raw(stream), _CHUNK), self.encoding, errors, newline="")

    def __next__(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE)
        except UnicodeError as error:
            raise InputError(f"the text is not {self.encoding}: {error}") from error
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise InputError(f"a line is longer than {LONGEST_LINE / 1e6:g} MB; expected one record a line")
        if not self._wide and self.encoding != "utf-8" and not line.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                line = line.encode(self.encoding, "surrogateescape").decode("utf-8")
        if self.number == 1:
            line = line.removeprefix("\ufeff").removeprefix("\ufeff") or "\n"
        return line

    def mended(self, text: str) -> str:
        """Text out of these lines, read by itself when its bytes are in another encoding than the first lines.

        Raises InputError when they are in none.
        """
        if self._wide and "\ufffd" in text:
            raise InputError(f"the text is {self.encoding} as its first lines are, but broken here")
        if not _ESCAPED.search(text):
            return text
        return decode(text.encode(self.encoding, "surrogateescape"), declared=self._declared)[0]


class _Raw(io.RawIOBase):
    """A document's stream as the standard library wants it."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def content_type(value: str | None) -> tuple[str, str | None]:
    """MIME type (lower case, "" for none) and charset of a Content-Type header."""
    kind, _, rest = (value or "").partition(";")
    for part in rest.split(";"):
        name, _, charset = part.partition("=")
        if name.strip().lower() == "charset" and charset.strip(" \"'"):
            return kind.strip().lower(), charset.strip(" \"'")
    return kind.strip().lower(), None


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


class Budget:
    """How much may come out of one input, of all that is packed in it together.

    Text shrinks to a tenth, repetitive records to a fiftieth: what unfolds to more than 200 times its packed size (and
    more than 50 MB) is a bomb. Members of an archive may overlap, and hold archives: each alone may be within bounds.
    """

    RATIO = 200
    FLOOR = 50_000_000

    def __init__(self, packed: int) -> None:
        self.allowed = self._left = max(self.FLOOR, packed * self.RATIO)

    def grow(self, packed: int) -> None:
        """So much more has come packed."""
        self.allowed += packed * self.RATIO
        self._left += packed * self.RATIO

    @property
    def spent(self) -> bool:
        """Whether more came out than may."""
        return self._left < 0

    def take(self, size: int) -> None:
        """So many bytes came out. Raises InputError when they are too many."""
        self._left -= size
        if self._left < 0:
            raise InputError(
                f"the compressed data unfolds to more than {self.allowed / 1e6:.0f} MB, {self.RATIO} times its size: "
                "not read further; unpack it yourself if it is meant to be so"
            )


class Unpacked:
    """A decompressed stream that refuses to unfold without end: by itself, and together with what shares ``whole``."""

    def __init__(self, stream: ByteStream, packed: int, whole: Budget | None = None) -> None:
        # What comes before damage is given before the error: `read` of the standard library would lose it.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._budgets = [Budget(packed), *([whole] if whole is not None else [])]

    def read(self, size: int = -1, /) -> bytes:
        """As a file's. Raises InputError for damaged data, and when too much comes out."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        try:
            data = self._read(min(size, 1 << 20))
        except InputError:
            raise
        except Exception as error:  # the libraries' own errors share no base class
            raise InputError(f"the compressed data is damaged or encrypted: {error}") from error
        for budget in self._budgets:
            budget.take(len(data))
        return data
