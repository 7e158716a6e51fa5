"""What a number can count: currencies, measures, months, weekdays, in the words of Russian and English.

Russian words are found by stem (they inflect), English ones by their exact forms. Currency codes are ISO 4217,
measures the SI symbol or the English word; months are 1-12 and weekdays 1-7 from Monday (ISO 8601).
"""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.regexes import regex

SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₸": "KZT", "₺": "TRY", "₹": "INR"}

# stem or full word -> unit; a trailing * lets any Cyrillic ending follow.
_RU = """
% процент* %
RUB рубл* руб рублев* р
USD доллар* долл usd бакс*
EUR евро eur
GBP фунт*
CNY юан* cny
JPY иен* йен*
UAH грив* грн
CHF франк*
KZT тенге
TRY лир*
CZK крон*
PLN злот*
INR рупи*
ILS шекел* шек
KRW вон
THB бат батов бата
MXN песо
km километр* км
m метр* м
yd ярд*
cm сантиметр* см
mm миллиметр* мм
mi мил* мили
ft фут футов фута
in дюйм*
kg килограмм* кг
g грамм* г
t тонн* т
mg миллиграмм* мг
kt килотонн* кт
oz унци*
q центнер*
L литр* л
mL миллилитр* мл
gal галлон*
bbl баррел*
ha гектар* га
acre акр*
° градус* °
W ватт*
kW киловатт* квт
MW мегаватт* мвт
GW гигаватт* гвт
TW тераватт*
B байт*
year год* лет летн* летие летия летию летием летий г гг годовщин*
month месяц* месяч* мес
week недел*
day дней день дня дню днем днями сутки суток дневн* дни суточн*
hour час* ч
minute минут* мин
second секунд* сек
time раз раза кратн*
person человек* чел
century век века веке веков веках веку
"""
_EN = """
% percent pct
RUB ruble rubles rouble roubles rub
USD dollar dollars usd buck bucks
EUR euro euros eur
GBP pound pounds gbp quid
CNY yuan renminbi rmb cny
JPY yen jpy
UAH hryvnia hryvnias hryvnya uah
CHF franc francs chf
KZT tenge
TRY lira liras
CZK krona krone kroner kronor crown crowns koruna
PLN zloty zlotys
INR rupee rupees
ILS shekel shekels
KRW won
THB baht
MXN peso pesos
km kilometre kilometres kilometer kilometers km kms
m metre metres meter meters
cm centimetre centimetres centimeter centimeters cm
mm millimetre millimetres millimeter millimeters mm
mi mile miles
yd yard yards
ft foot feet ft
in inch inches
kg kilogram kilograms kilogramme kilogrammes kilo kilos kg
g gram grams gramme grammes
t tonne tonnes ton tons
mg milligram milligrams milligramme milligrammes
kt kiloton kilotons kilotonne kilotonnes
lb lb lbs
oz ounce ounces oz
L litre litres liter liters
mL millilitre millilitres milliliter milliliters ml
gal gallon gallons
bbl barrel barrels bbl
ha hectare hectares ha
acre acre acres
° degree degrees °
°C celsius
W watt watts
kW kilowatt kilowatts kw
MW megawatt megawatts mw
GW gigawatt gigawatts gw
TW terawatt terawatts tw
B byte bytes
year year years yr yrs
month month months
week week weeks
day day days
hour hour hours hr hrs
minute minute minutes min mins
second second seconds sec secs
time times
person people person persons
century century centuries
"""
# Before a currency's noun: "австралийских долларов", "Australian dollars".
QUALIFIED = {
    ("австралийск", "USD"): "AUD", ("канадск", "USD"): "CAD", ("гонконгск", "USD"): "HKD", ("белорусск", "RUB"): "BYN",
    ("сингапурск", "USD"): "SGD", ("australian", "USD"): "AUD", ("canadian", "USD"): "CAD", ("hong", "USD"): "HKD",
    ("belarusian", "RUB"): "BYN", ("singapore", "USD"): "SGD", ("египетск", "GBP"): "EGP", ("egyptian", "GBP"): "EGP",
    ("турецк", "TRY"): "TRY", ("норвежск", "CZK"): "NOK", ("шведск", "CZK"): "SEK", ("датск", "CZK"): "DKK",
    ("norwegian", "CZK"): "NOK", ("swedish", "CZK"): "SEK", ("danish", "CZK"): "DKK",
}  # fmt: skip
CURRENCIES = frozenset(SIGNS.values()) | set(QUALIFIED.values()) | {
    "CNY", "CHF", "CZK", "PLN", "ILS", "KRW", "THB", "MXN",
}  # fmt: skip

SMALL_CHANGE = frozenset({"kopeck", "cent", "penny"})


def _table(text: str) -> tuple[dict[str, str], re.Pattern[str], tuple[str, ...]]:
    exact, stems, units = {}, [], []
    for line in text.strip().splitlines():
        unit, *words = line.split()
        for word in words:
            if word.endswith("*"):
                stems.append(re.escape(word[:-1]))
                units.append(unit)
            else:
                exact[word] = unit
    pattern = regex("|".join(f"({stem})" for stem in stems) or r"(?!)")
    return exact, pattern, tuple(units)


_RU_EXACT, _RU_STEMS, _RU_UNITS = _table(_RU)
_EN_EXACT = _table(_EN)[0]


@lru_cache(maxsize=4096)
def unit_of(word: str, lang: str) -> str:
    """The unit that a word (in lower case, ё folded to е) names, or an empty string."""
    if word in SIGNS:
        return SIGNS[word]
    if lang == "en":
        return "%" if word == "%" else _EN_EXACT.get(word, "")
    if word in _RU_EXACT:
        return _RU_EXACT[word]
    match = _RU_STEMS.match(word)
    # An inflected noun or a unit adjective, not another word that happens to begin alike ("метрополитен", "часть").
    if match and match.lastindex and len(word) - match.end() <= 4 and not _NOT_UNITS.match(word):
        return _RU_UNITS[match.lastindex - 1]
    return ""


_NOT_UNITS = regex(
    r"метри|футбол|част|годн|лирик|вонзи|милл?и|милици|милост|милы|мило|метро$|часов[нщ]|фунтик|кронш|кронпр|годи(?:тся|лся)"
)

_MONTHS = {
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "июн": 6, "июл": 7, "август": 8, "сентябр": 9, "октябр": 10,
    "ноябр": 11, "декабр": 12,
}  # fmt: skip
RU_MONTHS = {
    stem + ending: n for stem, n in _MONTHS.items() for ending in ("ь", "я", "е", "ю", "ем", "а", "у", "ом", "")
}
RU_MONTHS |= dict.fromkeys(("май", "мая", "мае", "маю", "маем"), 5)
RU_MONTHS |= {
    stem + ("ск" if stem in ("январ", "март", "август") else "ьск") + ending: n
    for stem, n in {**_MONTHS, "январ": 1}.items()
    for ending in ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
}
RU_MONTHS |= {"янв": 1, "фев": 2, "апр": 4, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12}
EN_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
RU_WEEKDAYS = {
    form: n
    for n, forms in enumerate(
        (
            "понедельник понедельника понедельнику понедельником понедельнике понедельникам",
            "вторник вторника вторнику вторником вторнике вторникам",
            "среда среды среду средой среде средам",
            "четверг четверга четвергу четвергом четверге четвергам",
            "пятница пятницы пятницу пятницей пятнице пятницам",
            "суббота субботы субботу субботой субботе субботам "
            "субботний субботнего субботнем субботняя субботнюю субботней",
            "воскресенье воскресенья воскресенью воскресеньем воскресеньям "
            "воскресный воскресного воскресном воскресную",
        ),
        1,
    )
    for form in forms.split()
}
EN_WEEKDAYS = {
    form: n
    for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split(), 1)
    for form in (name, name + "s")
} | {"mon": 1, "tues": 2, "wed": 3, "thurs": 4, "fri": 5}
