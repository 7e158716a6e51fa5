"""Tell whether a Russian name and an English one are the same name, spelled in any convention and any Russian case.

``same_name("Владимира Путина", "Vladimir Putin")`` is near 1; a pair at or above `SAME` is the same name. The measure
is the mean cost of a letter (letters.py) in the best alignment: ``exp(-cost / letters)``.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from svodka.facts.names.letters import costs, fold_latin, fold_russian, reach
from svodka.regexes import regex

SAME = 0.2
"""The least similarity of one name in two spellings; benchmarks/facts.py prints what it accepts and lets through."""

_CASE_ENDING = 0.6  # cost of taking a Russian case ending off
# Russian endings of the oblique cases and what the name ends on in English.
_ENDINGS: dict[str, tuple[str, ...]] = {
    ending: tuple("" if tail == "-" else tail for tail in tails.split())
    for ending, tails in (
        ("а", "-"), ("у", "- a o"), ("ом", "-"), ("е", "- a"), ("ым", "- y i"), ("ы", "- a"), ("ой", "a aya"),
        ("ою", "a"),
        ("я", "- y i j"), ("ю", "- ya ia a y i"), ("ем", "- y i"), ("ей", "ya ia a y"), ("и", "- a ya ia"),
        ("ого", "y i iy ii yi yy oy oi ij"), ("ому", "y i iy ii oy oi"), ("им", "y i iy ii"), ("ую", "aya aia aja"),
        ("ии", "ia iya ya"), ("ию", "ia iya ya y"), ("ией", "ia iya"), ("ия", "y i iy ii"), ("ием", "y i iy ii"),
        ("ами", "s -"), ("ов", "s -"), ("ах", "s -"),
    )
}  # fmt: skip
_SPELLED = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "эй би си ди и эф джи эйч ай джей кей эл эм эн о пи кью ар эс ти ю ви дабл-ю икс уай зет".split(),
        strict=True,
    )
)
_WORD = regex(r"[^\W\d_]+(?:['’`ʼ][^\W\d_]+)*")
_PARTICLES = frozenset(
    "the of de la le von van der al el bin ibn du da di and оф де ла ле фон ван дер аль эль бин ибн дю да ди".split()
)


@lru_cache(maxsize=4096)
def same_name(russian: str, english: str) -> float:
    """How alike a Russian name (any case) and an English one are, 0 to 1; `SAME` and above is the same name.

    Of several words, the family name (the last) has to agree and each other word to find its counterpart where both
    have one: "В. Путин" agrees with "Vladimir Putin" and with "Putin".
    """
    left, right = _words(russian), _words(english)
    if not left or not right:
        return 0.0
    if len(left) == len(right) == 1:
        return _similar(left[0], right[0])
    spelled = _similar_spelled(left, english)
    if spelled:
        return spelled
    if len(left) == len(right):
        scores = [_similar(a, b) for a, b in zip(left, right, strict=True)]
        crossed = [_similar(a, b) for a, b in zip(left, reversed(right), strict=True)] if len(left) == 2 else [0.0]
        return max(_mean(scores), _mean(crossed))
    shorter = min(len(left), len(right))
    if shorter == 1:
        return _similar(left[-1], right[-1]) if len(left) == 1 or len(right) == 1 else 0.0
    return _in_order(left, right)


def _mean(scores: list[float]) -> float:
    """The mean, but no better than twice the worst: one wrong word makes another name."""
    return min(sum(scores) / len(scores), 2 * min(scores)) if scores else 0.0


def _words(name: str) -> list[str]:
    words: list[str] = _WORD.findall(name.replace("-", " "))
    kept = [word for word in words if word not in _PARTICLES]
    return kept or words


def _in_order(left: list[str], right: list[str]) -> float:
    """Different numbers of words: the last words agree, and the fewer others agree somewhere, in order."""
    last = _similar(left[-1], right[-1])
    if last < SAME:
        return last
    scores = [last]
    few, many = (left[:-1], right[:-1]) if len(left) <= len(right) else (right[:-1], left[:-1])
    start = 0
    for word in few:
        pairs = [
            (_similar(word, other) if few[0] in left else _similar(other, word), k)
            for k, other in enumerate(many[start:], start)
        ]
        if not pairs:
            break
        score, k = max(pairs)
        scores.append(score)
        start = k + 1
    return _mean(scores)


def _similar_spelled(left: list[str], english: str) -> float:
    """Initials spelled out: "Джей Ди Вэнс" and "JD Vance"."""
    words = re.findall(r"[^\W\d_]+", english.replace(".", " "))
    initials = ""
    while words and words[0].isupper() and len(words[0]) <= 3:
        initials += words.pop(0).lower()
    if not 2 <= len(initials) <= 3 or len(left) <= len(initials) - 1:
        return 0.0
    spelled = [_SPELLED.get(letter, "") for letter in initials]
    if [word.lower() for word in left[: len(initials)]] != spelled:
        return 0.0
    rest = left[len(initials) :]
    if len(rest) != len(words):
        return 0.0
    return _mean([1.0, *(_similar(a, b) for a, b in zip(rest, words, strict=True))])


@lru_cache(maxsize=4096)
def _similar(russian: str, english: str) -> float:
    a, b = fold_russian(russian), fold_latin(english)
    if not a or not b:
        return 0.0
    if len(a) == 1 or len(b) == 1:  # an initial
        return 0.8 if math.isfinite(_initial(a[0], b[0])) else 0.0
    if not a or max(len(a), len(b)) > 40:
        return 0.0
    letters = max(len(a), len(b))
    limit = -math.log(SAME / 2) * letters
    states = reach(a, b, costs(), limit)
    best = states[len(a)].get(len(b), math.inf)
    for ending, tails in _ENDINGS.items():
        if a.endswith(ending) and len(a) - len(ending) >= 2:
            stem = states[len(a) - len(ending)]
            for tail in tails:
                if b.endswith(tail):
                    best = min(best, stem.get(len(b) - len(tail), math.inf) + _CASE_ENDING)
    return math.exp(-best / letters) if math.isfinite(best) else 0.0


def _initial(russian: str, latin: str) -> float:
    row = costs().get(russian, {})
    return min((cost for spelling, cost in row.items() if spelling[:1] == latin), default=math.inf)
