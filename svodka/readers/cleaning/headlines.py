"""A headline as exports and window titles have it -> the headline, and what was cut off it with the reason.

What is put around a headline is of few kinds: a date stamp or a counter before it, marks of pictures and video, the
site's name, a section, a time and an agency behind it, a call to read on, and the lead glued on. A line that is nothing
but a button, a notice, a byline or a date is no headline.
"""

from __future__ import annotations

import html
import re
from functools import cache

from svodka.readers.cleaning.boilerplate import reason
from svodka.readers.cleaning.datelines import dateline
from svodka.readers.cleaning.dates import DATE, MONTH, TIME
from svodka.readers.cleaning.patterns import filled, filled_parts, table
from svodka.readers.cleaning.paywall import is_wall
from svodka.readers.cleaning.raised import settled
from svodka.readers.cleaning.removal import Removed
from svodka.readers.cleaning.spaced import joined
from svodka.readers.intake.characters import visible
from svodka.regexes import regex
from svodka.text import russian_sentences

_LEAST = 12  # letters that are left of a headline when something is cut off it
_LONG = 200  # characters of a headline from which on it may be a paragraph
_LONGEST = 250
_MOST = 1000  # characters in which marks and stamps are looked for
_MANY_WORDS = 3  # of a line that reads as a heading for other items
_WHOLE = {
    "button", "share", "error report prompt", "comments", "counter", "copyright", "separator", "date line",
    "foreign agent notice", "banned organisation notice",
}  # fmt: skip
_SHORT = {"related heading", "advertisement", "tags"}  # "Главные темы переговоров в Женеве" is a headline
_CALL = regex(r"подпи(?:сывай|шит|сать)|присоединяй|вступай|следите за н|читайте нас", re.IGNORECASE)
_GAP = regex(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)|[\r\n\u2028\u2029]+\s*")
_STOP = regex(r"[.!?…][\"»”')\]]*$")
_EDGES = " \t\u00a0|•·,;/"


@cache
def _patterns(part: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Reasons and patterns of a part of headlines.toml: ``before``, ``behind`` or ``none``."""
    parts = filled_parts(table("headlines.toml")["parts"], {"DATE": DATE, "TIME": TIME, "MONTH": MONTH})
    return tuple(
        (group["reason"], regex(filled(pattern, parts), re.IGNORECASE | re.DOTALL))
        for group in table("headlines.toml")[part]
        for pattern in group["patterns"]
    )


_APART = regex(r"\s+(?=[.…]+$)")  # "паводка . Подробности..." without what follows


def clean_headline(raw: str, *, names: tuple[str, ...] = ()) -> tuple[str, str, list[Removed]]:
    """The headline, "" when nothing of ``raw`` is one; a lead that was glued to it, or ""; and what was removed.

    ``names`` are those of the item's source and author, neither of which is a headline or a part of one.
    """
    if "&" in raw:
        raw = html.unescape(raw)
    head, lead, removed = _split(joined(visible(raw)))
    line, marks = settled(" ".join(head.split()))
    removed += marks
    line, lead = _of_paragraph(line, lead, _MOST)
    while line and len(line) <= _MOST:
        if why := no_headline(line, names):
            return "", lead, [*removed, Removed(line, why)]
        shorter, cut = _once(line, names)
        if cut is None:
            break
        line = _APART.sub("", shorter)
        removed.append(cut)
    return *_of_paragraph(line, lead, _LONG), removed


def _of_paragraph(line: str, lead: str, longest: int) -> tuple[str, str]:
    """The first sentence of a headline that is a paragraph of more than so many characters, and all of it as lead."""
    if len(line) <= longest:
        return line, lead
    sentence = first_sentence(line)
    if sentence == line or not line.startswith(sentence) or not _STOP.search(sentence):
        return line, lead
    return sentence, f"{line} {lead}".strip()


def first_sentence(text: str) -> str:
    """The first sentence of a text on one line, at most 250 characters of it; "" for a text without words."""
    for paragraph in text.splitlines():
        line = " ".join(paragraph.split())
        for start, end in russian_sentences(line[: 4 * _LONGEST]):
            sentence = line[start:end].strip()
            if re.search(r"\w{2}", sentence):
                return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]}…"
    return ""


def _split(raw: str) -> tuple[str, str, list[Removed]]:
    """The headline and the lead behind a wide gap or a line break; a headline that stands twice stands once."""
    parts = [part for part in _GAP.split(raw.strip()) if part.strip()]
    if len(parts) > 1 and len(parts[0]) >= 2 * _LEAST and not parts[0].rstrip().endswith((",", ":", "-", "–", "—")):
        lead = " ".join(" ".join(parts[1:]).split())
        if _same(lead, parts[0]):
            return parts[0], "", [Removed(lead, "repeated headline")]
        if re.search(r"[а-яё]{2}", lead) and re.match(r"[А-ЯЁA-Z\d«\"„]", parts[1]):
            return parts[0], lead, []
    line = " ".join(raw.split())
    middle = len(line) // 2
    for place in range(max(0, middle - 3), min(len(line), middle + 4)):
        if place >= _LEAST and line[place : place + 1].isspace() and _same(line[:place], line[place:]):
            return line[:place].strip(), "", [Removed(line[place:].strip(), "repeated headline")]
    return line, "", []


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def no_headline(line: str, names: tuple[str, ...] = ()) -> str | None:
    """Why a whole line is no headline, or None. ``names`` are those of the source and the author."""
    for why, pattern in _patterns("none"):
        if pattern.fullmatch(line.strip(" .!")) or pattern.fullmatch(line):
            return why
    if is_wall(line):
        return "paywall"
    if any(name and _same(line, name) for name in names):
        return "byline or source"
    if not re.search(r"[^\W\d_]", line):
        return "no words"
    found = reason(line)
    if found in _WHOLE or (found in _SHORT and len(line.split()) <= _MANY_WORDS):
        return found
    return found if found == "subscription" and _CALL.match(line) else None


def _once(line: str, names: tuple[str, ...]) -> tuple[str, Removed | None]:
    """The line without the first thing found at its beginning or end, and that."""
    for why, pattern in _patterns("before"):
        if (match := pattern.match(line)) and match.end() and _is_enough(line[match.end() :]):
            return line[match.end() :].strip(_EDGES), Removed(line[: match.end()].strip(), why)
    if (begins := dateline(line)) and _is_enough(line[len(begins) :]):
        return line[len(begins) :].strip(), Removed(begins.strip(), "dateline")
    bare = line.rstrip(" .…")  # what a call behind it left
    for why, pattern in _patterns("behind"):
        match = pattern.search(line) or pattern.search(bare)
        if match and match[0] and _is_enough(line[: match.start()]):
            return line[: match.start()].rstrip(_EDGES), Removed(line[match.start() :].strip(), why)
    for name in names:
        match = (
            re.search(rf"\s*(?:[|/•·:]+|\s[—–-]+|,)\s*[«\"]?{re.escape(name)}[»\"]?\s*$", line, re.IGNORECASE)
            if name
            else None
        )
        if match and _is_enough(line[: match.start()]):
            return line[: match.start()].rstrip(_EDGES), Removed(line[match.start() :].strip(), "site name")
    return line, None


def _is_enough(rest: str) -> bool:
    """Whether what is left can be a headline."""
    return sum(map(str.isalpha, rest)) >= _LEAST and len(rest.split()) >= 2
