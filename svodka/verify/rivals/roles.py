"""Two names exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from svodka.facts.names import mentions
from svodka.verify.rivals.rival import Rival

_MOST_NAMES = 6  # of a list of names any two exchanged say the same
_LISTED = re.compile(r"\W*(?:(?:and|or|nor|&)(?: the| in| of)?|,|&)?\W*")


def exchanged(sentence: str) -> Iterator[Rival]:
    """Every two names of a sentence in each other's place, but for those that are only listed."""
    names = [fact for fact in mentions(sentence, "en") if fact.kind == "name"]
    for first, second in combinations(names, 2) if len(names) <= _MOST_NAMES else ():
        between = sentence[first.span[1] : second.span[0]]
        if {*first.text.split()} & {*second.text.split()} or _LISTED.fullmatch(between):
            continue
        text = sentence[: first.span[0]] + second.text + between + first.text + sentence[second.span[1] :]
        yield Rival("roles", (first.span[0], second.span[1]), text, first.text, second.text)
