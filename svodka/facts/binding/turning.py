"""Which figures of a text are of the other sign, direction, event or side than the source's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import NamedTuple

from svodka.facts.binding.nouns import other_noun
from svodka.facts.binding.places import Link, Text
from svodka.facts.bounds import contradict, distances, events
from svodka.facts.types import Fact

_OTHERS = ("date", "time", "age", "ordinal")
_CLOSE = 4.0  # words between a figure and the event that is surely its own
_CLEAR = 2.5  # by how many words an event has to be nearer than its opposite
_FAR = 99.0
_MOST = 100  # figures that are looked at for one
_SIDES = ({"over", "under"}, {"ago", "ahead"})
_DEGREES = ("°", "°C", "°F")  # of frost or of heat: to fall to 35 degrees is not to fall to minus 35


class Turned(NamedTuple):
    """A figure of the source (in which of its texts) and the target's, and what each is said to be."""

    ours: Fact
    home: int
    theirs: Fact
    was: str
    now: str


def turned(source: Sequence[Text], target: Text, link: Link) -> Iterator[Turned]:
    """The figures of a target that every figure of the source which may state the same contradicts.

    A sign has to be borne out; of events and directions only their opposites disagree, and only where neither text has
    a word for what the other says.
    """
    asked = [fact for fact in target.figures if fact.firm and fact.kind not in _OTHERS]
    if not asked:
        return
    here, there, places = _Named(target), [_Named(text) for text in source], [_by_reading(text) for text in source]
    for fact in asked:
        first: Turned | None = None
        same = (
            (home, source[home].figures[place])
            for home, known in enumerate(places)
            for place in merge(*(known.get(reading, ()) for reading in {r for atom in fact.atoms for r in atom}))
        )
        for home, other in islice(same, _MOST):
            found = _disagree(other, there[home], fact, here) or other_noun(other, source[home], fact, target, link)
            if not found:
                break
            first = first or Turned(other, home, fact, *found)
        else:
            if first:
                yield first


def _by_reading(text: Text) -> dict[Hashable, list[int]]:
    """The places, in order, of the figures that may state a reading."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, fact in enumerate(text.figures):
        for reading in {reading for atom in fact.atoms for reading in atom if fact.kind not in _OTHERS}:
            places[reading].append(place)
    return places


class _Named:
    """The events of a text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.found = events(text.text, text.lang)
        self.kinds = {kind for kind, _, _ in self.found}

    def around(self, fact: Fact) -> dict[str, float]:
        """The kinds of event around a figure, with how far each is."""
        return distances(fact, self.text.figures, self.found, self.text.text)


def _disagree(ours: Fact, there: _Named, theirs: Fact, here: _Named) -> tuple[str, str] | None:
    if not ours.sign and not theirs.sign and not any(contradict(a, b) for a in there.kinds for b in here.kinds):
        return (ours.side, theirs.side) if {ours.side, theirs.side} in _SIDES else None
    known, said = there.around(ours), here.around(theirs)
    if -1 in (ours.sign, theirs.sign) and ours.sign != theirs.sign:
        other, words, beside = (theirs, said, here) if ours.sign == -1 else (ours, known, there)
        # "−5%" may be "a fall of 5%", but not where another figure of the text has its minus.
        if (
            ours.unit in _DEGREES
            or not words.keys() & {"fell", "loss"}
            or any(f.sign == -1 for f in beside.text.figures if f is not other)
        ):
            return _signed(ours.sign), _signed(theirs.sign)
    if 1 in (ours.sign, theirs.sign):
        for signed, own, words in ((ours, known, said), (theirs, said, known)):
            turned_down = words.get("fell", _FAR) <= _CLOSE and "rose" not in words and "fell" not in own
            if signed.sign == 1 and turned_down:
                return ("plus", "fell") if signed is ours else ("fell", "plus")
    for kind, far in said.items():
        against = {other: known[other] for other in known if contradict(other, kind)}
        nearer = min(against, key=lambda other: against[other], default="")
        if not nearer or far > _CLOSE or known.get(kind, _FAR) - against[nearer] < _CLEAR:
            continue
        if said.get(nearer, _FAR) - far >= _CLEAR:
            return nearer, kind
    for kind, opposite in (("rose", "fell"), ("fell", "rose")):
        # A verb that goes on for the figures after it: "выручка выросла на 40%, ..., прибыль — на 18%".
        goes_on = opposite in there.kinds and kind not in there.kinds and not known.keys() & {kind, opposite}
        if goes_on and opposite not in said and said.get(kind, _FAR) <= _CLOSE:
            return opposite, kind
    if {ours.side, theirs.side} in _SIDES:
        return ours.side, theirs.side
    return None


def _signed(sign: int) -> str:
    return "minus" if sign == -1 else "plus"
