"""What one exchange may take of time and of bytes, counted where they come off the wire."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEAD = 1 << 17  # h11 itself takes 100 KB of headers


class OverAllowance(Exception):
    """More came than the exchange was allowed; the message says how much, as the end of "the server …"."""


class Allowance:
    """The bounds of one exchange: ``seconds`` from now in all, and ``body`` bytes of its answer as they come, packed.

    Before the answer begins at most `HEAD` bytes are taken: headers, and interim answers (RFC 9110, section 15.2), of
    which a server may send any number.
    """

    def __init__(self, seconds: float, body: int) -> None:
        self.seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._body = body
        self._left = HEAD
        self._began = False

    def rest(self) -> float:
        """Seconds that are left, 0 or less when there are none."""
        return self._deadline - time.monotonic()

    def begun(self) -> None:
        """The answer proper has begun; what comes now is its body."""
        self._left, self._began = self._body, True

    def asked(self) -> None:
        """A request was sent: what comes now is the head of its answer."""
        self._left, self._began = HEAD, False

    def take(self, size: int) -> None:
        """So many bytes have come. Raises OverAllowance for more than there may be."""
        self._left -= size
        if self._left < 0:
            what = f"{self._body / 1e6:g} MB" if self._began else f"{HEAD / 1e3:.0f} kB before its answer began"
            raise OverAllowance(f"sent more than {what}")


_CURRENT: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def within(allowance: Allowance) -> Iterator[Allowance]:
    """Within, every exchange of this thread through a `bounded_transport` is held to the allowance."""
    token = _CURRENT.set(allowance)
    try:
        yield allowance
    finally:
        _CURRENT.reset(token)


def current() -> Allowance | None:
    """The allowance of this thread."""
    return _CURRENT.get()
