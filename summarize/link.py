"""Which sentences of the document a summary sentence rests on, by the content words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from summarize.extractive import terms
from summarize.sentences import Sentence
from summarize.types import Evidence

# At most this many sentences; each must bring this share of the summary sentence's weight that the others lack.
_MOST, _GAIN = 3, 0.15


class Linker:
    """Finds evidence in one document; made once for all sentences of its summary."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._terms = [frozenset(terms(s.text)) for s in sentences]
        self._where: dict[str, list[int]] = {}
        for i, found in enumerate(self._terms):
            for term in found:
                self._where.setdefault(term, []).append(i)

    def link(self, line: str) -> tuple[Evidence, ...]:
        """The sentences that together cover most of the line's words, rare words counting more, best first.

        ``Evidence.score`` is the share of the line's weight that the sentence covers. Empty when none covers 0.15.
        """
        wanted = {t: math.log(1 + (len(self._sentences) + 1) / (1 + len(self._where.get(t, ())))) for t in terms(line)}
        total = sum(wanted.values()) or 1.0
        candidates = Counter(i for t in wanted for i in self._where.get(t, ()))
        open_terms = set(wanted)
        taken: list[Evidence] = []
        while len(taken) < _MOST:
            gains = {i: sum(wanted[t] for t in self._terms[i] & open_terms) / total for i in candidates}
            best = max(gains, key=lambda i: (gains[i], -i), default=None)
            if best is None or gains[best] < _GAIN:
                break
            covered = sum(wanted[t] for t in self._terms[best] & wanted.keys()) / total
            sentence = self._sentences[best]
            taken.append(Evidence(sentence.text, sentence.span, min(covered, 1.0)))
            open_terms -= self._terms[best]
        return tuple(taken)
