"""``python -m svodka`` and the console script: signals are heard before anything else is loaded."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """SIGINT or SIGTERM. Of a bare KeyboardInterrupt that passed through `exec`, as imports have it, Python remembers
    at its end that it was not caught, though it was, and dies of SIGINT."""


# Interrupts that were raised, and by their tracebacks what they left behind. It is never freed: a decoder that is freed
# waits until it has decoded what it was given.
_HELD: list[BaseException] = []


def main() -> NoReturn:
    """The command line of svodka, which ends the process with its exit code."""
    # Loading makes a hundred thousand objects that stay; to look through them again and again was a sixth of the start.
    gc.set_threshold(200_000, 10, 10)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would ask every distribution that is installed
    code = interruptible(_command)
    if not _HELD:
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)  # to free models and tables one by one takes a tenth of a second


def _command() -> int:
    from svodka.cli import main

    return main()


def interruptible(command: Callable[[], int]) -> int:
    """The exit code of a command that SIGTERM ends as Ctrl-C does: 143 or 130 where it was stopped, in a line.

    Both raise KeyboardInterrupt where the command stands, so that it takes away what is half written; a second one ends
    the process at once. Afterwards both end the process without words, as there is nothing more to lose.
    """
    asked, over = 0, False

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked or over:
            os._exit(128 + number)
        asked = number
        _HELD.append(Interrupted())
        raise _HELD[-1]

    heard = [number for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN]  # as nohup and `&` leave it
    try:
        for number in heard:
            signal.signal(number, on_signal)
        code = command()
        over = True
    except BaseException:  # what a library makes of an interrupt while it is imported is not always one
        if not asked:
            raise
        code = 128 + asked
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
    if not (asked and code):
        return code
    with suppress(OSError, ValueError, AttributeError):  # a stderr that is full or closed says nothing
        sys.stderr.write(f"svodka: {'terminated' if asked == signal.SIGTERM else 'interrupted'}\n")
    return 128 + asked


if __name__ == "__main__":
    main()
