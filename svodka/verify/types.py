"""What a check reports: sentence by sentence, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svodka.facts import Mismatch, Span
from svodka.plain import Plain
from svodka.signature import Signature


@dataclass(frozen=True, slots=True)
class Evidence(Plain):
    """A document sentence that supports a summary sentence: its half-open character span, and how much (0 to 1)."""

    text: str
    span: Span
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return Plain.to_dict(self) | {"score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class Reason(Plain):
    """What moved a probability: a group of measures, by how many log odds (below 0: against), and in words."""

    name: str
    effect: float
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return Plain.to_dict(self) | {"effect": round(self.effect, 4)}


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """What the check found on one summary sentence. ``span`` is its place in the summary text.

    ``probability`` (0 to 1) is that the source bears the sentence out, the judge's, the learned one, or the verifier's;
    None across languages without a verifier. ``reasons`` say what moved the learned one, the strongest first, and which
    words the judge doubts.
    """

    text: str
    span: Span
    supported: bool
    score: float
    mismatches: tuple[Mismatch, ...]
    evidence: tuple[Evidence, ...]
    probability: float | None = None
    reasons: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "text": self.text,
            "span": list(self.span),
            "supported": self.supported,
            "score": round(self.score, 4),
            "probability": None if self.probability is None else round(self.probability, 4),
            "reasons": [r.to_dict() for r in self.reasons],
            "mismatches": [m.to_dict() for m in self.mismatches],
            "evidence": [e.to_dict() for e in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class FactReport:
    """A summary checked against its source, sentence by sentence, in the order of the summary.

    ``signature``: whose probability it is (``svodka/judge``, ``svodka/forest``, a verifier's name; ``svodka/facts``
    where there is none), and the threshold on it.
    """

    sentences: tuple[SentenceReport, ...]
    signature: Signature

    @property
    def supported(self) -> bool:
        """True when every sentence is supported; an empty summary claims nothing and is supported."""
        return all(sentence.supported for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        sentences = [sentence.to_dict() for sentence in self.sentences]
        return {"supported": self.supported, "sentences": sentences, "signature": self.signature.to_dict()}
