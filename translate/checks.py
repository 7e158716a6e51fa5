"""What can be seen to be wrong with a hypothesis: nothing, a copy, broken bytes, Cyrillic left, loops, length, lists,
numbers.

The bounds were set on human translations (newstest2013 and FLORES-101 dev): benchmarks/translate.py prints how many of
those each check flags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from svodka.chat.orders import is_order, keeps_order
from svodka.regexes import regex
from translate.source.enumeration import too_few
from translate.types import Flag

_CYRILLIC = regex("[\u0400-\u052f]+(?:-[\u0400-\u052f]+)*")
_WORD = regex(r"\w+")
# What stands where bytes are no UTF-8, and a byte piece that was not joined to any.
_BROKEN = regex("\ufffd+|<0x[0-9A-Fa-f]{2}>")
_STUTTER = regex(r"(\S{1,12}?)\1{9,}")
# How bad a defect is when attempts are compared: no translation at all, then broken text, then single facts.
# Worse than none at all is what an order hidden in the source made a chat model write.
_WEIGHTS = {
    "obeyed": 120,
    "empty": 100,
    "copied": 80,
    "loop": 60,
    "broken": 50,
    "cyrillic": 40,
    "length": 30,
    "list": 25,
    "numbers": 5,
}
_LONGEST, _SHORTEST, _SLACK = 2.5, 0.3, 25


@dataclass(frozen=True, slots=True)
class Verdict:
    """The flags of one hypothesis and their summed weight, 0 when nothing is wrong."""

    flags: tuple[Flag, ...]
    weight: int


def check(source: str, hypothesis: str) -> Verdict:
    """Every defect of the translation of one segment."""
    broken, hypothesis = len(_BROKEN.findall(hypothesis)), unbroken(hypothesis)
    if not _WORD.search(hypothesis):
        return Verdict((Flag("empty", f"the hypothesis has no word: {hypothesis!r}"),), _WEIGHTS["empty"])
    if _folded(source) == _folded(hypothesis):
        return Verdict((Flag("copied", "the hypothesis repeats the Russian source"),), _WEIGHTS["copied"])
    if is_order(source) and not keeps_order(hypothesis):
        ordered = "the source gives orders to a language model, and the hypothesis is no translation of them"
        return Verdict((Flag("obeyed", ordered),), _WEIGHTS["obeyed"])
    flags: list[Flag] = []
    if broken:
        flags.append(Flag("broken", f"the hypothesis had bytes that are no text in {broken} places; left out"))
    if left := _CYRILLIC.findall(hypothesis):
        flags.append(Flag("cyrillic", f"Russian left in the hypothesis: {', '.join(dict.fromkeys(left))}"))
    if repeated := _loop(source, hypothesis):
        flags.append(Flag("loop", f"the hypothesis repeats “{repeated}”"))
    if reason := _length(source, hypothesis):
        flags.append(Flag("length", reason))
    if few := too_few(source, hypothesis):
        flags.append(Flag("list", f"the source lists {few[0]}, the hypothesis {few[1]} at most"))
    weight = sum(_WEIGHTS[flag.kind] for flag in flags)
    if messages := _numbers(source, hypothesis):
        flags.append(Flag("numbers", " ".join(messages)))
        weight += _WEIGHTS["numbers"] * len(messages)
    return Verdict(tuple(flags), weight)


def unbroken(hypothesis: str) -> str:
    """The hypothesis without bytes that are no text."""
    return " ".join(_BROKEN.sub(" ", hypothesis).split()) if _BROKEN.search(hypothesis) else hypothesis


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _numbers(source: str, hypothesis: str) -> list[str]:
    from svodka.facts import compare_numbers

    return [mismatch.message for mismatch in compare_numbers(source, hypothesis)]


def _length(source: str, hypothesis: str) -> str | None:
    given, got = len(source), len(hypothesis)
    if got > _LONGEST * given + _SLACK:
        return (
            f"the hypothesis has {got} characters for {given} of the source; expected at most {_LONGEST} times as many"
        )
    if got < _SHORTEST * given - _SLACK / 5:
        return f"the hypothesis has {got} characters for {given} of the source; expected at least {_SHORTEST} of that"
    return None


def _loop(source: str, hypothesis: str) -> str | None:
    """What the hypothesis repeats although the source does not, or None."""
    words = _folded(hypothesis)
    count, phrase = _most_repeated(words)
    if count >= 3 and count > _most_repeated(_folded(source))[0]:
        return phrase
    if (stutter := _STUTTER.search(hypothesis)) and not _STUTTER.search(source):
        return stutter.group(1)
    return None


def _most_repeated(words: Sequence[str]) -> tuple[int, str]:
    """How often the most repeated phrase stands in a row (a single word counts from the fourth time), and the phrase.

    Phrases of four words that return four times anywhere count too.
    """
    best, phrase = 1, ""
    for size in range(1, min(16, len(words) // 3) + 1):
        run = 0
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 0
            repeats = run // size + 1 - (size == 1)
            if repeats > best:
                best, phrase = repeats, " ".join(words[i - size + 1 : i + 1])
    if best < 3 and len(words) >= 16:
        grams = Counter(zip(*(words[k:] for k in range(4)), strict=False))
        gram, times = grams.most_common(1)[0]
        if times >= 4:
            best, phrase = times, " ".join(gram)
    return best, phrase
