"""The normal form of a text, and the way back: what only the eye passes over is gone, and every span can be found
again in the text as it was given.

Pages carry soft hyphens, zero-width characters, non-breaking blanks, stress marks over vowels ("замо́к"), letters in two
pieces (и + ̆ for й, as file systems of Apple write them), and Latin letters that look like the Cyrillic ones around them
(or the other way round). A reader sees none of it; a comparison that sees it finds a difference where there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from svodka.regexes import regex

# Controls that end no line, soft hyphens, zero-width and direction marks, variation selectors, the byte order mark.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_MARKS = "\u0300-\u036f"
# One character for one: blanks of every width, hyphens that do not break, digits of full width.
_SAME = {
    ord(c): " "
    for c in "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_SAME |= {0x2010: "-", 0x2011: "-"} | {0xFF10 + i: str(i) for i in range(10)}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}

# Letters that look alike; the second line looks like the first with a stress mark or dots.
_TO_CYRILLIC = dict(zip("aceopxyABCEHKMOPTXYijsIJS", "асеорхуАВСЕНКМОРТХУіјѕІЈЅ", strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()}
_NOT_RUSSIAN = frozenset("ijsIJS")
_TO_CYRILLIC |= dict(zip("kmáàéèëïóòýÁÀÉÈËÏÓÒÝ", "кмааееёїооуААЕЕЁЇООУ", strict=True))
_STRESSED = {"ѐ": "е", "ѝ": "и", "Ѐ": "Е", "Ѝ": "И"}
_VOWELS = frozenset("аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ")
_ACCENTS = frozenset("\u0300\u0301\u0340\u0341")

_CYRILLIC = regex("[\u0400-\u052f]")
_LATIN = regex("[A-Za-z\xc0-\u024f]")
_HIDDEN = regex(f"[{_INVISIBLE}{_MARKS}]")
# Of that, what changes how many characters there are.
_SPLIT = regex(f"[{_INVISIBLE}{_MARKS}{''.join(_LIGATURES)}{''.join(_STRESSED)}]")
# Where a word passes from one script into the other.
_SEAM = regex("[A-Za-z\xc0-\u024f](?=[\u0400-\u052f])|[\u0400-\u052f](?=[A-Za-z\xc0-\u024f])")
# A word, with what hides in it; what is hidden before it belongs to what stands before, if anything does.
_LETTER = f"[\\w{_INVISIBLE}{_MARKS}]"
_RUN = regex(rf"(?<!\S){_HIDDEN.pattern}*\w{_LETTER}*|{_HIDDEN.pattern}+|\w{_LETTER}*")
# Latin letters alone in a Russian text that can only be its short words ("c 5 до 7", "He пострадал"), and Cyrillic ones
# in an English text that can only be meant for Latin ones.
_RUSSIAN_WORDS = regex(r"(?<![\w.])(?:He|HE|Ho|HO|Ha|HA|OH|[acoyABCOKY])(?=\s[\u0400-\u052f\d])")
_ENGLISH_WORDS = regex(f"(?<!\\w)[{''.join(_TO_LATIN)}]+(?!\\w)")


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form: ``text``, and for each of its characters where it came from.

    ``starts`` and ``ends`` are None when the text was normal already.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the text as given, with what is hidden inside."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normal:
    """The normal form of a text.

    NFC; no invisible characters and no stress marks; every blank but a line end a plain one, each in its place; hyphens
    that do not break are hyphens; a word in two scripts is in the one that its unmistakable letters belong to. Letters
    of words that are no mixture stay, so an English name in a Russian text is left alone. Linear in the text.
    """
    if text.isascii() and not _SPLIT.search(text):
        return Normal(text)
    mixed = _CYRILLIC.search(text) is not None and _LATIN.search(text) is not None
    russian = mixed and 3 * len(_CYRILLIC.findall(text)) >= len(_LATIN.findall(text))
    rules = (_SPLIT, _SEAM, _RUSSIAN_WORDS if russian else _ENGLISH_WORDS) if mixed else (_SPLIT,)
    spots = sorted({match.start() for rule in rules for match in rule.finditer(text)})
    plain = text.translate(_SAME)
    edits: list[tuple[int, int, list[tuple[str, int, int]]]] = []
    done = 0
    for spot in spots:
        if spot < done:
            continue
        run = _run_around(text, spot, done)
        done = run.end()
        letters = _letters(run.group(), run.start())
        if mixed:
            folded = _one_script("".join(c for c, _, _ in letters), russian, _place(text, run))
            letters = [(c, a, b) for c, (_, a, b) in zip(folded, letters, strict=True)]
        edits.append((run.start(), run.end(), letters))
    return _assembled(plain, edits) if edits else Normal(text if plain == text else plain)


def _run_around(text: str, spot: int, low: int) -> re.Match[str]:
    """The run of `_RUN` that the character at ``spot`` belongs to; the last one ended at ``low``."""
    start = spot
    while start > low and (text[start - 1].isalnum() or text[start - 1] == "_" or _HIDDEN.match(text[start - 1])):
        start -= 1
    while True:
        found = _RUN.search(text, start)
        assert found is not None, "every spot is a letter or hidden"
        if found.end() > spot:
            return found
        start = found.end()


def _assembled(plain: str, edits: list[tuple[int, int, list[tuple[str, int, int]]]]) -> Normal:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, letters in [*edits, (len(plain), len(plain), [])]:
        parts.append(plain[done:start])
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        if letters:
            parts.append("".join(c for c, _, _ in letters).translate(_SAME))
            starts.extend(a for _, a, _ in letters)
            ends.extend(b for _, _, b in letters)
        elif ends:
            ends[-1] = max(ends[-1], end)  # nothing is left of the run: it hides behind what stands before
        done = end
    return Normal("".join(parts), starts, ends)


def _letters(word: str, offset: int) -> list[tuple[str, int, int]]:
    """Each character of a run that is left, with the span of what it stood for."""
    found: list[tuple[str, int, int]] = []
    i = 0
    while i < len(word):
        stop = i + 1
        while stop < len(word) and _hidden(word[stop]):
            stop += 1
        if _hidden(word[i]) and not found and stop < len(word):
            # A run that begins with something hidden: it belongs to the first letter that is seen.
            i, begin = stop, offset + i
            stop = i + 1
            while stop < len(word) and _hidden(word[stop]):
                stop += 1
        else:
            begin = offset + i
        seen = _composed(word[i], [c for c in word[i + 1 : stop] if unicodedata.combining(c)])
        if not _INVISIBLE_ONLY(seen):
            found += [(c, begin, offset + stop) for c in seen]
        i = stop
    return found


def _hidden(char: str) -> bool:
    return bool(unicodedata.combining(char)) or _HIDDEN.match(char) is not None


_INVISIBLE_ONLY: Callable[[str], object] = regex(f"[{_INVISIBLE}]*\\Z").match


def _composed(base: str, marks: list[str]) -> str:
    """A letter with its marks as one character, a stress mark taken off a Russian vowel."""
    base = _STRESSED.get(base, _LIGATURES.get(base, base))
    if base in _VOWELS:
        marks = [mark for mark in marks if mark not in _ACCENTS]
    return unicodedata.normalize("NFC", base + "".join(marks)) if marks else base


def _place(text: str, run: re.Match[str]) -> str:
    """Where a run stands: "opens" a sentence before Russian words, stands "alone" among them, or "" elsewhere."""
    start, end = run.span()
    following = text[end + 1 : end + 2]
    if not text[end : end + 1].isspace() or not (following.isdigit() or _CYRILLIC.match(following)):
        return ""
    before = text[max(0, start - 4) : start]
    if before and not before[-1].isspace() and before[-1] not in '«„“"(':
        return ""
    before = before.rstrip(' \xa0«„“"(—–-')
    if not before or before[-1] in ".!?…\n\r":
        return "opens"
    return "" if _LATIN.match(before[-1]) else "alone"


def _one_script(word: str, russian: bool, place: str) -> str:
    """The word in one script where it can be. ``russian``: the text is; ``place``: see `_place`."""
    cyrillic = [c for c in word if _CYRILLIC.match(c)]
    latin = [c for c in word if _LATIN.match(c)]
    to_cyrillic = all(c in _TO_CYRILLIC for c in latin)
    to_latin = all(c in _TO_LATIN for c in cyrillic)
    if cyrillic and latin:
        if to_cyrillic and (not to_latin or (russian and not _NOT_RUSSIAN.intersection(latin))):
            return "".join(_TO_CYRILLIC.get(c, c) for c in word)
        return "".join(_TO_LATIN.get(c, c) for c in word) if to_latin else word
    if (
        latin
        and russian
        and place
        and _RUSSIAN_WORDS.match(f"{word} 1")
        and (len(word) > 1 or place == "opens" or word.islower())
    ):
        return "".join(_TO_CYRILLIC.get(c, c) for c in word)
    if cyrillic and not russian and to_latin:
        return "".join(_TO_LATIN.get(c, c) for c in word)
    return word
