"""What happens to what a figure counts: words of Russian and English for it, and which of them contradict each other.

A word of one kind is compared with those of its opposite only, so a kind may be wide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import rows

OPPOSITES = frozenset(
    frozenset(pair.split())
    for pair in "died injured; died missing; died rescued; injured missing; died born; rose fell; profit loss; "
    "for against; for abstained; against abstained; won lost; export import; bought sold; arrested released; "
    "hired fired; opened closed".split("; ")
)
"""Kinds that one figure cannot be of at once."""
_AGAINST = {kind: frozenset().union(*(pair - {kind} for pair in OPPOSITES if kind in pair))
            for kind in frozenset().union(*OPPOSITES)}  # fmt: skip
# "For" and "against" are of votes where the text votes, or has them beside a figure or a comma: "312 for, 45 against".
_VOTES = frozenset({"for", "against", "abstained"})
_VOTING = regex(
    r"(?<!\w)(?:голос|проголос|воздерж|vote|voting|ballot|in favou?r|abstain|(?:за|for)\s?[,;:—–])"
    r"|\d\s(?:за|for)(?!\w)",
    re.IGNORECASE,
)


_BY = r"(?=\s(?:by|from|about|nearly|almost|over|more|\W?\d))"


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    """A group for each kind."""
    kinds = []
    for kind, words in _words(lang):
        forms = "|".join(word.replace("*", r"\w*").replace("_", r"\s").replace("^", _BY) for word in words)
        kinds.append(f"(?P<{kind}>{forms})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(kinds)})(?![\w-])", re.IGNORECASE)


def _words(lang: Lang) -> list[tuple[str, list[str]]]:
    """The words of each kind, as the table has them."""
    column = 1 if lang == "ru" else 2
    return [(row[0], row[column].split()) for row in rows("svodka.facts.bounds", "events.tsv")]


_WORD = regex(r"(?<![\w-])\w+")


@lru_cache(maxsize=2)
def _openings(lang: Lang) -> tuple[str, ...]:
    """The letters with which the words begin, as far as each is spelled out."""
    words = (re.sub(r"\(\?<=[^)]*\)", "", word) for _, words in _words(lang) for word in words)
    return tuple({re.match(r"[^\W_]+", word)[0] for word in words})  # type: ignore[index]


@lru_cache(maxsize=8192)
def _may_open(word: str, lang: Lang) -> bool:
    return word.lower().startswith(_openings(lang))


@lru_cache(maxsize=256)  # a text is asked about by its figures and by what they are held against
def events(text: str, lang: Lang) -> tuple[tuple[str, int, int], ...]:
    """The kinds of event that the words of a text name, with their places, in order."""
    pattern = _pattern(lang)
    found: list[tuple[str, int, int]] = []
    done = 0
    # The pattern is long and most words begin none of its words, so it is tried where one may begin.
    for word in _WORD.finditer(text):
        at = word.start()
        if at >= done and _may_open(word[0], lang) and (match := pattern.match(text, at)):
            found.append((match.lastgroup or "", *match.span()))
            done = match.end()
    if any(kind in _VOTES for kind, _, _ in found) and not _VOTING.search(text):
        found = [each for each in found if each[0] not in _VOTES]
    return tuple(found)


def event_of(word: str, lang: Lang) -> str:
    """The kind of event that a word names by itself, or nothing."""
    return next((kind for kind, _, _ in events(word, lang)), "")


def contradict(ours: str, theirs: str) -> bool:
    """Whether a figure cannot be of both kinds."""
    return theirs in _AGAINST.get(ours, ())
