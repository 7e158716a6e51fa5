"""The results of summarizing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svodka.plain import Plain
from svodka.signature import Signature
from svodka.verify import Evidence


@dataclass(frozen=True, slots=True)
class SummarySentence(Plain):
    """One sentence of a summary, and the sentences of the document it rests on (spans into the document)."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of one document.

    ``length`` is the length asked for; ``method`` is ``extractive``, ``compact``, ``seq2seq``, ``instruct`` or
    ``chat``; ``passes`` counts the rounds of summarizing (more than 1 for a document over the model's window);
    ``notes`` say what was substituted or left out, in sentences for the reader; ``key_facts`` is filled for length
    ``long``; ``headline`` by chat models that wrote one with the summary, and by ``compact``.
    """

    sentences: tuple[SummarySentence, ...]
    length: str
    method: str
    passes: int
    signature: Signature
    notes: tuple[str, ...] = ()
    key_facts: tuple[SummarySentence, ...] = ()
    headline: SummarySentence | None = None

    @property
    def text(self) -> str:
        """The sentences joined by spaces."""
        return " ".join(sentence.text for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "sentences": [s.to_dict() for s in self.sentences],
            "key_facts": [s.to_dict() for s in self.key_facts],
            "headline": self.headline.to_dict() if self.headline else None,
            "length": self.length,
            "method": self.method,
            "passes": self.passes,
            "notes": list(self.notes),
            "signature": self.signature.to_dict(),
        }
