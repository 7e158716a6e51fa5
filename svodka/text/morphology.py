"""Russian dictionary forms through pymorphy3, loaded when first needed and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


# Most words of a text are asked about by several of the functions here, soon after each other.
@lru_cache(maxsize=4_000)
def _parsed(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


def _parses(word: str) -> tuple[Any, ...]:
    return _parsed(word.lower())


@lru_cache(maxsize=4_000)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that the word may have, lower case, ё as е ("банка": банк, банка)."""
    return frozenset(parse.normal_form.replace("ё", "е") for parse in _parses(word))


@lru_cache(maxsize=4_000)
def forms(word: str) -> frozenset[str]:
    """Every form of every dictionary word that the word may be a form of, lower case, ё as е."""
    return frozenset(form.word.replace("ё", "е") for parse in _parses(word) for form in parse.lexeme)


@lru_cache(maxsize=4_000)
def names_a_place(word: str) -> bool:
    """Whether any reading of the word is a noun that is a place, or an abbreviation: Германия, США, no немецкий."""
    return any("NOUN" in p.tag and ("Geox" in p.tag or "Abbr" in p.tag) for p in _parses(word))


@lru_cache(maxsize=4_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word in any form."""
    return bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=4_000)
def is_name(word: str) -> bool:
    """Whether the word's likeliest reading is a first name, surname, patronymic or place.

    An adjective that may be a surname ("Зеленский") counts as one.
    """
    readings = [parse.tag for parse in _parses(word)]
    if any(mark in readings[0] for mark in ("Name", "Surn", "Patr", "Geox")):
        return True
    return "ADJF" in readings[0] and any("Surn" in tag for tag in readings)


@lru_cache(maxsize=4_000)
def is_first_name(word: str) -> bool:
    """Whether any reading of the word is a first name."""
    return any("Name" in parse.tag for parse in _parses(word))


@lru_cache(maxsize=4_000)
def is_surname(word: str) -> bool:
    """Whether the dictionary has the word and any reading of it is a surname."""
    return is_known(word) and any("Surn" in parse.tag for parse in _parses(word))


@lru_cache(maxsize=4_000)
def is_noun(word: str) -> bool:
    """Whether any reading of the word is a noun."""
    return any("NOUN" in parse.tag for parse in _parses(word))


@lru_cache(maxsize=4_000)
def may_be_name(word: str) -> bool:
    """Whether any reading of the word is a surname, first name, patronymic or place, or the dictionary lacks it."""
    tags = [parse.tag for parse in _parses(word)]
    return not is_known(word) or any(mark in tag for tag in tags for mark in ("Name", "Surn", "Patr", "Geox"))


@lru_cache(maxsize=4_000)
def may_be_nominal(word: str) -> bool:
    """Whether any reading of the word is a noun or an adjective ("скоро" is an adverb first)."""
    parts = {parse.tag.POS for parse in _parses(word)}
    return bool(parts & {"NOUN", "ADJF", "PRTF"}) or ("ADJS" in parts and "ADVB" not in parts)


@lru_cache(maxsize=4_000)
def abbreviation(word: str) -> str:
    """The dictionary form of an abbreviation of several words' letters ("мида": "мид"), "" for other words."""
    reading = _parses(word)[0]
    return str(reading.normal_form) if is_known(word) and "Abbr" in reading.tag and reading.tag.POS == "NOUN" else ""


@lru_cache(maxsize=4_000)
def is_verbal(word: str) -> bool:
    """Whether the likeliest reading is a verb, an adverb or a word of grammar: nothing that a person is called."""
    return _parses(word)[0].tag.POS not in {"NOUN", "ADJF", "ADJS", "PRTF", "NUMR", None}


@lru_cache(maxsize=4_000)
def may_be_surname(word: str) -> bool:
    """Whether a word that stands where a surname may be one: by a reading of its own, or by its ending."""
    tags = [parse.tag for parse in _parses(word)]
    if is_verbal(word):
        return False
    if is_known(word) and {"plur", "gent"} in tags[0] and "Surn" not in tags[0]:
        return False  # "министр финансов"
    return any("Surn" in tag for tag in tags) or word.lower().endswith(
        (
            "ов",
            "ев",
            "ёв",
            "ин",
            "ын",
            "ова",
            "ева",
            "ёва",
            "ина",
            "ский",
            "цкий",
            "ская",
            "енко",
            "чук",
            "ян",
            "дзе",
            "швили",
        )
    )


@lru_cache(maxsize=4_000)
def is_plural(word: str) -> bool:
    """Whether the word's likeliest reading is a plural."""
    return "plur" in _parses(word)[0].tag


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word in a sentence: its part of speech, form and dictionary form, in pymorphy3's terms ("" for
    what the word does not have)."""

    part: str
    lemma: str
    case: str = ""
    number: str = ""
    gender: str = ""
    person: str = ""
    mood: str = ""
    transitive: bool = False
    name: bool = False
    animate: bool = False


_SECOND = {"gen2": "gent", "gen1": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
_ALL_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
# The cases of a foreign surname that the dictionary lacks, by its ending; "": of a man's, that ends in a consonant.
_FOREIGN = {
    "а": ("nomn", "gent", "accs"), "я": ("nomn", "gent", "accs"), "ы": ("gent",), "у": ("datv", "accs"),
    "ю": ("datv", "accs"), "ом": ("ablt",), "ем": ("ablt",), "ым": ("ablt", "datv"),
    "ой": ("gent", "datv", "ablt", "loct"),
    "ого": ("gent", "accs"), "ому": ("datv",), "оу": _ALL_CASES, "ью": _ALL_CASES,
    "е": _ALL_CASES, "о": _ALL_CASES, "и": _ALL_CASES, "э": _ALL_CASES,
}  # fmt: skip


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a Russian word as it is written, the likeliest first; the capital of an unknown one counts, since
    the dictionary would take many a foreign surname for a verb."""
    small = word.lower()
    if len(word) > 1 and word.isupper():  # "ЦИК", "РФ": no form tells the case
        return tuple(Reading("NOUN", small, case, "", "ms-f", name=True) for case in _ALL_CASES)
    if word[:1].isupper() and small != word and not is_known(small):
        return _foreign(small)
    found = []
    for parse in _parses(small):
        tag = parse.tag
        found.append(
            Reading(
                str(tag.POS or ""),
                parse.normal_form,
                _SECOND.get(str(tag.case or ""), str(tag.case or "")),
                str(tag.number or ""),
                "ms-f" if "ms-f" in tag else str(tag.gender or ""),
                str(tag.person or ""),
                str(tag.mood or ""),
                str(tag.transitivity or "") == "tran",
                any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox", "Orgn")),
                "anim" in tag,
            )
        )
    return tuple(dict.fromkeys(found))


def _foreign(small: str) -> tuple[Reading, ...]:
    ending = next((end for end in sorted(_FOREIGN, key=len, reverse=True) if small.endswith(end)), "")
    cases = _FOREIGN[ending] if ending else ("nomn",)
    gender = "" if ending else "masc"
    found = [Reading("NOUN", small, case, "sing", gender or "ms-f", name=True, animate=True) for case in cases]
    if not ending:  # a woman's has one form in all cases; it is taken for the subject here
        found.append(Reading("NOUN", small, "nomn", "sing", "femn", name=True, animate=True))
    return tuple(found)


def in_form_of(word: str, model: str, lemma: str, *, gender: str = "", animate: bool = False) -> str | None:
    """A word given by its dictionary form in the form that ``model`` has, of whose readings the one of ``lemma`` counts
    ("": the first); an adjective in ``gender`` where the model is a singular. None where it has no such form."""
    read = [parse for parse in _parses(model.lower()) if not lemma or parse.normal_form == lemma]
    if not read:
        return None
    own = _parses(word)
    tag, mine = read[0].tag, next((parse for parse in own if parse.normal_form == word.lower()), own[0])
    wanted = {str(value) for value in (tag.case, tag.number) if value}
    if mine.tag.POS in ("INFN", "VERB"):
        part = str(tag.POS)
        wanted |= {part} if part != "VERB" else set()
        wanted |= {str(value) for value in (tag.person, tag.tense, tag.mood, tag.voice) if value}
        wanted |= {str(tag.gender)} if tag.gender and tag.number == "sing" else set()
        if part == "INFN":
            return word
    elif mine.tag.POS in ("ADJF", "PRTF"):
        sex = gender or str(tag.gender or "")
        wanted |= {sex} if sex and sex != "ms-f" and tag.number == "sing" else set()
        if tag.case == "accs" and (tag.number == "plur" or sex == "masc"):
            wanted |= {"anim" if animate or "anim" in tag else "inan"}
    form = mine.inflect({value for value in wanted if value})
    return None if form is None else str(form.word)
