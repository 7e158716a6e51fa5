"""What a run has done so far: the numbers behind the progress line and the report."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from svodka.runs.backends.work import Finished
from svodka.runs.spool import Spool


@dataclass(slots=True)
class Tally:
    """Counts of one invocation, kept by the thread that writes the store."""

    spool: Spool
    started: float = field(default_factory=time.perf_counter)
    done: int = 0
    failed: int = 0
    flagged: int = 0
    words: int = 0
    segments: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    stages: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    tokens: Counter[str] = field(default_factory=Counter)

    def add_work(self, finished: Finished) -> None:
        """Count a batch's seconds and tokens."""
        for stage, seconds in finished.seconds.items():
            self.stages[stage] += seconds
        self.tokens.update({name: count for name, count in finished.tokens.items() if count})

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def finished(self) -> int:
        """Items done or failed by this invocation."""
        return self.done + self.failed

    @property
    def failures(self) -> int:
        """Failed items and unreadable inputs of this invocation."""
        return self.failed + self.spool.unread

    @property
    def remaining(self) -> float | None:
        """Seconds to the end at the speed so far; None while the inputs are being read or nothing is finished."""
        if not self.spool.complete or not self.finished:
            return None
        return (self.spool.offered.queued - self.finished) * self.seconds / self.finished
