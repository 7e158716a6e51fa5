"""How likely the words of a sentence are, one after another, to somebody who has just read the source.

A small language model of each document: what follows two words, one word, what the evidence and the document say, and
how often English has the word at all, mixed (a cache model: Kuhn and De Mori 1990). It tells words put together anew
from words that came together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from svodka.facts import Mismatch
from svodka.facts.lexicon import information
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit, of_document
from svodka.verify.lexis import bare
from svodka.verify.within.case import Case

_LANGUAGE, _DOCUMENT, _EVIDENCE, _ONE, _TWO = 0.25, 0.1, 0.25, 0.2, 0.2  # what the parts weigh
_LINE = 18  # words of a line: `information` counts lines
_FIGURE = 1e-4  # the chance of a figure in English
_LOWEST = 3
_START = ("", "")


class _Model(NamedTuple):
    words: Counter[str]
    total: int
    twos: Counter[tuple[str, str]]
    threes: Counter[tuple[str, str, str]]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """No mismatches; ``likely``: the mean log-probability of a word (nats), ``unlikely``: of the three least likely.

    ``pairs``, ``triples``: the shares of the sentence's neighbouring words, in twos and threes, that the source has as
    neighbours.
    """
    model = _model(case.document)
    evidence = Counter(key for i, _ in case.evidence for key in _keys(case.document.units[i]))
    nearby = max(1, evidence.total())
    keys = [*_START, *_keys(case.unit)]
    found = []
    for token, two, one, key in zip(case.unit.tokens, keys, keys[1:], keys[2:], strict=False):
        chance = _LANGUAGE * _commonly(token) + _DOCUMENT * model.words[key] / model.total
        chance += _EVIDENCE * evidence[key] / nearby
        if (one, key) in model.twos:
            chance += _ONE * model.twos[one, key] / model.words[one]
        if (two, one, key) in model.threes:
            chance += _TWO * model.threes[two, one, key] / model.twos[two, one]
        found.append(math.log(chance))
    words = [token.word for token in case.unit.tokens]
    twos, threes = [*pairwise(words)], [*zip(words, words[1:], words[2:], strict=False)]
    return Answer(
        features={
            "likely": sum(found) / max(1, len(found)),
            "unlikely": sum(sorted(found)[:_LOWEST]) / max(1, min(_LOWEST, len(found))),
            "pairs": sum(pair in model.pairs for pair in twos) / max(1, len(twos)),
            "triples": sum(triple in model.triples for triple in threes) / max(1, len(threes)),
        }
    )


def _keys(unit: Unit) -> list[str]:
    return [token.stem if token.content else token.word for token in unit.tokens]


def _commonly(token: Token) -> float:
    return _FIGURE if token.word[0].isdigit() else math.exp(-information(bare(token.word))) / _LINE


@of_document
def _model(document: Document) -> _Model:
    keys, written = [], []
    for unit in document.units:
        keys += [*_START, *_keys(unit)]
        written += [token.word for token in unit.tokens]
    words = Counter(keys)
    threes = Counter(zip(keys, keys[1:], keys[2:], strict=False))
    twos = Counter(pairwise(keys))
    triples = frozenset(zip(written, written[1:], written[2:], strict=False))
    total = max(1, len(keys) - words[""])
    return _Model(words, total, twos, threes, frozenset(pairwise(written)), triples)
