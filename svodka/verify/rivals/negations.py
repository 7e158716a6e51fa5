"""A negation taken out, or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.regexes import regex
from svodka.verify.rivals.rival import Rival, rival
from svodka.verify.senses import lemmas, past_of

_AUXILIARY = "is|are|was|were|has|have|had|will|would|can|could|should|did|does|do|may|might|must"
NEGATION = regex(
    rf"\b(?P<auxiliary>{_AUXILIARY})(?: not(?! (?:only|just|least)\b)|n['’]t)\b|"
    r"\b(?P<can>can(?:not|['’]t))\b|\b(?P<will>won['’]t)\b|\b(?P<longer>no longer)\b|"
    r"\b(?P<no>no)\b(?! (?:one|more|longer|doubt|less|fewer)\b)|"
    r"\b(?:never|not(?! (?:only|just|least)\b)) ?",
    re.IGNORECASE,
)
_INSTEAD = {"can": "can", "will": "will", "longer": "still", "no": "some"}
_UNNEGATED = regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b"
    r"(?! (?:not|no|never|nothing|none|nobody|be|been)\b|n['’]t)",
    re.IGNORECASE,
)
_NO_PAST = frozenset("does has".split())
_WORD = regex(r"(?<=[\w”\"’'),] )[a-z]+\b")
# A form like a past tense behind one of these is none: "was killed", "the planned", "badly damaged".
_NO_SUBJECT = regex(
    rf"(?:{_AUXILIARY}|be|been|being|get|got|not|or|a|an|the|by|to|of|in|on|at|for|from|with|as|than|more|most|his|"
    r"her|its|their|our|my|your|this|these|those|newly|\w+ly|\w+['’]s|\w+n['’]t)",
    re.IGNORECASE,
)


def affirmed(sentence: str) -> Iterator[Rival]:
    """The sentence without each of its negations."""
    for match in NEGATION.finditer(sentence):
        kind = match.lastgroup
        instead = match[kind] if kind == "auxiliary" else _INSTEAD.get(kind or "", "")
        yield rival("negation_out", sentence, match.span(), instead)


def negated(sentence: str) -> Iterator[Rival]:
    """The sentence with a negation at each of its finite verbs, as far as they are told by their forms."""
    for match in _UNNEGATED.finditer(sentence):
        yield rival("negation_in", sentence, match.span(), f"{match[0]} not")
    for match in _WORD.finditer(sentence):
        before = sentence[: match.start()].split()[-1].strip("“”\"'’(),")
        base = None if _NO_SUBJECT.fullmatch(before) else _verb(match[0])
        if base is not None:
            yield rival("negation_in", sentence, match.span(), f"did not {base}")


def _verb(word: str) -> str | None:
    """The verb of which the word is the past tense."""
    for base in lemmas(word):
        if base != word and word in past_of(base)[:1] and word not in _NO_PAST:
            return base
    return None
