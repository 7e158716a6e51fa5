"""A sentence held against a source in the other language, by lexicon, exonyms and transliteration."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.across.examination import examine

__all__, __getattr__, __dir__ = exported(__name__)
