"""Headlines in capitals: MarianMT has hardly seen them, so they are put in sentence case before decoding."""

from __future__ import annotations

import re

from translate.morphology import is_known, is_name

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS_SHARE = 0.9
# Abbreviations that are words by their letters, so that neither vowels nor the dictionary tell them.
_ACRONYMS = frozenset(
    """
    АЭС БРИКС ВАЗ ВОЗ ВТО ГАИ ГЭС ДНК ЕС ЕАЭС ЖКХ КАМАЗ КНР ЛНР ДНР МАГАТЭ МАИ МИД МИФИ МОК МРОТ НАТО НИИ НАСА НПЗ
    ОАЭ ОБСЕ ОДКБ ОНК ООН ОПЕК ОСАГО ПВО РАН РИА РПЦ РЖД РФ САО СВО СИЗО СКА СМИ СНБО СНГ СССР СУ США ТАСС ТЭЦ УЕФА
    ФАС ФИДЕ ФИФА ФНС ФСБ ФСИН ФСО ЦБ ЦИК ЦРУ ЦСКА ЧВК ЧП ЧС ШОС ЭКГ ЮАР ЮНЕСКО ЮНИСЕФ МГУ МЧС МВД АО ООО
    ПАО ИНН КПП ОГРН
    """.split()  # noqa: SIM905 - a list literal of these would take a page
)


def shouts(text: str) -> bool:
    """Whether a text is written in capitals, and not only because it consists of abbreviations."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    capitals = sum(ch.isupper() for word in words for ch in word)
    long = sum(len(word) for word in words if len(word) >= 5 and word not in _ACRONYMS)
    return letters > 0 and capitals >= _CAPITALS_SHARE * letters and 2 * long >= letters


def sentence_case(text: str) -> str:
    """The text in small letters with a capital at the start, names and abbreviations kept."""
    start = next((i for i, ch in enumerate(text) if ch.isalnum()), 0)

    def lower(match: re.Match[str]) -> str:
        word, opens = match.group(), match.start() == start
        initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        if initial or word in _ACRONYMS or (1 < len(word) <= 4 and not is_known(word)):
            return word
        return word.capitalize() if opens or is_name(word) or not is_known(word) else word.lower()

    return _WORD.sub(lower, text)
