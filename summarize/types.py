"""The results of summarizing and of checking a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svodka.facts.types import Mismatch
from svodka.signature import Signature

Span = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary, and the sentences of the document it rests on (spans into the document)."""

    text: str
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"text": self.text, "evidence": [e.to_dict() for e in self.evidence]}


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of one document.

    ``length`` is the length asked for; ``method`` is ``extractive``, ``seq2seq`` or ``instruct``; ``passes`` counts the
    rounds of summarizing (more than 1 for a document over the model's window); ``notes`` say what was substituted
    or left out, in sentences for the reader; ``key_facts`` is filled for length ``long``.
    """

    sentences: tuple[SummarySentence, ...]
    length: str
    method: str
    passes: int
    signature: Signature
    notes: tuple[str, ...] = ()
    key_facts: tuple[SummarySentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentences joined by spaces."""
        return " ".join(sentence.text for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "sentences": [s.to_dict() for s in self.sentences],
            "key_facts": [s.to_dict() for s in self.key_facts],
            "length": self.length,
            "method": self.method,
            "passes": self.passes,
            "notes": list(self.notes),
            "signature": self.signature.to_dict(),
        }
