"""Words that bear out a hedge, an attribution or a negation of the other language without being one themselves.

Wider than what the ledger lists: they demand nothing. ``*`` stands for any ending, ``_`` for a space.
"""

from __future__ import annotations

import re

from svodka.facts.types import Lang
from svodka.regexes import regex


def _words(text: str, more: str = "") -> re.Pattern[str]:
    words = "|".join(word.replace("*", r"\w*").replace("_", r"\s+") for word in text.split())
    return regex(rf"\b(?:{words})\b{more and '|' + more}", re.IGNORECASE)


MODAL: dict[Lang, re.Pattern[str]] = {
    "en": _words(
        "can could can't couldn't cannot able capable enable* allow* possib* plan* expect* if whether hop* fear* "
        "believ* think* thought seem* as_though feel* assum* estimat* forecast* predict* likel* potent* chance* "
        "risk* permit* opportunit* ability let lets propos* suppos* claim* accus* charg* apparent* virtual* "
        "in_case unless unable impossib* doubt* perhaps must should would guess* imagin* suspicio* opinion* "
        "suggest* wonder* probab* would-be so-called"
    ),
    "ru": _words(
        "мож* смож* смог* мог* способ* позвол* если надея* боит* боял* опаса* дума* счита* полага* предпол* рискова* "
        "риск* шанс* обвин* будто словно допус* допущ* якобы наверня* прогноз* вид*мо похоже каж*ся должн* должен бы б "
        "вряд едва мнен* вероят* возмож* невозм* сомне* подозр* намек* надежд* рассчит* ли веро* пожалуй утвержд* "
        "заяв* потенц* слух* сообща*"
    ),
}
"""What may stand for a loose hedge."""

ABLE: dict[Lang, re.Pattern[str]] = {
    "en": regex("may|might|could", re.IGNORECASE),
    "ru": regex(r"мо[гж]\w+", re.IGNORECASE),
}
"""Modal verbs that also stand for being able or allowed."""

STRONG: dict[Lang, re.Pattern[str]] = {
    "en": regex(r"allegedly|reportedly|purportedly|supposedly|rumou?red|not (?:rul|exclud)\w+(?: out)?", re.IGNORECASE),
    "ru": regex(r"якобы|не исключ\w+", re.IGNORECASE),
}
"""Hedges that no modal verb stands for."""

DEMANDING: dict[Lang, re.Pattern[str]] = {
    "ru": regex(
        r"возможно|вероятно|видимо|может|могут|мог(?:ла|ло|ли)?(?: бы)?|наверное|похоже",
        re.IGNORECASE,
    ),
    "en": regex(
        "may|might|could|possibl[ye]|probabl[ye]|likely|apparently|perhaps|maybe|seems?|appears?", re.IGNORECASE
    ),
}
"""Loose hedges that nevertheless have to show, if only as "can" or "if"."""

SAYS: dict[Lang, re.Pattern[str]] = {
    "en": _words(
        "accord* say says said saying tell tells told telling report* claim* state states stated stating "
        "statement* announc* argu* insist* believ* think thinks thought view* opinion* note notes noted add adds "
        "added warn* explain* expert* estimat* cite cites cited citing quot* write writes wrote confirm* conclu* "
        "reveal* suggest* deny denies denied admit* recall* remark* describ* data figures statistics survey* poll* "
        "study studies research* declar* inform* maintain* assert* mention* comment* predict* forecast* consider* "
        "indicat* emphasi* stressed stresses underlin* acknowledg* hint* source sources allege* apparent* suppos* "
        "highlight* learned version official* tradition* legend* theory law"
    ),
    "ru": _words(
        "согласно сообщ* заяв* расска* отмет* отмеч* поясн* подчер* добав* уточн* подтвер* сказа* сказал* говор* "
        "пиш* написа* ссыл* напомн* счита* объяв* указ* утвержд* увер* полага* дума* объясн* мнени* взгляд* "
        "эксперт* свидетельств* выяв* обнаруж* заключ* предупр* предполаг* предполож* опрос* исследован* оцен* "
        "настаи* якобы процитир* цитир* констатир* информир* звуч* комментир* опроверг* отриц* мол дескать верси* "
        "подсч* доклад* докла* отчет* отчёт* сведени* расчет* прогноз* предани* традици* легенд* замеч* замет* "
        "выраз* слова* по_данн* данные по_оценк* по_закон* по_план* по_правил* по_итог* по_результат* по_информац* "
        "соответств* источник* показ* признал* призна* ответ* спросил* узнал* известн* вспомина* вспомн*"
    ),
}
"""What attributes, or quotes, or reports."""

ATTRIBUTED: dict[Lang, re.Pattern[str]] = {
    "en": regex(r"\b(?:according to|citing|quoted? \w+ as saying)\b", re.IGNORECASE),
    "ru": regex(
        r"\bпо (?:официальн\w+ )?(?:данным|словам|информации|сведениям|мнению|сообщени\w+|версии|оценк\w+|статистике)|"
        r"\bсо ссылкой на|"
        r"\bсогласно (?!котор|одно|ему\b|им\b|"
        r"закон|правил|план|договор|соглашени|контракт|устав|конституц|календар)",
        re.IGNORECASE,
    ),
}
"""Phrases that say outright in whose words it is."""

NEGATIVE: dict[Lang, re.Pattern[str]] = {
    "en": _words(
        "nearly almost virtually rarely seldom ignor* neglect* exempt* until unless less least limited defian* "
        "differen* insufficien* except* "
        "otherwise too remain* still despite away end ends ended lost losing miss* free shortage unlike dead overdue "
        "terminat* discontinu* broke_off cut_off ceas* declin* refus* counter* block* smoothly refut* rebut* "
        "dismiss* disput* contradict* debunk* abandon* drop* gave_up give_up scrap* turned_down skip* evad* dodg* "
        "spared unharmed quit* halt* suspend* withdr* disavow* renounc* oppos* barr* escap* avert* uninjured "
        "unhurt "
        "grounded bypass* omit* forb* exclud* without apart although doubt* worse poor* bad*",
        r"\bin\w{4,}ive\b|\b\w+less\b",
    ),
    "ru": _words(
        "почти редко трудно мало* с_трудом иначе ино[ейм]* слаб* анти* аполит* против* избав* предотвр* воздерж* "
        "пропуст* "
        "далек* мимо вне полностью одиночеств* провал* потер* утрат* закры* чужд* плох* меньш* менее сложно тяжело "
        "лишн* свобод* пуст* различн* друг* воспрещ* исключ* отклон* отверг* отмел* молча* остал* остает*",
        r"\bне(?!мец|мц|дел|фт|бо\b|ба\b|бе|рв|скольк|дав|которы|котора|большо|больши|ж|пре)\w{2,}\b",
    ),
}
"""What may stand for a negation beside the words that the ledger lists as loose."""

STANDS_FOR_ITSELF = regex(
    r"(?:stop|clos|end|remain|miss|los|lost|закры|закан|оста[лнюв]|потер|утрат|кончи)\w*", re.IGNORECASE
)
"""Of these, what says just what it says where it translates a word: "managed to stop"."""

OUTRIGHT: dict[Lang, re.Pattern[str]] = {
    "en": regex(
        r"without|unless|rarely|seldom|hardly|lest|disagree\w*|disapprov\w*|distrust\w*|dissatisf\w*|disobey\w*|"
        r"nearly|almost|declin\w*|rul\w+ out|unlikely|doubtful|refut\w*|reject\w*|ceas\w*|fail\w*|refus\w*|unable|"
        r"den(?:y|ied|ies|ying)|lack\w*|"
        r"impossible|neither|nor|prevent\w*|avoid\w*",
        re.IGNORECASE,
    ),
    "ru": regex(
        r"без|редко|отклон\w*|отверг\w*|прекра\w*|отмен\w*|исключ(?:ен|и|а)\w*|не\w*вероятн\w*|почти не|опроверг\w*|"
        r"перестал\w*|маловероятн\w*|навряд ли|отказ\w*|вряд ли|едва ли|отриц\w*|запре[тщ]\w*|избежа\w*|ни",
        re.IGNORECASE,
    ),
}
"""Loose negations that negate as much as "not" does."""

IDLE = regex(
    r"\b(?:чуть ли|пока|едва ли|кто|как|где|куда|бы(?: ни кто)?|покуда|того,? как|далеко|если только вы) не\Z|"
    r"\b(?:или|либо|or) (?:нет|not)\Z|"
    r"\Aне (?:так уж|меньш\w+|хуже|хватает|хватало|менее|ранее|ли\b|запрещ\w+|исключ\w+|\w+ ли\b|то чтобы|пожалел\w*)",
    re.IGNORECASE,
)
""" "Не" that negates nothing: its end (\\Z) or its beginning (\\A) with what stands beside it."""
