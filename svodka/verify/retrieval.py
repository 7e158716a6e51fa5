"""What a source says nearest to a sentence: documents as they are kept between questions, and `evidence`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from svodka.facts import Lang
from svodka.text import Normal, reading_form
from svodka.verify.document import Document, Unit
from svodka.verify.types import Evidence


def evidence(source: str, sentences: Sequence[str], lang: Lang = "en") -> tuple[tuple[Evidence, ...], ...]:
    """The source sentences that together cover each sentence best, best first; both texts are in ``lang``."""
    normal = read(source)
    document = document_of(normal.text, lang)
    cases = (Unit(text, (0, len(text)), lang) for text in (reading_form(sentence).text for sentence in sentences))
    found = (tuple(document.as_evidence(i, share) for i, share in document.evidence(case)) for case in cases)
    return tuple(tuple(as_given(source, normal, piece) for piece in pieces) for pieces in found)


@lru_cache(maxsize=4)
def read(source: str) -> Normal:
    """The source in its reading form."""
    return reading_form(source)


@lru_cache(maxsize=4)
def document_of(source: str, lang: Lang, written: date | None = None) -> Document:
    """The source in its reading form, indexed: a pipeline asks about one document sentence by sentence."""
    return Document(source, lang, written)


def as_given(source: str, normal: Normal, piece: Evidence) -> Evidence:
    """Evidence of the reading form as evidence of the source as given."""
    span = normal.span(*piece.span)
    return replace(piece, span=span, text=source[slice(*span)])
