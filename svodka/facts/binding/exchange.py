"""Which two figures have changed places between two texts.

Both texts have both, so neither is missing; but what stands around the one in the source stands around the other in the
target. Every two values of the target are scored as they stand against exchanged: by the words around them (through the
lexicon, or stems), units, kinds, sides, events, and the order in which they come. The weights are those of a logistic
regression on pairs of figures in human translations, as they stand and exchanged (docs/measured/facts.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svodka.facts.binding.places import Link, Point, Side, agreement

WEIGHTS: Mapping[str, float] = {"words": 3.3, "unit": 1.3, "kind": 0.6, "side": 1.6, "event": 0.8}
ORDER = 2.3
"""What it counts that two values come in the order of the source, where one text has both."""
MARGIN = 1.4
"""By how much exchanged has to fit better than as it stands."""
_MOST = 40  # values of a text: a table of figures is no sentence


class Exchange(NamedTuple):
    """Two values of the target, and those of the source with which they have changed places."""

    ours: tuple[Point, Point]
    theirs: tuple[Point, Point]
    score: float


def exchanges(
    source: Side, target: Side, link: Link, *, margin: float = MARGIN, in_order: float = ORDER
) -> Iterator[Exchange]:
    """The pairs of values that have changed places, the surest first; each value is in one pair."""
    found = sorted(_every(source, target, link, margin, in_order), key=lambda each: -each.score)
    taken: set[Point] = set()
    for each in found:
        if not taken & {*each.theirs}:
            taken |= {*each.theirs}
            yield each


def _every(source: Side, target: Side, link: Link, margin: float, in_order: float) -> Iterator[Exchange]:
    if not 2 <= len(target.points) <= _MOST or not 2 <= len(source.points) <= _MOST:
        return
    same = [[i for i, p in enumerate(source.points) if p.readings & q.readings] for q in target.points]
    known: dict[tuple[int, int], float] = {}

    def fit(i: int, j: int) -> float:
        if (i, j) not in known:
            shares = agreement(source, i, target, j, link)
            known[i, j] = sum(WEIGHTS[name] * share for name, share in shares.items())
        return known[i, j]

    for j, first in enumerate(target.points):
        for k in range(j + 1, len(target.points)):
            second = target.points[k]
            if not (first.fact.firm and second.fact.firm) or first.readings & second.readings:
                continue
            best: tuple[float, float, int, int] | None = None
            for a in same[j]:
                for b in same[k]:
                    if a == b or _alike(source.points[a], second) or _alike(source.points[b], first):
                        continue
                    order = (
                        0 if _told_apart(source, a, b, target, j, k) else _order(source, a, b) * _order(target, j, k)
                    )
                    stands = fit(a, j) + fit(b, k) + in_order * order
                    if best is None or stands > best[0]:
                        best = stands, fit(b, j) + fit(a, k) - stands, a, b
            if best is not None and best[1] > margin:
                points = source.points
                yield Exchange((points[best[2]], points[best[3]]), (first, second), best[1] - margin)


def _told_apart(source: Side, a: int, b: int, target: Side, j: int, k: int) -> bool:
    """Whether the sides of the two say which is which: "of 45 detained 17", "17 of the 45 detained"."""
    sides = [side.points[i].fact.side for side, i in ((source, a), (source, b), (target, j), (target, k))]
    return sides[0] != sides[1] and sides[:2] == sides[2:]


def _alike(ours: Point, theirs: Point) -> bool:
    return bool(ours.readings & theirs.readings)


def _order(side: Side, i: int, j: int) -> int:
    if side.texts[i] != side.texts[j]:
        return 0
    return 1 if side.points[i].start < side.points[j].start else -1
