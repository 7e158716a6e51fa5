"""What commands read and where they write: stdin or files; stdout or a file that appears only when it is whole."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

from svodka.errors import InputError
from svodka.text import displayable, remark


def say(message: str) -> None:
    """One line on stderr, under the program's name; what it quotes of an input cannot act on a terminal."""
    sys.stderr.write(f"svodka: {remark(message)}\n")


class _Said(logging.Handler):
    """What the packages log (downloads, conversions) as lines on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())


@contextmanager
def logged_on_stderr() -> Iterator[None]:
    """While a command runs, show what the packages log; the logger is left as it was."""
    logger, handler = logging.getLogger("svodka"), _Said()
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def hush() -> None:
    """For ``--quiet``: neither log lines nor the hub client's progress bars."""
    logging.getLogger("svodka").setLevel(logging.WARNING)
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


def given(inputs: Sequence[str] | None) -> list[str]:
    """The inputs named, or stdin when none is; on a terminal, where stdin would wait in silence, an InputError."""
    if inputs:
        return list(inputs)
    if sys.stdin.isatty():
        raise InputError("no input: name files, or pipe text in, or give - to type it here")
    return ["-"]


def shown(stream: TextIO) -> TextIO:
    """The stream, or, where it is a terminal, one to it that spells out what would act on the terminal."""
    return cast(TextIO, _Terminal(stream)) if stream.isatty() else stream


class _Terminal:
    """What commands use of a text stream; everything written is made `displayable`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(displayable(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        self._stream.flush()


@contextmanager
def writing(path: Path | None) -> Iterator[TextIO]:
    """A text stream to `path`, or to stdout when it is None.

    The file is written beside its final name and renamed at the end, so that an interrupted command leaves the old one;
    what it had written is kept as ``.partial``. Raises InputError when it cannot be written.
    """
    if path is None:
        if isinstance(sys.stdout, TextIO) and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        yield shown(sys.stdout)
        sys.stdout.flush()
        return
    # Its name is known before it is there: it is taken away whenever an interrupt comes.
    temporary = path.parent / f".svodka-{secrets.token_hex(4)}"
    try:
        with open(temporary, "x", encoding="utf-8", newline="") as out:
            yield out
        os.replace(temporary, path)
    except KeyboardInterrupt:
        # Hours of work may be in it: what is finished is kept, under a name that says that it is not whole.
        if temporary.exists() and temporary.stat().st_size:
            partial = path.with_name(path.name + ".partial")
            os.replace(temporary, partial)
            say(f"what was finished is in {partial}")
        temporary.unlink(missing_ok=True)
        raise
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(f"cannot write {path}: {error.strerror}; choose another -o") from error
        raise
