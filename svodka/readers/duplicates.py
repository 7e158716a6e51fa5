"""Near-duplicates: the same wire story from several outlets, found by MinHash over word shingles (datasketch).

What shares most of its words with an earlier item repeats it, or updates it: `svodka.readers.updates` says which.
"""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from heapq import nlargest
from typing import Any, NamedTuple

_SHINGLE = 3  # words
_PERMUTATIONS = 64
_CONTAINED = 0.65  # the share of the shorter text's shingles that the longer one has
_CANDIDATE = 0.3  # Jaccard similarity from which a pair is looked at
_FEWEST = 8  # shingles under which a text is too short to be compared
_MOST = 1500  # shingles compared of one text
_DATE = len("2026-12-01")
_ASKED = 8  # earlier items, the most alike, that one is held against


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier item that shares most of its words with a later one: ``update`` says whether that has other facts."""

    id: str
    update: bool


class _Known(NamedTuple):
    """What is kept of an item; ``place`` counts them."""

    place: int
    text: str
    shingles: frozenset[int]
    published: str | None


class DuplicateFinder:
    """Recognises items that repeat or update an earlier one among the last ``window`` items.

    MinHash LSH (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3) proposes pairs
    by similarity of whole texts and of their first 60 words (a wire story is cut from its end); a pair counts when the
    shorter text's shingles are found in the longer. Facts are compared with the `_ASKED` most alike of these alone, so
    that the cost grows with the items. Memory grows with the window, not with the input.
    """

    def __init__(self, window: int = 2000) -> None:
        if window < 1:
            raise ValueError(f"window is {window}; expected at least 1")
        self._window = window
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._taken = 0
        self._indexes: tuple[Any, Any] | None = None
        # The first text waits here for a second: one item alone, the commonest call, needs no index and no datasketch.
        self._first: tuple[str, _Known, frozenset[int]] | None = None

    def original(self, id: str, text: str) -> str | None:
        """The id of the earlier item that this text repeats, or None; then the text is remembered under ``id``."""
        found = self.earlier(id, text)
        return found.id if found is not None and not found.update else None

    def earlier(self, id: str, text: str, published: str | None = None) -> Earlier | None:
        """The earlier item that this text repeats, else the one it updates, else None.

        A text that repeats none is remembered under ``id``. One that was ``published`` (ISO 8601) before those that
        it differs from updates none: many feeds have the newest first.
        """
        words = re.findall(r"\w+", text.casefold().replace("ё", "е"))
        shingles = _shingles(words)
        if len(shingles) < _FEWEST:
            return None
        beginning = _shingles(words[:60])
        if self._indexes is None:
            if self._first is None:
                self._first = (id, _Known(0, text, shingles, published), beginning)
                return None
            first, known, start = self._first
            self._remember(first, known, (_sketch(known.shingles), _sketch(start)))
        sketches = (_sketch(shingles), _sketch(beginning))
        alike = self._alike(shingles, sketches)
        if alike:
            from svodka.readers.updates.comparison import is_update

        repeated = next((other for other in alike if not is_update(self._known[other].text, text)), None)
        if repeated is not None:
            return Earlier(repeated, update=False)
        # Before it is remembered: the window may forget one of these for it.
        updated = next((other for other in alike if not _is_before(published, self._known[other].published)), None)
        if id not in self._known:
            self._taken += 1
            self._remember(id, _Known(self._taken, text, shingles, published), sketches)
        return Earlier(updated, update=True) if updated is not None else None

    def _alike(self, shingles: frozenset[int], sketches: Sequence[Any]) -> list[str]:
        """The earlier items that share enough with a text, the most alike first; of equals the latest."""
        candidates: dict[str, None] = {}
        for index, sketch in zip(self._index(), sketches, strict=True):
            candidates.update(dict.fromkeys(index.query(sketch)))
        shares = []
        for id in candidates:
            known = self._known[id]
            share = len(shingles & known.shingles) / min(len(shingles), len(known.shingles))
            if share >= _CONTAINED:
                shares.append((share, known.place, id))
        return [id for _, _, id in nlargest(_ASKED, shares)]

    def _remember(self, id: str, known: _Known, sketches: Sequence[Any]) -> None:
        for index, sketch in zip(self._index(), sketches, strict=True):
            index.insert(id, sketch, check_duplication=False)
        self._known[id] = known
        if len(self._known) > self._window:
            oldest, _ = self._known.popitem(last=False)
            for index in self._index():
                index.remove(oldest)

    def _index(self) -> tuple[Any, Any]:
        if self._indexes is None:
            from datasketch import MinHashLSH

            self._indexes = tuple(MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS) for _ in range(2))
        assert self._indexes is not None
        return self._indexes


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether both dates are known and the first is earlier; a date without a time is any time of its day."""
    try:
        left, right = (datetime.fromisoformat((date or "").strip()) for date in (one, other))
    except ValueError:
        return False
    if len((one or "").strip()) <= _DATE or len((other or "").strip()) <= _DATE:
        return left.date() < right.date()
    left, right = (moment.replace(tzinfo=moment.tzinfo or UTC) for moment in (left, right))
    return left < right


def _shingles(words: Sequence[str]) -> frozenset[int]:
    """Hashes of all runs of `_SHINGLE` words; stable between runs, unlike Python's own hash of a string."""
    hashes = [zlib.crc32(word.encode("utf-8", "replace")) for word in words[:_MOST]]
    runs = zip(*(hashes[i:] for i in range(_SHINGLE)), strict=False)
    return frozenset((first * 0x9E3779B1 ^ second * 0x85EBCA6B ^ third) & 0xFFFFFFFF for first, second, third in runs)


@cache
def _empty() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=int)


def _sketch(shingles: frozenset[int]) -> Any:
    sketch = _empty().copy()  # the permutations are made once: making them costs more than a sketch
    sketch.update_batch(list(shingles))
    return sketch
