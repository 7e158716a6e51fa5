"""Who says so, what is only alleged, and what is denied: put in on both sides, where their place is certain."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from svodka.facts.lexicon.pairs import english_of
from svodka.facts.lexicon.stems import stem
from svodka.text.morphology import is_name, lemmas, readings

# The source as it stands in «по данным …» and in «сообщает/сообщают …», the verb's number, the English.
_SOURCES = (
    ("полиции", "полиция", 1, "police"), ("следствия", "следствие", 1, "investigators"),
    ("прокуратуры", "прокуратура", 1, "prosecutors"), ("МЧС", "МЧС", 1, "the Emergencies Ministry"),
    ("МВД", "МВД", 1, "the Interior Ministry"), ("МИД", "МИД", 1, "the Foreign Ministry"),
    ("Минобороны", "Минобороны", 1, "the Defence Ministry"), ("Минздрава", "Минздрав", 1, "the Health Ministry"),
    ("Минфина", "Минфин", 1, "the Finance Ministry"), ("ФСБ", "ФСБ", 1, "the FSB"),
    ("ЦИК", "ЦИК", 1, "the Central Election Commission"),
    ("Следственного комитета", "Следственный комитет", 1, "the Investigative Committee"),
    ("ГИБДД", "ГИБДД", 1, "traffic police"), ("Росстата", "Росстат", 1, "Rosstat"),
    ("Кремля", "Кремль", 1, "the Kremlin"), ("ТАСС", "ТАСС", 1, "TASS"),
    ("РИА Новости", "РИА Новости", 1, "RIA Novosti"), ("«Интерфакса»", "«Интерфакс»", 1, "Interfax"),
    ("Reuters", "Reuters", 1, "Reuters"), ("AFP", "AFP", 1, "AFP"), ("Bloomberg", "Bloomberg", 1, "Bloomberg"),
    ("Би-би-си", "Би-би-си", 1, "the BBC"), ("«Коммерсанта»", "«Коммерсант»", 1, "Kommersant"),
    ("РБК", "РБК", 1, "RBC"), ("ВОЗ", "ВОЗ", 1, "the WHO"), ("ООН", "ООН", 1, "the UN"),
    ("очевидцев", "очевидцы", 2, "eyewitnesses"), ("экспертов", "эксперты", 2, "experts"),
    ("спасателей", "спасатели", 2, "rescuers"), ("врачей", "врачи", 2, "doctors"),
    ("властей", "власти", 2, "the authorities"), ("журналистов", "журналисты", 2, "journalists"),
    ("местных СМИ", "местные СМИ", 2, "local media"), ("западных СМИ", "западные СМИ", 2, "Western media"),
    ("адвокатов", "адвокаты", 2, "the lawyers"), ("синоптиков", "синоптики", 2, "forecasters"),
    ("аналитиков", "аналитики", 2, "analysts"),
    ("представителей компании", "представители компании", 2, "company representatives"),
)  # fmt: skip
_SAYS = (("сообщает", "сообщают", "report"), ("утверждает", "утверждают", "claim"), ("уточняет", "уточняют", "specify"),
         ("отмечает", "отмечают", "note"), ("заявляет", "заявляют", "say"), ("пишет", "пишут", "write"))  # fmt: skip
# The sources of which English speaks in the plural.
_MANY = frozenset({"police", "traffic police", "investigators", "prosecutors"})
_RESERVES = (
    ("Предположительно,", "Presumably,"), ("Вероятно,", "Probably,"), ("По предварительным данным,",
     "According to preliminary data,"), ("Как утверждается,", "Allegedly,"), ("По неподтвержденным данным,",
     "According to unconfirmed reports,"), ("По слухам,", "Rumour has it that"), ("Как ожидается,", "As expected,"),
    ("Не исключено, что", "It is possible that"), ("Как сообщается,", "Reportedly,"),
    ("По некоторым данным,", "According to some reports,"),
)  # fmt: skip
_SMALL = re.compile(
    r"(?:The|A|An|In|On|At|He|She|It|They|We|This|These|That|Those|There|His|Her|Its|Their|For|By|From|With|After|"
    r"Before|All|Both|Some|Many|Most|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|About|More|Another|Several) "
)
_SPOKEN = re.compile(r"\b(?:I|you|we|my|your|our|us|me)\b", re.IGNORECASE)
_EMPTY = frozenset({"a", "the", "been", "be"})
_LIKELY = 0.02
"""Probability in the lexicon of word stems above which two verbs count as translations."""
_LONGEST = 220
"""Characters of a sentence that is attributed."""
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b")
_NEGATIVE_RUSSIAN = re.compile(r"\b(?:не|ни|нет|нельзя|никто|ничего|никогда|никак\w*|без)\b", re.IGNORECASE)
_NEGATIVE_ENGLISH = re.compile(
    r"\b(?:not?|never|none|nothing|nobody|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE
)
# What changes with a negation, in either language, or has two sides already.
_SCOPED = re.compile(
    r"\b(?:some|any|all|every|already|still|only|also|too|both|must|should|may|might)\b", re.IGNORECASE
)


def attributed(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with its source named, before it or behind."""
    genitive, nominative, number, said = draw.choice(_SOURCES)
    one, many, verb = draw.choice(_SAYS)
    says = one if number == 1 else many
    theirs = verb if number == 2 or said in _MANY else f"{verb}s"
    if _SPOKEN.search(english) or len(russian) > _LONGEST or re.search(r"[.!?:;] |[«\"“]", russian):
        return None
    behind = russian.endswith(".") and english.endswith(".")
    if behind and draw.random() < 0.4:
        return f"{russian[:-1]}, {says} {nominative}.", f"{english[:-1]}, {said} {theirs}."
    if (inside := _inside(russian, english)) is None:
        return None
    ours, its = inside
    form = draw.randrange(3)
    if form == 0:
        return f"По данным {genitive}, {ours}", f"According to {said}, {its}"
    if form == 1:
        return f"Как {says} {nominative}, {ours}", f"As {said} {theirs}, {its}"
    opening = nominative[:1].upper() + nominative[1:]
    return f"{opening} {says}, что {ours}", f"{said[:1].upper() + said[1:]} {theirs} that {its}"


def reserved(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with a reserve before it, or «якобы» / "allegedly" at its verb."""
    verb = _verb(russian, english)
    if verb is not None and draw.random() < 0.6:
        ours, theirs = verb
        return f"{russian[:ours]}якобы {russian[ours:]}", f"{english[:theirs]} allegedly{english[theirs:]}"
    inside = None if _SPOKEN.search(english) else _inside(russian, english)
    if inside is None:
        return None
    opening, said = draw.choice(_RESERVES)
    return f"{opening} {inside[0]}", f"{said} {inside[1]}"


def negated(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with its only finite verb denied on both sides."""
    del draw  # there is one place at most
    if _NEGATIVE_RUSSIAN.search(russian) or _NEGATIVE_ENGLISH.search(english) or _SCOPED.search(english):
        return None
    verb = _verb(russian, english)
    if verb is None:
        return None
    ours, theirs = verb
    return f"{russian[:ours]}не {russian[ours:]}", f"{english[:theirs]} not{english[theirs:]}"


def _inside(russian: str, english: str) -> tuple[str, str] | None:
    """Both sentences as they stand behind an opening, None where a capital may be a name's."""
    first = re.match(r"[А-ЯЁ][а-яё]*(?=[ ,])", russian)
    if first is None or not _SMALL.match(english) or is_name(first[0]) or russian.count("«") != russian.count("»"):
        return None
    if russian.endswith((":", "?", "…")) or not english.endswith((".", '."', ".”")):
        return None
    return russian[:1].lower() + russian[1:], english[:1].lower() + english[1:]


def _verb(russian: str, english: str) -> tuple[int, int] | None:
    """Where the only finite verb of the Russian begins, and where the only auxiliary of the English ends."""
    auxiliaries = list(_AUXILIARY.finditer(english))
    if len(auxiliaries) != 1 or english[auxiliaries[0].end() :][:1] != " " or english.endswith("?"):
        return None
    words = list(re.finditer(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*", russian))
    finite = [found for found in words if _may_be_finite(found[0])]
    if len(finite) == 2 and finite[0][0].lower() in ("был", "была", "было", "были") and _follows(words, finite):
        finite = finite[:1]
    if len(finite) != 1 or not _is_finite(finite[0][0]) or finite[0].start() == 0:
        return None
    said = [word for word in re.findall(r"[a-z]+", english[auxiliaries[0].end() :])[:2] if word not in _EMPTY]
    told = [found[0] for found in words if found.start() >= finite[0].start()][:2]
    if not any(
        _translates(ours, theirs) for ours in told for theirs in said if theirs not in ("a", "the", "been", "be")
    ):
        return None
    return finite[0].start(), auxiliaries[0].end()


def _translates(russian: str, english: str) -> bool:
    return any(english_of(stem(lemma)).get(stem(english), 0.0) > _LIKELY for lemma in (russian, *lemmas(russian)))


def _follows(words: Sequence[re.Match[str]], finite: Sequence[re.Match[str]]) -> bool:
    return words.index(finite[1]) == words.index(finite[0]) + 1 and readings(finite[1][0])[0].part == "PRTS"


def _may_be_finite(word: str) -> bool:
    return any(reading.part in ("VERB", "PRTS", "PRED", "GRND") for reading in readings(word))


def _is_finite(word: str) -> bool:
    return all(reading.part in ("VERB", "PRTS") and reading.mood != "impr" for reading in readings(word))
