"""One romanization of a name through a whole run.

The names of a segment are its capitalised words (not the first, unless the dictionary knows it as a name). What stands
for each in the hypothesis is the capitalised word that sounds most like it. The first confident rendering is kept, and
later ones that differ from it give way; a Russian surname that is garbled is spelled right first (surnames.py). A first
name is kept together with the surname after it: one Владимир may be Vladimir and another Volodymyr.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from svodka.text.morphology import is_name
from translate.terms.surnames import respell

_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
_ENGLISH = re.compile(r"[A-Z][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
# same_name() at which a rendering is taken for the name's, and at which it may set the form for the run (0.2 is "the
# same name" for svodka.facts).
_LIKELY, _CONFIDENT = 0.3, 0.45
_KEPT_AT_MOST = 5_000  # some 300 bytes each: with more, a long run grows for tens of thousands of items
# Case endings, taken off repeatedly: what is left of a name is the same in every case. Dictionary forms are not, since
# most surnames are not in the dictionary and some look like other words there.
_ENDING = re.compile(r"(?<=..)(?:ого|его|ому|ему|[ыиао]ми?|ем|ях|ах|[аеёиоуыэюяйь])+$")


@dataclass(frozen=True, slots=True)
class Variant:
    """A rendering that gave way: the name as the source writes it, the kept form, and the one replaced."""

    source: str
    kept: str
    replaced: str


class NameRegister:
    """Kept renderings by name; those not met for longest are forgotten beyond 5,000."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()

    def unify(self, source: str, hypothesis: str) -> tuple[str, tuple[Variant, ...]]:
        """The hypothesis with each name in its kept form, and what gave way."""
        variants: list[Variant] = []
        edits: list[tuple[int, int, str]] = []
        for key, written, match, score in aligned(source, hypothesis):
            rendering = match.group()
            spelled = respell(written, rendering)
            final, score = (rendering, score) if spelled is None else (spelled, 1.0)
            # Feminine and plural forms are other forms of the name, not other romanizations.
            slot = f"{key} {final[-1] if final[-1] in 'as' else ''}"
            if slot not in self._kept:
                if score < _CONFIDENT:
                    continue
                self._kept[slot] = final
            kept = self._kept[slot]
            self._kept.move_to_end(slot)
            if kept != rendering and not _inside(kept, hypothesis, match):
                edits.append((match.start(), match.end(), kept))
                variants.append(Variant(written, kept, rendering))
        while len(self._kept) > _KEPT_AT_MOST:
            self._kept.popitem(last=False)
        for start, end, kept in sorted(edits, reverse=True):
            hypothesis = hypothesis[:start] + kept + hypothesis[end:]
        return hypothesis, tuple(variants)

    def keep(self, russian: str, english: str) -> None:
        """Put a name of one word in with its rendering, as a glossary does."""
        self._kept[f"{_stem(russian)} {english[-1] if english[-1] in 'as' else ''}"] = english


def aligned(source: str, hypothesis: str) -> list[tuple[str, str, re.Match[str], float]]:
    """Key, name, rendering and likeness of each name that has one and that this rendering fits best."""
    from svodka.facts.names import same_name

    names = _names(source)
    renderings = list(_ENGLISH.finditer(hypothesis)) if names else []
    scores = {
        (i, j): score
        for i, (_, written) in enumerate(names)
        for j, match in enumerate(renderings)
        if (score := same_name(written, match.group())) >= _LIKELY
    }
    pairs: list[tuple[str, str, re.Match[str], float]] = []
    used: set[int] = set()
    done: set[int] = set()
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if i not in used and j not in done:
            used.add(i)
            done.add(j)
            pairs.append((*names[i], renderings[j], scores[i, j]))
    return sorted(pairs, key=lambda pair: pair[2].start())


def _inside(kept: str, hypothesis: str, match: re.Match[str]) -> bool:
    """Whether the rendering is already part of the kept form: Petersburg in "St. Petersburg"."""
    form = re.compile(r"\.?\s+".join(map(re.escape, kept.split())))
    return any(found.start() <= match.start() and match.end() <= found.end() for found in form.finditer(hypothesis))


def _names(source: str) -> list[tuple[str, str]]:
    """(key, as written) of each name in a segment."""
    words = list(_RUSSIAN.finditer(source))
    found: list[tuple[str, str]] = []
    for k, match in enumerate(words):
        word = match.group()
        opens = not re.search(r"\w", source[: match.start()])
        if opens and not is_name(word):
            continue
        after = words[k + 1] if k + 1 < len(words) else None
        key = _stem(word)
        if after is not None and source[match.end() : after.start()] == " " and is_name(word):
            key = f"{key} {_stem(after.group())}"
        found.append((key, word))
    return found


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower()).replace("ё", "е")
