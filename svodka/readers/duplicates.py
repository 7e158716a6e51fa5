"""Near-duplicates: the same wire story from several outlets, found by MinHash over word shingles (datasketch)."""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import Any

_SHINGLE = 3  # words
_PERMUTATIONS = 64
_CONTAINED = 0.65  # the share of the shorter text's shingles that the longer one has
_CANDIDATE = 0.3  # Jaccard similarity from which a pair is looked at
_FEWEST = 8  # shingles under which a text is too short to be compared
_MOST = 1500  # shingles compared of one text


class DuplicateFinder:
    """Recognises items that repeat an earlier one among the last ``window`` items.

    MinHash LSH (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3) proposes pairs
    by similarity of whole texts and of their first 60 words (a wire story is cut from its end); a pair counts when the
    shorter text's shingles are found in the longer. Memory grows with the window, not with the input.
    """

    def __init__(self, window: int = 2000) -> None:
        if window < 1:
            raise ValueError(f"window is {window}; expected at least 1")
        self._window = window
        self._known: OrderedDict[str, frozenset[int]] = OrderedDict()
        self._indexes: tuple[Any, Any] | None = None
        # The first text waits here for a second: one item alone, the commonest call, needs no index and no datasketch.
        self._first: tuple[str, frozenset[int], frozenset[int]] | None = None

    def original(self, id: str, text: str) -> str | None:
        """The id of the earlier item that this text repeats, or None; then the text is remembered under ``id``."""
        words = re.findall(r"\w+", text.casefold().replace("ё", "е"))
        shingles = _shingles(words)
        if len(shingles) < _FEWEST:
            return None
        beginning = _shingles(words[:60])
        if self._indexes is None:
            if self._first is None:
                self._first = (id, shingles, beginning)
                return None
            first, whole, start = self._first
            self._remember(first, whole, (_sketch(whole), _sketch(start)))
        sketches = (_sketch(shingles), _sketch(beginning))
        found = self._best(shingles, sketches)
        if found is None and id not in self._known:
            self._remember(id, shingles, sketches)
        return found

    def _best(self, shingles: frozenset[int], sketches: Sequence[Any]) -> str | None:
        candidates: dict[str, None] = {}
        for index, sketch in zip(self._index(), sketches, strict=True):
            candidates.update(dict.fromkeys(index.query(sketch)))
        best, where = 0.0, None
        for id in candidates:
            other = self._known[id]
            share = len(shingles & other) / min(len(shingles), len(other))
            if share > best:
                best, where = share, id
        return where if best >= _CONTAINED else None

    def _remember(self, id: str, shingles: frozenset[int], sketches: Sequence[Any]) -> None:
        for index, sketch in zip(self._index(), sketches, strict=True):
            index.insert(id, sketch, check_duplication=False)
        self._known[id] = shingles
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
