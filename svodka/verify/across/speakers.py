"""Does a sentence put words into another mouth than its source in the other language?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.facts import Mismatch
from svodka.facts.bilingual import words_of
from svodka.facts.lexicon import russian_of
from svodka.regexes import regex
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_words

_SAID = r"(?:said|says|say|told|stated|noted|added|reported|reports|announced|explained|stressed|warned)"
_WHO = regex(
    rf"(?:^|(?<=[,\"”’'.] ))(?P<before>(?:(?:the|an?|some|many) )?[a-z][\w-]*(?: [a-z][\w-]*){{0,3}}) {_SAID}\b"
    r"|\baccording to (?P<after>(?:(?:the|an?|some|many) )?[a-z][\w-]*(?: [a-z][\w-]*){0,3})",
    re.IGNORECASE,
)
_SAYING = regex(
    r"\b(?:по (?:данным|словам|информации|сведениям|мнению|сообщени\w+|оценк\w+|версии|убеждению|утверждению)|"
    r"со ссылкой|как \w+ют|как \w+[еи]т|говор\w+|сказа\w+|сообщ\w+|заяв\w+|рассказ\w+|отмет\w+|отмеч\w+|поясн\w+|"
    r"подчерк\w+|добав\w+|уточн\w+|напомн\w+|счита\w+|объяв\w+|указ\w+|утвержд\w+|объясн\w+|призна\w+|пиш\w+|"
    r"согласно|предупре\w+|замет\w+|замеча\w+|увер\w+|ответ\w+|полага\w+|передаёт|передает|передают)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "according to he she they it who that this which i we you one those these such some many most other others "
    "people number information data reports report estimates sources source figures statement statistics "
    "results".split()
)
_LINK = regex(r" (?:of|in|for|at|from|with|on) ")
_CLAUSE = regex(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|he|she|they|it|which|who|that|to|and|not)\b", re.IGNORECASE
)
_KNOWN = 0.1  # the least strength of the lexicon's best link for a word to count as known


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Whoever speaks, when the source has no such word and the clear evidence somebody else who speaks."""
    if not case.clear or case.unit.lang != "en":
        return Answer()
    return Answer(tuple(_misquoted(case)))


def _misquoted(case: Case) -> Iterator[Mismatch]:
    best = case.document.units[case.evidence[0]]
    if not _SAYING.search(best.text):
        return
    for match in _WHO.finditer(case.unit.text):
        group = "before" if match["before"] else "after"
        who = _LINK.split(match[group])[0]
        words = [w for w in words_of(who, "en") if w.content and w.key not in _NOBODY]
        if not words or _CLAUSE.search(who) or any(w.capital and (match.start(group) + w.start) > 0 for w in words):
            continue
        head = words[-1]
        if max(russian_of(head.stem).values(), default=0.0) < _KNOWN:
            continue
        if any(case.source.words.places(w) for w in words):
            continue
        message = f"The summary has “{who}” say it, whom the source does not have."
        yield of_words(
            "attribution", "unsupported", message, case.unit, (match.start(group), match.start(group) + len(who))
        )
