"""The results of translation: `Translation`, its `Segment`s, and the `Flag`s on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from svodka.signature import Signature
from svodka.text import Span


@dataclass(frozen=True, slots=True)
class Flag:
    """A named defect of a segment that repair could not remove.

    ``kind`` is a short stable word (``empty``, ``copied``, ``broken``, ``cyrillic``, ``loop``, ``length``, ``numbers``,
    ``glossary``, ``obeyed``, ``doubtful``, ``restored``); ``detail`` says in one sentence
    what was found and what was expected, or what was done.
    """

    kind: str
    detail: str

    def to_dict(self) -> dict[str, str]:
        """Plain JSON."""
        return {"kind": self.kind, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit that the decoder was given, or a stretch of text passed through unchanged (``translated`` is false).

    Spans are half-open character offsets into `Translation.source` and `Translation.hypothesis`. ``score`` is the mean
    log-probability per target token (natural log, at most 0), None for text passed through and of chat models.
    ``attempts`` counts the decodings tried: 1 when the first was good, more when it was repaired.
    """

    source: str
    hypothesis: str
    source_span: Span
    hypothesis_span: Span
    score: float | None = None
    flags: tuple[Flag, ...] = ()
    translated: bool = True
    attempts: int = 1

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "source": self.source,
            "hypothesis": self.hypothesis,
            "source_span": list(self.source_span),
            "hypothesis_span": list(self.hypothesis_span),
            "score": self.score,
            "flags": [flag.to_dict() for flag in self.flags],
            "translated": self.translated,
            "attempts": self.attempts,
        }


@dataclass(frozen=True, slots=True)
class Translation:
    """One text, translated: paragraphs and blank lines stand in ``hypothesis`` as they stood in ``source``.

    ``variants`` lists, for each name unified over the run, the kept form and the renderings it replaced:
    (source name, kept form, other forms).
    """

    source: str
    hypothesis: str
    segments: tuple[Segment, ...]
    signature: Signature
    variants: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=())

    @property
    def flags(self) -> Counter[str]:
        """How often each kind of flag stands on the segments."""
        return Counter(flag.kind for segment in self.segments for flag in segment.flags)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "source": self.source,
            "hypothesis": self.hypothesis,
            "segments": [segment.to_dict() for segment in self.segments],
            "signature": self.signature.to_dict(),
            "variants": [{"source": s, "kept": k, "others": list(o)} for s, k, o in self.variants],
        }
