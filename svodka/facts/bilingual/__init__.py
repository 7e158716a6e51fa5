"""Where a text says what a word or a name of the other language says."""

from svodka.facts.bilingual.crossnames import name_borne
from svodka.facts.bilingual.index import Index, Word, weight, words_of

__all__ = ["Index", "Word", "name_borne", "weight", "words_of"]
