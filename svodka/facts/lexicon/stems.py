"""Stems of Russian and English words, as the lexicon (pairs.py) is keyed: crude, quick, the same in training and use.

An ending comes off, then all but the first letters (`LONGEST`): "республиканский" and "республиканцев" meet, as do
"confirmed" and "confirmation". A stem is never to be read. Other stemmers are where other things have to meet, and say
what; their figures were measured with them (`svodka.verify.lexis`, `svodka.digest.figures`, `summarize.extractive`,
`svodka.feeds.fulltext`). Stop lists likewise: these are the words that the lexicon has no pairs for.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import words

LONGEST = 6

WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_EN_ENDING = regex(
    r"(?<=[a-z]{3})(?:isations?|izations?|ations?|ingly|ments?|ities|ating|ness|edly|ated|ates|ally|ings|iers|ions?|"
    r"ity|ing|ies|ied|ier|ers|ors|ery|ate|ful|ed|es|er|or|ly|al|s|e|y)$"
)
_RU_ENDING = regex(
    r"(?<=[а-я]{3})(?:ившими|ившего|ивший|авший|авших|вшими|вшего|ённый|енный|енного|енных|енные|енная|анный|анных|"
    r"ились|илась|илось|ался|алась|ались|алось|ются|ится|ится|ется|ятся|аются|ается|аться|иться|яться|еться|ешь|ишь|"
    r"ыми|ими|ого|его|ому|ему|ами|ями|ями|иями|иях|ием|ией|ией|иям|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|"
    r"ых|их|ым|им|ом|ем|ам|ям|ила|или|ило|ил|яла|яли|ял|ала|али|ало|ал|ела|ели|ело|ел|ует|уют|ает|ают|яет|яют|"
    r"ет|ют|ит|ят|ут|ать|ять|ить|еть|уть|ти|ию|ия|ии|ие|ью|ья|ье|[аеиоуыэюяйь])$"
)


def is_stop(word: str, lang: Lang) -> bool:
    """Whether a word in lower case carries no content of its own."""
    return word in words("svodka.facts.lexicon", "stop.tsv")[lang] or len(word) == 1


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    if "а" <= word[:1] <= "ё":
        word = word.replace("ё", "е")
        return _RU_ENDING.sub("", word)[:LONGEST]
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    root = _EN_ENDING.sub("", word)
    if len(root) > 3 and root[-1] == root[-2] and root != word:
        root = root[:-1]
    return root[:LONGEST]


def content_stems(text: str, lang: Lang) -> list[str]:
    """The stems of the content words of a text, in order."""
    found = (match[0].lower() for match in WORD.finditer(text))
    return [stem(word) for word in found if not is_stop(word, lang)]
