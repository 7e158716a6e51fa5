"""Whether two Russian words are forms of one name, and which words of many are forms of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from svodka.facts.names import russian_exonym
from svodka.regexes import regex

_ENDINGS = regex(
    r"(?:[аяоеуюыиьй]|о[ймвг]|е[йммв]|[ая]х|[ая]м|[ая]ми|[оеё]в|ый|ий|ая|яя|ое|ее|ые|ие|о[гй]о?|его|ому|ему|ым|им|ых|их|ыми|ими|"
    r"ую|юю|ью|ия|ии|ию|ией|иям|иями|иях)?"
)
_LONGEST_END = 6  # letters behind what two forms share: one of the stem, a fleeting vowel, an ending of four
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


class NameForms:
    """Words (lower case) that are asked for the forms of a name, without each being held against it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            for key in {*_keys(word), ("begins", word[0])}:
                self._places[key].append(place)

    def has(self, word: str) -> bool:
        """Whether one of the words is a form of ``word``, as `same_name` has it."""
        return any(same_name(word, self._words[place]) for place in self._candidates(word))

    def of(self, word: str) -> list[int]:
        """The places, in order, of the words that are forms of ``word``, as `same_name` has it."""
        return sorted(place for place in {*self._candidates(word)} if same_name(word, self._words[place]))

    def _candidates(self, word: str) -> Iterator[int]:
        keys = {*_keys(word), ("initial", word[0])} if len(word) > 1 else {("begins", word)}
        return (place for key in keys for place in self._places.get(key, ()))


def _keys(word: str) -> Iterator[tuple[str, str]]:
    """What two forms of one name have in common: one of these at least."""
    if len(word) == 1:
        yield "initial", word
    if exonym := russian_exonym(word.capitalize()):
        yield "exonym", exonym.key
    for shared in range(max(2, len(word) - _LONGEST_END), len(word) + 1):
        rest = word[shared:]
        cut = _FLEETING.sub("", rest, count=1)
        if _ENDINGS.fullmatch(rest):
            yield word[:shared], ""
        if _ENDINGS.fullmatch(cut[1:]):
            yield word[:shared], f"{cut[:1]}…"
