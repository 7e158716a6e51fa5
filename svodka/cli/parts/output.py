"""What commands say on stderr, JSON on stdout, and what they read when no input is named."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from svodka.errors import InputError
from svodka.text import remark


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


def tell(lines: Iterable[str], quiet: bool) -> None:
    """What must be known of the models, each line once, unless ``quiet``."""
    for line in () if quiet else dict.fromkeys(lines):
        say(line)


@contextmanager
def records(out: TextIO, format: str, *, indent: int | None = None) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Within, what is called with a record writes it: a line for each with ``jsonl``, one array with ``json``."""
    written = 0

    def record(data: dict[str, Any]) -> None:
        nonlocal written
        text = json.dumps(data, ensure_ascii=False, indent=indent)
        out.write(text + "\n" if format == "jsonl" else (",\n" if written else "\n") + text)
        written += 1

    if format == "json":
        out.write("[")
    yield record
    if format == "json":
        out.write("\n]\n")


def print_json(out: TextIO, data: dict[str, Any]) -> None:
    """One object, indented."""
    out.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def given(inputs: Sequence[str] | None) -> list[str]:
    """The inputs named, or stdin when none is; on a terminal, where stdin would wait in silence, an InputError."""
    if inputs:
        return list(inputs)
    if sys.stdin is not None and sys.stdin.isatty():
        raise InputError("no input: name files, or pipe text in, or give - to type it here")
    return ["-"]
