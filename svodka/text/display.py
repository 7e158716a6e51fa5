"""Text as it is shown to people: what would act on the display is spelled out.

A news item may hold a terminal's escape sequences, and marks that turn the reading order around (UAX 9); neither a page
nor a terminal is to obey them.
"""

from __future__ import annotations

from svodka.regexes import regex

# Unicode UAX 9: embeddings, overrides, isolates and the implicit marks; then C0/C1 controls but for tab and newline,
# lone surrogates, which no UTF-8 file can hold, and the two noncharacters that XML 1.0 cannot hold.
_HIDDEN = regex("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_BREAKS = regex("[\n\u2028\u2029]")


def displayable(text: str) -> str:
    """``text`` with characters that act on the display instead of showing spelled out, as in ``[U+202E]``.

    Bidi controls can make a text read differently from what it says; a reader of untrusted pages should see them.
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.replace("\r\n", "\n"))


def remark(text: str, most: int = 2_000) -> str:
    """One line for the terminal: `displayable`, with line breaks spelled out as well (a name may hold them), and cut in
    its middle where it is longer than ``most`` characters."""
    if len(text) > most:
        text = f"{text[: most * 3 // 4]} … {text[-most // 4 :]}"
    return _BREAKS.sub(lambda found: f"[U+{ord(found[0]):04X}]", displayable(text.rstrip("\n")))
