"""Make one line of at most 15 words from the sentences of a document, by leaving out, never by rewording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.lengths import HEADLINE_WORDS
from svodka.regexes import regex

_DATELINE = regex(
    r"^(?:\([A-Z]{2,8}\)\s*(?:[—–-]+\s*)?|[A-Z][A-Z .,'-]{2,40}(?:,? [\w.]+ \d{1,2})?(?: \([^)]*\))?(?: [—–-]+|:) )"
)
_BRACKETS = regex(r"\s*\([^()]*\)")
_RELATIVE = regex(r",\s+(?:which|who|whose|where|whom)\b[^,;]*(?:,|(?=[.!?…]?$))")
_TAIL = regex(
    r"(?:,|;|\s[—–-])\s+(?:while|as|adding|saying|where|after|because|since|with|including|and|so|when)\b[^,;]*$"
)
_OPENING = regex(r"^(?:On|In|At|Earlier|Meanwhile|Also)\b[^,]{0,25},\s+(?=\w)")
# A line may break before these words; after most others it would hang in the air.
_BORDERS = {
    "in", "on", "at", "for", "after", "before", "from", "over", "during", "amid", "against", "when", "while", "as",
    "since", "until", "where", "which", "who", "because", "despite",
}  # fmt: skip

_LEANING = _BORDERS | {
    "a", "an", "the", "of", "to", "and", "or", "but", "nor", "not", "no", "that", "by", "with", "without", "into", "be",
    "is", "are", "was", "were", "been", "being", "has", "have", "had", "will", "would", "can", "could", "may", "might",
    "must", "should", "do", "does", "did", "his", "her", "their", "its", "this", "these", "than", "more", "about",
    "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "said",
}  # fmt: skip


def headline(lines: Sequence[str]) -> tuple[int, str, bool]:
    """The index of the line used, the headline, and whether it had to be cut (then it ends in an ellipsis).

    ``lines`` are sentences, best first. The best that fits after leaving out its dateline, brackets and side clauses is
    taken; when none fits, the best is cut before a side phrase.
    """
    for index, line in enumerate(lines):
        short = compress(line)
        if (3 if index == 0 else 6) <= len(short.split()) <= HEADLINE_WORDS:
            return index, short, False
    short = compress(lines[0])
    if len(short.split()) <= HEADLINE_WORDS:
        return 0, short, False
    return 0, _cut(short.split()), True


def compress(line: str) -> str:
    """Leave out the dateline and brackets, then side clauses one after the other while the line is too long."""
    line = _BRACKETS.sub("", _DATELINE.sub("", line)) or line
    for pattern in (_RELATIVE, _TAIL, _OPENING, _TAIL):
        if len(line.split()) <= HEADLINE_WORDS:
            break
        shorter = pattern.sub("", line).strip()
        if len(shorter.split()) >= 5 and shorter.count('"') % 2 == 0 and shorter.count("“") == shorter.count("”"):
            line = shorter[0].upper() + shorter[1:]
    line = " ".join(line.split()).rstrip(" ,;:—–-")
    return line[:-1] if line.endswith(".") and not line.endswith("..") and not _ends_in_initials(line) else line


def _ends_in_initials(line: str) -> bool:
    return re.search(r"(?:^|[\s.])[A-Z]\.$", line) is not None


def _cut(words: list[str]) -> str:
    """The first words, up to a border if there is one from the eighth on, else up to a word that can stand last."""
    ends = [end for end in range(HEADLINE_WORDS, 6, -1) if _can_stand_last(words[end - 1])]
    borders = [end for end in ends if words[end].lower() in _BORDERS or words[end - 1][-1] in ",;:"]
    end = (borders or ends or [HEADLINE_WORDS])[0]
    return " ".join(words[:end]).rstrip(",;:—–-. ") + "…"


def _can_stand_last(word: str) -> bool:
    """Not a number, whose unit would be lost, nor a word that needs another behind it."""
    return word.lower() not in _LEANING and not word[-1].isdigit()
