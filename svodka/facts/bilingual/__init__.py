"""Where a text says what a word or a name of the other language says."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.bilingual.bearers import other_bearer, people_named, same_first
    from svodka.facts.bilingual.crossnames import name_borne
    from svodka.facts.bilingual.index import Index, Word, begins_alike, likeness, weight, words_of

__all__, __getattr__, __dir__ = exported(__name__)
