"""What a text is before anything reads it: its normal form, its paragraphs, its Russian sentences, its words.

Everything above (segments, facts, the check) looks at the normal form and points back into the text as it was given.
"""

from __future__ import annotations

from dataclasses import replace

from svodka.text.normal_form import Normal, normalise
from svodka.text.russian import russian_sentences
from svodka.text.wrapping import unwrapped

__all__ = ["Normal", "normalise", "reading_form", "russian_sentences"]


def reading_form(text: str) -> Normal:
    """The normal form, with blanks for the line ends inside hard-wrapped paragraphs: what facts are looked for in."""
    normal = normalise(text)
    flat = unwrapped(normal.text)
    return normal if flat is normal.text else replace(normal, text=flat)
