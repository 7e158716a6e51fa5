"""`TranslateOptions`: every setting of a translation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from svodka.errors import OptionError


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """How to translate. Raises OptionError for an impossible value.

    ``beam``: hypotheses kept while decoding, 1 is greedy. ``rerank``: of the beam's hypotheses keep the one that says
    most of the source, not the likeliest. ``length_penalty``: see `DecodeOptions`. ``repair``: decode
    defective segments again in other ways. ``names``: keep one romanization of each name through a document.
    ``news_terms``: put the built-in terms of news (bodies, courts, ranks, regions) into the English of news agencies.
    ``quality``: flag those of the compact checkpoint's translations that are likely wrong, and name the words in doubt.
    ``glossary``: a TSV file of Russian and English terms to enforce; it goes before the built-in ones.

    Two settings cannot change a translation and are no part of the signature. ``memory``: an SQLite file that keeps
    decoded segments across runs (corrections in it are a part, see `translate.corrections`). ``batch_tokens``: source
    tokens decoded together at most, padding included.
    """

    beam: int = 6
    length_penalty: float = 1.0
    rerank: bool = True
    repair: bool = True
    names: bool = True
    news_terms: bool = True
    quality: bool = True
    glossary: Path | None = None
    memory: Path | None = None
    batch_tokens: int = 1024

    def __post_init__(self) -> None:
        if self.beam < 1:
            raise OptionError(f"beam is {self.beam}; expected 1 (greedy) or more")
        if self.batch_tokens < 1:
            raise OptionError(f"batch_tokens is {self.batch_tokens}; expected 1 or more")
