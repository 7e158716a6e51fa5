"""The text files that commands take by name."""

from __future__ import annotations

from pathlib import Path

from svodka.errors import InputError


def read_bytes(name: str) -> bytes:
    """What is in a file, or comes on stdin for "-". Raises InputError for what cannot be read."""
    from svodka.readers.intake.stdin import standard_input

    try:
        return standard_input().read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error)) from error


def read_utf8(name: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises InputError for anything else."""
    try:
        return read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start} is no UTF-8; convert the file to UTF-8") from error
