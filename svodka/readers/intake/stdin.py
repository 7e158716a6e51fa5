"""stdin as bytes, whatever was done to it."""

from __future__ import annotations

import sys

from svodka.errors import InputError
from svodka.readers.intake.documents import ByteStream


def standard_input() -> ByteStream:
    """stdin as bytes. Raises InputError where it is closed; its ``read`` does where it cannot be read."""
    if sys.stdin is None:
        raise InputError("stdin is closed; name files, or pipe text in")
    return _Standard(sys.stdin.buffer)


class _Standard:
    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            raise InputError(f"stdin cannot be read: {error.strerror or error}; name files, or pipe text in") from error
