"""What the decoder is given for a stretch of source text: the same words without what only disturbs it."""

from __future__ import annotations

import re

from svodka.text import normalise as normal_form
from svodka.text.morphology import is_known

_SURROGATE = re.compile("[\ud800-\udfff]")
# "останов-" at the end of a line, "лен" on the next.
_DIVIDED = re.compile(r"([а-яёА-ЯЁ]+)-[ \t]*[\r\n]+[ \t]*([а-яё]+)")

# "4 окт" opens the reports of agencies; a small decoder knows the months by their full names.
_MONTHS = {
    "янв": "января", "фев": "февраля", "февр": "февраля", "мар": "марта", "апр": "апреля", "авг": "августа",
    "сен": "сентября", "сент": "сентября", "окт": "октября", "ноя": "ноября", "нояб": "ноября", "дек": "декабря",
}  # fmt: skip
_SHORT_MONTH = re.compile(rf"(?<!\d)([12]?\d|3[01])( +)({'|'.join(_MONTHS)})(?![\w-])(?:\.(?= *[\d,–—-]))?")


def normalise(text: str) -> str:
    """The normal form (`svodka.text`), divided words put together, months after a day spelled out, white space single;
    lone surrogates are U+FFFD."""
    text = _DIVIDED.sub(_undivided, normal_form(text).text)
    text = _SHORT_MONTH.sub(lambda found: f"{found[1]}{found[2]}{_MONTHS[found[3]]}", text)
    return " ".join(_SURROGATE.sub("\ufffd", text).split())


def _undivided(match: re.Match[str]) -> str:
    whole = match[1] + match[2]
    return whole if is_known(whole) else f"{match[1]}-{match[2]}"
