"""Does a sentence negate, reverse or hold back what its source does not, or the other way round?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from svodka.facts import Fact, Mismatch
from svodka.facts.bounds import event_of
from svodka.facts.stance import wording
from svodka.regexes import regex
from svodka.text.tables import rows
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit
from svodka.verify.lexis import stem
from svodka.verify.mismatches import of_facts, of_words, word
from svodka.verify.within.case import Case

_NEAR = 0.22  # the share that the best evidence must cover before its negations say anything
_CLOSE = 0.5  # the share of the sentence that a source sentence must cover to be held against it
_SCOPE = 3  # content words after a negation or hedge that it governs


@cache
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for row in rows("svodka.verify.within", "opposites.tsv"):
        left, right = (frozenset(map(stem, side.split())) for side in row)
        for found in left:
            table[found] = table.get(found, frozenset()) | right
        for found in right:
            table[found] = table.get(found, frozenset()) | left
    return table


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Negations added or dropped, opposites put in, hedges left out, against the source sentences that say the same.

    The feature ``negations_apart``: by how many negations the sentence and its best evidence differ.
    """
    best = case.document.units[case.evidence[0][0]] if case.evidence else None
    here, there = (
        sum(fact.kind == "negation" for fact in wording(unit.text, unit.lang)) if unit else 0
        for unit in (case.unit, best)
    )
    near = case.evidence and case.evidence[0][1] >= _NEAR
    return Answer(tuple(_disagreeing(*case)) if near else (), {"negations_apart": float(abs(here - there))})


def _disagreeing(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> Iterator[Mismatch]:
    i, share = evidence[0]
    source = document.units[i]
    theirs = list(wording(unit.text, unit.lang))
    negated = [fact for fact in theirs if fact.kind == "negation" and fact.firm]
    if negated and not _negates_too(document, unit, negated[0], evidence):
        yield of_facts(
            "negation", "unsupported", "The summary negates what the source states.", source, None, negated[0]
        )
        return
    ours = list(wording(source.text, source.lang))
    yield from _negation(document, source, unit, ours, theirs, share)
    certain = [*_certain(document, unit, evidence)]
    yield from certain
    if share < _CLOSE:
        return
    yield from _opposite(document, source, unit)
    if not certain:
        yield from _hedge(source, unit, ours, theirs, share)


def _negates_too(document: Document, unit: Unit, fact: Fact, evidence: list[tuple[int, float]]) -> bool:
    """Whether the best evidence negates anything, or other evidence what the sentence negates."""
    governed = {t.stem for t in _governed(unit, fact)}
    for place, (i, _) in enumerate(evidence):
        source = document.units[i]
        for other in wording(source.text, source.lang):
            if other.kind != "negation":
                continue
            if other.firm and place == 0:
                return True
            if governed & {t.stem for t in _governed(source, other, 5)} or stem(other.text.lower()) in governed:
                return True
    return False


def _governed(unit: Unit, fact: Fact, count: int = _SCOPE) -> list[Token]:
    """The content words that follow a negation or hedge; the last two before it where none follows."""
    after = [t for t in unit.tokens if t.start >= fact.span[1] and t.content][:count]
    return after or [t for t in unit.tokens if t.end <= fact.span[0] and t.content][-2:]


def _negation(
    document: Document, source: Unit, unit: Unit, ours: list[Fact], theirs: list[Fact], share: float
) -> Iterator[Mismatch]:
    negated_here = [f for f in theirs if f.kind == "negation"]
    negated_there = [f for f in ours if f.kind == "negation"]
    firm_here, firm_there = [f for f in negated_here if f.firm], [f for f in negated_there if f.firm]
    for fact in firm_here:
        governed = _governed(unit, fact)
        if not governed or governed[0].stem not in source.stems:
            continue
        first = governed[0].stem
        known = any(first in {t.stem for t in _governed(source, other)} for other in negated_there)
        if not known and len(firm_there) < len(firm_here) and not _negated_elsewhere(document, first):
            message = f"The summary negates “{word(unit, governed[0])}”, the source does not."
            yield of_facts("negation", "unsupported", message, source, None, fact)
    for fact in firm_there:
        governed = [t for t in _governed(source, fact) if t.start >= fact.span[1] and not t.capital]
        if not governed or governed[0].stem not in unit.stems:
            continue
        if share < _CLOSE and not (len(governed) > 1 and governed[1].stem in unit.stems):
            continue
        first = governed[0].stem
        if len(firm_here) < len(firm_there) and not any(
            first in {t.stem for t in _governed(unit, other)} for other in negated_here
        ):
            yield of_facts(
                "negation",
                "lost",
                f"The source negates “{word(source, governed[0])}” (“{fact.text}”), the summary does not.",
                source,
                fact,
                None,
            )


def _negated_elsewhere(document: Document, governed: str) -> bool:
    for i in document.where.get(governed, ())[:20]:
        source = document.units[i]
        for fact in wording(source.text, source.lang):
            if fact.kind == "negation" and governed in {t.stem for t in _governed(source, fact)}:
                return True
    return False


def _opposite(document: Document, source: Unit, unit: Unit) -> Iterator[Mismatch]:
    for token in unit.tokens:
        against = _opposites().get(token.stem)
        if against is None or token.stem in source.stems:
            continue
        found = next((t for t in source.tokens if t.stem in against and t.stem not in unit.stems), None)
        if found is None or token.stem in document.where:
            continue
        kind = event_of(token.word, unit.lang)
        if kind and any(kind == event_of(other.word, unit.lang) for other in source.tokens):
            continue  # of the killed and the wounded that the source has, these are the killed
        message = f"The summary says “{word(unit, token)}”, the source “{word(source, found)}”."
        span, source_span = (token.start, token.end), (found.start, found.end)
        yield of_words("negation", "unsupported", message, unit, span, source, source_span)


# "Researchers believe …", "… if found guilty" hold back too; "Police: …" says who speaks.
_RESERVED = regex(r"\b(?:believ\w+|think|thinks|fears?|feared|hints?|hinted|predict\w*|if)\b", re.IGNORECASE)
_LABEL = regex(r"[^\s:][^:]{0,40}: ")


def _hedge(source: Unit, unit: Unit, ours: list[Fact], theirs: list[Fact], share: float) -> Iterator[Mismatch]:
    """The source says it with reserve and the sentence flatly."""
    if any(f.kind == "hedge" for f in theirs) or _RESERVED.search(unit.text):
        return
    attributed = any(f.kind == "attribution" for f in theirs) or _LABEL.match(unit.text) is not None
    for fact in ours:
        if fact.kind != "hedge" or not (fact.firm or share >= 0.8) or (attributed and fact.value != "possibility"):
            continue
        governed = _governed(source, fact, 1)
        if governed and governed[0].stem in unit.stems:
            yield of_facts(
                "hedge",
                "lost",
                f"The source says it with reserve (“{fact.text}”), the summary flatly.",
                source,
                fact,
                None,
            )
            return


_MAYBE = regex(
    r"\b(?:may|might|could|possib\w+|perhaps|likely|probabl\w+|hint\w*|impl(?:y|ies|ied)|hop(?:e|es|ed|ing)|"
    r"consider\w*|propos\w+|suggest\w*|potential\w*|rumou?r\w*)\b",
    re.IGNORECASE,
)
_FUTURE = regex(
    r"\b(?:will|['’]ll|won['’]t|going to|(?:is|are|was|were|be|due|set|plan\w*|expect\w*|schedul\w+|agreed|decided) "
    r"to|would|next|shall|announc\w+)\b",
    re.IGNORECASE,
)


def _certain(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> Iterator[Mismatch]:
    """The summary says that something will be, the source at most that it may."""
    will = next((token for token in unit.tokens if token.word == "will"), None)
    if will is None or _MAYBE.search(unit.text):
        return
    sources = [document.units[i] for i, _ in evidence]
    if any(_FUTURE.search(source.text) for source in sources):
        return
    for source in sources:
        if maybe := _MAYBE.search(source.text):
            message = f"The summary says “will”, the source “{maybe[0]}”."
            yield of_words("hedge", "lost", message, unit, (will.start, will.end), source, maybe.span())
            return
