"""One word in the place of its opposite, or of another quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.regexes import regex
from svodka.verify.lexis import is_stop
from svodka.verify.rivals.rival import Rival, rival
from svodka.verify.senses import antonyms, inflected, lemmas, past_of

_MOST = 3  # opposites of a word
_WORD = regex(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])")
_OPPOSED = frozenset("above after against before below down less more over under up".split())
"""Words that say little by themselves and have an opposite."""
# Of each line any two words are rivals.
_QUANTITIES = """all, some, most, many, few, several, no; every, some, no; each, some; both, neither;
everyone, nobody, someone; everybody, nobody, somebody; everything, nothing, something; majority, minority; only, also;
always, sometimes, never, often; half, all, most; twice, once; double, half; almost, exactly; nearly, exactly;
at least, at most, exactly; more than, less than; up to, at least, more than; dozens, hundreds, thousands"""
_SCALES = [[word.strip() for word in line.split(",")] for line in _QUANTITIES.split(";")]
_QUANTITY = regex(
    rf"(?<![\w'’-])(?:{'|'.join(sorted({w for scale in _SCALES for w in scale}, key=len, reverse=True))})(?![\w'’-])",
    re.IGNORECASE,
)


def opposed(sentence: str) -> Iterator[Rival]:
    """The sentence with an opposite of each of its words, in the word's form."""
    for match in _WORD.finditer(sentence):
        word = match[0]
        if is_stop(word) and word not in _OPPOSED:
            continue
        base = next((lemma for lemma in lemmas(word) if lemma != word), word)
        others = antonyms(word)
        bare = others.difference(*(past_of(other) for other in others))  # "fell" and "fallen" come with "fall"
        forms = dict.fromkeys(inflected(other, word, base) for other in sorted(bare))
        for other in [form for form in forms if form != word][:_MOST]:
            yield rival("antonym", sentence, match.span(), other)


def counted(sentence: str) -> Iterator[Rival]:
    """The sentence with every other quantity word of the same scale in the place of each."""
    for match in _QUANTITY.finditer(sentence):
        word = match[0].lower()
        others = dict.fromkeys(other for scale in _SCALES if word in scale for other in scale if other != word)
        for other in others:
            yield rival("quantity", sentence, match.span(), other)
