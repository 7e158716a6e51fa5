"""The standard streams while a command runs: UTF-8 whatever the locale, and every way in which writing to them can end.

A reader that goes away is no error, a full disk is one; a stream that is closed stays closed and its number is not
given to the next file that is opened.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from svodka.errors import InputError
from svodka.text import displayable


class ReaderLeft(Exception):
    """What reads our output has gone away (``svodka … | head``): the command ends quietly, with 0."""


@contextmanager
def standard_streams() -> Iterator[None]:
    """Within, ``sys.stdout`` is UTF-8 and raises `ReaderLeft` or InputError alone, and ``sys.stderr`` never raises."""
    before = sys.stdout, sys.stderr
    _hold_closed()
    out = before[0]
    if isinstance(out, io.TextIOWrapper):
        # What UTF-8 cannot hold (a lone surrogate, as in a file name) is spelled as JSON spells it.
        out.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout = guarded(out, "stdout") if out is not None else cast(TextIO, _Closed())
    sys.stderr = cast(TextIO, _Forgiving(before[1]))
    try:
        yield
        sys.stdout.flush()
    finally:
        sys.stdout, sys.stderr = before


def guarded(stream: TextIO, name: str) -> TextIO:
    """The stream, whose failures to write are a `ReaderLeft` or an InputError that calls it ``name``."""
    return cast(TextIO, _Guarded(stream, name))


def shown(stream: TextIO) -> TextIO:
    """The stream, or, where it is a terminal, one to it that spells out what would act on the terminal."""
    return cast(TextIO, _Terminal(stream)) if stream.isatty() else stream


class _Around:
    """A text stream around another."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        return int(self._stream.write(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        self._stream.flush()


class _Guarded(_Around):
    def __init__(self, stream: Any, name: str) -> None:
        super().__init__(stream)
        self._name = name

    def write(self, text: str) -> int:
        if text == "":  # as Typer tries whether it may write: a full disk must not be found out there
            return 0
        with self._told():
            return super().write(text)

    def flush(self) -> None:
        with self._told():
            super().flush()

    def close(self) -> None:
        with self._told():
            self._stream.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError as error:
            _silence(self._stream)
            raise ReaderLeft from error
        except OSError as error:
            _silence(self._stream)
            raise cannot_write(self._name, error) from error


class _Terminal(_Around):
    def write(self, text: str) -> int:
        return super().write(displayable(text))


class _Forgiving(_Around):
    """stderr: what cannot be said is not said, and the work goes on."""

    def write(self, text: str) -> int:
        if self._stream is not None:
            try:
                self._stream.write(text)
            except (OSError, ValueError):
                _silence(self._stream)
        return len(text)

    def flush(self) -> None:
        if self._stream is not None:
            try:
                self._stream.flush()
            except (OSError, ValueError):
                _silence(self._stream)

    def isatty(self) -> bool:
        return self._stream is not None and bool(self._stream.isatty())


class _Closed:
    """The stdout of a process that was started without one."""

    encoding, errors, closed = "utf-8", "strict", False

    def write(self, text: str) -> int:
        raise InputError("stdout is closed; redirect it to a file, or name one with -o where the command has it")

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing was written."""

    def isatty(self) -> bool:
        return False


def cannot_write(name: str, error: OSError) -> InputError:
    """The error of a destination that does not take what is written."""
    full = "free some space, or " if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else ""
    where = "send it elsewhere" if name == "stdout" else "choose another -o"
    return InputError(f"cannot write {name}: {error.strerror or error}; {full}{where}")


def _hold_closed() -> None:
    """Give the numbers of standard streams that are closed to the null device: else the next file gets them, and what a
    library prints lands in it."""
    with contextlib.suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(number, True)
        os.close(number)


def _silence(stream: Any) -> None:
    """What is left in the buffer of a standard stream goes nowhere: Python would try it again at its end, and complain.

    As the note on SIGPIPE in the documentation of Python's module ``signal`` has it.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stream in (sys.__stdout__, sys.__stderr__):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
