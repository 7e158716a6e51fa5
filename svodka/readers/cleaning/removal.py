"""What cleaning took out of an item."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.plain import Plain


@dataclass(frozen=True, slots=True)
class Removed(Plain):
    """A stretch of the raw text that cleaning took out, and why, so that an analyst can check."""

    text: str
    reason: str
