"""What a check reports: sentence by sentence, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svodka.facts import Mismatch, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document sentence that supports a summary sentence: its half-open character span, and how much (0 to 1)."""

    text: str
    span: Span
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"text": self.text, "span": list(self.span), "score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """What the check found on one summary sentence. ``span`` is its place in the summary text."""

    text: str
    span: Span
    supported: bool
    score: float
    mismatches: tuple[Mismatch, ...]
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "text": self.text,
            "span": list(self.span),
            "supported": self.supported,
            "score": round(self.score, 4),
            "mismatches": [m.to_dict() for m in self.mismatches],
            "evidence": [e.to_dict() for e in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class FactReport:
    """A summary checked against its source, sentence by sentence, in the order of the summary."""

    sentences: tuple[SentenceReport, ...]

    @property
    def supported(self) -> bool:
        """True when every sentence is supported; an empty summary claims nothing and is supported."""
        return all(sentence.supported for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"supported": self.supported, "sentences": [s.to_dict() for s in self.sentences]}
