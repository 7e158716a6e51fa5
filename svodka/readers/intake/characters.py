"""Characters that a reader of a page never sees, and that split words for everything that comes after.

Soft hyphens and zero-width blanks stand inside words of justified columns and of what editors paste; direction marks,
byte order marks and control characters come along with copied text. They are taken out of text and of markup (there as
entities too), and decomposed letters (и + U+0306) are put together, in one place for all formats.
"""

from __future__ import annotations

import unicodedata

from svodka.regexes import regex

_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200c\u200e\u200f"
_CONTROL += "\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff"
_INVISIBLE = regex(  # a joiner within an emoji stays
    f"[{_CONTROL}]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_ANY = regex(f"[{_CONTROL}\u200d\ud800-\udfff]")  # a plain class is looked for ten times faster
# As entities: &shy; &zwnj; &zwj; &lrm; &rlm; &NoBreak; &ZeroWidthSpace; and their numbers.
_ENTITY = regex(
    "&(?:shy|zwn?j|lrm|rlm|NoBreak|ZeroWidthSpace|Negative(?:VeryThin|Thin|Medium|Thick)Space"
    "|#0*(?:173|820[3-7]|8288|65279)|#[xX]0*(?:[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF]{2}));"
)
_SURROGATE = regex("[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text without invisible characters, its letters composed (NFC), lone surrogates as U+FFFD."""
    if _ANY.search(text):
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def line(text: str) -> str:
    """`visible`, on one line."""
    return " ".join(visible(text).split())


def visible_markup(markup: str) -> str:
    """`visible` for HTML and XML: the entities of invisible characters go too."""
    return visible(_ENTITY.sub("", markup))
