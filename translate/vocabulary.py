"""Words that are in no dictionary: what a small decoder makes up where it does not know the Russian ("bogoulate").

Known are the words of WordNet and of the lexicon that was learned from parallel news (svodka.facts), their forms, the
usual prefixes and endings, compounds of two, British spellings, and what the source itself has in Latin letters. Names
are not asked: only words in small letters, of five and more.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.regexes import regex
from svodka.text.tables import words

_WORD = regex(r"(?<![\w'’.@/&-])[a-z]{5,}(?![\w@/-])(?![.'’]\w)")
_LATIN = regex(r"[A-Za-z]{5,}")
_ENDINGS = (
    ("ly", ""), ("ally", ""), ("ily", "y"), ("ness", ""), ("iness", "y"), ("ers", ""), ("ers", "e"), ("er", ""),
    ("ists", ""), ("ist", ""), ("able", ""), ("able", "e"), ("ability", "able"), ("less", ""), ("ful", ""),
    ("ship", ""), ("ity", ""), ("ity", "e"), ("wise", ""), ("like", ""), ("ian", ""), ("ians", ""), ("ish", ""),
    ("isation", "ize"), ("ization", "ize"), ("ising", "ize"), ("ised", "ize"), ("ise", "ize"), ("ises", "ize"),
    ("ments", ""),
    ("ment", ""),
)  # fmt: skip
_BRITISH = (("our", "or"), ("oe", "e"), ("ae", "e"), ("lled", "led"), ("lling", "ling"), ("tre", "ter"), ("yse", "yze"))
_LONGEST = 45  # letters: pneumonoultramicroscopicsilicovolcanoconiosis


def made_up(source: str, hypothesis: str) -> tuple[str, ...]:
    """The words of the hypothesis that no dictionary has, each once, in order."""
    given = {word.lower() for word in _LATIN.findall(source)}
    words = dict.fromkeys(_WORD.findall(hypothesis))
    return tuple(word for word in words if word not in given and not is_word(word))


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Whether a word in small letters is English, as far as can be told."""
    # The parts of a longer one are not looked for: their letters grow with the square.
    return len(word) <= _LONGEST and (_listed(word) or _derived(word) or _british(word))


def _listed(word: str) -> bool:
    from svodka.facts.lexicon import russian_of, stem
    from svodka.verify.senses import lemmas

    return word in words("translate", "english.tsv")["grammar"] or bool(lemmas(word)) or bool(russian_of(stem(word)))


def _derived(word: str) -> bool:
    for ending, instead in _ENDINGS:
        base = word[: -len(ending)] + instead
        if word.endswith(ending) and len(base) > 3 and (_listed(base) or (_listed(base[:-1]) and base[-1] == base[-2])):
            return True
    for prefix in words("translate", "english.tsv")["prefixes"]:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > 3 and (_listed(rest) or any(_ended(rest))):
            return True
    return any(_listed(word[:k]) and _listed(word[k:]) for k in range(4, len(word) - 3))


def _ended(word: str) -> list[bool]:
    return [word.endswith(end) and _listed(word[: -len(end)] + instead) for end, instead in _ENDINGS[:8]]


def _british(word: str) -> bool:
    return any(british in word and _listed(word.replace(british, american)) for british, american in _BRITISH)
