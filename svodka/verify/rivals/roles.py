"""Two names exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from svodka.facts.names import mentions
from svodka.regexes import regex
from svodka.verify.rivals.rival import Rival

_MOST_NAMES = 6  # of a list of names any two exchanged say the same
_LISTED = regex(r"\W*(?:(?:and|or|nor|&)(?: the| in| of)?|,|&)?\W*")
# A network that reads "Ivanov hit Petrov" finds "Petrov was hit by Ivanov" less likely than the same with the names in
# the source's order, which is false.
_PASSIVE = regex(r"\b(?:is|are|was|were|be|been|being|gets?|got)\b[^;]*\bby\b")


def exchanged(sentence: str) -> Iterator[Rival]:
    """Every two names of a sentence in each other's place, but for those that are only listed, or in the passive."""
    names = [fact for fact in mentions(sentence, "en") if fact.kind == "name"]
    for first, second in combinations(names, 2) if len(names) <= _MOST_NAMES else ():
        between = sentence[first.span[1] : second.span[0]]
        shared = {*first.text.split()} & {*second.text.split()} and not _one_surname(first.text, second.text)
        if shared or _LISTED.fullmatch(between) or _PASSIVE.search(between):
            continue
        text = sentence[: first.span[0]] + second.text + between + first.text + sentence[second.span[1] :]
        yield Rival("roles", (first.span[0], second.span[1]), text, first.text, second.text)


def _one_surname(ours: str, theirs: str) -> bool:
    """Two people of one surname, who are told apart by their first names."""
    a, b = ours.split(), theirs.split()
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0] != b[0]
