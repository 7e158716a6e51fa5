"""What the questions of this room are asked about."""

from __future__ import annotations

from typing import NamedTuple

from svodka.verify.document import Document, Unit


class Case(NamedTuple):
    """A sentence, its source, and the source sentences that cover it best (number and share), best first."""

    document: Document
    unit: Unit
    evidence: list[tuple[int, float]]
