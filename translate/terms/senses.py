"""The sense that a word has in its sentence, where a small decoder writes another: data/senses.tsv.

Courts acquit and do not justify, votes are no voices. A row says beside which words of the source the other sense is
out of the question, and what stands for what.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.morphology import lemmas
from svodka.text.tables import rows

_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_Row = tuple[frozenset[str], tuple[tuple[re.Pattern[str], str], ...]]


def right_senses(source: str, hypothesis: str) -> str:
    """The hypothesis with the words that are meant."""
    rows = _rows()
    said = [lemmas(word) for word in _WORD.findall(source)]
    for row in dict.fromkeys(row for forms in said for form in forms for row in rows.get(form, ())):
        beside, pairs = row
        if any(beside & forms for forms in said):
            for written, meant in pairs:
                hypothesis = written.sub(lambda found, meant=meant: _cased(meant, found[0]), hypothesis)  # type: ignore[misc]
    return hypothesis


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for words, beside, pairs in rows("translate.terms", "senses.tsv"):
        said = (pair.split("=") for pair in pairs.split("; "))
        senses = tuple((regex(rf"(?<![\w-]){a}(?![\w-])", re.IGNORECASE), b) for a, b in said)
        for word in words.split("; "):
            found.setdefault(word, []).append((frozenset(beside.split("; ")), senses))
    return found


def _cased(text: str, written: str) -> str:
    return text[:1].upper() + text[1:] if written[:1].isupper() else text
