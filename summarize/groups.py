"""Evidence for one written sentence each: a sentence of the document, or two or three that belong together.

Chosen as an extractive summary is. A sentence that leans on the one before it is written with that one; so are short
neighbours that share words, which read as one thought in two breaths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.extractive import Extract, leans, similarity
from svodka.text import Sentence

# Of the evidence of one sentence, at most: what the writer was taught with (training/writer/pairs.py).
MOST_SENTENCES, MOST_WORDS = 3, 75
# Neighbours of at most so many words each are written as one, where their vectors have at least this cosine.
_SHORT, _ALIKE = 14, 0.1


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of a document in its order, next to each other."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The evidence on one line."""
        return " ".join(sentence.line for sentence in self.sentences)


def grouped(document: str, found: Extract, count: int, *, joined: bool = True) -> list[Group]:
    """At most ``count`` groups, the best first; no sentence is in two. Without ``joined`` each has one sentence."""
    order = [found.sentences.index(sentence) for sentence in found.best(count)]
    more = [i for i in map(found.sentences.index, found.best(3 * count)) if i not in order]
    groups: list[list[int]] = []
    for index in (*order, *more):
        if len(groups) == count or any(index in group for group in groups):
            continue
        group = [index]
        if joined:
            group = _led_up_to(document, found, index)
            # Where what it leans on has a group already it is told there, if there is room.
            other = next((known for known in groups if not set(known).isdisjoint(group)), None)
            if other is not None:
                whole = sorted({*other, *group})
                if not _between(document, found, whole).strip() and _fits(found, whole):
                    other[:] = whole
                    continue
                group = [index]
            taken = {i for known in groups for i in known}
            group = _with_neighbours(document, found, group, [i for i in order if i not in taken])
        groups.append(group)
    return [Group(tuple(found.sentences[i] for i in group)) for group in groups]


def _led_up_to(document: str, found: Extract, index: int) -> list[int]:
    """A sentence behind what it leans on, as far as that stands right before it and fits."""
    group = [index]
    while _leans(found, group[0]) and group[0] > 0:
        longer = [group[0] - 1, *group]
        if not (not _between(document, found, longer[:2]).strip() and _fits(found, longer)):
            break
        group = longer
    return group


def _with_neighbours(document: str, found: Extract, group: list[int], free: Sequence[int]) -> list[int]:
    """A short sentence with the short ones of ``free`` beside it that share words with it."""
    for index in sorted(free):
        near = next((i for i in group if abs(i - index) == 1), None)
        if near is None or index in group or max(_words(found, i) for i in (*group, index)) > _SHORT:
            continue
        together = sorted((*group, index))
        between = _between(document, found, together)
        alike = similarity(found.units[near], found.units[index]) >= _ALIKE
        if alike and not between.strip() and "\n" not in between and _fits(found, together):
            group = together
    return group


def _leans(found: Extract, index: int) -> bool:
    return found.leans[index] if found.leans else leans(found.sentences[index].line)


def _between(document: str, found: Extract, group: Sequence[int]) -> str:
    """What stands between the sentences of a group. More than white space may change the subject: a heading, or what
    was left out."""
    spans = [found.sentences[i].span for i in group]
    return "".join(document[end:start] for (_, end), (start, _) in pairwise(spans))


def _fits(found: Extract, group: Sequence[int]) -> bool:
    return len(group) <= MOST_SENTENCES and sum(_words(found, i) for i in group) <= MOST_WORDS


def _words(found: Extract, index: int) -> int:
    return len(found.sentences[index].line.split())
