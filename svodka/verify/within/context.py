"""Does each word stand where the source has it: beside the words that it stands beside in the sentence?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from svodka.facts import Mismatch
from svodka.facts.lexicon import information
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, of_document
from svodka.verify.lexis import bare
from svodka.verify.senses import antonyms, relation
from svodka.verify.within.case import Case

_NEAR = 6  # content words on either side
_BESIDE = (-2, -1, 1, 2)  # the sentence's words that a word is looked for beside
_PLACES = 60  # places of those words that are looked at
_WINDOW = 4  # content words
_SKIPPED = 8  # content words between two that come in an order
_MOST = 7.0  # nats that a word counts at most
_RESTRICTING = frozenset(
    "only no not but never without instead except any cannot doesn't don't didn't isn't wasn't despite although "
    "however rather nor neither none unless just yet still though".split()
)


class _Index(NamedTuple):
    content: list[list[Token]]
    places: dict[str, list[tuple[int, int]]]
    ordered: frozenset[tuple[str, str]]


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """No mismatches; features.

    ``opposed``: words whose antonym stands in the source beside the words that they stand beside, while they do not.
    ``run``: nats of the longest run of content words that the evidence lacks, ``window`` the least share of four in a
    row that it has. ``restricting``: words like "only", "not", "instead" that it lacks; ``small``: all small words that
    it lacks. ``skipped``: the share of words with one between that the source has in this order, ``reversed`` the
    number of neighbours that it has in the other order alone. ``capitals``, ``digits``: words with a capital and
    figures that the evidence lacks.
    """
    document, unit = case.document, case.unit
    index = _index(document)
    near = {stem for i, _ in case.evidence for stem in document.units[i].stems}
    tokens = [token for token in unit.tokens if token.content]
    stems = [token.stem for token in tokens]
    nats = [_MOST if t.word[0].isdigit() else min(_MOST, information(bare(t.word))) for t in tokens]
    borne = [nats * (stem in near) for nats, stem in zip(nats, stems, strict=True)]
    run = longest = 0.0
    for whole, part in zip(nats, borne, strict=True):
        run = 0.0 if part else run + whole
        longest = max(longest, run)
    windows = range(max(1, len(nats) - _WINDOW + 1))
    shares = [sum(borne[i : i + _WINDOW]) / max(0.1, sum(nats[i : i + _WINDOW])) for i in windows]
    words = unit.content
    apart = list(zip(words, words[2:], strict=False))
    beside = list(pairwise(words))
    small = [token.word for token in unit.tokens if not token.content and token.stem not in near]
    far = [token for token in tokens if token.stem not in near]
    return Answer(
        features={
            "opposed": float(sum(_opposed(index, tokens, stems, place) for place in range(len(tokens)))),
            "run": longest,
            "window": min(shares) if nats else 1.0,
            "restricting": float(sum(word in _RESTRICTING for word in small)),
            "small": float(len(small)),
            "skipped": sum(pair in index.ordered for pair in apart) / len(apart) if apart else 1.0,
            "reversed": float(sum(p not in index.ordered and p[::-1] in index.ordered for p in beside)),
            "capitals": float(sum(token.capital and token.start > 0 for token in far)),
            "digits": float(sum(token.word[0].isdigit() for token in far)),
        }
    )


def _opposed(index: _Index, tokens: Sequence[Token], stems: Sequence[str], place: int) -> bool:
    word = bare(tokens[place].word)
    if not word.isalpha() or not antonyms(word):
        return False
    beside = [stems[place + by] for by in _BESIDE if 0 <= place + by < len(stems)]
    found = False
    for i, at in [spot for stem in beside if stem != stems[place] for spot in index.places.get(stem, ())][:_PLACES]:
        for other in index.content[i][max(0, at - _NEAR) : at + _NEAR + 1]:
            if other.stem == stems[place]:
                return False
            found = found or (other.stem not in stems and relation(word, bare(other.word)) == "antonym")
    return found


@of_document
def _index(document: Document) -> _Index:
    content = [[token for token in unit.tokens if token.content] for unit in document.units]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, tokens in enumerate(content):
        for at, token in enumerate(tokens):
            places[token.stem].append((i, at))
    ordered = set()
    for unit in document.units:
        for gap in range(1, _SKIPPED + 1):
            ordered |= set(zip(unit.content, unit.content[gap:], strict=False))
    return _Index(content, places, frozenset(ordered))
