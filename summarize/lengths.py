"""The four lengths of a summary and the bounds that every method keeps.

========= ===================================================== =========
length    sentences                                             key facts
========= ===================================================== =========
headline  one line of at most 15 words, without a full stop     none
short     2 or 3                                                none
standard  4 to 6                                                none
long      6 to 10                                               up to 5
========= ===================================================== =========

The lower bound gives way only to the document: one with fewer sentences is given back whole, and a note says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HEADLINE_WORDS = 15
LengthName = Literal["headline", "short", "standard", "long"]


@dataclass(frozen=True, slots=True)
class Length:
    """Bounds in sentences, what an extractive summary aims at, decoder tokens for seq2seq, and the rule for prompts."""

    name: LengthName
    fewest: int
    aim: int
    most: int
    key_facts: int
    min_tokens: int
    max_tokens: int
    rule: str


LENGTHS = {
    length.name: length
    for length in (
        Length("headline", 1, 1, 1, 0, 8, 60, "Write one headline of at most 15 words, without a full stop."),
        Length("short", 2, 3, 3, 0, 30, 110, "Write 2 or 3 sentences."),
        Length("standard", 4, 5, 6, 0, 70, 220, "Write 5 sentences."),
        Length("long", 6, 8, 10, 5, 140, 400, "Write one paragraph of 8 sentences."),
    )
}
