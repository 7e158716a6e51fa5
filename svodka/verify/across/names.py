"""Are the names of a sentence in its source in the other language, and where the source has them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts import Fact, Mismatch
from svodka.facts.bilingual import Index, name_borne, other_bearer, words_of
from svodka.facts.binding import Text, namesakes_exchanged
from svodka.facts.names import mentions
from svodka.facts.stance import counterparts
from svodka.verify.across.case import Case, wording_of
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_facts, of_words

_NEARLY = 0.33  # the share of a source sentence's words that must be in the summary for another name to be missed


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Names that the source lacks, or that stand where the clear evidence has another name."""
    return Answer((*_disagreeing(case), *_namesakes(case)))


def _namesakes(case: Case) -> Iterator[Mismatch]:
    """Two people of one surname who have changed places."""
    unit = case.unit
    if unit.lang == "en":
        source = [Text(case.document.units[i].text, case.document.lang, ()) for i in case.evidence]
        for one, other in namesakes_exchanged(source, Text(unit.text, unit.lang, ())):
            names = [unit.text[slice(*fact.span)] for fact in (one, other)]
            message = f"“{names[0]}” and “{names[1]}” have changed places: the source has it the other way round."
            yield of_words("role", "unsupported", message, unit, one.span)


def _disagreeing(case: Case) -> Iterator[Mismatch]:
    unit, words = case.unit, case.source.words
    for fact in mentions(unit.text, unit.lang):
        if fact.kind != "name" or not fact.firm:
            continue
        if not name_borne(fact.text, unit.lang, words):
            message = f"The name “{fact.text}” is not in the source."
            yield of_words("name", "unsupported", message, unit, fact.span)
        elif unit.lang == "en" and (bearer := _otherwise(case, fact)) is not None:
            message = f"The summary says “{fact.text}”, the source “{bearer}”."
            yield of_words("name", "unsupported", message, unit, fact.span)
        elif case.clear and not _at_hand(case, fact, case.ranked[:1]):
            rival = _rival(case, case.beside(fact.span), fact)
            if rival is not None:
                i, other = rival
                message = f"The summary says “{fact.text}”, the source “{other.text}”."
                yield of_facts("name", "unsupported", message, case.document.units[i], other, fact)


def _otherwise(case: Case, fact: Fact) -> str | None:
    """How the source calls the bearer of the surname, where it knows none with this first name."""
    if " " not in fact.text or not (words := words_of(fact.text, case.unit.lang)):
        return None
    places = case.source.words.spelled(words[-1])
    return other_bearer(fact.text, [case.document.units[i].text for i in sorted(places)]) if places else None


def _at_hand(case: Case, fact: Fact, units: list[int]) -> bool:
    """Whether the units say a word of the name; acronyms are let pass."""
    inside = [c for c in case.claims if c.span[0] >= fact.span[0] and c.span[1] <= fact.span[1]]
    return fact.text.isupper() or not inside or any(i in claim.places for claim in inside for i in units)


def _rival(case: Case, near: list[int], fact: Fact) -> tuple[int, Fact] | None:
    """A name of the best evidence that the sentence leaves out, where the sentence says nearly all of the evidence."""
    document, unit = case.document, case.unit
    if not near or _at_hand(case, fact, near):
        return None
    if name_borne(fact.text, unit.lang, Index([document.units[i].text for i in near], document.lang), strictly=True):
        return None
    best = document.units[near[0]]
    said = Index([unit.text], unit.lang)
    for other in mentions(best.text, best.lang):
        if other.kind == "name" and other.firm and not name_borne(other.text, best.lang, said):
            ours, theirs = wording_of(best), wording_of(unit)
            return (near[0], other) if counterparts(ours, theirs) >= _NEARLY else None
    return None
