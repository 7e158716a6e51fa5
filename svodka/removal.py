"""What cleaning took out of an item."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of the raw text that cleaning took out, and why, so that an analyst can check."""

    text: str
    reason: str
