"""The words of a text as the checker compares them: stems of content words, English or Russian.

The English stemmer is lighter than Porter's on nouns and harsher on verbs: it only has to make "robbed", "robbery" and
"robbers" meet, never to be read. It is not the lexicon's, which cuts words at six letters and knows no irregular forms,
as its pairs are keyed so: with that one the check misses 2 of 72 exchanged names that it finds with this, and 2 of 40
negations (`benchmarks.faithfulness`).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from svodka.facts.lexicon import is_stop as stops
from svodka.facts.names import english_spelling
from svodka.regexes import regex
from svodka.text.tables import rows

WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
# They say little within one language, though the lexicon has pairs for them.
_STOP = frozenset(
    "according another down few including once ones said say saying says tell tells told without yes "
    "данным заявил менее около отметил сказал словам сообщил среди".split()
)
_ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "ingly", "ments", "ation", "ities", "ating", "ness",
        "edly",
    "ment", "ions", "ated", "ates", "ally", "ings", "iers", "ion", "ity", "ing", "ies", "ied", "ier", "ers",
        "ery", "ors",
    "ate", "ful", "ed", "es", "er", "or", "ly", "al", "en", "s", "e", "y",
)  # fmt: skip


@cache
def _irregular() -> dict[str, str]:
    """Forms that no ending explains, and some nouns of their verbs, to their words."""
    return {form: word for word, forms in rows("svodka.verify", "irregular.tsv") for form in forms.split()}


# Case, number, gender and tense; at least three letters stay.
_RU_ENDING = regex(
    r"(?<=[а-я]{3})(?:ившими|ившего|ились|илась|илось|ались|алась|алось|ются|ется|ится|ятся|аются|ается|ыми|ими|ого|его|ому|"
    r"ему|ами|ями|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ам|ям|ил|ила|или|ило|ал|ала|али|ало|"
    r"ел|ела|ели|ет|ют|ит|ят|ать|ить|еть|ию|ия|ии|ью|ья|[аеиоуыэюяйь])$"
)


def bare(word: str) -> str:
    """The word without a possessive's ending."""
    return word.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    word = english_spelling(bare(word))
    if "а" <= word[:1] <= "ё":
        word = word.replace("ё", "е")
        return _RU_ENDING.sub("", word)[:7] if len(word) > 3 else word
    if not word.isalpha():
        return word
    if not word.isascii():  # "Féin" and "Fein"
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if word in _irregular():
        return _irregular()[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if len(ending) > 1 or ending == "s" else 4):
            root = word[: -len(ending)]
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] else root
    return word


def is_stop(word: str) -> bool:
    """Whether a word in lower case carries no content; a figure does."""
    return word in _STOP or (not word.isdigit() and stops(word, "ru" if "а" <= word[:1] <= "ё" else "en"))
