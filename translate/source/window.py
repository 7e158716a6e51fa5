"""Cut a segment that is longer than the checkpoint's window at its best clause boundaries. Nothing is truncated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from svodka.regexes import regex
from svodka.text import Span

# Where a long sentence may be cut, best first: after the mark, before the conjunction. Blanks are read from the first
# on, or thousands are read anew from each of them.
_BOUNDARIES = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?<=[.!?…])|(?<=[.!?…][»”\")\]]))\s+(?=\S)",
        r"(?<=[;:])\s+(?=\S)|(?<!\s)\s+(?=[—–]\s)",
        r"(?<=,)\s+(?=(?:а|но|и|однако|хотя|поэтому|причём|причем|чтобы|что|если|когда|котор\w+|где|так как)\b)",
        r"(?<=,)\s+(?=\S)",
        r"(?<!\s)\s+(?=(?:и|или|либо|а также)\s)",
        r"(?<!\s)\s+(?=\S)",
    )
)
# No SentencePiece piece is longer than this by default, so a longer text cannot fit and need not be counted.
_LONGEST_PIECE = 16


def fit(text: str, span: Span, limit: int, count: Callable[[str], int]) -> list[Span]:
    """Spans that cover ``span`` except for white space at the cuts, each of at most ``limit`` tokens by ``count``.

    Halves recursively: among the boundaries in the middle half of the span, the best kind wins, then the one nearest
    to the middle, so that the parts are whole clauses of like length. A span of one character is never cut further.
    """
    done: list[Span] = []
    todo = [span]
    while todo:
        start, end = todo.pop()
        size = end - start
        if size <= 1 or (size <= _LONGEST_PIECE * limit and count(text[start:end]) <= limit):
            done.append((start, end))
            continue
        left, right = cut(text, start, end, reach=_LONGEST_PIECE * limit)
        todo += [(right, end), (start, left)]
    return done


def cut(text: str, start: int, end: int, *, reach: int) -> Span:
    """Where to cut the span in two: the end of the left part and the start of the right one.

    Only the middle half is searched, and of that no more than ``reach`` characters around the middle.
    """
    middle = (start + end) // 2
    half = min((end - start) // 4, reach // 2)
    low, high = max(start + 1, middle - half), min(end - 1, middle + half)
    while low > start + 1 and text[low - 1].isspace():
        low -= 1
    for boundary in _BOUNDARIES:
        found = [m.span() for m in boundary.finditer(text, low, high) if low < m.end() < end]
        if found:
            return min(found, key=lambda gap: abs(gap[0] - middle))
    point = max(middle, start + 1)
    while point < end - 1 and unicodedata.combining(text[point]):
        point += 1
    return point, point
