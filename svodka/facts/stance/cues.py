"""Find attribution, hedges and negation: how a text holds what it says.

Hedges have the value ``"report"`` (reportedly, сообщается), ``"claim"`` (allegedly, якобы), ``"possibility"`` (may,
возможно, не исключает). Attributions have the value ``"attribution"``; negations are those of polarity.py. A fact is
loose where the other language often says the same without such a word ("without", "отказался", "said").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.facts.stance.polarity import negations, undone
from svodka.facts.types import Fact, FactKind, Lang
from svodka.regexes import regex
from svodka.text import SAYING

_HEDGES: dict[Lang, dict[str, str]] = {
    "en": {
        "claim": r"alleg(?:edly|ed|es|ations?)|supposed(?:ly)?|purported(?:ly)?|so-called|ostensibl[ey]|claim(?:s|"
        r"ed|ing)?",
        "report": r"reported(?:ly)?|rumou?red|unconfirmed|understood to|(?:it is|are|is|was|were) (?:believed|"
        r"thought|said|"
        r"understood)|believed to|thought to|said to",
        "possibility": r"maybe|may|might|could|perhaps|possibl[ye]|probabl[ye]|likely|unlikely|apparently|presumably|"
        r"potential(?:ly)?|suspect(?:ed|s)?|not (?:ruled?|ruling) out|not exclude\w*|seem(?:s|ed|ingly)?|appear(?:s|"
        r"ed)? to|"
        r"expected to|set to|suggest(?:s|ed|ing)?|tentative(?:ly)?|can(?:not)? rule out|would",
    },
    "ru": {
        "claim": r"якобы|так называем\w+|мнимы\w+|предполагаем\w+|обвиня\w+|будто(?: бы)?|утвержда(?:ет|ют|лось|ется)",
        "report": r"сообщается|как сообщ\w+|по (?:неподтвержденным )?(?:сообщениям|слухам|информации|сведениям)|"
        r"по неподтвержд[её]нн\w+|говорят",
        "possibility": r"возможн\w+|вероятн\w*|по-видимому|видимо|предположительно|не исключ\w+|может(?: быть)?|могут|"
        r"мог(?:ла|ло|ли)?(?: бы)?|наверное|скорее всего|похоже|кажется|предполага\w+|предположил\w*|подозрева\w+|"
        r"ожида\w+|"
        r"допуст\w+|потенциальн\w+|планиру\w+|бы|б",
    },
}
_FIRM_HEDGES: dict[Lang, str] = {
    "en": r"allegedly|alleged|reportedly|purportedly|supposedly|rumou?red|may|might|could|perhaps|possibly|probably|"
    r"apparently|"
    r"presumably|suspected|likely|not rul\w+ out|not exclude\w*",
    "ru": r"якобы|предположительно|вероятно|по-видимому|не исключ\w+|скорее всего|предполагаем\w+",
}
_ATTRIBUTION: dict[Lang, str] = {
    "en": rf"according to|{SAYING}|citing|cited|quoted|in (?:his|her|their|its) (?:opinion|words|view)",
    "ru": r"по (?:данным|словам|информации|сведениям|мнению|сообщени\w+|оценк\w+|версии)|сообщ(?:ил|ила|или|ило|ает|"
    r"ают|ается)|"
    r"заяв(?:ил|ила|или|ило|ляет)|рассказал\w*|отметил\w*|пояснил\w*|подчеркнул\w*|добавил\w*|уточнил\w*|подтвердил\w*|"
    r"сказал\w*|говорит\w*|пиш(?:ет|ут)|со ссылкой на|напомнил\w*|считает|объявил\w*|указал\w*",
}


def _union(kinds: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds.items())


def _words(pattern: str) -> re.Pattern[str]:
    return regex(rf"(?<![\w’'-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_LANGS: tuple[Lang, ...] = ("ru", "en")
_HEDGE = {lang: _words(_union(_HEDGES[lang])) for lang in _LANGS}
_FIRM = {lang: regex(rf"(?:{_FIRM_HEDGES[lang]})\Z", re.IGNORECASE) for lang in _LANGS}
_ATTRIBUTED = {lang: _words(_ATTRIBUTION[lang]) for lang in _LANGS}
# "May" the month and "March" never hedge: a number stands beside them.
_DATE_BESIDE = regex(
    r"(?:\d(?:st|nd|rd|th)?\s+(?:of\s+)?)\Z|(?:in|since|until|by|of|early|late|last|next|mid)[\s-]+\Z", re.IGNORECASE
)


def wording(text: str, lang: Lang) -> Iterator[Fact]:
    """The hedges, attributions and negations of a text, not in order of kinds."""
    sure = undone(text, lang)
    for match in _HEDGE[lang].finditer(text):
        if match[0][:2].lower() not in ("не", "no") and any(a <= match.start() < b for a, b in sure):
            continue  # "не мог не знать" holds nothing back
        if match[0] == "May" or (match[0] == "may" and _is_month(text, match.start(), match.end())):
            continue  # the month, or the prime minister
        yield _fact("hedge", match, match.lastgroup or "", firm=bool(_FIRM[lang].match(match[0])))
    for match in _ATTRIBUTED[lang].finditer(text):
        yield _fact("attribution", match, "attribution", firm=False)
    for span, value, firm in negations(text, lang):
        yield Fact("negation", text[slice(*span)], span, value, firm=firm)


def _is_month(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 12) : start], text[end : end + 6]
    return bool(_DATE_BESIDE.search(before) or re.match(r"\s+\d", after))


def _fact(kind: FactKind, match: re.Match[str], value: str, *, firm: bool) -> Fact:
    return Fact(kind, match[0], match.span(), value, firm=firm)
