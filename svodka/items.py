"""The two types at the ends of the chain: `NewsItem` goes in, `Brief` comes out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from svodka.errors import InputError
from svodka.facts import Mismatch, Span
from svodka.removal import Removed
from svodka.signature import Signature
from translate import Translation


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One news item, cleaned: what readers produce and the pipeline takes.

    ``published`` is ISO 8601 (a date, or a date and time with zone where known). ``id`` is the record's own, else path
    and position, else a hash of the text.
    """

    id: str
    headline: str
    text: str
    url: str | None = None
    source: str | None = None
    published: str | None = None
    author: str | None = None
    lang: str = "ru"
    removed: tuple[Removed, ...] = ()
    duplicate_of: str | None = None
    notes: tuple[str, ...] = ()

    def content_hash(self) -> str:
        """SHA-256 over headline and text: two items with the same hash give the same brief."""
        return hashlib.sha256(f"{self.headline}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self) | {"removed": [asdict(r) for r in self.removed], "notes": list(self.notes)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> NewsItem:
        """The inverse of `to_dict`. Raises InputError for unknown or missing keys."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(data) - known):
            raise InputError(f"a news item has unknown keys {unknown}; known: {sorted(known)}")
        if missing := sorted({"id", "headline", "text"} - set(data)):
            raise InputError(f"a news item lacks {missing}; id, headline and text are required")
        removed = tuple(Removed(**r) for r in data.get("removed") or ())
        return cls(**{**data, "removed": removed, "notes": tuple(data.get("notes") or ())})

    @classmethod
    def from_text(cls, raw: str, *, id: str | None = None, source: str | None = None) -> NewsItem:
        """A raw plain-text item, cleaned: the headline found, repeats, buttons and tails of other headlines removed.

        Raises InputError when nothing is left to read.
        """
        from svodka.readers.cleaning.clean import clean_text

        headline, text, removed = clean_text(raw)
        item = cls(id=id or "", headline=headline, text=text, source=source, removed=removed)
        return item if id else replace(item, id=item.content_hash()[:16])


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """Where a brief's sentence comes from: a translated segment and its Russian original.

    ``segment`` indexes `Brief.translation.segments`; ``target_span`` and ``source_span`` are half-open character spans
    into the translation's hypothesis and source; ``target`` and ``source`` are the texts there.
    """

    segment: int
    source: str
    target: str
    source_span: Span
    target_span: Span
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self) | {"source_span": list(self.source_span), "target_span": list(self.target_span)}


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence of a brief with its evidence.

    ``supported`` is None when facts were not checked. ``replaced`` is the summarizer's sentence that gave way to this
    one because the source did not bear it out.
    """

    text: str
    evidence: tuple[EvidenceLink, ...] = ()
    supported: bool | None = None
    mismatches: tuple[Mismatch, ...] = ()
    replaced: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "text": self.text,
            "evidence": [e.to_dict() for e in self.evidence],
            "supported": self.supported,
            "mismatches": [m.to_dict() for m in self.mismatches],
            "replaced": self.replaced,
        }


@dataclass(frozen=True, slots=True)
class BriefSignature:
    """The signatures of the stages, and the fact policy."""

    translate: Signature
    summarize: Signature
    facts: str

    def __str__(self) -> str:
        return f"translate[{self.translate}] summarize[{self.summarize}] facts[{self.facts}]"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"translate": self.translate.to_dict(), "summarize": self.summarize.to_dict(), "facts": self.facts}


@dataclass(frozen=True, slots=True)
class Brief:
    """An English brief of one item, with everything needed to check it.

    ``headline`` is the translated headline, or a chat model's own that the source bears out; ``headline_translation``
    and ``translation`` are the full translations of headline and text; ``checks`` are the fact mismatches between
    Russian source and English translation, those of the brief's own sentences stand on the sentences; ``notes`` say
    what was substituted, in sentences for the reader; ``timings`` are seconds per stage.
    """

    item: NewsItem
    headline: str
    sentences: tuple[BriefSentence, ...]
    key_facts: tuple[BriefSentence, ...]
    length: str
    method: str
    headline_translation: Translation
    translation: Translation
    checks: tuple[Mismatch, ...]
    notes: tuple[str, ...]
    signature: BriefSignature
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def unsupported(self) -> int:
        """How many sentences and key facts were checked and found unsupported."""
        return sum(s.supported is False for s in (*self.sentences, *self.key_facts))

    def to_text(self, *, evidence: bool = False) -> str:
        """The brief as plain text; with `evidence`, the Russian of every sentence and what its translation lost."""
        from svodka.rendering import to_text

        return to_text(self.to_dict(), evidence=evidence)

    def to_markdown(self, *, evidence: bool = False) -> str:
        """The brief as Markdown; with `evidence`, the Russian of every sentence and what its translation lost."""
        from svodka.rendering import to_markdown

        return to_markdown(self.to_dict(), evidence=evidence)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; the schema is in docs/json.md."""
        return {
            "item": self.item.to_dict(),
            "headline": self.headline,
            "sentences": [s.to_dict() for s in self.sentences],
            "key_facts": [s.to_dict() for s in self.key_facts],
            "length": self.length,
            "method": self.method,
            "headline_translation": self.headline_translation.to_dict(),
            "translation": self.translation.to_dict(),
            "checks": [m.to_dict() for m in self.checks],
            "notes": list(self.notes),
            "signature": self.signature.to_dict(),
            "timings": {stage: round(seconds, 4) for stage, seconds in self.timings.items()},
        }
