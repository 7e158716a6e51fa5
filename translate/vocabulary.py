"""Words that are in no dictionary: what a small decoder makes up where it does not know the Russian ("bogoulate").

Known are the words of WordNet and of the lexicon that was learned from parallel news (svodka.facts), their forms, the
usual prefixes and endings, compounds of two, British spellings, and what the source itself has in Latin letters. Names
are not asked: only words in small letters, of five and more.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.regexes import regex

_WORD = regex(r"(?<![\w'’.@/&-])[a-z]{5,}(?![\w@/-])(?![.'’]\w)")
_LATIN = regex(r"[A-Za-z]{5,}")
_PREFIXES = tuple(
    """
    anti auto bio co counter cyber de dis electro en ex extra fore geo hydro il im in infra inter intra
    macro mega micro mid mini mis mono multi neo neuro non nano out over para photo poly post pre pro
    psycho quasi re semi socio sub super tele thermo trans tri ultra un under uni up
    """.split()  # noqa: SIM905
)
_ENDINGS = (
    ("ly", ""), ("ally", ""), ("ily", "y"), ("ness", ""), ("iness", "y"), ("ers", ""), ("ers", "e"), ("er", ""),
    ("ists", ""), ("ist", ""), ("able", ""), ("able", "e"), ("ability", "able"), ("less", ""), ("ful", ""),
    ("ship", ""), ("ity", ""), ("ity", "e"), ("wise", ""), ("like", ""), ("ian", ""), ("ians", ""), ("ish", ""),
    ("isation", "ize"), ("ization", "ize"), ("ising", "ize"), ("ised", "ize"), ("ise", "ize"), ("ises", "ize"),
    ("ments", ""),
    ("ment", ""),
)  # fmt: skip
_BRITISH = (("our", "or"), ("oe", "e"), ("ae", "e"), ("lled", "led"), ("lling", "ling"), ("tre", "ter"), ("yse", "yze"))
# The lexicon leaves words of grammar out, and WordNet has none.
_GRAMMAR = frozenset(
    """
    about above across after against along although amidst among amongst anytime around because before
    behind below beneath beside besides between beyond could despite during either every except hence
    herself himself itself myself neither nonetheless onto other others otherwise ourselves shall should
    since their theirs them themselves there these those though through throughout towards under
    underneath unless until unlike upon versus whatever whenever where whereas whereby wherever whether
    which whichever while whilst whoever whole whose within without would yours yourself yourselves
    thereby therefore thereof furthermore moreover howsoever whoever anybody anyone anything everybody
    everyone everything nobody nothing somebody someone something somewhere
    """.split()  # noqa: SIM905
)

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

    return word in _GRAMMAR or bool(lemmas(word)) or bool(russian_of(stem(word)))


def _derived(word: str) -> bool:
    for ending, instead in _ENDINGS:
        base = word[: -len(ending)] + instead
        if word.endswith(ending) and len(base) > 3 and (_listed(base) or (_listed(base[:-1]) and base[-1] == base[-2])):
            return True
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > 3 and (_listed(rest) or any(_ended(rest))):
            return True
    return any(_listed(word[:k]) and _listed(word[k:]) for k in range(4, len(word) - 3))


def _ended(word: str) -> list[bool]:
    return [word.endswith(end) and _listed(word[: -len(end)] + instead) for end, instead in _ENDINGS[:8]]


def _british(word: str) -> bool:
    return any(british in word and _listed(word.replace(british, american)) for british, american in _BRITISH)
