"""Word senses: what one English word is to another (WordNet 3.1)."""

from svodka.verify.senses.forms import inflected, past_of
from svodka.verify.senses.relations import antonyms, lemmas, part, relation

__all__ = ["antonyms", "inflected", "lemmas", "part", "past_of", "relation"]
