"""What a text is before anything reads it: its normal form, its paragraphs, its sentences, its words.

Everything above (segments, facts, the check) looks at the normal form and points back into the text as it was given.
"""

from __future__ import annotations

from svodka.text.english import SAYING, Sentence, english_paragraphs, split_sentences
from svodka.text.normal_form import Normal, normalise
from svodka.text.russian import russian_sentences
from svodka.text.spans import Span, stripped
from svodka.text.wrapping import reading_form

__all__ = [
    "SAYING",
    "Normal",
    "Sentence",
    "Span",
    "english_paragraphs",
    "normalise",
    "reading_form",
    "russian_sentences",
    "split_sentences",
    "stripped",
]
