"""Whether two people of one surname have changed places: Ilya Gromov won and Anton appealed, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from svodka.facts.bilingual import people_named, same_first
from svodka.facts.binding.exchange import exchanges
from svodka.facts.binding.links import across, within
from svodka.facts.binding.places import Side, Text
from svodka.facts.names import mentions
from svodka.facts.types import Fact
from svodka.regexes import regex
from svodka.text import Span

_PLURAL = regex(r"(?:[ое]в|ин|ск|цк)(?:ы|ие|их|ыми|ими)$")

_Bearer = tuple[str, Span]
"""A first name, and where the whole name stands."""


def namesakes_exchanged(source: Sequence[Text], target: Text) -> Iterator[tuple[Fact, Fact]]:
    """Every two names of an English text that share their surname and are each in the other's place in the source."""
    for surname, ours in _namesakes(target.text).items():
        firsts = {first for first, _ in ours}
        if len(firsts) < 2:
            continue
        there = [_masked(text, _known(text, surname, firsts)) for text in source]
        if len({fact.text for text in there for fact in text.figures}) > 1:
            link = within if source[0].lang == "en" else across
            for found in exchanges(Side(there), Side([_masked(target, ours)]), link, in_order=0.0):
                yield found.theirs[0].fact, found.theirs[1].fact


def _namesakes(english: str) -> dict[str, list[_Bearer]]:
    """The people of an English text by their surnames."""
    found: dict[str, list[_Bearer]] = defaultdict(list)
    for fact in mentions(english, "en"):
        words = fact.text.split()
        if fact.kind == "name" and 2 <= len(words) <= 3:
            found[words[-1]].append((words[0], fact.span))
    return found


def _known(text: Text, surname: str, firsts: set[str]) -> list[_Bearer]:
    """The bearers of a surname in a text of the source, by their English first names."""
    if text.lang == "en":
        return [bearer for bearer in _namesakes(text.text).get(surname, ()) if bearer[0] in firsts]
    found = []
    for first, span in people_named(text.text, surname):
        if _PLURAL.search(text.text, *span):
            continue  # "Братья Илья и Антон Громовы" are both
        same = [english for english in firsts if same_first(first, english)]
        if len(same) == 1:
            found.append((same[0], span))
    return found


def _masked(text: Text, people: Sequence[_Bearer]) -> Text:
    """The text with people for figures; their names are no words that say anything of each other."""
    letters = list(text.text)
    for _, (start, end) in people:
        letters[start:end] = "_" * (end - start)
    facts = [Fact("name", first, span, first, "", (frozenset({first}),)) for first, span in people]
    return Text("".join(letters), text.lang, facts)
