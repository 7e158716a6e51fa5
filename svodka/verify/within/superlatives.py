"""Does the source say "first", "biggest" or "record" of the thing that a sentence says it of?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.facts import Mismatch
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit
from svodka.verify.mismatches import of_words, word
from svodka.verify.within.case import Case

_SUPERLATIVES = frozenset(
    "first last latest record biggest largest highest lowest youngest oldest longest shortest fastest greatest "
    "smallest worst deadliest strongest hardest richest".split()
)
_PERIOD = frozenset(
    "year week month night day season summer winter spring autumn fall weekend decade century time".split()
)


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Firsts, lasts, records and superlatives that the source does not say of the same thing."""
    return Answer(tuple(_unsaid(case.document, case.unit)))


def _unsaid(document: Document, unit: Unit) -> Iterator[Mismatch]:
    for place, token in enumerate(unit.tokens):
        if token.word not in _SUPERLATIVES or not _claims(unit, place):
            continue
        of = [t.stem for t in unit.tokens[place + 1 : place + 5] if t.content and _close(unit, token, t)][:1]
        said = document.where.get(token.stem, ())
        if not of or any(_says_of(document.units[i], token.stem, of) for i in said):
            continue
        message = f"The source does not say “{word(unit, token)}” of this."
        yield of_words("ordinal", "unsupported", message, unit, (token.start, token.end))


def _claims(unit: Unit, place: int) -> bool:
    """Not "first-degree", "last year", "a record of"."""
    token = unit.tokens[place]
    after = unit.tokens[place + 1] if place + 1 < len(unit.tokens) else None
    if after is None or unit.text[token.end : token.end + 1] == "-" or (token.word == "record" and after.word == "of"):
        return False
    return not (token.word in ("last", "first") and after.word in _PERIOD and after.word != "time")


def _close(unit: Unit, token: Token, other: Token) -> bool:
    """In the same clause."""
    return not re.search(r"[,;:.!?]", unit.text[token.end : other.start])


def _says_of(source: Unit, superlative: str, of: list[str]) -> bool:
    stems = [t.stem for t in source.tokens]
    return any(
        found == superlative and not set(of).isdisjoint(stems[max(0, place - 4) : place + 7])
        for place, found in enumerate(stems)
    )
