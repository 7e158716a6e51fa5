"""Notices that Russian law demands: the formula of "foreign agents", and footnotes that someone is on a register.

The formula is a decree's (Roskomnadzor's order of 2020, the government's decree 2108 of 2022): "настоящий материал
(информация) произведён, распространён и (или) направлен иностранным агентом ... либо касается деятельности иностранного
агента ...", before 2022 "данное сообщение (материал) создано и (или) распространено иностранным средством массовой
информации, выполняющим функции иностранного агента ...", mostly in capitals. It stands in a paragraph of its own, is
wrapped over lines, or is glued to the first or last sentence of the text; it is cut out of there. A sentence about
foreign agents is news and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.readers.cleaning.removal import Removed
from svodka.regexes import regex

AGENT, BANNED = "foreign agent notice", "banned organisation notice"

_WHAT = (
    r"(?:материал\w*|сообщени\w+|информаци\w+|публикаци\w+|контент|текст|пост|видео\w*|подкаст|выпуск|стать\w+"
    r"|запис\w+)"
)
_AGENT = r"(?:иностранн\w+ +агент\w*|иноагент\w*)"
# As the maker, or as what the text is about; "признан иностранным агентом" is neither.
_AS = (
    r"(?:иностранны(?:м|ми) +агент(?:ом|ами)|иноагент(?:ом|ами)|иностранным +средством +массовой +информации"
    rf"|(?:функци\w+|деятельност\w+|реестр\w*) +{_AGENT}|нежелательн\w+ +организаци\w+)"
)
_MADE = (
    r"(?:созда\w+|произвед[её]н\w*|распростран\w+|направлен\w*|подготовлен\w*|опубликован\w*|размещ[её]н\w*|изготовлен\w*"
    r"|касается)"
)
_MAKER = regex(_AS.replace(" +", r"\s+"))
_IN = r"(?:[^.!?]|(?<=\b[А-ЯЁ])\.|(?<=\bг)\.)"  # anything within a sentence
_FORMULA = regex(
    rf"(?:(?:настоящ\w+|данн\w+|эт(?:о|от|а)|представленн\w+) +)?"
    rf"{_WHAT}(?:[ ,/]*(?:и|или|и +\(или\))?[ ]*\(?{_WHAT}\)?)*"
    rf"[ ,:—–-]*{_MADE}{_IN}{{0,120}}?{_AS}"
    rf"(?:{_IN}{{0,200}}?(?:либо|или|и +\(или\)){_IN}{{0,120}}?{_AGENT}|{_IN}{{0,40}}?функци\w+ +{_AGENT})*",
    re.IGNORECASE | re.DOTALL,
)
# What makes the formula of a sentence that is not in capitals.
_FORMAL = regex(r"настоящ|\((?:материал|информация|сообщение)|\(или\)|либо касается", re.IGNORECASE)
_OPENING = regex(rf"(?:(?:настоящ\w+|данн\w+|эт(?:о|от|а)|представленн\w+) +)?{_WHAT}\b", re.IGNORECASE)
_EDGE = r"[^\w\n]*(?:\d\d\+[^\w\n]*)?"
_BEFORE = regex(rf"{_EDGE}(?:внимание[!.: ]*)?", re.IGNORECASE)
# The end of the notice's sentence; the full stop of an initial or of "г." is none.
_STOP = regex(r"(?<!\b[А-ЯЁ])(?<!\b[гГ])[.!?…][»\"”)]*(?=\s|$|[А-ЯЁ\d])")
_AGE = regex(r"[\s(]*(?:0|6|12|16|18)\+[\s).]*")
_LOWER = regex(r"(?<!\S)[А-ЯЁA-Z]?[а-яёa-z]")
_WRAPPED = 8  # lines over which a notice may be wrapped

_MARK = regex(r"\s*(?:\(?\*{1,5}\)?|[¹²³⁴⁵†‡]|\[\d\])\s*(?=\S)")
_REGISTER = regex(
    r"(?:признан\w*|внес[её]н\w*|включ[её]н\w*|объявлен\w*|считается|явля\w+|выполня\w+|запрещ[её]н\w*"
    r"|в реестре|иноагент)",
    re.IGNORECASE,
)
_LISTED = regex(r"иностранн\w+ агент|иноагент|иностранного агента|реестр\w* иностранн", re.IGNORECASE)
_FORBIDDEN = regex(r"экстремис|террорис|нежелательн|запрещ[её]н\w* (?:в|на территории) р", re.IGNORECASE)
# A footnote that names nobody: "Признан в РФ иностранным агентом."
_NAMELESS = regex(
    r"(?:(?:организация|лицо|физлицо|сми|издание|компания|соцсеть|движение), )?"
    r"(?:(?:признан|внес[её]н|включ[её]н)\w*|выполня\w+ функции|запрещ[её]н\w*)\b.{0,160}",
    re.IGNORECASE,
)
# No notice is without one of these: almost all texts are done with after looking for them.
_WORDS = ("иностранн", "иноагент", "нежелательн", "экстремис", "террорис", "запрещен", "запрещён")
_REFERENCE = regex(r"[\w»\"”)]\*")


def without_notices(lines: Sequence[str]) -> tuple[list[str], list[Removed]]:
    """The lines without notices ("" where a whole line went), and what was removed, in order."""
    kept, removed = list(lines), list[Removed]()
    text = "\n".join(lines).lower()
    if not any(word in text for word in _WORDS):
        return kept, removed
    if _MAKER.search(text):
        for i in range(len(kept)):
            if _OPENING.search(kept[i]):
                removed += _cut_formula(kept, i)
    referred = any(_REFERENCE.search(line) for line in kept)
    last = max((i for i, line in enumerate(kept) if line), default=-1)
    for i, line in enumerate(kept):
        if why := _footnote(line, referred or i == last):
            removed.append(Removed(line, why))
            kept[i] = ""
    return kept, removed


def notice(line: str) -> str | None:
    """What notice a whole line is, or None."""
    rest, removed = without_notices([line])
    return removed[0].reason if removed and not rest[0] else None


def _cut_formula(lines: list[str], start: int) -> list[Removed]:
    """Takes the formula that begins in a line out of it and of the lines that it is wrapped over."""
    end = start
    while end < len(lines) and lines[end] and end < start + _WRAPPED:
        end += 1
    text = "\n".join(lines[start:end])
    found = _span(text, len(lines[start]))
    if found is None:
        return []
    begin, stop = found
    removed, place = [], 0
    for i in range(start, end):
        line = lines[i]
        left, right = max(begin - place, 0), min(stop - place, len(line))
        if left < right and line[left:right].strip():
            rest = f"{line[:left].rstrip()} {line[right:].lstrip()}".strip()
            removed.append(Removed(line[left:right].strip() if rest else line, AGENT))
            lines[i] = rest
        place += len(line) + 1
    return removed


def _span(text: str, first: int) -> tuple[int, int] | None:
    """Where the formula stands in a text, when it begins in the first ``first`` characters; None when it is not there.

    It begins its line, or, in capitals, a sentence within the line.
    """
    flat = text.replace("\n", " ")
    for match in _FORMULA.finditer(flat):
        if match.start() >= first:
            return None
        shouted = not re.search("[а-яё]", re.sub('[«"“].*?[»"”]', "", match[0]))
        if not shouted and not _FORMAL.search(match[0]):
            continue
        before = flat[: match.start()]
        if not _BEFORE.fullmatch(before):
            edge = re.search(r"[.!?…»\")][\s*•|—–⚠️]*$", before)
            if not shouted or edge is None:
                continue
            begin = match.start()
        else:
            begin = 0
        return begin, _end(flat, match.end(), shouted)
    return None


def _end(text: str, place: int, shouted: bool) -> int:
    """The end of the formula's sentence and of the age mark behind it; in capitals it ends before other words do."""
    stop = _STOP.search(text, place)
    end = stop.end() if stop else len(text)
    if shouted and (lower := _LOWER.search(re.sub("«[^»]*»", lambda m: m[0].upper(), text), place, end)):
        end = lower.start()
        if single := re.search(
            r"(?<=[\s.!?+)»])[А-ЯЁ]\s+$", text[place:end]
        ):  # the preposition that begins the sentence
            end = place + single.start()
    age = _AGE.match(text, end)
    return age.end() if age else end


def _footnote(line: str, referred: bool) -> str | None:
    mark = _MARK.match(line)
    text = line[mark.end() :] if mark else line.strip()
    if mark is None and not _NAMELESS.match(text.lstrip("([ ")):
        return None
    if len(text) > 400 or not _REGISTER.search(text):
        return None
    reason = AGENT if _LISTED.search(text) else BANNED if _FORBIDDEN.search(text) else None
    if reason is None:
        return None
    nameless = _NAMELESS.fullmatch(text.strip(" ()[]"))
    marked = mark is not None and (referred or not line[mark.end() - 1].isspace())
    return reason if nameless or marked else None
