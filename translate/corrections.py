"""Sentences that a reader has corrected: kept in the translation memory, put in the place of what a decoder gives.

A correction is found again by its Russian sentence, however it is spaced, and holds for every model. One that is close
to a sentence is not put in, but shown with it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from svodka.errors import InputError
from svodka.plain import Plain
from svodka.regexes import regex
from translate.memory import Memory
from translate.source.normalise import normalise
from translate.types import Flag, Segment

CLOSE = 0.8
"""How alike two Russian sentences are (difflib's ratio over their words) for a correction of one to be shown with the
other."""
_WORD = regex(r"\w+")


@dataclass(frozen=True, slots=True)
class Correction(Plain):
    """A Russian sentence and the English that a reader has given for it; ``made`` is when (ISO 8601, UTC)."""

    source: str
    target: str
    made: str


def key_of(sentence: str) -> str:
    """By what a correction is found again: the normal form of a Russian sentence, with single spaces."""
    return " ".join(normalise(sentence).split())


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a translation memory, by their sentences. Raises InputError when there is no such file,
    StoreError for what is no translation memory."""
    if not path.exists():
        raise InputError(f"there is no translation memory {path}; corrections are kept in one by `svodka correct`")
    memory = Memory(path, "")
    try:
        return _corrections(memory)
    finally:
        memory.close()


def keep_corrections(path: Path, corrections: Sequence[Correction]) -> None:
    """Write corrections into a translation memory, making the file if need be; one of the same sentence gives way."""
    memory = Memory(path, "")
    try:
        memory.correct([(key_of(one.source), one.target, one.made) for one in corrections])
    finally:
        memory.close()


def remove_corrections(path: Path, sources: Sequence[str]) -> int:
    """Take the corrections of these sentences out of a translation memory; gives how many there were."""
    memory = Memory(path, "")
    try:
        return memory.uncorrect([key_of(source) for source in sources])
    finally:
        memory.close()


def _corrections(memory: Memory) -> tuple[Correction, ...]:
    return tuple(Correction(*row) for row in memory.corrections())


class Corrections:
    """The corrections of a memory, as a translator puts them in. ``digest`` changes with them, "" for none."""

    def __init__(self, memory: Memory) -> None:
        found = _corrections(memory)
        self._by_key = {one.source: one for one in found}
        content = "\n".join(f"{one.source}\t{one.target}" for one in found)
        self.digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12] if found else ""
        self._words = {one.source: _WORD.findall(one.source.lower()) for one in found}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for source, words in self._words.items():
            for word in set(words):
                self._holders[word].append(source)

    def applied(self, segment: Segment) -> Segment:
        """The segment as it was corrected; one that is close to a corrected sentence is flagged."""
        if not self._by_key or not segment.translated:
            return segment
        key = key_of(segment.source)
        if (exact := self._by_key.get(key)) is not None:
            flag = Flag("corrected", f"This is the translation that was given for the sentence on {exact.made[:10]}.")
            return replace(
                segment, hypothesis=exact.target, score=None, flags=(flag,), attempts=0, rating=None, in_doubt=()
            )
        if (close := self._close(key)) is not None:
            told = f"“{close.target}” was given for a sentence that is close to this one: «{close.source}»."
            return replace(segment, flags=(*segment.flags, Flag("similar", told)))
        return segment

    def _close(self, key: str) -> Correction | None:
        """The correction of the most similar sentence, if one is close."""
        words = _WORD.findall(key.lower())
        shared: dict[str, int] = defaultdict(int)
        for word in set(words):
            for source in self._holders.get(word, ()):
                shared[source] += 1
        best, found = CLOSE, None
        for source, count in shared.items():
            other = self._words[source]
            if 2 * count < best * (len(set(words)) + len(set(other))) * 0.9:
                continue
            ratio = SequenceMatcher(None, words, other, autojunk=False).ratio()
            if ratio >= best:
                best, found = ratio, self._by_key[source]
        return found
