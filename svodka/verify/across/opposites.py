"""Does a sentence say the opposite of a word of its source in the other language?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts import Mismatch
from svodka.facts.bilingual import words_of
from svodka.verify.across.case import Case
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
            if said is not None and case.source.words.places(said).get(case.evidence[0], 0.0) >= _SURE:
                message = f"The summary says “{word.text}”, the source the opposite (“{other}”)."
                yield of_words("negation", "unsupported", message, case.unit, (word.start, word.end))
                break
