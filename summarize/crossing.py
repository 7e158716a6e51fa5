"""Check a summary sentence against a source in the other language, by numbers, names and exonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple

from summarize.support import MOST_EVIDENCE, Document, Unit
from svodka.facts.comparison import borne_out, match_numbers, name_agrees, named_in
from svodka.facts.extraction import ledger
from svodka.facts.mentions import mentions
from svodka.facts.types import Fact, Ledger, Mismatch

_CANDIDATES = 8


def check_across(document: Document, unit: Unit) -> tuple[list[tuple[int, float]], list[Mismatch], float]:
    """(evidence, mismatches, score): evidence are the source sentences that share most facts with the sentence.

    The score is the share of the sentence's facts that the source bears out; a sentence without facts has the first
    source sentence for evidence and the score 0.5.
    """
    target = ledger(unit.text, unit.lang)
    facts = [fact for fact in target.facts if fact.atoms or fact.kind == "name"]
    if not document.units:
        return [], [], 0.0
    source = _source(document)
    found: Counter[int] = Counter()
    borne = 0
    for fact in facts:
        places = _places(document, source, fact, target)
        borne += bool(places)
        for i in places[:_CANDIDATES]:
            found[i] += 4 if fact.firm else 1
    evidence = sorted(found, key=lambda i: (-found[i], i))[:MOST_EVIDENCE]
    total = sum(4 if fact.firm else 1 for fact in facts)
    shares = [(i, min(1.0, found[i] / total)) for i in evidence] if total else [(0, 0.0)]
    return shares, _mismatches(document, source, unit, target), borne / len(facts) if facts else 0.5


class _Source(NamedTuple):
    """The names of the source, each once with the units that have it, and the same as one ledger."""

    names: dict[str, tuple[Fact, list[int]]]
    whole: Ledger


@lru_cache(maxsize=4)
def _source(document: Document) -> _Source:
    names: dict[str, tuple[Fact, list[int]]] = {}
    for i, unit in enumerate(document.units):
        for fact in mentions(unit.text, unit.lang):
            if fact.kind == "name":
                names.setdefault(fact.text, (fact, []))[1].append(i)
    return _Source(names, Ledger(document.text, document.lang, tuple(fact for fact, _ in names.values())))


def _places(document: Document, source: _Source, fact: Fact, home: Ledger) -> list[int]:
    if fact.kind == "name":
        found = [i for other, at in source.names.values() if name_agrees(other, source.whole, fact, home) for i in at]
        return sorted(set(found))
    wanted: set[Hashable] = {reading for atom in fact.atoms for reading in atom}
    return [
        i
        for i, unit in enumerate(document.units)
        if any(not atom.isdisjoint(wanted) for other in unit.numbers for atom in other.atoms)
    ]


def _mismatches(document: Document, source: _Source, unit: Unit, target: Ledger) -> list[Mismatch]:
    everywhere = [fact for other in document.units for fact in other.numbers]
    absent = [fact for fact in unit.numbers if fact.firm and not borne_out(fact, everywhere)]
    found = [m for m in match_numbers((), absent) if m.direction == "unsupported"]
    for fact in target.of("name"):
        if fact.firm and not named_in(fact, target, source.whole):
            message = f"The name “{fact.text}” is not in the source."
            found.append(Mismatch("name", "unsupported", message, None, None, fact.text, fact.span))
    return found
