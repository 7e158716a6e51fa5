"""The run report: counts, seconds per stage, speed, flags by type, models; as JSON and as one line."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from svodka.errors import StoreError
from svodka.items import BriefSignature
from svodka.runs.tally import Tally

RunOutcome = Literal["finished", "interrupted", "terminated", "stopped"]
_CODES = {"interrupted": 130, "terminated": 143}


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one invocation of a run did. ``outcome`` is ``stopped`` when failures ended it, ``interrupted`` or
    ``terminated`` when SIGINT or SIGTERM did.

    ``done_before`` and ``failed_before`` are items that this run had from earlier invocations. ``stages`` are busy
    seconds (stages overlap: their sum may exceed ``seconds``); ``tokens`` and tokens per second count decoded tokens.
    """

    store: str
    run: int
    invocation: int
    outcome: RunOutcome
    backend: str
    workers: int
    started: str
    seconds: float
    done: int
    failed: int
    unread: int
    skipped: int
    pending: int
    done_before: int
    failed_before: int
    flagged: int
    words: int
    flags: dict[str, int]
    stages: dict[str, float]
    tokens: dict[str, int]
    signature: BriefSignature

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, with the speeds worked out."""
        seconds = max(self.seconds, 1e-9)
        stages = self.stages
        return {
            "svodka_report": 1,
            **{name: getattr(self, name) for name in ("store", "run", "invocation", "outcome", "backend", "workers")},
            "started": self.started,
            "seconds": round(self.seconds, 3),
            "items": {
                name: getattr(self, name)
                for name in ("done", "failed", "unread", "skipped", "pending", "done_before", "failed_before")
            },
            "flagged": self.flagged,
            "flags": dict(sorted(self.flags.items())),
            "words": self.words,
            "items_per_second": round((self.done + self.failed) / seconds, 3),
            "words_per_second": round(self.words / seconds, 1),
            "stages": {name: round(busy, 3) for name, busy in stages.items()},
            "tokens": dict(sorted(self.tokens.items())),
            "tokens_per_second": {
                name: round(count / stages[name.split()[0]], 1)
                for name, count in sorted(self.tokens.items())
                if stages.get(name.split()[0])
            },
            "models": {"translate": self.signature.translate.model, "summarize": self.signature.summarize.model},
            "signature": self.signature.to_dict(),
        }

    @property
    def exit_code(self) -> int:
        """0 ok, 1 some items failed, 130 interrupted (SIGINT), 143 terminated (SIGTERM)."""
        if self.outcome in _CODES:
            return _CODES[self.outcome]
        return 1 if self.failed or self.unread or self.failed_before or self.outcome == "stopped" else 0


def closing_lines(report: RunReport) -> list[str]:
    """What must be known at the end: how to go on, and where the failures are. Empty when all went well."""
    lines = []
    if report.outcome != "finished":
        lines.append(
            f"{report.outcome} after {report.done} items; what is done is kept in {report.store}: "
            "to go on, run the same command again"
        )
    if failed := report.failed + report.unread + report.failed_before:
        lines.append(
            f"{failed} failed: `svodka runs show {report.store} --failed` says why, --retry-failed repeats them"
        )
    return lines


def make_report(
    tally: Tally,
    *,
    store: Path,
    run: int,
    invocation: int,
    outcome: RunOutcome,
    backend: str,
    workers: int,
    started: str,
    signature: BriefSignature,
) -> RunReport:
    """The report of an invocation from its tally."""
    offered = tally.spool.offered
    return RunReport(
        *(str(store), run, invocation, outcome, backend, workers, started, tally.seconds),
        *(tally.done, tally.failed, tally.spool.unread, offered.skipped, offered.queued - tally.finished),
        *(offered.done, offered.failed, tally.flagged, tally.words),
        flags=dict(tally.flags),
        stages={"read": tally.spool.seconds} | dict(tally.stages),
        tokens=dict(tally.tokens),
        signature=signature,
    )


def check_report_path(path: Path) -> None:
    """Refuse, before any work, to write a report over a file that is not a run report."""
    if path.is_dir() or not path.parent.is_dir():
        raise StoreError(f"{path}: --report wants a file in a folder that exists")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError(f"{path}: --report cannot be written there; check the rights")
    if path.is_file() and path.stat().st_size:
        try:
            known = "svodka_report" in json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, TypeError, RecursionError):
            known = False
        if not known:
            raise StoreError(
                f"{path}: exists and is no run report; choose another --report file, or move this one away"
            )
