"""Progress on stderr: a live line on a terminal (Rich), plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from typing import Protocol, TextIO

from svodka.runs.tally import Tally
from svodka.text import remark

_PLAIN_SECONDS = 10.0


class Progress(Protocol):
    """What a run tells as it goes."""

    def start(self, tally: Tally) -> None: ...

    def update(self) -> None: ...

    def say(self, line: str) -> None: ...

    def close(self) -> None: ...


class SilentProgress:
    """Says nothing but what must be known (failures, how to go on)."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr

    def start(self, tally: Tally) -> None:
        """Nothing."""

    def update(self) -> None:
        """Nothing."""

    def say(self, line: str) -> None:
        """Print the line."""
        self._stream.write(f"svodka: {remark(line)}\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing."""


class PlainProgress(SilentProgress):
    """A line every ``seconds`` seconds at most, and one at the end."""

    def __init__(self, stream: TextIO | None = None, *, seconds: float = _PLAIN_SECONDS) -> None:
        super().__init__(stream)
        self._seconds = seconds
        self._last = time.perf_counter()
        self._tally: Tally | None = None

    def start(self, tally: Tally) -> None:
        """Remember what to tell."""
        self._tally = tally

    def update(self) -> None:
        """Print a line if the last one is long enough ago."""
        if self._tally and time.perf_counter() - self._last >= self._seconds:
            self._last = time.perf_counter()
            self.say(describe(self._tally))

    def close(self) -> None:
        """Print the last line."""
        if self._tally:
            self.say(describe(self._tally))


class RichProgress(SilentProgress):
    """A bar that moves in place; lines printed meanwhile stand above it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as Bar

        super().__init__(stream)
        self._bar = Bar(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            TextColumn("{task.description}", markup=False),
            console=Console(file=self._stream),
            transient=True,
        )
        self._tally: Tally | None = None

    def start(self, tally: Tally) -> None:
        """Show the bar."""
        self._tally = tally
        self._task = self._bar.add_task("reading", total=None)
        self._bar.start()

    def update(self) -> None:
        """Bring the bar up to date; it redraws itself ten times a second."""
        if self._tally:
            total = self._tally.spool.offered.queued if self._tally.spool.complete else None
            self._bar.update(self._task, completed=self._tally.finished, total=total, description=describe(self._tally))

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._bar.console.print(f"svodka: {remark(line)}", markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Take the bar away and leave the last line."""
        if self._tally:
            self._bar.stop()
            self.say(describe(self._tally))
            self._tally = None


def progress_for(stream: TextIO, *, quiet: bool) -> Progress:
    """The progress that fits the stream: silent when ``quiet``, live on a terminal, plain otherwise."""
    if quiet:
        return SilentProgress(stream)
    return RichProgress(stream) if stream.isatty() else PlainProgress(stream)


def describe(tally: Tally) -> str:
    """One line, such as ``120/500 items, 2.4 items/s, 2300 segments, 46.0 segments/s, 610 words/s, 820 tokens/s,
    2:38 left, 1 failed, 14 flagged``."""
    seconds = max(tally.seconds, 1e-9)
    total = f"{tally.spool.offered.queued}{'' if tally.spool.complete else '+'}"
    parts = [f"{tally.finished}/{total} items", f"{tally.finished / seconds:.1f} items/s"]
    parts += [f"{tally.segments} segments", f"{tally.segments / seconds:.1f} segments/s"]
    parts.append(f"{tally.words / seconds:.0f} words/s")
    if written := sum(count for name, count in tally.tokens.items() if name.endswith("target")):
        parts.append(f"{written / seconds:.0f} tokens/s")
    if tally.remaining:
        parts.append(f"{clock(tally.remaining)} left")
    return ", ".join([*parts, f"{tally.failures} failed", f"{tally.flagged} flagged"])


def clock(seconds: float) -> str:
    """Seconds as ``m:ss`` or ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
