"""Whether what a text says of a thing is so: operators on statements, put together before anything is compared.

"Не" reverses, and so do verbs like "отказался", "denied"; two reversals undo each other ("не мог не знать", "did not
deny", "not without"), "не только" and "not only" do nothing, "едва не" and "nearly" leave it undone. So a reader that
counts negations reads a third of these the wrong way round; `negations` gives what is left when all are applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text import Span


class Negation(NamedTuple):
    """A stretch that turns what it governs round.

    ``value``: "not"; "nearly" (it did not happen, but almost); "reversed": two that undo each other, one of them a verb
    ("не отрицал"), so that a translation may have one, both or none, and a text in the same language both; "turned":
    one such verb, or "without"; "barely": it happened after all. ``firm``: "not" and the like, which have to show by a
    word of their own.
    """

    span: Span
    value: str
    firm: bool


# Verbs that say that something is not so or is not done; with "не" they say the opposite.
_RU_REVERSING = (
    r"отказ(?:ал|ыва)\w*|опроверг\w*|отриц(?:ал|ает|ают|ая)\w*|избе(?:жа|га)\w*|переста\w*|прекра(?:ти|ща)\w*|"
    r"запре(?:ти|ща)\w*|отверг\w*|отмен(?:и|я)\w*|предотвра\w*|помеша\w*|воспрепятств\w*|лиши\w*|исключ(?:ил|ает|"
    r"ают)\w*"
)
_EN_REVERSING = (
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|fail(?:s|ed)?(?= to\b)|declin(?:e|es|ed|ing)(?= to\b)|"
    r"declined(?= comment)|"
    r"stop(?:s|ped)?(?= \w+ing\b)|ceas(?:e|es|ed|ing)|avoid(?:s|ed|ing)?|avert(?:s|ed)?|escap(?:e|es|ed)|"
    r"prevent(?:s|ed|ing)?|reject(?:s|ed|ing)?|ban(?:s|ned)?|forbid(?:s|den)?|prohibit(?:s|ed)?|cancel(?:s|led|ed)?|"
    r"rul(?:e|es|ed|ing) out|exclud(?:e|es|ed|ing)|dispute[sd]?|disput|refut(?:e|es|ed)|hinder(?:ed)?|oppos(?:e|es|ed)"
)
_EN_NOT = r"(?:not|never|cannot|\w+n['’]t)"
_RU_ABLE = r"(?:мо[гж]\w*|смо[гж]\w*|сумел\w*|способ\w+|вправе|име\w+ (?:права|возможности)|в силах|удалось|уда[её]тся)"

_NOTHING: dict[Lang, str] = {
    "ru": rf"не (?:только|просто(?! \w+ть(?:ся)?\b)|раз|прочь|секрет\w*|без|против)|не {_RU_ABLE}(?: бы)?(?: \w+)? не|"
    r"не (?:обош|обход|прош|проход|оста)\w+ без|"
    r"(?:нельзя|невозможно|немыслимо|грех)(?: было| будет)?(?: \w+)? не|(?:чуть|едва) ли не|"
    r"нет (?:никого|того), кто(?: бы)? не|"
    r"не было \w+, котор\w+(?: бы)? не|(?:нет|не было) сомнени\w+|без сомнени\w+|нельзя исключ\w+|не исключ\w+|"
    r"не мог бы не",
    "en": rf"{_EN_NOT} (?:(?:be|been|have|has|had|quite|entirely|altogether|an?) )*"
    r"(?:only|just|merely|simply|least|solely|without|uncommon\w*|unusual\w*|impossible|unlikely|unlike|"
    r"unaware|unreasonabl\w*|unfounded|insignificant|infrequent\w*)|"
    r"(?:could not|couldn['’]t|cannot|can not|can['’]t) (?:help but|but|help(?= \w+ing\b))|"
    rf"{_EN_NOT} (?:be )?(?:rul\w+ out|exclud\w+)|no doubt|no less|no one (?:denies|doubts)|nobody (?:denies|doubts)|"
    r"hardly any doubt|there is no denying",
}
"""Two that undo each other, or one that does nothing."""

# Никто, никогда, ничего and the like agree with their "не": one negation, however many words.
_CONCORD = (
    r"(?:никто|никого|никому|никем|ничто|ничего|ничему|нигде|никогда|никуда|никак|никак(?:ой|ая|ое|ие|их|ого|ому))"
    r"(?: (?!не\b)[\w-]+){0,4}"
)
_REVERSED: dict[Lang, str] = {
    "ru": rf"(?:{_CONCORD} )?не (?:{_RU_REVERSING}|сомнева\w+|скрыва\w+|возража\w+)",
    "en": rf"{_EN_NOT} (?:be |been |have |had )?(?:{_EN_REVERSING}|fail\w*|hesitat\w+|doubt\w*|mind|object\w*)|"
    rf"without (?:fail|{_EN_REVERSING})",
}

_PAST = (
    r"\w{2,}ed|fell|broke|died|drowned|lost|won|hit|went|ran|came|got|took|left|struck|sank|sunk|burnt|blew|shot|"
    r"threw|"
    r"cost|caught|killed|made|led|brought|gave|met|fallen|broken|driven|torn|wept|forgot|slid|fled|cut"
)
_NEARLY: dict[Lang, str] = {
    "ru": r"(?:едва|едва-едва|чуть|чуть-чуть)(?: было)?(?: (?:его|е[её]|их|меня|нас|вас|сам\w{0,2}|бы))? не",
    "en": r"(?:(?:very |so )?nearly|almost|narrowly|all but|just about)"
    rf"(?= (?:got |been |have |were |was |had )?(?:{_PAST})\b)|"
    r"(?:came|come|coming) (?:very |so |dangerously )?(?:close|near) to(?= \w+ing\b)|"
    r"(?:on|to) the (?:verge|brink) of(?= \w+ing\b)",
}

_NOT: dict[Lang, str] = {
    "en": r"\w+n['’]t|(?<!\bor )not|never|cannot|"
    r"no(?!\.? (?:longer|\d|one|doubt|less|more|later|matter|confidence)\b|\. ?[A-ZА-Я]{1,4}\d)|"
    r"no (?:one|longer)|no-one|nobody|nothing|none|nowhere|neither|nor",
    "ru": rf"{_CONCORD} не|(?<!почти )не(?! менее\b| более\b|льзя| меньше\b| больше\b| позднее\b)|нет|"
    r"никогда|нельзя|никто|никого|ничего|ничто|никак\w*|нигде|невозможно",
}
_MAY_STAND_FOR: dict[Lang, str] = {
    "en": r"without|fail(?:ed|s|ure|ing)?|refus(?:e|ed|es|al|ing)|den(?:y|ied|ies|ying)|lack(?:s|ed|ing)?|unable|"
    r"reject(?:ed|s)?|declin(?:e|ed|es)(?= to\b| comment\b)|impossible|rather than|instead of|hardly|scarcely|"
    r"exclude[sd]|few|little|"
    r"un\w{4,}|dis\w{4,}|in\w{3,}(?:ble|ent|ant)|non-?\w*|avoid\w*|prevent\w*|absence|absent|stop(?:ped|s)?|ceas\w+|"
    r"ban(?:ned|s)?|zero|cancel\w*|against|missing|only|but|except|escap\w+|avert\w*|rul\w+ out",
    "ru": r"почти не|не более того|"
    r"ни|без|отказ\w*|отриц\w*|опроверг\w*|отсутств\w*|не\w{5,}|лиш(?:ь|ен\w*|ил\w*)|запрет\w*|"
    r"запрещ\w*|"
    r"перестал\w*|прекрат\w*|отмен\w*|(?:на)?вряд ли|едва ли|избега\w*|отклон\w*|отверг\w*|против|кроме|только|"
    r"избежа\w*|бес\w{4,}|вместо|"
    r"маловероятн\w*|сомнительно",
}

# Of what may stand for a negation, what turns a statement round by itself and must therefore show.
_BARELY: dict[Lang, str] = {"ru": r"едва(?! ли\b)|еле|с трудом", "en": r"barely|only just|narrowly"}
"""It happened, if only just: bears "hardly" out, and no "not"."""

_TURNING: dict[Lang, re.Pattern[str]] = {
    "ru": regex(
        r"(?:отказал(?:ся|ась|ись|ось|а|и|о)?|отказыва(?:ет|ют|л)\w*|опроверг(?:ла|ло|ли|ает|ают)?|отрица(?:л\w*|ет|"
        r"ют)|избежал\w*|перестал\w*|прекратил\w*|отклонил\w*|отверг(?:ла|ло|ли)?|едва ли|почти не|"
        r"(?:на)?вряд ли|без(?! (?:вести|сомнен|труда|учет|учёт|исключен|четверти|пяти|остановк|перерыв|того|малого|"
        r"конца|"
        r"устали|колебан|промедл|осадк|подготовк|присмотр|проблем|запис|предупрежд|вин[ыу]|помощи|участия|разбора|"
        r"оглядки|преувелич|работы)))(?!\w)",
        re.IGNORECASE,
    ),
    "en": regex(
        r"(?:refuse[sd]|denie[sd]|reject(?:ed|s)|exclude[sd](?= (?:a|an|the|any|his|her|its|their)\b)|fail(?:ed|"
        r"s)(?= to\b)|declin(?:ed|es)(?= to\b| comment)|avoided|hardly|scarcely|escaped(?= (?:punish|justice|death|"
        r"injur|arrest|prosecut|responsib|jail|prison|being\b))|"
        r"unlikely(?= (?:to|that)\b)|rul\w+ out|stop(?:ped|s)(?= \w+ing\b)|ceased|without(?! (?:doubt|question|"
        r"exception|fail\b)))",
        re.IGNORECASE,
    ),
}


def _words(pattern: str) -> re.Pattern[str]:
    return regex(rf"(?<![\w’'-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_LANGS: tuple[Lang, ...] = ("ru", "en")
_OPERATORS = {
    lang: _words(
        f"(?P<nothing>{_NOTHING[lang]})|(?P<nearly>{_NEARLY[lang]})|(?P<reversed>{_REVERSED[lang]})|"
        f"(?P<firm>{_NOT[lang]})|(?P<barely>{_BARELY[lang]})|(?P<loose>{_MAY_STAND_FOR[lang]})"
    )
    for lang in _LANGS
}


def negations(text: str, lang: Lang) -> Iterator[Negation]:
    """What of a text turns round what it governs, in order."""
    for match in _OPERATORS[lang].finditer(text):
        found = match.lastgroup or ""
        if found != "nothing":
            turning = _TURNING[lang].match(text, match.start()) if found == "loose" else None
            turned = turning is not None and turning.end() == match.end()
            value = found if found in ("nearly", "reversed", "barely") else "turned" if turned else "not"
            yield Negation(match.span(), value, found in ("firm", "reversed"))


def undone(text: str, lang: Lang) -> list[Span]:
    """The stretches whose negations undo each other or do nothing."""
    return [m.span() for m in _OPERATORS[lang].finditer(text) if m.lastgroup in ("nothing", "reversed")]


_REVERSES = {lang: regex(p, re.IGNORECASE) for lang, p in (("ru", _RU_REVERSING), ("en", _EN_REVERSING))}


def reverses(text: str, lang: Lang, start: int) -> bool:
    """Whether a verb that says the opposite of its complement begins at ``start``."""
    return _REVERSES[lang].match(text, start) is not None
