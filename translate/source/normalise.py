"""What the decoder is given for a stretch of source text: the same words without what only disturbs it."""

from __future__ import annotations

import re

from svodka.regexes import regex
from svodka.text import normalise as normal_form
from svodka.text.morphology import is_known

_SURROGATE = regex("[\ud800-\udfff]")
# "останов-" at the end of a line, "лен" on the next: from its first letter on, or a long word is read anew from each.
_DIVIDED = regex(r"(?<![а-яёА-ЯЁ])([а-яёА-ЯЁ]+)-[ \t]*[\r\n]+[ \t]*([а-яё]+)")

# "4 окт" opens the reports of agencies; a small decoder knows the months by their full names.
_MONTHS = {
    "янв": "января", "фев": "февраля", "февр": "февраля", "мар": "марта", "апр": "апреля", "авг": "августа",
    "сен": "сентября", "сент": "сентября", "окт": "октября", "ноя": "ноября", "нояб": "ноября", "дек": "декабря",
}  # fmt: skip
_SHORT_MONTH = regex(rf"(?<!\d)([12]?\d|3[01])( +)({'|'.join(_MONTHS)})(?![\w-])(?:\.(?= *[\d,–—-]))?")
# "16,5 тыс." becomes 16.5,000 and "24 тыс. 376" 24,000 376 where a small decoder meets them, "полтора" a half.
_THOUSANDS = regex(r"(?<![\d.,])([1-9]\d{0,2})(?:,(\d{1,2}))? тыс(?:\.|(?!\w))(?: (\d{3})(?![\d.,]))?")
_THOUSANDS_WORD = regex(r"(?<![\d.,])([1-9]\d{0,2}) тысяч[аи]? (\d{3})(?![\d.,])")
# What points elsewhere and tells nothing: "Напомним, что", "(ВИДЕО)".
_RECALL = regex(r"^(?:Напомним|Отметим|Добавим|Уточним|Заметим)(?:, что|,| что) (?=[^\W_])")
_ATTACHED = regex(
    r"\s*[(\[](?:(?:видео|фото|аудио|инфографика|обновлено|дополнено)(?:[,+/и ]+|(?=[)\]])))+[)\]]", re.IGNORECASE
)
_ONE_AND_A_HALF = regex(r"(?<![\w-])[Пп]ол(?:тор[аы]|утора)(?: (десятк(?:а|ов)|сот(?:ни|ен)))?(?= \w)")


def normalise(text: str) -> str:
    """The normal form (`svodka.text`) in single spaces, divided words put together; lone surrogates are U+FFFD.

    What small decoders miswrite is spelled as they know it: months after a day, parts of a thousand, one and a half.
    """
    text = _DIVIDED.sub(_undivided, normal_form(text).text)
    text = _SHORT_MONTH.sub(lambda found: f"{found[1]}{found[2]}{_MONTHS[found[3]]}", text)
    text = " ".join(_SURROGATE.sub("\ufffd", text).split())
    text = _ATTACHED.sub("", text).strip()
    if recalled := _RECALL.match(text):
        text = text[recalled.end() :][:1].upper() + text[recalled.end() + 1 :]
    text = _THOUSANDS_WORD.sub(r"\1 \2", text)
    return _ONE_AND_A_HALF.sub(_half, _THOUSANDS.sub(_whole, text))


def _whole(match: re.Match[str]) -> str:
    """16,5 тыс. as 16 500 and 24 тыс. 376 as 24 376; a round number of thousands as it stands."""
    thousands, part, rest = match.groups()
    if (part is None) == (rest is None):
        return match[0]
    return f"{thousands} {rest or part.ljust(3, '0')}"


def _half(match: re.Match[str]) -> str:
    return {"д": "15", "с": "150"}.get((match[1] or " ")[0], "1,5")


def _undivided(match: re.Match[str]) -> str:
    whole = match[1] + match[2]
    return whole if is_known(whole) else f"{match[1]}-{match[2]}"
