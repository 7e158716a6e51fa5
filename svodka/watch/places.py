"""Where the words of a text stand, for entries of several words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from svodka.regexes import regex
from svodka.watch.patterns import Pattern
from svodka.watch.words import WORD

_WORDS = regex(f"({WORD.pattern})")
_WIDEST = 2  # words between the words of a translation, for each of them
_STOPS = frozenset(".!?…;")


class Places:
    """The words of one text in order, each with the numbers of what it may be."""

    def __init__(self, text: str, known: Mapping[str, Sequence[int]]) -> None:
        parts = _WORDS.split(text)
        self.words, self._between = parts[1::2], parts[::2]
        self._slots = [known.get(word, ()) for word in self.words]

    @cached_property
    def _where(self) -> Mapping[int, Sequence[int]]:
        where: dict[int, list[int]] = defaultdict(list)
        for place, told in enumerate(self._slots):
            for slot in told:
                where[slot].append(place)
        return where

    def have(self, pattern: Pattern, slots: Sequence[int]) -> bool:
        """Whether the words stand together as the pattern has it."""
        starts = self._starts(slots)
        if pattern.order == "loose":
            return any(self._near(i, slots) for i in starts)
        return any(self._in_order(i, slots, gap=pattern.order == "name") for i in starts)

    def _starts(self, slots: Sequence[int]) -> Iterator[int]:
        """Where the first of the words stands no further from the rarest of them than words of one pattern do: many
        entries may begin with a word that a text is full of."""
        firsts, rarest = self._where[slots[0]], min((self._where[slot] for slot in slots), key=len)
        reach, low = _WIDEST * len(slots), 0
        for place in rarest:
            low = max(low, bisect_left(firsts, place - reach))
            high = bisect_right(firsts, place + reach)
            yield from firsts[low:high]
            low = max(low, high)

    def _in_order(self, place: int, slots: Sequence[int], *, gap: bool) -> bool:
        for slot in slots[1:]:
            place += 1
            # A patronymic, or a second initial.
            if gap and not self._is(place, slot) and self.words[place : place + 1] and self._follows(place):
                place += self.words[place][:1].isupper()
            if not self._is(place, slot) or not self._follows(place):
                return False
        return True

    def _is(self, place: int, slot: int) -> bool:
        return place < len(self._slots) and slot in self._slots[place]

    def _follows(self, place: int) -> bool:
        """Whether a word follows the one before it in the same sentence; the dot behind an initial ends none."""
        between = self._between[place]
        if between == " ":
            return True
        stops = _STOPS - {"."} if len(self.words[place - 1]) <= 2 else _STOPS
        return between.count("\n") < 2 and stops.isdisjoint(between)

    def _near(self, place: int, slots: Sequence[int]) -> bool:
        """Whether every word stands in the sentence, as near to this place as words of one phrase do."""
        reach = _WIDEST * len(slots)
        first = last = place
        while first > max(0, place - reach) and self._follows(first):
            first -= 1
        while last < min(len(self.words) - 1, place + reach) and self._follows(last + 1):
            last += 1
        here = {slot for told in self._slots[first : last + 1] for slot in told}
        return here.issuperset(slots)
