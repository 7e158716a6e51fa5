"""Pick the sentences of an English document that best stand for it. Needs no model; every sentence is the document's.

A sentence's score joins what decades of news summarizing agree on: how close it is to the document's TF-IDF centroid
(Radev et al. 2004, MEAD), how central it is in the graph of similar sentences (LexRank, Erkan and Radev 2004), and how
early it stands (the inverted pyramid; lead-3 is hard to beat, See et al. 2017). The lead counts fully only where the
first sentence is itself central: an article whose opening is peripheral was not written as a pyramid. Sentences are
taken best first, each discounted by its likeness to those taken (maximal marginal relevance, Carbonell and Goldstein
1998). LexRank runs on at most `GRAPH_LIMIT` sentences, so time is linear in the document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svodka.facts import Span
from svodka.regexes import regex
from svodka.text import Sentence, split_sentences
from svodka.text.tables import words

# LexRank compares every pair: at most this many sentences, those closest to the centroid, enter the graph.
GRAPH_LIMIT = 200

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the signals are joined; searched on the first third of each news set of
    ``benchmarks/summaries.py`` and settled after runs on all of it: the figures there are not held out.

    A sentence scores ``(centroid + graph) * (1 + lead * position ** -lead_decay) * fitness``; ``lead`` shrinks to
    ``weak_lead`` of itself when more than ``lead_rank`` sentences are more central than the first.
    """

    lead: float = 3.0
    lead_decay: float = 0.5
    lead_rank: int = 3
    weak_lead: float = 0.1
    redundancy: float = 0.6


WEIGHTS = Weights()

_WORD = regex(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")


def terms(text: str) -> list[str]:
    """The content words of a text: lower case, plural endings off (Harman's S-stemmer, 1991), stop words out."""
    found, stop = [], words("summarize", "english.tsv")["stop"]
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        if word not in stop and (len(word) > 1 or word.isdigit()):
            found.append(_stem(word))
    return found


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def vectors(texts: Sequence[str], terms_of: Callable[[str], Sequence[str]] = terms) -> list[Vector]:
    """Unit-length TF-IDF vectors of the texts; the document frequencies are those of the texts themselves.

    ``terms_of`` gives the terms of a text; without it they are those of English.
    """
    counts = [Counter(terms_of(text)) for text in texts]
    frequency = Counter(term for count in counts for term in count)
    found: list[Vector] = []
    for count in counts:
        raw = {t: (1 + math.log(n)) * math.log(1 + len(texts) / frequency[t]) for t, n in count.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        found.append({t: w / norm for t, w in raw.items()})
    return found


def similarity(left: Vector, right: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[term] for term, weight in left.items() if term in right)


def centroid_scores(units: Sequence[Vector]) -> list[float]:
    """Cosine of every vector with the sum of all of them."""
    total: Any = Counter()
    for unit in units:
        total.update(unit)  # a Counter adds floats as well
    norm = math.sqrt(sum(w * w for w in total.values())) or 1.0
    return [sum(w * total[t] for t, w in unit.items()) / norm for unit in units]


def lexrank_scores(units: Sequence[Vector], damping: float = 0.85, rounds: int = 30) -> list[float]:
    """Continuous LexRank: the stationary distribution over the graph of cosines, scaled so that the mean is 1."""
    n = len(units)
    if n < 3:
        return [1.0] * n
    import numpy as np

    index: dict[str, int] = {}
    rows = [[(index.setdefault(t, len(index)), w) for t, w in unit.items()] for unit in units]
    matrix = np.zeros((n, max(len(index), 1)), dtype=np.float32)
    for row, cells in enumerate(rows):
        for column, weight in cells:
            matrix[row, column] = weight
    graph = matrix @ matrix.T
    np.fill_diagonal(graph, 0.0)
    degree = graph.sum(axis=1, keepdims=True)
    step = np.where(degree > 0, graph / np.maximum(degree, 1e-9), 1.0 / n)
    rank = np.full(n, 1.0 / n)
    for _ in range(rounds):
        rank = (1 - damping) / n + damping * (rank @ step)
    return [float(r) * n for r in rank]


def prominence(units: Sequence[Vector]) -> tuple[list[float], list[float]]:
    """The centroid score of each unit, and that and its LexRank, each by the highest, added."""
    centroid = centroid_scores(units)
    chosen = sorted(range(len(units)), key=lambda i: (-centroid[i], i))[:GRAPH_LIMIT]
    graph = [0.0] * len(units)
    for i, value in zip(chosen, lexrank_scores([units[i] for i in chosen]), strict=True):
        graph[i] = value
    top = max(centroid, default=0.0) or 1.0
    peak = max(graph, default=0.0) or 1.0
    return centroid, [c / top + g / peak for c, g in zip(centroid, graph, strict=True)]


def score(sentences: Sequence[Sentence], weights: Weights = WEIGHTS) -> tuple[list[float], list[Vector]]:
    """The score of each sentence in its document, and its vector. Scores compare only within one document."""
    units = vectors([s.text for s in sentences])
    centroid, prominent = prominence(units)
    pyramid = sum(c > centroid[0] for c in centroid) <= weights.lead_rank if centroid else False
    lead = weights.lead * (1.0 if pyramid else weights.weak_lead)
    scores = [
        prominent[i] * (1 + lead * (i + 1) ** -weights.lead_decay) * fitness(sentence.line)
        for i, sentence in enumerate(sentences)
    ]
    return scores, units


# Openings that lean on the sentence before.
_DANGLING = regex(
    r"[\"“'‘(]*(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|But|And|However|So|Also|Meanwhile|Then|Or)\b"
)


def length_fitness(line: str) -> float:
    """How well a line can stand alone by its length and its end, in any language, in (0, 1]."""
    words = len(line.split())
    value = min(1.0, 0.3 + 0.7 * words / 8)
    if words > 30:
        value *= (30 / words) ** 0.5
    if line.rstrip("\"'”’»)]")[-1:] not in ".!?…":
        value *= 0.5
    return value * 0.5 if "?" in line[-3:] else value


def fitness(line: str) -> float:
    """How well a line can stand alone in a summary, in (0, 1]: fragments, questions, cut quotations, sentences that
    lean on the one before, and very long ones stand badly."""
    value = length_fitness(line)
    if line.count("“") != line.count("”") or line.count('"') % 2:
        value *= 0.7
    if leans(line):
        value *= 0.7
    return value


def leans(line: str) -> bool:
    """Whether a line of English opens as one that leans on the sentence before."""
    return _DANGLING.match(line) is not None


# Two sentences with this cosine, or of which one holds this share of the other's words, say the same: the better one
# is taken.
_SAME, _HELD = 0.85, 0.75
# What is in doubt keeps its order among itself, below all that is not (redundancy takes at most 0.6 of a score).
_IN_DOUBT = 1e-3


def same(left: Vector, right: Vector) -> bool:
    """Whether two sentences say the same, as far as words tell; each with a number of its own, they do not."""
    numbers = [{t for t in unit if t[0].isdigit()} for unit in (left, right)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return False
    fewer = min(len(left), len(right))
    shared = sum(term in right for term in left)
    return (fewer >= 4 and shared >= _HELD * fewer) or similarity(left, right) >= _SAME


def select(scores: Sequence[float], units: Sequence[Vector], count: int, weights: Weights = WEIGHTS) -> list[int]:
    """Indices of at most ``count`` sentences, best first, by maximal marginal relevance; no two say the same."""
    # Far more candidates than can be taken: the rest cannot win, and time stays bounded.
    left = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[: 20 * count + 50]
    likeness = dict.fromkeys(left, 0.0)
    taken: list[int] = []
    while left and len(taken) < count:
        best = max(left, key=lambda i: (scores[i] * (1 - weights.redundancy * likeness[i]), -i))
        taken.append(best)
        for i in left:
            likeness[i] = max(likeness[i], similarity(units[i], units[best]))
        left = [i for i in left if i != best and not same(units[i], units[best])]
    return taken


@dataclass(frozen=True, slots=True)
class Extract:
    """The sentences of a document that can stand in a summary (repeated ones once), their scores and vectors.

    Where they were judged on originals (summarize/originals.py): ``whole``, which are whole sentences; ``leans``, which
    say nothing without the one before; ``states``, the figures and names of each; ``asked``, those of the title.
    """

    sentences: tuple[Sentence, ...]
    scores: tuple[float, ...]
    units: tuple[Vector, ...]
    whole: tuple[bool, ...] = ()
    leans: tuple[bool, ...] = ()
    states: tuple[frozenset[str], ...] = ()
    asked: frozenset[str] = frozenset()

    def has_whole(self, chosen: Sequence[Sentence]) -> bool:
        """Whether any of the chosen is a whole sentence."""
        if not self.whole:
            return any(is_whole(s.line) for s in chosen)
        return any(w for s, w in zip(self.sentences, self.whole, strict=True) if s in chosen)

    def best(self, count: int, *, without: Sequence[str] = ()) -> tuple[Sentence, ...]:
        """At most ``count`` sentences, best first, none of which says the same as one of the lines ``without``."""
        barred = vectors([*without, *(s.line for s in self.sentences)])[: len(without)]
        free = [
            i
            for i, s in enumerate(self.sentences)
            if s.line not in without and not any(same(self.units[i], other) for other in barred)
        ]
        if not self.leans:
            taken = select([self.scores[i] for i in free], [self.units[i] for i in free], count)
            return tuple(self.sentences[free[i]] for i in taken)
        order = [free[i] for i in select([self.scores[i] for i in free], [self.units[i] for i in free], 3 * count)]
        return tuple(self.sentences[i] for i in self._held_up(order, count))

    def _held_up(self, order: Sequence[int], count: int) -> list[int]:
        """At most ``count`` of an order: with one that leans comes the one before it, and what the title states is
        there where any of the order states it."""
        taken: list[int] = []
        for i in order:
            group = [i]
            while self.leans[group[0]] and group[0] > 0 and group[0] - 1 not in taken and len(group) < 3:
                group.insert(0, group[0] - 1)
            new = [k for k in group if k not in taken]
            if len(taken) + len(new) <= count and not (new == [i] and self.leans[i] and i > 0 and i - 1 not in taken):
                taken += new
        for i in range(len(self.sentences)):
            missing = self.asked - frozenset().union(*(self.states[k] for k in taken)) if taken else frozenset()
            if not missing & self.states[i] or self.leans[i] or len(taken) < 2:
                continue
            spare = next((k for k in reversed(taken) if self._spare(k, taken)), None)
            if spare is None:
                break
            taken[taken.index(spare)] = i
        return taken

    def _spare(self, index: int, taken: Sequence[int]) -> bool:
        """Whether one of the taken can give way: not the best, nothing leans on it, and it states nothing of the title
        that no other does."""
        others = frozenset().union(*(self.states[k] for k in taken if k != index))
        leaned_on = index + 1 in taken and self.leans[index + 1]
        return index != taken[0] and not leaned_on and not (self.asked & self.states[index]) - others


def extract(document: str, weights: Weights = WEIGHTS, *, doubtful: Sequence[Span] = ()) -> Extract:
    """Split and score a document. Lines that are no whole sentence (headings, table rows, headlines) take part only in
    a document with fewer than three whole ones. Sentences that share a character with a ``doubtful`` span come after
    all others."""
    seen: set[str] = set()
    every: list[Sentence] = []
    for sentence in split_sentences(document):
        key = " ".join(terms(sentence.text)) or sentence.line.lower()
        if key not in seen and any(c.isalnum() for c in sentence.text):
            seen.add(key)
            every.append(sentence)
    whole = [s for s in every if is_whole(s.line)]
    sentences = whole if len(whole) >= 3 else every
    scores, units = score(sentences, weights)
    scores = [
        value * (_IN_DOUBT if any(a < s.span[1] and s.span[0] < b for a, b in doubtful) else 1.0)
        for value, s in zip(scores, sentences, strict=True)
    ]
    return Extract(tuple(sentences), tuple(scores), tuple(units))


def is_whole(line: str) -> bool:
    """True for a line that ends as a sentence does, has three words or more, and closes the quotes it opens."""
    ends = line.rstrip("\"'”’»)]")[-1:] in ".!?…" and len(line.split()) >= 3
    return ends and line.count("“") == line.count("”") and line.count('"') % 2 == 0
