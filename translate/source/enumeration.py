"""Count the members of an enumeration, "в Москве, Туле, Орле и Курске" has four, and cut a long one into parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from svodka.regexes import regex

LONG = 8
"""Members from which a translation is asked whether it has them all, and from which a list is cut."""
_LEAST = 0.85
_PART = 5  # members that a part has at most
_MEMBER = 4  # words that a member has at most; the first and the last stand in their sentence
_APART = regex(r"[,;]\s+(?:(?:and|or|и|или|а также|as well as)\s+)?")
_JOINED = regex(r"\s(?:and|or|и|или|а также|as well as)\s")
_BORDER = regex(r"(?<=[.!?])\s+(?=[^\Wa-zа-яё\d_])|:\s|\n")
_WORD = regex(r"[^\W_]+(?:[-'’][^\W_]+)*")
# What begins a clause or an aside is no member.
_CLAUSE = regex(
    r"(?:что|чтобы|котор\w+|но|а|где|когда|если|хотя|потому|поскольку|как|пока|чем|кто|чей|чьи|так|по|сообщ\w+|заяв\w+|"
    r"сказал\w*)(?!\w)",
)


def too_few(source: str, hypothesis: str) -> tuple[int, int] | None:
    """The members of the longest enumeration of a Russian source, and the most that its translation may have, where
    those are clearly fewer.

    What commas part counts in the source, in a run of short stretches that begin no clause, and what the last of them
    joins by "and"; in the translation every comma and every "and" does, wherever it stands.
    """
    told = max((len(run) for run in _runs(source)), default=1)
    said = told - missing(source, hypothesis)
    return (told, said) if told - said >= 2 and said <= _LEAST * told else None


def missing(source: str, hypothesis: str) -> int:
    """How many members of a long enumeration the translation may lack, of which a few mean nothing by themselves."""
    told = max((len(run) for run in _runs(source)), default=1)
    if told < LONG:
        return 0
    return max(0, told - 1 - len(_APART.findall(hypothesis)) - len(_JOINED.findall(hypothesis)))


def in_parts(source: str) -> tuple[str, ...]:
    """A source with its longest enumeration cut into parts of at most five members; whole without a long one."""
    run = max(_runs(source), key=len, default=())
    if len(run) < LONG:
        return (source,)
    count = -(-len(run) // _PART)
    starts = [run[len(run) * k // count] for k in range(1, count)]
    return tuple(source[a:b].strip() for a, b in zip((0, *starts), (*starts, len(source)), strict=True))


def joined(parts: Sequence[str], translations: Sequence[str]) -> str:
    """The translations of the parts of an enumeration as one sentence."""
    texts = [text.rstrip(" .,;") for text in translations[:-1]] + [translations[-1]]
    for k in range(1, len(texts)):
        if parts[k][:1].islower():
            texts[k] = texts[k][:1].lower() + texts[k][1:]
    return ", ".join(text for text in texts if text)


@lru_cache(maxsize=256)  # a source is asked about with each of its hypotheses
def _runs(source: str) -> tuple[tuple[int, ...], ...]:
    """Where the members of each enumeration begin, the first at the beginning of what it stands in."""
    if source.count(",") + source.count(";") < LONG - 2:
        return ()
    found: list[tuple[int, ...]] = []
    borders = [0, *(match.end() for match in _BORDER.finditer(source)), len(source)]
    for low, high in pairwise(borders):
        run = [low]
        starts = [match.end() for match in _APART.finditer(source, low, high)]
        for start, end in zip(starts, [*starts[1:], high], strict=False):
            if _CLAUSE.match(source, start):
                found.append(tuple(run))
                run = [start]
                continue
            run.append(start)
            and_last = [match.end() for match in _JOINED.finditer(source, start, end)]
            if len(and_last) == 1:
                found.append((*run, and_last[0]))
                run = [start]
            elif len(_WORD.findall(source, start, end)) > _MEMBER:
                found.append(tuple(run))
                run = [start]
        found.append(tuple(run))
    return tuple(found)
