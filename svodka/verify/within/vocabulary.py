"""How much of a sentence is in words that its source has."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.facts import Mismatch
from svodka.facts.lexicon import MOST, RUSSIAN_WORD, information
from svodka.verify.answer import Answer
from svodka.verify.within.case import Case
from svodka.verify.within.names import known


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """No mismatches; features in nats of information, each content word once, figures left out.

    ``missing``: of the words that the document lacks; ``scattered``: of those that the best evidence lacks; ``total``:
    of all.
    """
    document, unit = case.document, case.unit
    missing = scattered = total = 0.0
    seen = set()
    best = document.units[case.evidence[0][0]].stems if case.evidence else frozenset()
    for token in unit.tokens:
        if not token.content or token.stem in seen or token.word[0].isdigit():
            continue
        seen.add(token.stem)
        nats = RUSSIAN_WORD if unit.lang == "ru" else information(token.word.removesuffix("'s"))
        total += nats
        if token.stem not in best:
            scattered += nats
            if not document.has(token.stem) and not (token.capital and known(document, token)):
                missing += min(nats, MOST)
    return Answer(features={"missing": missing, "scattered": scattered, "total": total})
