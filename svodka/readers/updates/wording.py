"""Words that cannot both be true of one event, and words that tell nothing of it: what a repeat may not and may change.

Beginnings of Russian words, ё as е. `svodka.facts` compares figures; these are the verdicts, directions, times and
places that are told without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from svodka.regexes import regex
from svodka.text.tables import rows

_NOT = frozenset(["не", "ни", "нет", "без", "вряд", "якобы", "будто"])
# Answers that are words by themselves, no beginnings.
_WORDS = "мая май мае дня днем утро утра ночи ночь вечер рост право лево жив сын перв среду среды"
_WHOLE = frozenset(_WORDS.split())


@cache
def _answers() -> dict[str, set[tuple[int, int]]]:
    """Of each beginning the questions that it answers, and how."""
    table: dict[str, set[tuple[int, int]]] = {}
    for question, answers in enumerate(rows("svodka.readers.updates", "questions.tsv")):
        for answer, words in enumerate(answers):
            for word in words.split():
                table.setdefault(word, set()).add((question, answer))
    return table


@cache
def _longest() -> int:
    return max(map(len, _answers()))


_SHORTEST_STEM = 3
_MOST = 40  # letters of a word that are looked at: more than any answer has
# Words that begin like an answer and are none.
_NONE = regex(
    r"средств|средн|марте[нл]|правил|правит|юго?рск|юг[аеу]?рск|прода(?:н|в)ец|пятн[оа]|третьяк|первонач|первооткр"
)
_NEGATED = regex(r"(?:не|без|бес|анти|контр|вне)(?=\w{4})")


def contradict(here: Iterable[str], there: Iterable[str]) -> bool:
    """Whether two sets of words (lower case, ё as е) answer one question differently, as convicted and acquitted do.

    So do a word and the same word with "не" or "без" before it.
    """
    ours, theirs = set(here), set(there)
    if any(_NEGATED.match(word) and _NEGATED.sub("", word, count=1) in ours ^ theirs for word in ours ^ theirs):
        return True
    mine, others = _said(ours), _said(theirs)
    return any(question in others and not answers & others[question] for question, answers in mine.items())


def _said(words: Iterable[str]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for word in words:
        for question, answer in _told(word[:_MOST]):
            found.setdefault(question, set()).add(answer)
    return found


@lru_cache(maxsize=10_000)  # the words of a sentence that is held against several
def _told(word: str) -> frozenset[tuple[int, int]]:
    """The questions that a word answers, and how."""
    if _NONE.match(word):
        return frozenset()
    for end in range(min(len(word), _longest()), _SHORTEST_STEM - 2, -1):
        known = _answers().get(word[:end])
        if known and (end == len(word) or (end >= _SHORTEST_STEM and word[:end] not in _WHOLE)):
            return frozenset(known)
    return frozenset()


_BACKGROUND = regex(
    r"(?:напомним|отметим|ранее (?:сообщалось|мы |редакц|портал|издание|стало известно)|"
    r"как (?:ранее )?(?:сообщал|писал)|до этого сообщал|читайте|смотрите|подробн|подпи[шс]|следите|"
    r"оставайтесь|больше новостей|все новости|фото|видео|"
    r"источник\b|автор|текст:|теги|по материалам|материал подготов|при (?:перепечат|копирован|цитирован|использован)|"
    r"перепечат|копировани|использование материал|реклама|на правах рекламы|нашли ошибк|заметили ошибк|если вы нашли|"
    r"редакция|присылайте|пишите|звоните|поделит|делитесь|комментар|добав\w+ (?:нас|в избранное)|"
    r"наш (?:канал|телеграм)|мы в |читать|новости по теме|по теме|скачивайте|установите|"
    r"иллюстраци|фотограф|снимок|изображение|©|\(c\))",
    re.IGNORECASE,
)
_CHANNEL = regex(
    r"telegram|телеграм|вконтакте|whatsapp|\bдзен|яндекс[. ]новост|\bмах\b|\bmax\b|https?://|@\w{4}|\bt\.me|rutube|"
    r"все права защищены|ctrl|иностранн\w+ агент|\b(?:0|6|12|16|18)\+|#\w",
    re.IGNORECASE,
)
_OUTLETS = regex(
    r"(?<!\w)(?:ИТАР-ТАСС|ТАСС|(?:РИА )?«?Новост[иеяхм]+»?(?= сообщ|[.,»]|$| со ссылк| переда)|РИА(?: «?[А-Я][\w]+»?)?|"
    r"Интерфакс\w*|ИНТЕРФАКС\w*|REGNUM|Regnum|ПРАЙМ|Прайм|Росбалт\w*|РБК|RT|Рейтер\w*|Reuters|AFP|AP|Bloomberg|CNN|"
    r"BBC|Би-би-си|Синьхуа|Франс-Пресс|Коммерсант\w*|Ведомост[ия]\w*|Извести[яй]\w*|Лент[аеуы]\.ру|Газет[аеуы]\.ру|"
    r"Lenta\.ru|Gazeta\.ru|Фонтанк[аеуи]|Комсомольск\w+ правд\w+|Российск\w+ газет\w+|Независим\w+ газет\w+|"
    r"Московск\w+ комсомол\w+|Аргумент\w+ и факт\w+|АиФ|НТВ|РЕН ТВ|Росси[яи][ -]24|Перв\w+ канал\w*|ТВ Центр|"
    r"Sputnik|Медуз\w+|Meduza|НСН|SHOT|Shot|Mash|Baza|СМИ|[Тт]елеграм\w*|Telegram|[A-Za-z]+\.(?:ru|com|info))(?!\w)"
)
_SAYING = regex(r"(?:сообщ|переда|пиш|ссылк|информир|рассказ|заяв|уточн|отмет|говор|известно|словам|данным|пресс)")


def is_negated(words: Iterable[str]) -> bool:
    """Whether any of the words (lower case) negates or doubts."""
    return not _NOT.isdisjoint(words)


def is_background(sentence: str) -> bool:
    """Whether a sentence that one text has and the other lacks is what outlets add: background, calls, credits."""
    return bool(_BACKGROUND.match(sentence.strip(' .,—–-•*"«»([→►')) or _CHANNEL.search(sentence))


def outlets(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence names a news outlet, as spans: a reprint names another."""
    return [match.span() for match in _OUTLETS.finditer(sentence)]


def tells_who_said(words: Iterable[str]) -> bool:
    """Whether a stretch is on whose words it is: "сообщает", "со ссылкой на"."""
    return any(_SAYING.match(word) for word in words)
