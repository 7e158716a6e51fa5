"""A reserve or an attribution taken out, or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.facts import ledger
from svodka.regexes import regex
from svodka.verify.rivals.rival import Rival, after, rival

_ADVERB = (
    r"allegedly|reportedly|apparently|possibly|probably|perhaps|supposedly|likely|purportedly|presumably|ostensibly"
)
_HEDGE = regex(rf"\b(?:(?:{_ADVERB}|maybe)\b,? ?|(?P<modal>may|might|could|would)\b)", re.IGNORECASE)
_RESERVED = regex(
    rf"\b(?:{_ADVERB}|may|might|could|would|alleg|report|possib|probab|perhaps|maybe|suppos|claim|believ|seem|appear|"
    r"expect|accus|suspect|according|said|say|told)",
    re.IGNORECASE,
)
_WILL = regex(r"\bwill\b(?! not\b)", re.IGNORECASE)
_FIRST = regex(r"\b(?:is|are|was|were|has|have|had)\b(?! (?:not|no|never)\b|n['’]t)", re.IGNORECASE)
_SPEAKER = regex(
    r"\b[Aa]ccording to [^,.;]+(?:, |(?=\.))|, (?:[^,.;\"”]{2,40} )?(?:said|says|reports?|reported)"
    r"(?: [^,.;\"”]{2,40})?(?=\.?$)|^[^,.;\"”“]{2,40} (?:said|says|reports?|reported)(?: that)? "
)
_LEAST = 20  # letters that are left when an attribution is taken out


def flat(sentence: str) -> Iterator[Rival]:
    """The sentence without each of its reserves: "allegedly" left out, "may" made "will"."""
    for match in _HEDGE.finditer(sentence):
        yield rival("reserve_out", sentence, match.span(), "will" if match["modal"] else "")


def reserved(sentence: str) -> Iterator[Rival]:
    """A sentence without reserves with one: "will" made "may", or "allegedly" put in."""
    if _RESERVED.search(sentence):
        return
    for match in _WILL.finditer(sentence):
        yield rival("reserve_in", sentence, match.span(), "may")
    first = _FIRST.search(sentence)
    if first:
        yield rival("reserve_in", sentence, first.span(), f"{first[0]} allegedly")
    else:
        yield rival("reserve_in", sentence, (0, len(sentence)), after(sentence, "Allegedly,"))


def unattributed(sentence: str) -> Iterator[Rival]:
    """The sentence without "according to …" or "… said"."""
    for match in _SPEAKER.finditer(sentence):
        if len(sentence) - len(match[0]) >= _LEAST:
            yield rival("speaker_out", sentence, match.span(), "")


def attributed(sentence: str) -> Iterator[Rival]:
    """A sentence that attributes nothing, as what somebody says."""
    if "“" in sentence or '"' in sentence or ledger(sentence, "en").of("attribution", "hedge"):
        return
    for opening in ("According to him,", "According to the report,"):
        yield rival("speaker_in", sentence, (0, len(sentence)), after(sentence, opening))
