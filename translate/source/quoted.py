"""Names in quotation marks that are common words («Страна», ТЦ «Весна»), given to the decoder in Latin letters.

A decoder translates such a word ("the country reports"). It is taken for a name where the word before says so (издание,
компания, судно) or it tells something («Страна» сообщает), and then in the whole document; by its letters as news
agencies write them (surnames.py), and as the source itself gives it in brackets: «Рэйсер» (Racer); companies from
elsewhere as they write themselves (data/companies.tsv). Parties, laws, films and the like are translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.morphology import is_known, is_noun, lemmas, readings
from translate.shipped import rows_of
from translate.terms.surnames import letters

_BEARERS = frozenset(
    """
    издание газета журнал еженедельник телеканал телекомпания агентство информагентство портал сайт интернет-издание
    интернет-газета радиостанция компания фирма корпорация холдинг концерн банк авиакомпания авиаперевозчик
    производитель разработчик застройщик ритейлер магазин супермаркет гипермаркет тц трц отель гостиница ресторан кафе
    бар клуб санаторий пансионат танкер судно теплоход корабль траулер ледокол крейсер фрегат корвет сухогруз паром
    завод фабрика комбинат шахта агрофирма агрохолдинг совхоз колхоз жк ооо ао оао пао зао ип нпо фгуп муп
    """.split()  # noqa: SIM905
)
_BEARER_PAIRS = frozenset({"торговый центр", "жилой комплекс", "бизнес центр", "торговый дом"})
_TELLING = r"(?:сообща|сообщи|пиш|написа|переда|рассказ|узна|выясни|заяви|отмеча|уточня|цитиру|информиру|публику)\w*"
_ABBREVIATED = regex(r"[А-ЯЁ]{2}")
# Known in English by what they mean.
_TRANSLATED = frozenset({"голос америки", "немецкая волна", "первый канал", "радио свобода", "северный поток"})
OPENING = regex(r"[«“„\"]")
# The words before are read from the first letter on: one without an end would be read anew from each of its letters.
_QUOTED = regex(
    r"(?:(?<![А-Яа-яЁё-])(?:(?P<two>[А-Яа-яЁё-]+) )?(?P<before>[А-Яа-яЁё-]+) )?"
    r"[«“„\"](?P<name>[А-ЯЁ][А-Яа-яЁё-]*(?: [А-Яа-яЁё-]+){0,2})[»”“\"]"
    rf"(?P<given> ?\((?P<latin>[A-Z][\w&.' -]*)\))?(?P<tells> (?:также )?{_TELLING})?"
)


def quoted_names(texts: Iterable[str]) -> Mapping[tuple[str, ...], str]:
    """The names in quotation marks of a document that want Latin letters: by the dictionary forms of their words."""
    found: dict[tuple[str, ...], str] = {}
    for match in (match for text in texts for match in _QUOTED.finditer(text)):
        name, key = match["name"], _key(match["name"])
        if match["given"]:
            found[key] = match["latin"]
        elif key in _companies():
            found[key] = _companies()[key]
        elif key not in found and _bears(match) and _common(name):
            found[key] = " ".join(letters(word) for word in name.split())
    return found


@lru_cache(maxsize=1)
def _companies() -> Mapping[tuple[str, ...], str]:
    return {_key(russian): english for russian, english in rows_of("translate.source", "companies")}


def in_latin(source: str, names: Mapping[tuple[str, ...], str]) -> str:
    """The source with these names in Latin letters, and without what gives them in brackets."""

    def put(match: re.Match[str]) -> str:
        latin = names.get(_key(match["name"]))
        if latin is None:
            return match.group()
        start, end = match.start(), match.end("given") if match["given"] else match.end("name") + 1
        opens = match.start("name") - start
        closing = source[match.end("name")]
        return match.group()[:opens] + latin + closing + source[end : match.end()]

    return _QUOTED.sub(put, source) if names else source


def _key(name: str) -> tuple[str, ...]:
    return tuple(min(lemmas(word)) for word in name.split())


def _bears(match: re.Match[str]) -> bool:
    """Whether the words around a quotation say that it is a name."""
    before, two = match["before"], match["two"]
    if before and re.fullmatch(_TELLING, before.lower()):
        return True
    who = readings(match["name"].split()[-1].lower())[:1]
    if match["tells"] and not (before and is_noun(before)) and not any(reading.animate for reading in who):
        return True  # not "журналист «Страны» сообщил", nor "«Кремлёвский доктор» рассказал"
    if not before:
        return False
    forms = lemmas(before)
    pairs = {f"{a} {b}" for a in lemmas(two) for b in forms} if two else set()
    return bool(forms & _BEARERS or pairs & _BEARER_PAIRS)


def _common(name: str) -> bool:
    """Whether the first word of a name, in the nominative, is a common one whose English does not sound like it."""
    from svodka.facts.lexicon import english_of, stem
    from svodka.facts.names import SAME, same_name

    first = name.split()[0].lower()
    if name.lower() in _TRANSLATED or not is_known(first) or _ABBREVIATED.search(name):
        return False
    read = readings(first)
    if not any(reading.case == "nomn" for reading in read) or read[0].name:
        return False
    return all(same_name(first, word) < SAME for word in english_of(stem(first)))
