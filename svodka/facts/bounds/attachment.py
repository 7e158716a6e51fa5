"""Give the figures of a text what they are bound to: the fields ``counted``, ``event``, ``side`` and ``sign``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from svodka.facts.bounds.happening import events
from svodka.facts.types import Fact, Lang
from svodka.regexes import regex

_BREAK = regex(r"[;:.!?()\n]\s|,\s|(?<!\w)(?:и|а|но|and|but|while|as|когда|при)(?!\w)")
_WORD = regex(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_JOINING = " \u00a0-"
_REACH = 9.0  # words: an event farther off is another figure's
_A_BREAK, _A_FIGURE = 3.0, 2.0  # what a border of clauses and another figure between count, in words
_SPAN = 90  # characters on either side that are looked at

_WORDS_OF_SIDES: dict[Lang, dict[str, str]] = {
    "ru": {
        "from": "с|со|от", "to": "до", "of": "из",
        "over": r"(?:более|больше)(?: чем)?(?: на)?|свыше|превы\w+|не (?:менее|меньше)|(?:как )?минимум|"
        r"выше(?: отметки| уровня)?(?: в)?",
        "under": r"(?:менее|меньше)(?: чем)?(?: на)?|не (?:более|больше|выше)|не превы\w+|максимум|"
        r"ниже(?: \w+){0,2}(?: в)?",
    },
    "en": {
        "from": "from", "to": "to|until", "of": "(?:out )?of(?: the)?",
        "over": "more than|over|above|exceed(?:ed|ing|s)?|at least|not? (?:less|fewer) than|in excess of|a minimum of",
        "under": "(?<!no )(?<!not )(?:less|fewer) than|under|below|at most|not? more than|up to|a maximum of",
    },
}  # fmt: skip
_SIDES = {
    lang: {side: regex(rf"(?<![^\W\d_])(?:{words})\s*(?:the\s)?[$€£]?\Z") for side, words in rows.items()}
    for lang, rows in _WORDS_OF_SIDES.items()
}
_MINUS = regex(
    r"(?:(?<!plus[ -])(?<!плюс[ -])(?:минус|minus|negative)\s+|(?<![\w.,%°)»”\"-])[−–-])[$€£]?\Z", re.IGNORECASE
)
_PLUS = regex(r"(?:(?<!\w)(?:плюс|plus)\s+|(?<![\w.,])\+)[$€£]?\Z", re.IGNORECASE)
_DEGREES = r"\s*(?:градус\w*|°\s?[CС]?|degrees?(?: celsius)?)?\s*"
_COLD = regex(rf"{_DEGREES}(?:мороза|ниже нуля|below(?: zero| freezing)?|of frost)(?!\w)", re.IGNORECASE)
_WARM = regex(rf"{_DEGREES}(?:тепла|выше нуля|above(?: zero| freezing)?)(?!\w)", re.IGNORECASE)
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "century"})
_AGO = regex(r"\s(?:тому )?(?:назад|ago)(?!\w)", re.IGNORECASE)
_AHEAD = regex(r"(?<!\w)(?:через|in)\s\Z", re.IGNORECASE)
_SIGNED = frozenset({"number", "percent", "money", "measure"})
_ADJECTIVE = regex(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ым|им|ыми|ими|ую|юю)$")
_PLURALS = frozenset("people men women children police troops staff mice feet teeth".split())
_STOPS = frozenset(
    "of in on at to for from by with and or but as is are was were be been being has have had will would could may "
    "than that which who whose while when where after before during under over into out off per the a an this these "
    "both all his her its their more less other not were died killed injured wounded arrested в на с со из по за от "
    "до у к о об и а но или что как при для это был была были было стали стал чем же не ни их его её".split()
)


def bound(facts: Sequence[Fact], text: str, lang: Lang) -> tuple[Fact, ...]:
    """The figures of a text with what each is bound to; ``text`` is in its reading form."""
    if not facts:
        return ()
    named = events(text, lang)
    return tuple(
        replace(
            fact,
            counted=_counted(fact, text, lang),
            event=_event(distances(fact, facts, named, text)),
            side=_side(text[max(0, fact.span[0] - 20) : fact.span[0]].lower(), lang) or _when(fact, text),
            sign=_sign(fact, text),
        )
        for fact in facts
    )


def distances(fact: Fact, facts: Sequence[Fact], named: Sequence[tuple[str, int, int]], text: str) -> dict[str, float]:
    """The kinds of event around a figure, each with the least number of words to it; those of other figures left out.

    A border of clauses or another figure between counts as words; of two as near the one before the figure is first.
    """
    found: dict[str, float] = {}
    for kind, start, end in named:
        left, right = (end, fact.span[0]) if end <= fact.span[0] else (fact.span[1], start)
        if 0 <= right - left <= _SPAN:
            far = _far(text, left, right, facts) + 0.1 * (start >= fact.span[1])
            if far < found.get(kind, _REACH):
                found[kind] = far
    return found


def _event(around: dict[str, float]) -> str:
    return min(around, key=lambda kind: around[kind], default="")


def _far(text: str, left: int, right: int, facts: Sequence[Fact]) -> float:
    between = text[left:right]
    others = sum(left <= fact.span[0] and fact.span[1] <= right for fact in facts)
    breaks = len(_BREAK.findall(between))
    return len(_WORD.findall(between)) + _A_BREAK * breaks + _A_FIGURE * others


def _side(before: str, lang: Lang) -> str:
    return next((side for side, pattern in _SIDES[lang].items() if pattern.search(before)), "")


def _when(fact: Fact, text: str) -> str:
    """Whether a measure of time is one ago or one ahead."""
    if fact.kind != "measure" or fact.unit not in _TIMES:
        return ""
    if _AGO.match(text, fact.span[1]):
        return "ago"
    return "ahead" if _AHEAD.search(text[max(0, fact.span[0] - 8) : fact.span[0]]) else ""


def _sign(fact: Fact, text: str) -> int:
    if fact.kind not in _SIGNED:
        return 0
    start, end = fact.span
    before = text[max(0, start - 12) : start]
    after = text[end : end + 30]
    if _COLD.match(after):
        return -1
    if _WARM.match(after):
        return 1
    if _MINUS.search(before):
        worded = before.rstrip()[-1:].isalpha()
        return -1 if worded or fact.kind != "number" or "," in fact.text or "." in fact.text else 0
    return 1 if _PLUS.search(before) else 0


def _counted(fact: Fact, text: str, lang: Lang) -> str:
    """The noun right behind the figure, its adjectives passed over; English ones end on a plural's s."""
    if fact.kind in ("date", "time", "age"):
        return ""
    end = fact.span[1]
    run: list[str] = []
    for match in _WORD.finditer(text, end, end + _SPAN):
        if text[end : match.start()].strip(_JOINING) or (word := match[0].lower()) in _STOPS or len(run) == 4:
            break
        end = match.end()
        run.append(match[0])
        noun = not _ADJECTIVE.search(word) if lang == "ru" else _plural(word)
        if noun:
            return match[0]
    return run[0] if lang == "en" and run and fact.kind != "number" else ""


def _plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")))
