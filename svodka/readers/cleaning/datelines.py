"""Datelines of agencies in front of the first sentence: place, date, time, agency, correspondent.

"МОСКВА, 28 авг – РИА Новости.", "Баку. 28 августа. 14:05. ИНТЕРФАКС –", "МИНСК, 5 июля. /Корр. ТАСС Анна Лугова/.",
"ЛУГАВСК (ТАСС) –", "ТАСС, 28 августа.". Without a date the agency has to be a known one, so that "США – Россия" or
"МОСКВА. МИД" are none.
"""

from __future__ import annotations

from svodka.readers.cleaning.dates import MONTH, TIME
from svodka.regexes import regex

_LONGEST = 160
_PLACE = r"(?:г\. )?[А-ЯЁ][А-ЯЁа-яё]+(?:[ /-][А-ЯЁа-яё(][А-ЯЁа-яё().]*){0,4}"
_DATE = rf"(?i:[0-3]?\d {MONTH})(?:,? (?:19|20)\d\d)?(?: (?:года|г\.?))?|[0-3]\d\.[01]\d(?:\.(?:19|20)?\d\d)?"
_WHEN = rf"(?:{_DATE})(?:[,./ ]+(?:в )?{TIME}(?: ?\(?(?i:мск|msk)\)?)?)?"
_NAME = r"[А-ЯЁ](?:[а-яё]+|\.)(?: ?[А-ЯЁ]\.| [А-ЯЁ][а-яё]+)?(?:[ -][А-ЯЁ][а-яё]+)?"
# Wires, and others that sign as wires do; only a wire may stand alone, without a place or a date.
_WIRE = (
    r"(?:ИТАР-)?ТАСС|TASS|РИА[ -]Новости(?:[/ ]Прайм)?|РИА[ -]НОВОСТИ|(?:АЭИ )?[\"«]?ПРАЙМ[\"»]?"
    r"|(?:Интерфакс|ИНТЕРФАКС|INTERFAX)(?:-[А-ЯЁA-Z]\w+|\.RU)?|REGNUM"
    r"|(?:ИА|РИА) [\"«]?[А-ЯЁA-Z][\w.-]+(?: [А-ЯЁ][\w.-]+)?[\"»]?"
)
_OTHERS = """
    Reuters Рейтер AFP АФП AP АП dpa ДПА Bloomberg Блумберг Xinhua Синьхуа Укринформ УНИАН БелТА Sputnik Спутник Росбалт
    РАПСИ RNS РБК RT Татар-информ Казинформ КазТАГ Тренд Trend АЗЕРТАДЖ Арменпресс АРКА Кабар Кабар Прайм Финмаркет
    Газета\\.Ru Lenta\\.ru Лента\\.ру Коммерсантъ Известия Ведомости ФАН НСН URA\\.RU AEX\\.RU ANNA-News
"""
_NAMES = "|".join(sorted({form for name in _OTHERS.split() for form in (name, name.upper())}, key=len, reverse=True))
_AGENCIES = rf"{_WIRE}|(?:АГН|Агентство) [\"«]Москва[\"»]|Associated Press|[\"«]?(?:{_NAMES})[\"»]?"
_CORRESPONDENT = rf"(?:[,. ]+(?:(?i:корр\.?|корреспондент|собкор|спецкор)[: ]*)?{_NAME})"
_KNOWN = (
    rf"(?:[/(]\s?(?:(?i:корр\.?|собкор|корреспондент) ?)?(?:{_AGENCIES}){_CORRESPONDENT}?\s?[/)]"
    rf"|(?:(?i:корр\.?|собкор|корреспондент) )?(?:{_AGENCIES})(?: ?\([^()]{{2,40}}\))?{_CORRESPONDENT}?)"
)
_SHAPE = (
    r"[/(«\"]?(?:(?i:корр\.?|собкор|корреспондент) )?[А-ЯЁA-Z][\w.]*(?:[ /-][А-ЯЁA-Z][\w.]*){0,4}"
    rf"(?: ?\([^()]{{2,40}}\))?[/)»\"]?(?:, (?:(?i:корр\.?|корреспондент)[: ]*)?{_NAME})?"
)
_BETWEEN = r" ?[-–—.,/:;]+ ?"
_END = r"(?:\s?[-–—:]+ |(?<=REGNUM) |\.\s?(?:[-–—]+ ?)?|(?<=[/)])[.,]? ?(?:[-–—]+ ?)?|\s*$)"
_NEXT = r"(?=[\"«„“А-ЯЁA-Z0-9]|$)"
_ALONE = r"(?:\s?[-–—]+ |\.\s?(?:[-–—]+ ?)?|(?<=[/)])[.,]? ?(?:[-–—]+ ?)?|\s*$)"  # "ТАСС: ..." is an attribution
_PATTERNS = tuple(
    regex(f"(?:{pattern}){_ALONE if pattern.startswith('(?:[/(]') else _END}{_NEXT}")
    for pattern in (
        rf"(?:{_PLACE}(?:,|\.|) ?(?:{_BETWEEN})?)(?:{_WHEN}){_BETWEEN}(?:{_SHAPE})",
        rf"(?:{_PLACE}(?:,|\.|) ?)?(?:{_WHEN})(?:{_BETWEEN}| (?=[/(]))(?:{_KNOWN})",
        rf"(?:{_PLACE}[,.] )?(?:{_KNOWN})[,.]? ?(?:{_WHEN})",
        rf"{_PLACE}(?:{_BETWEEN}| (?=[/(]))(?:{_KNOWN})",
        r"[А-ЯЁ]{2}[А-ЯЁ -]* ?[/(][А-ЯЁA-Z][а-яёa-z]*[А-ЯЁA-Z]{2}[\w-]*[/)]",
        rf"(?:, ?)?{TIME}(?:{_BETWEEN}| )(?:{_WIRE})",  # what is left of "МОСКВА, 28 августа 2025, 20:46 — REGNUM"
        rf"{_PLACE}, ?(?:{_WHEN}) (?:{_WIRE})",
        rf"(?:[/(](?:{_AGENCIES}){_CORRESPONDENT}?[/)]|{_WIRE})",
        rf"[А-ЯЁ]{{2}}[А-ЯЁ (.)-]*[,.] ?(?:{_WHEN})",
    )
)


# The stamp of a page in front of its text: "14:00 08.11.2018 Источник: ", "09:27, Декабрь 15, 2020 ".
_DAY = (
    rf"(?:[0-3]?\d (?i:{MONTH}),? (?:19|20)\d\d|(?i:{MONTH}) [0-3]?\d, (?:19|20)\d\d"
    r"|[0-3]?\d[./][01]?\d[./](?:19|20)?\d\d)"
)
_STAMP = regex(
    rf"(?:{TIME}[\s,|/—–-]+{_DAY}|{_DAY}[\s,|/—–-]+{TIME})(?: ?(?i:мск))?[\s,.|:—–-]+(?:Источник: ?)?"
    r"(?=[\"«„А-ЯЁA-Z0-9])"
)

# Each of the patterns needs a figure, a bracket, or one of these.
_SIGNED = (
    *("ТАСС", "TASS", "РИА", "ИА ", "ПРАЙМ", "Интерфакс", "ИНТЕРФАКС", "INTERFAX", "REGNUM", "АГН", "Агентство"),
    *("Associated Press", *_NAMES.replace("\\", "").split("|")),
)


def dateline(line: str) -> str:
    """The dateline that a paragraph begins with, with the blanks behind it; "" when there is none."""
    at = 0
    while _may_begin(start := line[at : at + _LONGEST]):
        if not (stamp := _STAMP.match(start)):
            found = (pattern.match(start) for pattern in _PATTERNS)
            at += max((match.end() for match in found if match and match[0].strip()), default=0)
            break
        at += stamp.end()
    return line[:at]


def _may_begin(start: str) -> bool:
    """Whether a text may begin with a dateline: most do not, and the patterns are long and seldom worth compiling."""
    return any(map(str.isdigit, start)) or "/" in start or "(" in start or any(name in start for name in _SIGNED)
