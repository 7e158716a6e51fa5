"""Decompression, by the first bytes of a file or by what HTTP says: gzip, deflate, bzip2, xz; brotli and zstd where
their library is installed.

Every stream is read through `Unpacked`, which stops a bomb; brotli's and zstd's output is bounded at each read, too.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from typing import Any, BinaryIO, cast

from svodka.errors import InputError, MissingExtraError
from svodka.readers.intake.documents import Budget, ByteStream, Rewound, Unpacked

_CHUNK = 1 << 16
_MOST_CODINGS = 5  # each is a layer that a byte goes through
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_SUFFIXES = {"gzip": (".gz",), "bzip2": (".bz2",), "xz": (".xz",), "zstd": (".zst", ".zstd"), "br": (".br",)}
_NAMES = {"x-gzip": "gzip", "x-deflate": "deflate", "brotli": "br", "zst": "zstd", "x-zstd": "zstd"}
_PLAIN = {"", "identity", "none", "binary", "8bit", "7bit", "utf-8", "utf8", "windows-1251", "chunked"}


def compression(head: bytes, name: str) -> str | None:
    """How a file is compressed, by its first bytes (brotli has none of its own: by its name), None when it is not."""
    for magic, coding in _MAGIC:
        if head.startswith(magic):
            return coding
    return "br" if name.lower().endswith(".br") else None


def inner_name(name: str, coding: str) -> str:
    """The name of what is inside: without the compression's suffix."""
    for suffix in _SUFFIXES[coding]:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def unpacked(stream: ByteStream, coding: str, size: int, whole: Budget | None = None) -> Unpacked:
    """The stream decompressed; ``size`` is its packed size in bytes, 0 when it is not known, ``whole`` the budget of
    what it is a part of.

    Raises MissingExtraError when ``coding`` needs a library that is not installed, InputError for an unknown one.
    """
    return Unpacked(_opened(stream, coding), size, whole)


def http_decoded(stream: ByteStream, codings: str, size: int, whole: Budget | None = None) -> ByteStream:
    """The body of an HTTP answer with the ``Content-Encoding`` given ("gzip", "br, gzip", ...).

    Writers of WARC files often keep the header of a body that they have decompressed: a body that is not what its
    header says is given as it is. Raises as `unpacked` does, and InputError for more than five codings.
    """
    words = [word.strip().lower() for word in codings.split(",")]
    named = [coding for coding in (_NAMES.get(word, word) for word in words) if coding not in _PLAIN]
    if len(named) > _MOST_CODINGS:
        raise InputError(f"the data is packed {len(named)} times over; expected {_MOST_CODINGS} times at most")
    for coding in reversed(named):
        stream = rewound = Rewound(stream)
        if _is_packed(rewound.peek(2048), coding):
            stream = unpacked(rewound, coding, size, whole)
    return stream


def _is_packed(head: bytes, coding: str) -> bool:
    magic = next((m for m, name in _MAGIC if name == coding), None)
    if magic is not None:
        return head.startswith(magic)
    if coding == "deflate":
        return _inflates(head, zlib.MAX_WBITS) or _inflates(head, -zlib.MAX_WBITS)
    return bool(head) and not _is_markup(head)


def _is_markup(head: bytes) -> bool:
    """Whether plain text begins: a tag or a brace, and none of the control characters that packed data is full of."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in {b"<", b"{", b"["} and not any(byte < 9 or 13 < byte < 32 for byte in head[:200])


def _inflates(head: bytes, bits: int) -> bool:
    try:
        return bool(head) and bool(zlib.decompressobj(bits).decompress(head, 16) or len(head) < 16)
    except zlib.error:
        return False


def _opened(stream: ByteStream, coding: str) -> ByteStream:
    source = cast(BinaryIO, stream)
    if coding == "gzip":
        return gzip.GzipFile(fileobj=source)
    if coding == "bzip2":
        return bz2.BZ2File(source)
    if coding == "xz":
        return _Xz(lzma.LZMAFile(source))
    if coding == "deflate":
        return _Inflated(stream)
    if coding == "br":
        return _Brotli(stream)
    if coding == "zstd":
        return _Zstd(stream)
    raise InputError(f"the data is compressed as {coding!r:.60}; expected gzip, deflate, br or zstd")


class _Xz:
    """An LZMAFile whose own errors come out as OSError, as `Unpacked` expects; what comes before one is given."""

    def __init__(self, stream: lzma.LZMAFile) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._stream.read1(size) if size >= 0 else self._stream.read()
        except lzma.LZMAError as error:
            raise OSError(str(error)) from error


class _Inflated:
    """deflate, with zlib's header as RFC 9110 demands or bare as some servers send it."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._decoder: Any = None
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while True:
            chunk = self._rest or self._stream.read(_CHUNK)
            if self._decoder is None:
                self._decoder = zlib.decompressobj(
                    zlib.MAX_WBITS if _inflates(chunk, zlib.MAX_WBITS) else -zlib.MAX_WBITS
                )
            if not chunk or self._decoder.eof:
                return b""
            data = self._decoder.decompress(chunk, size)
            self._rest = self._decoder.unconsumed_tail
            if data:
                return cast(bytes, data)


class _Zstd:
    """zstd (RFC 8878), frame after frame. A block of four bytes may hold 128 KB, so little is fed at a time."""

    _FED = 512

    def __init__(self, stream: ByteStream) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtraError("reading data compressed with zstd (library zstandard)", "warc") from error
        self._error: type[Exception] = zstandard.ZstdError
        self._make = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj
        self._decoder: Any = self._make()
        self._stream = stream
        self._packed = self._ready = b""
        self._inside = False  # a frame

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._ready:
            self._packed = self._packed or self._stream.read(_CHUNK)
            if not self._packed:
                if self._inside:
                    raise EOFError("it ends before its end mark")
                return b""
            fed, self._packed = self._packed[: self._FED], self._packed[self._FED :]
            try:
                self._ready = self._decoder.decompress(fed)
            except self._error as error:
                raise OSError(str(error)) from error
            self._inside = not self._decoder.eof
            if self._decoder.eof:
                self._packed = self._decoder.unused_data + self._packed
                self._decoder = self._make()
        data, self._ready = self._ready[:size], self._ready[size:]
        return data


class _Brotli:
    """brotli (RFC 7932), at most ``size`` bytes or so at a time."""

    def __init__(self, stream: ByteStream) -> None:
        try:
            import brotli
        except ImportError as error:
            raise MissingExtraError("reading data compressed with br (library brotli)", "warc") from error
        self._error: type[Exception] = brotli.error
        self._decoder: Any = brotli.Decompressor()
        self._stream = stream
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        try:
            while not self._decoder.is_finished():
                chunk = b""
                if self._decoder.can_accept_more_data():
                    chunk = self._stream.read(_CHUNK)
                    if not chunk:
                        raise EOFError("it ends before its end mark")
                if data := self._decoder.process(chunk, output_buffer_limit=size):
                    return cast(bytes, data)
        except self._error as error:
            raise OSError(str(error)) from error
        return b""
