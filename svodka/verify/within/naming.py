"""Which words of a sentence are names: by their capitals, or in text without capitals by their rarity."""

from __future__ import annotations

from functools import lru_cache

from svodka.facts.lexicon import information, is_common, is_name
from svodka.facts.numbers import months, weekdays
from svodka.verify.document import Token, Unit
from svodka.verify.lexis import bare

_RARE = 7.5  # nats: a word rarer than that which is no common word is taken for a name even without its capital


def name_tokens(unit: Unit, *, cased: bool = True) -> list[Token]:
    """The tokens that are (parts of) names: by their capitals, or in text without capitals by their rarity."""
    found = []
    titled = sum(t.capital for t in unit.tokens) > 0.7 * len(unit.tokens)  # a headline in capitals shows nothing
    for i, token in enumerate(unit.tokens):
        word = token.word.replace("’", "'")
        if not token.content or not word[0].isalpha() or len(word) < 2 or word in CONTRACTED:
            continue
        if bare(word) in CALENDAR:
            continue
        capital = token.capital and not titled and (i > 0 or _opens_name(unit))
        if unit.lang == "ru":
            named = capital
        elif _common(token.word):
            named = False
        else:
            rare = _rare(token.word)
            named = capital or (token.capital and rare)
            named = named or (not cased and (rare or is_name(token.word.removesuffix("'s"))))
        if named:
            found.append(token)
    return found


def _opens_name(unit: Unit) -> bool:
    """Whether the first word, capitalised anyway, begins a name: another capital follows at once."""
    return (
        len(unit.tokens) > 1
        and unit.tokens[1].capital
        and not unit.text[unit.tokens[0].end : unit.tokens[1].start].strip()
    )


CALENDAR = frozenset({*months("en"), *weekdays("en"), *months("ru"), *weekdays("ru")})
CONTRACTED = frozenset("i'm i've i'd i'll".split())


@lru_cache(maxsize=4096)
def _common(word: str) -> bool:
    return is_common(bare(word))


@lru_cache(maxsize=4096)
def _rare(word: str) -> bool:
    plain = bare(word)
    return information(plain) >= _RARE and not _inflected(plain)


def _inflected(word: str) -> bool:
    """A form of a common word, too rare itself to be in the table: "restarting", "conductors"."""
    for ending in (
        "ing",
        "ed",
        "es",
        "s",
        "er",
        "ers",
        "ly",
        "ness",
        "able",
        "ation",
        "ist",
        "ists",
        "ism",
        "ship",
        "less",
    ):
        if word.endswith(ending):
            base = word[: -len(ending)]
            if len(base) >= 3 and any(is_common(form) for form in (base, base + "e", base[:-1], base + "y")):
                return True
    return any(word.startswith(start) and is_common(word[len(start) :]) for start in _PREFIXES)


_PREFIXES = ("re", "un", "anti", "non", "pre", "over", "out", "mis", "dis", "super", "mid", "co", "ex", "multi")
