"""What a line of a news page is when it is not news: buttons, share bars, subscription boxes, notices.

Only whole lines are judged, and only by what they say (boilerplate.toml); `svodka.readers.cleaning.clean` judges them
by where they stand.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from svodka.readers.cleaning.dates import DATE, TIME
from svodka.readers.cleaning.notices import notice
from svodka.regexes import regex

# Bullets, arrows, and the pictures that channels put before a call.
_SIGNS = r"\s•·|→▶►*#_\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff"
_EDGES = regex(f"^[»«{_SIGNS}]+|[{_SIGNS}]+$")
_ARROWS = regex(r" ?(?:>|→|›|\||::) ?| [»/] ")
_LONGEST = 700  # a line longer than any notice is prose; also bounds the work of the patterns


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            name,
            regex(f"(?:{'|'.join(lines)})[ :.…!]*".replace("{DATE}", DATE).replace("{TIME}", TIME), re.IGNORECASE),
        )
        for name, lines in table.items()
    )


def squeeze(line: str) -> str:
    """One line with white space collapsed and bullets cut off its ends: what the patterns see."""
    line = " ".join(line.split())
    if line[:1].isalnum() and (line[-1].isalnum() or line[-1] in ".!?…,:;)"):
        return line
    return _EDGES.sub("", line)


def reason(line: str) -> str | None:
    """Why this whole line is not news, in one or two English words, or None when nothing says so.

    "related heading" means that what follows may be a list of other items' headlines.
    """
    if not line.strip():
        return None
    if found := notice(line):
        return found
    line = squeeze(line)
    if len(line) > _LONGEST:
        return None
    if not line:
        return "separator"
    return _short_reason(line) if len(line) <= 250 else _reason(line)


def _reason(line: str) -> str | None:
    found = next((name for name, pattern in _patterns() if pattern.fullmatch(line)), None)
    return found or ("navigation" if _is_path(line) else None)


def _is_path(line: str) -> bool:
    """'Главная > Новости > Общество': up to seven short names between arrows or bars, no sentence, no quotation."""
    names = _ARROWS.split(line)
    return 2 <= len(names) <= 7 and all(0 < len(n) <= 60 for n in names) and not re.search(r"[.!?«»]", "".join(names))


_short_reason = lru_cache(maxsize=4096)(_reason)  # a page repeats its buttons, a site its pages
