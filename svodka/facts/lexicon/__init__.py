"""Words: their stems, what they tell, and which of them translate each other. Tables in data/."""

from svodka.facts.lexicon.english import MOST, RUSSIAN_WORD, information, is_common, is_name
from svodka.facts.lexicon.pairs import english_of, russian_of
from svodka.facts.lexicon.stems import WORD, content_stems, is_stop, stem

__all__ = [
    "MOST",
    "RUSSIAN_WORD",
    "WORD",
    "content_stems",
    "english_of",
    "information",
    "is_common",
    "is_name",
    "is_stop",
    "russian_of",
    "stem",
]
