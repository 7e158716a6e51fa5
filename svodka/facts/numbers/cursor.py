"""A text as the tokens that numbers are made of, with the tables of its language and small looks around."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.facts.numbers import numerals, units
from svodka.facts.numbers.literals import Token, tokenize
from svodka.facts.types import Lang
from svodka.text import Span


class Cursor:
    """The tokens of a text. Functions that read a number take one with the number of a token and give back the next."""

    __slots__ = ("lang", "months", "text", "tokens", "weekdays", "words")

    def __init__(self, text: str, lang: Lang, without: Sequence[Span] = ()) -> None:
        """``without``: stretches of the text that no number is part of."""
        self.text, self.lang = text, lang
        self.tokens = tokenize(text)
        if without:
            self.tokens = [t for t in self.tokens if not any(low < t.end and t.start < high for low, high in without)]
        self.words = numerals.russian() if lang == "ru" else numerals.english()
        self.months = units.months(lang)
        self.weekdays = units.weekdays(lang)

    def token(self, i: int) -> Token | None:
        """Token i, or None outside the text."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def gap(self, i: int) -> str:
        """What stands between token i-1 and token i."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] if 0 < i < len(self.tokens) else "\n"

    def joined(self, i: int, *, dot: bool = False) -> bool:
        """Whether token i follows its neighbour with only spaces (or an abbreviation's dot) between."""
        gap = self.gap(i)
        return gap.strip(" \u00a0\u202f\u2009") in (("", ".") if dot else ("",)) and "\n" not in gap

    def numeral(self, i: int) -> numerals.Numeral | None:
        """The number word at token i, or None."""
        token = self.token(i)
        return self.words.get(token.key) if token is not None and token.kind == "word" else None
