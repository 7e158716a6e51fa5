"""An entry as patterns: the ways in which its words stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svodka.facts.lexicon import is_stop
from svodka.regexes import regex
from svodka.watch.words import WORD, Sought, is_russian

Order = Literal["phrase", "name", "loose"]
_PATRONYMIC = regex("(?:[оеё]вич|ьич|[оеё]вна|ична)$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to be found together.

    ``phrase``: one behind the other. ``name``: the same, with a patronymic or an initial between. ``loose``: near each
    other in one sentence, in any order, as the words of a translation are. ``initial`` is the place of a word that its
    first letter may stand for, or None.
    """

    words: tuple[Sought, ...]
    order: Order = "phrase"
    initial: int | None = None


def patterns(entry: str) -> tuple[Pattern, ...]:
    """The patterns of an entry; it is found where any of them is."""
    words = tuple(Sought.of(word) for word in WORD.findall(entry))
    found = [Pattern(words)]
    if len(words) == 1:
        return tuple(found)
    if len(words) <= 3 and all(word.word[:1].isupper() for word in words) and "-" not in entry:
        first, *between, last = words
        if not between or (len(between) == 1 and _PATRONYMIC.search(between[0].word.lower())):
            found.append(Pattern((first, last), "name", initial=0))
            found.append(Pattern((last, first), "phrase", initial=1))
    telling = tuple(word for word in words if not is_stop(word.word.lower(), "en"))
    if len(telling) > 1 and not any(is_russian(word.word) for word in words):
        found.append(Pattern(telling, "loose"))
    return tuple(found)
