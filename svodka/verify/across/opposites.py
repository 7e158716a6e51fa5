"""Does a sentence say the opposite of a word of its source in the other language?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts import Ledger, Mismatch
from svodka.facts.bilingual import Index, Word, words_of
from svodka.verify.across.case import Case, wording_of
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_words
from svodka.verify.senses import antonyms

_SURE = 0.5  # the strength with which the lexicon must have the antonym for a word of the evidence


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """English words that the source lacks while the clear evidence has their antonym, which the sentence leaves out."""
    return Answer(tuple(_opposite(case)) if case.clear and case.unit.lang == "en" else ())


def _opposite(case: Case) -> Iterator[Mismatch]:
    words = [word for word in words_of(case.unit.text, "en") if word.content]
    here = {word.key for word in words}
    for word in words:
        if case.source.words.places(word):
            continue
        for other in sorted(antonyms(word.key) - here):
            said = next((w for w in words_of(other, "en")), None)
            if said is None or case.source.words.places(said).get(case.evidence[0], 0.0) < _SURE:
                continue
            if not _negated(case.ledger(case.evidence[0]), said) and not _negated(wording_of(case.unit), word):
                message = f"The summary says “{word.text}”, the source the opposite (“{other}”)."
                yield of_words("negation", "unsupported", message, case.unit, (word.start, word.end))
                break


def _negated(ledger: Ledger, word: Word) -> bool:
    """Whether a text says that the word, or what it translates, is not so: "не согласился" is "disagreed"."""
    words = [w for w in words_of(ledger.text, ledger.lang) if w.content]
    for fact in ledger.of("negation"):
        if fact.value in ("not", "nearly") and fact.firm:
            governed = [w.text for w in words if w.start >= fact.span[1]][:2]
            if ledger.lang == "en" and word.text in governed:
                return True
            if ledger.lang == "ru" and Index([" ".join(governed)], "ru").places(word):
                return True
    return False
