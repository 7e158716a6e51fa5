"""What the decoder is given for a stretch of source text: the same words without what only disturbs it."""

from __future__ import annotations

import re
import unicodedata

# Control characters, soft hyphens, zero-width and direction marks, the byte order mark: no model has seen them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# An accent mark over a Russian vowel ("замо́к") is a reading aid that splits the word for a tokenizer.
_STRESS = re.compile("(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯ])[\u0300\u0301]")


def normalise(text: str) -> str:
    """NFC, without invisible characters and stress marks, white space single; lone surrogates become U+FFFD."""
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", _STRESS.sub("", text)).split())
