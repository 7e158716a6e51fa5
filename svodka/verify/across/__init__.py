"""A sentence held against a source in the other language, by lexicon, exonyms and transliteration."""

from svodka.verify.across.examination import examine

__all__ = ["examine"]
