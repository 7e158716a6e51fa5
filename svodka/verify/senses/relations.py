"""What one English word is to another, by WordNet 3.1 (table: training/tables/senses.py; licence beside it)."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from svodka.verify.senses.forms import bases, irregular
from svodka.verify.senses.opposites import LIGHT, opposites

Relation = Literal["same", "synonym", "kin", "broader", "narrower", "sibling", "antonym", ""]
_SENSES = 4  # senses of a word and part of speech looked at: the frequent ones
_STEPS = 3  # hypernyms so far up still say what a word is
_NEGATING = ("un", "non", "dis", "in", "im", "ir", "il", "mis", "de")


class _Entry(NamedTuple):
    parts: Mapping[str, tuple[str, ...]]
    antonyms: frozenset[str]
    kin: frozenset[str]


@lru_cache(maxsize=4096)
def relation(ours: str, theirs: str) -> Relation:
    """What ``ours`` is to ``theirs``, two English words in lower case in any form; "" when nothing is known.

    ``kin`` are derived from each other; a ``broader`` word stands for the other (vehicle for car), a ``narrower`` one
    says more, a ``sibling`` says something else of the same sort (nurse, doctor).
    """
    left, right = set(lemmas(ours)), set(lemmas(theirs))
    if left & right:
        return "same"
    if antonyms(ours) & right or _negates(ours, theirs):
        return "antonym"
    if not left or not right:
        return ""
    above, below = _levels(theirs), _levels(ours)
    mine = [synset for synset, step in below.items() if step == 0]
    other = [synset for synset, step in above.items() if step == 0]
    if any(above.get(synset) == 0 for synset in mine):
        return "synonym"
    ours_kin, theirs_kin = _kin(ours), _kin(theirs)
    if ours_kin & right or theirs_kin & left:
        return "kin"
    if any(synset in above for synset in mine):
        return "broader"
    if any(synset in below for synset in other):
        return "narrower"
    if ours_kin & theirs_kin or any(above.get(s) == 0 for word in ours_kin for s in _levels(word, 0)):
        return "kin"
    if any(step == 1 and above.get(synset) == 1 for synset, step in below.items()):
        return "sibling"
    return ""


@lru_cache(maxsize=4096)
def part(word: str) -> Literal["noun", "verb", "modifier"]:
    """The likeliest part of speech of a word in lower case, by its form and its most frequent senses."""
    found: dict[str, None] = {}
    for lemma in lemmas(word):
        found |= dict.fromkeys(_entry(lemma).parts)
    if not found:
        return "noun"
    first = next(iter(found))
    inflected = word.endswith(("ed", "ing")) or lemmas(word)[0] != word
    if "v" in found and (first == "v" or (inflected and not ("n" in found and word.endswith("s")))):
        return "verb"
    return "noun" if "n" in found and first == "n" else "modifier"


@lru_cache(maxsize=4096)
def lemmas(word: str) -> tuple[str, ...]:
    """The words of the table that this word may be a form of, itself first."""
    return tuple(dict.fromkeys(bases(word, _words())))


class _Words(Container[str]):
    """The words of the table, in whose order its lines stand: a word is found by halving, without a dict of them all,
    which would be a tenth of the start of a command."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __contains__(self, word: object) -> bool:
        return self.get(str(word)) is not None

    def get(self, word: str) -> str | None:
        """What the table says of the word."""
        place = bisect_left(self._lines, f"{word}\t")
        found, _, rest = self._lines[place].partition("\t") if place < len(self._lines) else ("", "", "")
        return rest if found == word else None


@lru_cache(maxsize=1)
def _lines() -> tuple[list[str], list[str]]:
    """The lines of words, and those of synsets with what stands above them, which begin with "#"."""
    packed = (files("svodka.verify.senses") / "senses.tsv.gz").read_bytes()
    words, _, synsets = gzip.decompress(packed).decode().partition("\n#\t")
    return words.split("\n"), synsets.removesuffix("\n").split("\n#\t")


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(_lines()[0])


@lru_cache(maxsize=1)
def _above() -> dict[str, tuple[str, ...]]:
    pairs = (line.partition("\t") for line in _lines()[1])
    return {synset: tuple(ups.split(" ")) for synset, _, ups in pairs}


@lru_cache(maxsize=4096)
def _entry(lemma: str) -> _Entry:
    parts, antonyms, kin = (_words().get(lemma) or "\t\t").split("\t")
    senses = {field[0]: tuple(field[2:].split(",")) for field in parts.split(" ")}
    return _Entry(senses, frozenset(antonyms.split()), frozenset(kin.split()))


@lru_cache(maxsize=4096)
def _levels(word: str, steps: int = _STEPS) -> Mapping[str, int]:
    """The synsets of a word and those above, with the steps up."""
    above = _above()
    layer = {synset for lemma in lemmas(word) for part in _entry(lemma).parts.values() for synset in part[:_SENSES]}
    found = dict.fromkeys(layer, 0)
    for step in range(1, steps + 1):
        layer = {up for synset in layer for up in above.get(synset, ())} - found.keys()
        found |= dict.fromkeys(layer, step)
    return found


@lru_cache(maxsize=4096)
def _kin(word: str) -> frozenset[str]:
    own = lemmas(word)
    return frozenset(own).union(*(_entry(lemma).kin for lemma in own))


@lru_cache(maxsize=4096)
def antonyms(word: str) -> frozenset[str]:
    """The antonyms of an English word in lower case, in their base and irregular forms."""
    own = () if word in LIGHT else lemmas(word)
    found = {other for lemma in own for other in _entry(lemma).antonyms}
    found = found.union(*(opposites().get(lemma, ()) for lemma in own))
    return frozenset(found.union(*(irregular(other) for other in found))) - LIGHT


def _negates(ours: str, theirs: str) -> bool:
    """ "crewed", "uncrewed": one is the other with a negating prefix or without its suffix."""
    left, right = {ours, *lemmas(ours)}, {theirs, *lemmas(theirs)}
    return bool(_stripped(ours) & right or _stripped(theirs) & left)


@lru_cache(maxsize=4096)
def _stripped(word: str) -> frozenset[str]:
    found = set()
    for form in (word, *lemmas(word)):
        found |= {form[len(p) :] for p in _NEGATING if form.startswith(p) and len(form) - len(p) >= 4}
        if form.endswith("less") and len(form) > 6:
            found |= {form[:-4], form[:-4] + "ful"}
    return frozenset(found)
