"""Words: their stems, what they tell, and which of them translate each other. Tables in data/."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.lexicon.english import MOST, RUSSIAN_WORD, UNKNOWN, information, is_common, is_name
    from svodka.facts.lexicon.pairs import english_of, russian_of
    from svodka.facts.lexicon.stems import WORD, content_stems, is_stop, stem

__all__, __getattr__, __dir__ = exported(__name__)
