"""Find names (capitalised runs) and quotations.

The value of a name is its exonym's English form where exonyms.py knows it ("Москвы" and "Moscow" are both
``"Moscow"``), else the name itself in lower case. A name is loose when it stands alone at the beginning of a sentence,
where any word is capitalised. The value of a quotation is its words in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.facts.names.exonyms import english_exonyms, russian_exonym
from svodka.facts.types import Fact, Lang
from svodka.regexes import regex

_EN_PART = r"(?:(?:[A-Z]\.){1,3}(?![\w])|(?:St|Mt|Ft)\.|[A-Z][\w’'-]*\w|[A-Z](?![\w’'-]))"
_EN_NAME = regex(
    rf"(?<![\w’'-]){_EN_PART}"
    rf"(?:[ \u00a0](?:(?:of|de|van|von|der|al|bin|el|la|du|da)[ \u00a0](?:the[ \u00a0])?)?{_EN_PART}){{0,12}}"
)
_RU_PART = r"(?:[А-ЯЁ]\.|[А-ЯЁA-Z][\w-]*\w)"
_RU_NAME = regex(rf"(?<![\w-]){_RU_PART}(?:[ \u00a0](?:(?:фон|де|ван|аль|эль|бен|ибн)[ \u00a0])?{_RU_PART}){{0,12}}")
_SENTENCE_START = regex(r"(?:^|[.!?…:;\n]|[«“\"‘(\[—–-])[\s«“\"'‘(\[—–-]*\Z")
_QUOTE = regex(r"«([^«»]{2,400})»|“([^“”]{2,400})”|\"([^\"\n]{2,400})\"|``(.{2,400}?)''|„([^„“”]{2,400})[“”]")
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady president prime minister vice chancellor king queen prince princess general "
    "colonel "
    "captain sergeant senator governor mayor judge professor prof pope chief director secretary minister chairman "
    "deputy "
    "former the a an this that these those his her its their our".split()
)
_UNIT = regex("(?:[kKMGT]?Wh?|[KMGT]B|[кКМГТ](?:Вт(?:ч|·ч)?|Б))")
# Capitalised for other reasons than being a name.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec i i'm i've i'd i'll ok tv".split()
)
_EN_STARTERS = frozenset(
    "the a an in on at he she it they we you i but and or so if as of for from by to with without after before when "
    "while "
    "who what where why how this that these those there here his her its their our my your some many most all no not "
    "one two three however meanwhile according also then now last earlier later since during about more two-thirds "
    "both "
    "police officials people another other such only just even although though because once until under over between "
    "despite asked speaking following mr mrs ms dr sir yes well let do does did is are was were be have has had can "
    "could "
    "will would should may might must".split()
)
_RU_STARTERS = frozenset(
    "по в на с со и а но к ко у о об от до за из под при для без во не ни да он она оно они мы вы я ты его её ее их "
    "это этот "
    "эта эти тот та те так как что кто где когда если чтобы также кроме однако после перед между через более "
    "по-прежнему "
    "ранее позже теперь сейчас сегодня вчера завтра там тут здесь все всё всего некоторые многие каждый один два три "
    "согласно напомним отметим кстати впрочем пока уже ещё еще или либо хотя поэтому потому затем потом вместе среди "
    "около свыше из-за благодаря несмотря именно лишь только даже ведь пусть итак например наш ваш мой свой "
    "другой".split()
)


def mentions(text: str, lang: Lang) -> Iterator[Fact]:
    """The names and quotations of a text; names in order, then quotations."""
    pattern = _EN_NAME if lang == "en" else _RU_NAME
    for match in pattern.finditer(text):
        yield from _names(text, match, lang)
    for match in _QUOTE.finditer(text):
        words = re.findall(r"\w+", match[0].lower())
        if len(words) >= 3:
            yield Fact("quote", match[0], match.span(), " ".join(words))


def _names(text: str, match: re.Match[str], lang: Lang) -> Iterator[Fact]:
    start, end = match.span()
    opens = bool(_SENTENCE_START.search(text[max(0, start - 6) : start]))
    words = list(re.finditer(r"[^\s\u00a0]+", match[0]))
    while words:  # titles and opening words are no part of the name
        word = words[0][0].lower().strip(".")
        opener = opens and (word in _EN_STARTERS if lang == "en" else word in _RU_STARTERS)
        initial = len(words) > 1 and len(word) == 1 and words[0][0].endswith(".")
        if initial or not (word in TITLES or word in _CALENDAR or opener):
            break
        words.pop(0)
        opens = opens and not words
    while words and words[-1][0].lower() in _CALENDAR:
        words.pop()
    if not words:
        return
    first, last = start + words[0].start(), min(start + words[-1].end(), end)
    name = text[first:last]
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    if len(name) < 2 or name.isdigit() or (_UNIT.fullmatch(name) and text[:first].rstrip(" \u00a0-")[-1:].isdigit()):
        return
    value, known = _value(name, lang)
    alone = opens and len(words) == 1 and not known and not name.isupper()
    yield Fact("name", name, (first, first + len(name)), value, firm=not alone)


def _value(name: str, lang: Lang) -> tuple[str, bool]:
    if lang == "en":
        entries = english_exonyms(name)
        return (entries[0].key, True) if entries else (name.lower(), False)
    entry = russian_exonym(name)
    return (entry.key, True) if entry else (name.lower().replace("ё", "е"), False)
