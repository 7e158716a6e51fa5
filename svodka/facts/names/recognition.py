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
from svodka.text.tables import words

_EN_PART = r"(?:(?:[A-Z]\.){1,3}(?![\w])|(?:St|Mt|Ft)\.|[A-Z][\w’'-]*\w|[A-Z](?![\w’'-]))"
_EN_NAME = regex(
    rf"(?<![\w’'-]){_EN_PART}"
    rf"(?:[ \u00a0](?:(?:of|de|van|von|der|al|bin|el|la|du|da)[ \u00a0](?:the[ \u00a0])?)?{_EN_PART}){{0,12}}"
)
_RU_PART = r"(?:[А-ЯЁ]\.|[А-ЯЁA-Z][\w-]*\w)"
_RU_NAME = regex(rf"(?<![\w-]){_RU_PART}(?:[ \u00a0](?:(?:фон|де|ван|аль|эль|бен|ибн)[ \u00a0])?{_RU_PART}){{0,12}}")
_SENTENCE_START = regex(r"(?:^|[.!?…:;\n]|[«“\"‘(\[—–-])[\s«“\"'‘(\[—–-]*\Z")
_QUOTE = regex(r"«([^«»]{2,400})»|“([^“”]{2,400})”|\"([^\"\n]{2,400})\"|``(.{2,400}?)''|„([^„“”]{2,400})[“”]")
_LISTED = words("svodka.facts.names", "starters.tsv")
TITLES, _CALENDAR = _LISTED["titles"], _LISTED["calendar"]
_UNIT = regex("(?:[kKMGT]?Wh?|[KMGT]B|[кКМГТ](?:Вт(?:ч|·ч)?|Б))")


def mentions(text: str, lang: Lang) -> Iterator[Fact]:
    """The names and quotations of a text; names in order, then quotations."""
    pattern = _EN_NAME if lang == "en" else _RU_NAME
    for match in pattern.finditer(text):
        yield from _names(text, match, lang)
    for match in _QUOTE.finditer(text):
        said = re.findall(r"\w+", match[0].lower())
        if len(said) >= 3:
            yield Fact("quote", match[0], match.span(), " ".join(said))


def _names(text: str, match: re.Match[str], lang: Lang) -> Iterator[Fact]:
    start, end = match.span()
    opens = bool(_SENTENCE_START.search(text[max(0, start - 6) : start]))
    parts = list(re.finditer(r"[^\s\u00a0]+", match[0]))
    while parts:  # titles and opening words are no part of the name
        word = parts[0][0].lower().strip(".")
        opener = opens and word in _LISTED[lang]
        initial = len(parts) > 1 and len(word) == 1 and parts[0][0].endswith(".")
        if initial or not (word in TITLES or word in _CALENDAR or opener):
            break
        parts.pop(0)
        opens = opens and not parts
    while parts and parts[-1][0].lower() in _CALENDAR:
        parts.pop()
    if not parts:
        return
    first, last = start + parts[0].start(), min(start + parts[-1].end(), end)
    name = text[first:last]
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    if len(name) < 2 or name.isdigit() or (_UNIT.fullmatch(name) and text[:first].rstrip(" \u00a0-")[-1:].isdigit()):
        return
    value, known = _value(name, lang)
    alone = opens and len(parts) == 1 and not known and not name.isupper()
    yield Fact("name", name, (first, first + len(name)), value, firm=not alone)


def _value(name: str, lang: Lang) -> tuple[str, bool]:
    if lang == "en":
        entries = english_exonyms(name)
        return (entries[0].key, True) if entries else (name.lower(), False)
    entry = russian_exonym(name)
    return (entry.key, True) if entry else (name.lower().replace("ё", "е"), False)
