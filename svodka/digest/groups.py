"""Same story, one line: items about one event, what later ones add, and where their figures contradict each other.

Items are compared by the cosine of their TF-IDF vectors over the words, names and figures of the English translation
(SciPy), never across more than a few days. Links above a loose threshold make candidate sets, in which average
linkage (Murtagh and Contreras 2012) decides: chains of half-similar items do not become one story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

from svodka.digest.figures import Contradiction, Report, contradictions, new_facts
from svodka.digest.view import moment
from svodka.errors import OptionError
from svodka.facts import Fact
from svodka.items import Brief

_ROWS = 500  # documents held against all at once


@dataclass(frozen=True, slots=True)
class GroupOptions:
    """``window``: days that two items of a story may lie apart; ``similarity``: mean cosine within a story, 0 to 1."""

    window: int = 3
    similarity: float = 0.3

    def __post_init__(self) -> None:
        if self.window < 0:
            raise OptionError(f"window is {self.window}; it counts days and is at least 0")
        if not 0 < self.similarity < 1:
            raise OptionError(f"similarity is {self.similarity}; it lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Addition:
    """What one later item adds: ``facts`` whose values no earlier item of the story states, in text order.

    ``item`` is the item's place in the input; spans are into ``Report.text`` of the item (headline, newline, text).
    """

    item: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A story: ``items`` are places in the input, earliest first, ``additions`` one for each item but the first."""

    items: tuple[int, ...]
    additions: tuple[Addition, ...]
    contradictions: tuple[Contradiction, ...]


def group(briefs: Sequence[Brief], options: GroupOptions | None = None) -> list[Group]:
    """The stories among briefs, those of at least two items, by first item.

    Items without a usable date are compared by their text alone.
    """
    return group_reports([Report.of(brief, n) for n, brief in enumerate(briefs)], options)


def group_reports(reports: Sequence[Report], options: GroupOptions | None = None) -> list[Group]:
    """`group` for reports made already; ``Report.item`` is the place in this sequence."""
    options = options or GroupOptions()
    if len(reports) < 2:
        return []
    whens = [moment(report.published) for report in reports]
    days = [date.fromisoformat(day).toordinal() if day else None for day, _, _ in whens]
    found = []
    for members in _clusters([_features(report) for report in reports], days, options):
        ordered = sorted(members, key=lambda n: (whens[n][2] or "9999", n))
        told = [reports[n] for n in ordered]
        additions = tuple(Addition(n, new_facts(told[:k], told[k])) for k, n in enumerate(ordered) if k)
        found.append(Group(tuple(ordered), additions, contradictions(told)))
    return sorted(found, key=lambda story: story.items)


def _features(report: Report) -> list[str]:
    """Words, and once more the names and figures: they tell one fire from another."""
    exact = (f"{fact.kind}={fact.value} {fact.unit}" for fact in report.facts)
    return [*(word for sentence in report.sentences for word in sentence.words), *exact]


def _clusters(documents: Sequence[Sequence[str]], days: Sequence[int | None], options: GroupOptions) -> list[list[int]]:
    """Sets of two or more documents whose mean cosine similarity is ``options.similarity`` and whose days are close."""
    import numpy
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    told = [n for n, document in enumerate(documents) if document]
    if len(told) < 2:
        return []
    vectors = _weighed([documents[n] for n in told])
    # The mean within a story is at least the threshold, so some pairs are above it; half of it keeps every candidate.
    links = []
    for first in range(0, len(told), _ROWS):
        rows, columns = numpy.nonzero((vectors[first : first + _ROWS] @ vectors.T).toarray() >= options.similarity / 2)
        links += [
            (first + a, b)
            for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
            if _close(days[told[first + a]], days[told[b]], options.window)
        ]
    pairs = numpy.array(links).T
    graph = coo_matrix((numpy.ones(len(links)), (pairs[0], pairs[1])), shape=(len(told), len(told)))
    _, component = connected_components(graph, directed=False)
    found: list[list[int]] = []
    for label in numpy.flatnonzero(numpy.bincount(component) > 1):
        members = numpy.flatnonzero(component == label)
        distance = 1 - (vectors[members] @ vectors[members].T).toarray()
        for i, a in enumerate(members):
            for j, b in enumerate(members):
                if not _close(days[told[a]], days[told[b]], options.window):
                    distance[i, j] = 2.0  # farther than any text: average linkage keeps far days apart
        from scipy.cluster.hierarchy import fcluster, linkage
        from scipy.spatial.distance import squareform

        numpy.fill_diagonal(distance, 0.0)
        tree = linkage(squareform(distance.clip(0), checks=False), "average")
        labels = fcluster(tree, 1 - options.similarity, "distance")
        for story in sorted(set(labels)):
            inside = [told[n] for n in members[labels == story]]
            if len(inside) > 1:
                found.append(inside)
    return found


def _weighed(documents: Sequence[Sequence[str]]) -> Any:
    """A row of length 1 for each document: logarithmic counts times smoothed inverse document frequency, as
    scikit-learn's TfidfVectorizer has them, whose import took two seconds of every update."""
    import numpy
    from scipy.sparse import csr_matrix

    counts = [Counter(document) for document in documents]
    place = {term: n for n, term in enumerate(sorted(set().union(*counts)))}
    found = numpy.array([(row, place[t], 1 + log(n)) for row, held in enumerate(counts) for t, n in held.items()])
    rows, columns, values = found[:, 0].astype(int), found[:, 1].astype(int), found[:, 2]
    rarity = numpy.log((1 + len(documents)) / (1 + numpy.bincount(columns))) + 1
    values *= rarity[columns]
    values /= numpy.sqrt(numpy.bincount(rows, values**2))[rows]
    return csr_matrix((values, (rows, columns)), shape=(len(documents), len(place)))


def _close(a: int | None, b: int | None, window: int) -> bool:
    return a is None or b is None or abs(a - b) <= window
