"""Words that bear out a hedge, an attribution or a negation of the other language without being one themselves.

Wider than what the ledger lists: they demand nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.facts.types import Lang
from svodka.regexes import regex
from svodka.text.tables import rows


@lru_cache(maxsize=2)
def modality(lang: Lang) -> re.Pattern[str]:
    """What may stand for a loose hedge."""
    return _listed(f"modality {lang}")


@lru_cache(maxsize=2)
def says(lang: Lang) -> re.Pattern[str]:
    """What attributes, or quotes, or reports."""
    return _listed(f"says {lang}")


@lru_cache(maxsize=2)
def negative(lang: Lang) -> re.Pattern[str]:
    """What may stand for a negation beside the words that the ledger lists as loose."""
    return _listed(f"negative {lang}", _NEGATIVE_BY_FORM[lang])


def _listed(name: str, more: str = "") -> re.Pattern[str]:
    listed = (words for row, words in rows("svodka.facts.stance", "bearing.tsv") if row == name)
    words = "|".join(word.replace("*", r"\w*").replace("_", r"\s+") for line in listed for word in line.split())
    return re.compile(rf"\b(?:{words})\b{more and '|' + more}", re.IGNORECASE)


_NEGATIVE_BY_FORM: dict[Lang, str] = {
    "en": r"\bin\w{4,}ive\b|\b\w+less\b",
    "ru": r"\bне(?!мец|мц|дел|фт|бо\b|ба\b|бе|рв|скольк|дав|которы|котора|большо|больши|ж|пре)\w{2,}\b",
}

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
