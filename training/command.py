"""How a command of this package ends: with an exit code and, where it could not be done, a line that says why."""

from __future__ import annotations

import sys
from collections.abc import Callable

from svodka.errors import SvodkaError


def ended(program: str, command: Callable[[], object]) -> int:
    """Run ``command``; returns the exit code of ``program``: 0, 2 for what cannot be done, 130 after Ctrl-C.

    Errors are those of files, of what was given, of libraries and of svodka: on stderr, as ``PROGRAM: message``. Any
    other one is a fault of ours and keeps its traceback.
    """
    try:
        command()
    except (OSError, ValueError, RuntimeError, SvodkaError) as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{program}: interrupted", file=sys.stderr)
        return 130
    return 0
