"""How the words of a sentence run beside those of its source: borrowed stretches, and words put together anew."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from svodka.facts import Mismatch
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Unit, of_document
from svodka.verify.within.case import Case

_NEAR = 5  # content words: a pair within so many counts as said together
_LONGEST = 1_000  # words: what is longer is no sentence, and comparing it all would take minutes
_STRETCH = 3  # words: a shorter borrowing says nothing of where it comes from


class _Index(NamedTuple):
    words: list[str]
    unit_of: list[int]
    places: dict[str, list[int]]
    beside: frozenset[tuple[str, str]]
    near: frozenset[tuple[str, str]]


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """No mismatches; features of order.

    ``borrowed``: the share of words in stretches that the source has (Grusky et al. 2018, arXiv 1804.11283: coverage),
    ``longest`` the share of the longest, ``stretches`` how many; ``aligned``, ``aligned_content``: of all words and of
    content words, the share in the longest common subsequence with the best evidence. Of neighbouring content words
    ``beside`` and ``near`` are the shares that the source has as neighbours and within five words, ``parted`` and
    ``apart`` the numbers that it does not; ``fused``: joints of stretches from different source sentences.
    """
    document, unit = case.document, case.unit
    index = _index(document)
    words = [token.word for token in unit.tokens[:_LONGEST]]
    count = max(1, len(words))
    stretches = list(_stretches(index, words))
    stems = list(unit.content[:_LONGEST])
    pairs = list(pairwise(stems))
    parted = sum(pair not in index.beside for pair in pairs)
    apart = sum(pair not in index.near and pair[::-1] not in index.near for pair in pairs)
    long = [index.unit_of[place] for _, length, place in stretches if length >= _STRETCH]
    best = document.units[case.evidence[0][0]] if case.evidence else Unit("", (0, 0), unit.lang)
    return Answer(
        features={
            "borrowed": sum(length for _, length, _ in stretches) / count,
            "longest": max((length for _, length, _ in stretches), default=0) / count,
            "stretches": float(len(stretches)),
            "stretch_rate": len(stretches) / count,
            "aligned": _common([token.word for token in best.tokens[:_LONGEST]], words) / count,
            "aligned_content": _common(best.content[:_LONGEST], stems) / max(1, len(stems)),
            "beside": 1 - parted / max(1, len(pairs)),
            "near": 1 - apart / max(1, len(pairs)),
            "parted": float(parted),
            "apart": float(apart),
            "fused": float(sum(a != b for a, b in pairwise(long))),
        }
    )


@of_document
def _index(document: Document) -> _Index:
    words = [token.word for unit in document.units for token in unit.tokens]
    unit_of = [i for i, unit in enumerate(document.units) for _ in unit.tokens]
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    beside, near = set(), set()
    for unit in document.units:
        stems = unit.content
        beside |= set(pairwise(stems))
        for gap in range(1, _NEAR + 1):
            near |= set(zip(stems, stems[gap:], strict=False))
    return _Index(words, unit_of, places, frozenset(beside), frozenset(near))


def _stretches(index: _Index, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """From left to right the longest stretch that the source has: its start, length, and place in the source."""
    start = 0
    while start < len(words):
        most = found = 0
        for place in index.places.get(words[start], ()):
            length = 1
            while words[start + length : start + length + 1] == index.words[place + length : place + length + 1] != []:
                length += 1
            if length > most:
                most, found = length, place
            if start + most == len(words):
                break
        if most:
            yield start, most, found
        start += max(1, most)


def _common(theirs: Sequence[str], ours: Sequence[str]) -> int:
    """Length of the longest common subsequence (Hunt and Szymanski 1977)."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in range(len(theirs) - 1, -1, -1):
        places[theirs[place]].append(place)
    tails: list[int] = []
    for word in ours:
        for place in places.get(word, ()):
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
    return len(tails)
