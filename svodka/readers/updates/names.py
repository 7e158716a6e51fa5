"""Whether two Russian words are forms of one name."""

from __future__ import annotations

from svodka.facts.names import russian_exonym
from svodka.regexes import regex

_ENDINGS = regex(
    r"(?:[аяоеуюыиьй]|о[ймвг]|е[йммв]|[ая]х|[ая]м|[ая]ми|[оеё]в|ый|ий|ая|яя|ое|ее|ые|ие|о[гй]о?|его|ому|ему|ым|им|ых|их|ыми|ими|"
    r"ую|юю|ью|ия|ии|ию|ией|иям|иями|иях)?"
)
_FLEETING = regex(r"[еоё](?=[бвгдзклмнпрстхц]\Z)|[еоё](?=[цлнрк])")


def same_name(one: str, other: str) -> bool:
    """Whether two words (lower case) are forms of one Russian name, or one is the other's initial."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    if shared >= 2 and (shared >= 3 or min(len(one), len(other)) <= 4):
        rests = [one[shared:], other[shared:]]
        if all(_ENDINGS.fullmatch(rest) for rest in rests):
            return True
        cut = [_FLEETING.sub("", rest, count=1) for rest in rests]
        if cut[0][:1] == cut[1][:1] and all(_ENDINGS.fullmatch(rest[1:]) for rest in cut):
            return True
    first, second = russian_exonym(one.capitalize()), russian_exonym(other.capitalize())
    return first is not None and second is not None and first.key == second.key
