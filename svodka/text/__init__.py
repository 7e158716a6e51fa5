"""What a text is before anything reads it: its normal form, its paragraphs, its Russian sentences, its words.

Everything above (segments, facts, the check) looks at the normal form and points back into the text as it was given.
"""

from __future__ import annotations

from svodka.text.normal_form import Normal, normalise
from svodka.text.russian import russian_sentences

__all__ = ["Normal", "normalise", "russian_sentences"]
