"""Words set with a blank between their letters, as "В Н И М А Н И Е!", put together: no reader of words reads them."""

from __future__ import annotations

import re

from svodka.regexes import regex
from svodka.text.morphology import is_known

_BLANK = "[ \u00a0\u2009]"
# Four single letters or more of one case; a wider gap ends a word.
_SPACED = regex(
    rf"(?<![\w-])(?:[А-ЯЁ](?:{_BLANK}[А-ЯЁ]){{3,40}}|[А-ЯЁа-яё](?:{_BLANK}[а-яё]){{3,40}})(?![\w-])(?:{_BLANK}(?=[!?:…]))?"
)
_BLANKS = regex(_BLANK)
# Words of one letter and of two that stand in such rows between others.
_SHORT_WORDS = "а в и к о с у я не на по за из от до во со об ко ни же бы мы вы он"
_SHORT = frozenset(_SHORT_WORDS.split())
_LONGEST = 20  # letters of one word


def joined(text: str) -> str:
    """The text with spaced words joined, when the dictionary has them; rows of letters ("классы А Б В Г") stay."""
    return _SPACED.sub(_word, text) if text else text


def _word(match: re.Match[str]) -> str:
    letters = _BLANKS.sub("", match[0])
    words = [letters] if _is_word(letters) else _split(letters)
    if not words:
        return match[0]
    return " ".join(words)


def _is_word(letters: str) -> bool:
    lower = letters.lower()
    return len(lower) >= 4 and lower not in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" and is_known(lower)


def _split(letters: str) -> list[str]:
    """The fewest words of the dictionary that make up the letters; [] when there are none."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, word = best[start], letters[start:end].lower()
            if before is None or not ((len(word) >= 3 and is_known(word)) or word in _SHORT):
                continue
            held = best[end]
            if held is None or len(before) + 1 < len(held):
                best[end] = [*before, letters[start:end]]
    found = best[-1] or []
    return found if found and sum(len(word) >= 4 for word in found) >= len(found) / 2 else []


_PAIRS = frozenset(
    ["не", "на", "по", "за", "из", "от", "до", "во", "со", "об", "ко", "ни", "же", "бы", "мы", "вы", "он"]
)
