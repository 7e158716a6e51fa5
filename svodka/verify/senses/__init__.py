"""Word senses: what one English word is to another (WordNet 3.1)."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.senses.forms import inflected, past_of
    from svodka.verify.senses.relations import antonyms, lemmas, part, relation

__all__, __getattr__, __dir__ = exported(__name__)
