"""What a text is before anything reads it: its normal form, its paragraphs, its sentences, its words.

Everything above (segments, facts, the check) looks at the normal form and points back into the text as it was given.
Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.text.display import displayable, remark
    from svodka.text.english import SAYING, Sentence, english_paragraphs, split_sentences
    from svodka.text.normal_form import Normal, normalise
    from svodka.text.russian import russian_sentences
    from svodka.text.spans import Span, stripped, within
    from svodka.text.wrapping import reading_form

_HOME = {
    "SAYING": "svodka.text.english",
    "Normal": "svodka.text.normal_form",
    "Sentence": "svodka.text.english",
    "Span": "svodka.text.spans",
    "displayable": "svodka.text.display",
    "english_paragraphs": "svodka.text.english",
    "normalise": "svodka.text.normal_form",
    "reading_form": "svodka.text.wrapping",
    "remark": "svodka.text.display",
    "russian_sentences": "svodka.text.russian",
    "split_sentences": "svodka.text.english",
    "stripped": "svodka.text.spans",
    "within": "svodka.text.spans",
}
__all__ = [
    "SAYING", "Normal", "Sentence", "Span", "displayable", "english_paragraphs", "normalise", "reading_form", "remark",
    "russian_sentences", "split_sentences", "stripped", "within",
]  # fmt: skip

__getattr__ = names_from(__name__, _HOME)
