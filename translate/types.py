"""The results of translation: `Translation`, its `Segment`s, and the `Flag`s on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from svodka.plain import Plain
from svodka.signature import Signature
from svodka.text import Span

HARMLESS = frozenset({"glossary", "restored", "corrected", "similar"})
"""Kinds of flags that say what was done or could not be, not that the translation is wrong."""
_VARIANT = ("source", "kept", "others")


@dataclass(frozen=True, slots=True)
class Flag(Plain):
    """A named defect of a segment that repair could not remove.

    ``kind`` is a short stable word (``empty``, ``copied``, ``broken``, ``cyrillic``, ``loop``, ``length``, ``list``,
    ``numbers``, ``glossary``, ``obeyed``, ``doubtful``, ``restored``, ``corrected``, ``similar``); ``detail`` says in
    one sentence what was found and what was expected, or what was done.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Segment(Plain):
    """A unit that the decoder was given, or a stretch of text passed through unchanged (``translated`` is false).

    Spans are half-open character offsets into `Translation.source` and `Translation.hypothesis`. ``score`` is the mean
    log-probability per target token (natural log, at most 0), None for text passed through and of chat models.
    ``attempts`` counts the decodings tried: 1 when the first was good, more when it was repaired. Of translations by
    the compact checkpoint that are flagged ``doubtful``, ``rating`` is what people would give them, 0 to 1
    (`translate.quality`), and ``in_doubt`` are the spans of the words that are likeliest wrong, as offsets into the
    hypothesis; None and empty elsewhere.
    """

    source: str
    hypothesis: str
    source_span: Span
    hypothesis_span: Span
    score: float | None = None
    flags: tuple[Flag, ...] = ()
    translated: bool = True
    attempts: int = 1
    rating: float | None = None
    in_doubt: tuple[Span, ...] = ()

    @property
    def doubts(self) -> tuple[Flag, ...]:
        """The flags that say that the translation may be wrong."""
        return tuple(flag for flag in self.flags if flag.kind not in HARMLESS)


@dataclass(frozen=True, slots=True)
class Translation(Plain):
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
        """Plain JSON: a variant as an object of source, kept and others."""
        variants = [dict(zip(_VARIANT, (*names, list(others)), strict=True)) for *names, others in self.variants]
        return Plain.to_dict(self) | {"variants": variants}

    @classmethod
    def _from_plain(cls, data: dict[str, Any]) -> dict[str, Any]:
        given = data.get("variants", [])
        objects = isinstance(given, list) and all(isinstance(one, dict) for one in given)
        return data | {"variants": [[one.get(key) for key in _VARIANT] for one in given] if objects else given}
