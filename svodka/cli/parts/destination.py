"""Where commands write: the one place that opens an output, whatever it is.

A regular file is replaced at the end, on success alone, so that a command that fails leaves the one of yesterday. What
is no regular file (a device, a pipe, a socket, an open descriptor) is written to and never replaced. Output onto what
the command reads is refused.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import socket
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from svodka.cli.parts.output import say
from svodka.cli.parts.streams import ReaderLeft, cannot_write, guarded, shown
from svodka.errors import InputError
from svodka.regexes import regex

_DESCRIPTOR = regex(r"/(?:dev|proc/(self|thread-self|\d+))/fd/(\d+)")
_NAMED = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
# What SQLite and the lock of a store keep beside a database.
_BESIDE = ("-wal", "-shm", "-journal", ".lock")


@contextmanager
def writing(path: Path | None, *, reads: Iterable[str | Path | None] = ()) -> Iterator[TextIO]:
    """A text stream (UTF-8) to ``path``, or to stdout when it is None.

    ``reads`` are the inputs and stores of the command: the output may be none of them. A block that is left by an
    exception leaves a regular file as it was; on an interrupt what was written is kept beside it as ``.partial``.
    Raises InputError when the output cannot be written or is read, `ReaderLeft` when nobody reads it any more.
    """
    check_output(path, *reads)
    if path is None:
        out = sys.stdout
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield shown(out)
        out.flush()
        return
    with writing_bytes(path) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="")
        try:
            yield shown(guarded(text, str(path)))
            guarded(text, str(path)).flush()
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):
                text.flush()  # what is finished is kept
            raise
        finally:
            with contextlib.suppress(OSError, ValueError):
                text.detach()


@contextmanager
def writing_bytes(path: Path, *, reads: Iterable[str | Path | None] = ()) -> Iterator[BinaryIO]:
    """`writing` for what is no text."""
    check_output(path, *reads)
    target = _regular(path)
    if target is None:
        try:
            stream = _opened(path)
        except OSError as error:
            raise cannot_write(str(path), error) from error
        try:
            yield stream
            with _told(path):
                stream.flush()
        finally:
            # Of what failed, the rest in the buffer fails again.
            with contextlib.suppress(OSError):
                stream.close()
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError(f"cannot write {path}: it is read-only; choose another -o, or change its rights")
    # Its name is known before it is there: it is taken away whenever an interrupt comes.
    temporary = target.parent / f".svodka-{secrets.token_hex(4)}"
    try:
        with _told(path):
            file = open(temporary, "xb")  # noqa: SIM115
        try:
            with _told(path):
                _as_before(target, file.fileno())
            yield file
            with _told(path):
                file.flush()
        finally:
            with contextlib.suppress(OSError):
                file.close()
        with _told(path):
            os.replace(temporary, target)
    except KeyboardInterrupt:
        # Hours of work may be in it: what is finished is kept, under a name that says that it is not whole.
        if temporary.exists() and temporary.stat().st_size:
            partial = target.with_name(target.name + ".partial")
            os.replace(temporary, partial)
            say(f"what was finished is in {partial}")
        raise
    finally:
        temporary.unlink(missing_ok=True)


def check_output(output: Path | None, *reads: str | Path | None) -> None:
    """Raise InputError where the output (None: stdout) cannot be written, or is a regular file that the command reads,
    by whatever name. For commands that work long before they write.

    Of a folder or a pattern every file in it is meant, of a database what stands beside it too.
    """
    if output is not None:
        _regular(output)
    ours = _identity(sys.stdout if output is None else output)
    if ours is None:
        return
    for name in reads:
        if name is not None and any(_identity(one) == ours for one in _meant(name)):
            what = str(output) if output is not None else "the file behind stdout"
            raise InputError(f"{what} is read by this command ({name}); writing it would destroy it: choose another -o")


def replaces(output: Path) -> bool:
    """Whether there is a regular file that this output would replace."""
    target = _regular(output)
    return target is not None and target.exists()


def _meant(name: str | Path) -> Iterator[Path | TextIO]:
    from svodka.readers.intake.containers import files_of

    if name == "-":
        if sys.stdin is not None:
            yield sys.stdin
    elif "://" not in str(name):
        yield Path(name)
        yield from (Path(f"{name}{ending}") for ending in _BESIDE)
        with contextlib.suppress(OSError, InputError, ValueError):
            yield from files_of(str(name))


def _identity(of: Path | TextIO) -> tuple[int, int] | None:
    """Device and inode of a regular file, None for anything else and for what is not there."""
    try:
        found = os.stat(of) if isinstance(of, Path) else os.fstat(of.fileno())
    except (OSError, ValueError, AttributeError):  # AttributeError, UnsupportedOperation: a stream without a number
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _regular(path: Path) -> Path | None:
    """The regular file that the path means, at the end of its links, whether there is one yet or not; None for what is
    written to and not replaced. Raises InputError for a folder, and for a file in no folder."""
    try:
        if any(_is_open(step) for step in _steps(path)):
            return None
        target = Path(os.path.realpath(path))
        if target.is_dir() or str(path).endswith("/"):
            raise InputError(f"cannot write {path}: it is a folder; give a file in it with -o")
        if target.exists():
            return target if target.is_file() else None
        if not target.parent.is_dir():
            raise InputError(f"cannot write {path}: the folder {target.parent} does not exist; choose another -o")
    except (OSError, ValueError) as error:
        why = error if isinstance(error, OSError) else OSError(0, str(error))
        raise cannot_write(str(path), why) from error
    return target


def _steps(path: Path) -> Iterator[str]:
    """The path and every link that it leads through."""
    here = os.path.abspath(path)
    for _ in range(40):  # as the kernel's own bound
        yield here
        if not os.path.islink(here):
            return
        here = os.path.join(os.path.dirname(here), os.readlink(here))
        here = os.path.join(os.path.realpath(os.path.dirname(here)), os.path.basename(here))


def _is_open(name: str) -> bool:
    return name in _NAMED or _DESCRIPTOR.fullmatch(name) is not None


def _opened(path: Path) -> BinaryIO:
    """A stream to what is no regular file, or to a descriptor that is open already, where it stands."""
    for step in _steps(path):
        number = _NAMED.get(step)
        if (found := _DESCRIPTOR.fullmatch(step)) and found[1] in {None, "self", "thread-self", str(os.getpid())}:
            number = int(found[2])
        if number is not None:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            return os.fdopen(os.dup(number), "wb")
    if stat.S_ISSOCK(os.stat(path).st_mode):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            return cast(BinaryIO, connection.makefile("wb"))
    return open(path, "ab")  # "a": of another process's open file nothing is taken away


def _as_before(target: Path, new: int) -> None:
    """Give the new file the owner and the mode of the one that it replaces."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        return
    with contextlib.suppress(PermissionError):  # only root gives files away
        os.fchown(new, old.st_uid, old.st_gid)
    os.fchmod(new, stat.S_IMODE(old.st_mode))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderLeft from error
    except OSError as error:
        raise cannot_write(str(path), error) from error
