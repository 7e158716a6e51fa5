"""Cut Russian text into sentences.

Sentences are found by razdel (github.com/natasha/razdel), the reference for Russian news; its limits are mended here:
"г." or "руб." and single letters at the end of a sentence, sentences with no space between them, abbreviations before
quotes and brackets, a quotation that ends in "!" with its speaker after a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.spans import Span, stripped

# Capitalised, these can only open a new sentence.
_OPENERS = (
    "А|Без|Более|Бы|В|Во|Вот|Все|Всего|Всё|Вы|Где|Для|До|Его|Ее|Её|Если|Еще|Ещё|Же|За|Здесь|И|Из|Или|Их|К|Как|Когда|"
    "Которые|Кроме|Кто|Мы|На|Над|Напомним|Не|Него|Но|О|Об|Обо|Однако|Он|Она|Они|Оно|От|Перед|По|Под|Позже|Поэтому|После|"
    "Потом|При|Про|Ранее|С|Сейчас|Согласно|Со|Так|Также|Такие|Такой|Там|Теперь|То|Тогда|Только|Тот|Ту|У|Уже|Хотя|Чем|"
    "Через|Что|Чтобы|Эта|Эти|Это|Этот|Я"
)
# razdel joins whatever follows "г.", "руб.", "им.".
_AFTER_SHORT = regex(rf"(?<=[а-яё]\.)\s+(?=(?:{_OPENERS})\s+[^\W\d_])")
_OPENER = regex(_OPENERS)
# "Начало в 10 ч. Вход свободный": a figure's unit before a word that is no name.
_UNIT = regex(r"(?<=\d)\s?(?:ч|мин|сек|км|кг|м|см|га|т|л|руб|коп|чел|шт|экз)\.(?P<gap>\s+)(?=(?P<next>[А-ЯЁ][а-яё]+))")
# "в 2019 г. Против": behind any abbreviation that may end a sentence, a word that can only open one.
_ABBREVIATED = regex(r"(?<=[а-яё]\.)(?P<gap>\s+)(?=(?P<next>[А-ЯЁ][а-яё]+))")
_SPEED = regex(r"(?<=м/[чс]\.)\s+(?=[«\"]?[А-ЯЁ])")
# "сказал он.Далее": a full stop, no space, a capital; but not "ул.Ленина".
_GLUED = regex(r"(?<=[а-яё][а-яё»)][.!?…])(?=[«\"(]?[А-ЯЁ][а-яё])")
# Abbreviations that something always follows: a name, a number, the thing itself.
_LEADS = (
    r"[дк]\. ?[а-я]{1,4}\. ?н|т\. ?(?:наз|н|ч|е|к)|ст\. ?м|и\. ?о|ул|им|св|пл|пр|просп|пер|корп|пос|дер|гор|оз|"
    r"тов|проф|акад|доц|ред|зам|зав|нач|пом|ген|полк|кап|лейт|бул|наб|мкр|мк-н|тел|ок|ср|см|рис|табл|гл|напр|прим|авт|"
    r"сост|вып|изд|арх|худ|реж|корр|гос|вит|г-н|г-жа|гр|пп|бывш|осн|ст"
)
# Abbreviations that may end a sentence: units, years, "and so on".
_TRAILS = (
    r"т\. ?[дп]|л\. ?с|н\. ?э|кв\. ?к?м|куб\. ?см|куб\. ?м|г|гг|в|вв|др|пр|руб|коп|долл|евро|тыс|млн|млрд|трлн|чел|мин|"
    r"сек|час|ч|кг|км|см|мм|м|га|т|л|шт|экз|ед|обл|стр|проц"
)
_LEAD = regex(rf"(?<![\w-])(?:{_LEADS})\.$")
_TRAIL = regex(rf"(?<![\w-])(?:{_TRAILS})\.$")
_SHORT = regex(rf"(?<![\w-])(?:{_LEADS}|{_TRAILS}|кв|респ|Дж|Вс|Ст)\.$")
# «Мы остаёмся!» — Павел Орлов: the quotation and its speaker are one sentence.
_SPOKEN = regex(r"[!?….][»”“\"]$")
_QUOTATION = regex(r"[—–-]?\s*[«„“\"][^«»„“”\"]*[»”“\"][!?…]+$")
_DASH = regex(r"[—–-]+\s")
_BRACKET = regex(r"\((?P<inside>[^()]*)\)")
_SPEECH = regex(r"[«„“\"][^«»„“”\"]*(?:[,!?…][»”“\"]|[»”“\"],)\s*[—–-]|[«„“\"][^«»„“”\"]*[.!?…][»”“\"]\s*$")
# фильм «Ну, погоди!»: a title right behind the word that it names, of a few words.
_TITLE = regex(r"(?<=[а-яёa-z])\s+[«„“\"](?P<name>[^«»„“”\"]{2,40}[!?…])[»”“\"]")
_SAYING = regex(
    r"(?:сказа|спроси|спрашива|воскликну|заяви|крикну|крича|говор|ответи|отвеча|напис|пиш|добави|подума|прошепта)\w*$"
)
# A single capital with a full stop, before a capital.
_LETTER = regex(r"(?<![\w.-])(?P<letter>[А-ЯЁA-Z])\.(?P<gap>\s+)(?=[«\"(]?(?P<next>[А-ЯЁ][а-яё]*))")
_CHAIN = regex(r"[А-ЯЁA-Z]\.[ ]?$")
# What letters are names of: "гепатит С", "из группы В", "пункт Б", "дом 5 а".
_LABELLED = regex(
    r"(?:\b(?:групп|гепатит|витамин|класс|категори|литер|корпус|подъезд|букв|блок|сектор|трибун|лиг|план|тип|вариант|штамм|"
    r"вирус|грипп|сери|зон|выход|терминал|пункт|точк|модел|лини|маршрут|зал|уровн|уровен|ключ|ось|формат|размер|отметк|"
    r"индекс|иммуноглобулин|гормон|объект|кабинет|дивизион|пул|икс|приложени|поколени|рейтинг|граждан(?=ин|к)|подозреваем|"
    r"обвиняем|задержанн|осужденн|осуждённ|потерпевш|нек(?=ий|ая|то)|господин|госпож)\w*|\d)[  ]?[«\"]?$",
    re.IGNORECASE,
)
_SMALL_LETTER = regex(r"(?<![\w.-])(?P<letter>[абежз])\.(?P<gap>\s+)(?=[«\"(]?(?P<next>[А-ЯЁ][а-яё]*))")
_LABELLED_SMALL = regex(
    r"\b(?:букв|под?пункт|вариант|литер|класс|дом|школ|корпус|квартир|строени)\w*\s+(?:№\s?)?\d*\s?[«\"]?$|\d\s?$",
    re.IGNORECASE,
)
# razdel's time grows with the square of a stretch of joined sentences: hand it no more than this.
_BLOCK = 2000


def russian_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of the sentences of ``text[start:end]``, in order; between them lies nothing but white space.

    The text is one paragraph in its normal form (`svodka.text.normalise`).
    """
    for left, right in _joined(text, _razdel(text, start, len(text) if end is None else end)):
        position = left
        for low, high in [*sorted(_cuts(text, left, right)), (right, right)]:
            if low < position:
                continue
            span = stripped(text, position, low)
            if span[0] < span[1]:
                yield span
            position = high


def _cuts(text: str, left: int, right: int) -> Iterator[Span]:
    """Gaps at which a sentence of razdel's is two."""
    for rule in (_AFTER_SHORT, _SPEED):
        yield from (m.span() for m in rule.finditer(text, left, right))
    for match in _GLUED.finditer(text, left, right):
        if not _SHORT.search(text, max(left, match.start() - 12), match.start()):
            yield match.span()
    for match in _LETTER.finditer(text, left, right):
        if _ends_with_letter(text, left, match):
            yield match.span("gap")
    for match in _SMALL_LETTER.finditer(text, left, right):
        if _LABELLED_SMALL.search(text, max(left, match.start() - 25), match.start()):
            yield match.span("gap")
    for match in _ABBREVIATED.finditer(text, left, right):
        if _opens_only(match["next"]) and _TRAIL.search(text, max(left, match.start() - 12), match.start()):
            yield match.span("gap")
    for match in _UNIT.finditer(text, left, right):
        if not _may_be_name(match["next"]):
            yield match.span("gap")
    for match in re.finditer(r"(?<=\.)\s+(?=[«„“\"])", text[left:right]):
        at = left + match.start()
        if _TRAIL.search(text, max(left, at - 12), at) and _SPEECH.match(text, left + match.end(), right):
            yield at, left + match.end()


def _ends_with_letter(text: str, left: int, match: re.Match[str]) -> bool:
    """Whether the full stop behind a single capital ends the sentence, or the letter is an initial."""
    before, following = text[max(left, match.start() - 40) : match.start()], match["next"]
    if not before.strip():
        return False  # "А. Громов", "А. Первый пункт"
    if len(following) == 1 and text[match.end() + len(following) : match.end() + len(following) + 1] == ".":
        return False  # the first of two initials
    if _CHAIN.search(before):  # the second of two: they ended with their surname, or wait for it
        surname = re.search(r"([А-ЯЁ][а-яё-]+)\s+(?:[А-ЯЁA-Z]\.\s?)+$", before)
        return surname is not None and _is_name(surname[1]) and not _may_be_name(following)
    if _LABELLED.search(before):
        return not _is_name(following) or _is_latin_only(match["letter"])
    return _is_latin_only(match["letter"]) or _opens_only(following)


def _is_latin_only(letter: str) -> bool:
    return letter in "DFGIJLNQRSUVWZ"


def _is_name(word: str) -> bool:
    from svodka.text.morphology import is_known, is_name

    return is_name(word) or not is_known(word)


def _may_be_name(word: str) -> bool:
    from svodka.text.morphology import may_be_name

    return may_be_name(word)


@lru_cache(maxsize=1_000)
def _opens_only(word: str) -> bool:
    """Whether a capitalised word can only stand at the beginning of a sentence: no noun, no adjective, no name."""
    from svodka.text.morphology import is_known, may_be_nominal

    return _OPENER.fullmatch(word) is not None or (len(word) > 2 and is_known(word) and not may_be_nominal(word))


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Sentences, those put together again that razdel cut where none ends."""
    held: Span | None = None
    for left, right in spans:
        if held is not None and _goes_on(text, held, left, right):
            held = (held[0], right)
            continue
        if held is not None:
            yield held
        held = (left, right)
    if held:
        yield held


def _goes_on(text: str, held: Span, left: int, right: int) -> bool:
    """Whether the sentence ``held`` goes on with what follows from ``left`` to ``right``."""
    low = max(held[0], held[1] - 20)
    if _LEAD.search(text, low, held[1]):
        return True
    if _TRAIL.search(text, low, held[1]):
        if bracket := _BRACKET.match(text, left):
            return not re.match(r"[«\"]?[А-ЯЁ].*[.!?…]$", bracket["inside"])
        return text[left] in '«„“"' and not _SPEECH.match(text, left, right) and text[held[1] - 2] == "г"
    if _DASH.match(text, left) and (_SPOKEN.search(text, low, held[1]) or _QUOTATION.match(text, held[0], held[1])):
        return True
    return _inside_title(text, held, left)


def _inside_title(text: str, held: Span, left: int) -> bool:
    """Whether the cut falls into a title in quotes, or right behind one that does not end its sentence."""
    for title in _TITLE.finditer(text, held[0], min(len(text), left + 60)):
        if _SAYING.search(text, max(held[0], title.start() - 15), title.start()):
            continue
        if title.start() < held[1] < title.end():
            return True
        if title.end() == held[1]:
            following = re.match(r"[А-ЯЁ][а-яё]+", text[left:])
            return following is not None and _is_name(following[0])
    return False


def _razdel(text: str, start: int, end: int) -> Iterator[Span]:
    from razdel import sentenize

    while start < end:
        stop = min(start + _BLOCK, end)
        if stop < end and (space := text.rfind(" ", start + _BLOCK // 2, stop)) > 0:
            stop = space
        found = [(start + s.start, start + s.stop) for s in sentenize(text[start:stop]) if s.start < s.stop]
        if stop < end and len(found) > 1:
            found.pop()  # it may go on beyond the block
        yield from found
        start = found[-1][1] if found else stop
