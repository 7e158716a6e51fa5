"""Segments in numbered groups: how they are put to a chat model, and how its lines find their segments again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.regexes import regex

# Enough neighbours for a pronoun to find its noun; few enough that a model keeps count.
MOST_SEGMENTS, MOST_CHARACTERS = 12, 2400
_NUMBERED = regex(r"^[^\S\n]*(?:\*\*)?[\[(]?(\d{1,3})[\])]?[.):]?(?:\*\*)?(?:[^\S\n]+(?=\S)|[^\S\n]*$)", re.MULTILINE)


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The indices of the texts in groups of neighbours, each within the bounds above."""
    found: list[list[int]] = []
    size = 0
    for index, text in enumerate(texts):
        if not found or len(found[-1]) == MOST_SEGMENTS or size + len(text) > MOST_CHARACTERS:
            found.append([])
            size = 0
        found[-1].append(index)
        size += len(text)
    return found


def numbered(texts: Sequence[str]) -> str:
    """The texts as lines "1. …"."""
    return "\n".join(f"{number}. {' '.join(text.split())}" for number, text in enumerate(texts, 1))


def aligned(answer: str, count: int) -> list[str] | None:
    """The text behind each number from 1 to ``count``, or None unless each stands there once and in order.

    A line without a number belongs to the one before. With a line too few or too many, who knows which translation is
    whose: the segments are then asked for one by one.
    """
    marks = list(_NUMBERED.finditer(answer))
    if count == 1 and not marks:
        return [" ".join(answer.split())]
    if [int(m.group(1)) for m in marks] != list(range(1, count + 1)) or answer[: marks[0].start()].strip():
        return None
    ends = [*(m.start() for m in marks[1:]), len(answer)]
    return [" ".join(answer[mark.end() : end].split()) for mark, end in zip(marks, ends, strict=True)]
