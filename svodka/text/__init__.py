"""What a text is before anything reads it: its normal form, its paragraphs, its sentences, its words.

Everything above (segments, facts, the check) looks at the normal form and points back into the text as it was given.
Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.text.commonmark import markdown
    from svodka.text.display import displayable, remark
    from svodka.text.english import SAYING, Sentence, english_paragraphs, split_sentences
    from svodka.text.normal_form import Normal, normalise
    from svodka.text.russian import russian_sentences
    from svodka.text.spans import Span, stripped, within
    from svodka.text.wrapping import reading_form

__all__, __getattr__, __dir__ = exported(__name__)
