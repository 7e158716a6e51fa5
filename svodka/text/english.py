"""Split English news text into sentences with exact character spans.

Rules, not a model: NLTK's Punkt needs a download, and pysbd (last release 2021) is slow on long documents and loses
spans on repeated sentences. News prose needs few rules: titles, initials and abbreviations do not end a sentence, a
quotation goes on when its speaker follows, and a line end is a border unless the text is hard-wrapped.
Russian has its own (russian.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from svodka.regexes import regex
from svodka.text.spans import Span, stripped
from svodka.text.tables import words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the text: ``text == document[span[0]:span[1]]``; ``paragraph`` counts from 0."""

    text: str
    span: Span
    paragraph: int

    @property
    def line(self) -> str:
        """The sentence on one line, runs of white space made one space."""
        return " ".join(self.text.split())


def _listed(name: str) -> frozenset[str]:
    return words("svodka.text", "english.tsv")[name]


# Capitalised, these go on after an hour: "9 p.m. Moscow time".
_AFTER_HOUR = regex(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|[A-Z]{1,4}T\b|(?:GMT|UTC|MSK|BST)\b|"
    r"(?:[A-Z]\w+ ){1,2}(?:[Ss]tandard )?time\b|(?:Eastern|Central|Pacific|Mountain)\b"
)
# What a statement has, beside names and the words between them.
_STATED = regex(r"(?<![\w.])(?!(?:the|of|and|for|in|at|by|an|from|to|on|with|near)\b)[a-z]{2,}\b")
_LABELLED = regex(
    r"\b(?:vitamin|hepatitis|group|class|plan|terminal|grade|type|gate|section|category|option|team|league|series|exit|"
    r"building|block|point|influenza|strain|model|size)s? \Z",
    re.IGNORECASE,
)
_STREET = regex(r"[A-Z0-9]\w* \Z")
SAYING = (
    "said|says|say|saying|told|tells|asked|asks|added|adds|wrote|writes|noted|notes|stressed|stresses|explained|"
    "explains|replied|replies|shouted|exclaimed|stated|stating|declared|declares|recalled|recalls|concluded|concludes|"
    "commented|emphasi[sz]ed|emphasi[sz]es|believes|thinks|argued|argues|claimed|claims|reported|reports|announced|"
    "announces|confirmed|confirms"
)
"""Verbs that say whose words these are, as alternatives of a pattern."""

_END = regex(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?<=[a-z]{2})[.!?][\"”»]?(?=[A-Z][a-z])")
_NEXT = regex(r"\s*[\"'“‘«„(\[—–-]*\s?(\w+)", re.UNICODE)
_WORD_BEFORE = regex(r"[\w.'’-]+$")
_SPEAKER_FOLLOWS = regex(rf"\s*(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{SAYING})\b|\s*(?:{SAYING})\b")
_DOMAIN = regex(r"(?:Ru|Com|Net|Org|Info|Su|Ua|By|Kz|Uk|De|Eu|Tv|Io)\b")
_LIST_NUMBER = regex(r"(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})\Z")
_BLANK = regex(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of an English text in order; spans are half-open character offsets into ``text``.

    Every character that is not white space belongs to exactly one sentence. A line without a full stop (a headline, a
    row of a table) is a sentence of its own.
    """
    found = []
    for number, (start, end) in enumerate(english_paragraphs(text)):
        found += [Sentence(text[a:b], (a, b), number) for a, b in _sentences_of(text, start, end)]
    return tuple(found)


def english_paragraphs(text: str) -> Iterator[Span]:
    """Spans of paragraphs: blocks between blank lines, and single lines of a block that is not hard-wrapped."""
    for start, end in _blocks(text):
        lines = _lines(text, start, end)
        if len(lines) < 2 or _hard_wrapped([text[a:b] for a, b in lines]):
            yield from _strip(text, start, end)
            continue
        first = lines[0][0]
        for (_, line_end), (next_start, _) in pairwise(lines):
            goes_on = text[next_start : next_start + 1].islower() and text[line_end - 1] not in ".!?…:;"
            if not goes_on:
                yield (first, line_end)
                first = next_start
        yield (first, lines[-1][1])


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for gap in _BLANK.finditer(text):
        yield from _strip(text, start, gap.start())
        start = gap.end()
    yield from _strip(text, start, len(text))


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Spans of the block's lines without their margins, empty lines left out."""
    found: list[Span] = []
    for match in re.compile(r"[^\n\r\u2028\u2029]+").finditer(text, start, end):
        found += _strip(text, match.start(), match.end())
    return found


def _hard_wrapped(lines: list[str]) -> bool:
    """True when the lines are filled to one width and some line goes on in lower case, as in mail and old archives."""
    width = max(map(len, lines))
    filled = all(len(line) > width - 25 for line in lines[:-1])
    return 45 <= width <= 100 and filled and any(line[0].islower() for line in lines[1:])


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _is_border(text, first, match, end):
            yield from _strip(text, first, match.end())
            first = match.end()
    yield from _strip(text, first, end)


def _is_border(text: str, first: int, match: re.Match[str], end: int) -> bool:
    follows = _NEXT.match(text, match.end(), end)
    if follows is None:
        return True
    next_word = follows.group(1)
    if next_word[0].islower():
        return False
    mark = match.group()
    quoted = mark[-1] in "\"'”’»"
    if quoted and _SPEAKER_FOLLOWS.match(text, match.end(), end):
        return False
    if mark.strip("\"'”’»)]") != ".":
        return True
    if not text[match.end()].isspace() and _DOMAIN.match(text, match.end(), end):
        return False  # Lenta.Ru
    # 40 characters hold any abbreviation; a bounded look-back keeps the splitter linear.
    before = _WORD_BEFORE.search(text, max(first, match.start() - 40), match.start())
    word = before.group() if before else ""
    if len(next_word) == 1 and text[follows.end() : follows.end() + 1] == ".":
        next_word = "?"  # an initial, not the article "A": "V. A. Zorin"
    alone = before is not None and before.start() == first
    said = text[max(first, match.start() - 400) : before.start() if before else match.start()]
    starts = next_word.lower() in _listed("starters") or _opens(
        said, word, next_word, text[follows.start(1) : follows.end() + 30]
    )
    return _ends_after(word, next_word, starts=starts, alone=alone, closed=len(mark) > 1)


def _opens(said: str, word: str, next_word: str, following: str) -> bool:
    """Whether any capitalised word behind an abbreviation opens a sentence.

    It does when what was ``said`` is a statement (more than names) and the word is none that the abbreviation takes.
    """
    lower = word.lower()
    if not next_word[0].isupper() or not _STATED.search(said):
        return False
    if lower in _listed("hours"):
        return _AFTER_HOUR.match(following) is None
    if lower in _listed("countries"):
        return next_word.lower() not in _listed("after country") and not following.startswith(next_word + "'")
    if lower in _listed("firms"):
        return next_word.lower() not in _listed("after firm")
    if lower == "st":
        return _STREET.search(said) is not None
    if len(word) == 1:
        return _LABELLED.search(said) is not None
    return lower in _listed("abbreviations") - {"jr"} and not lower.startswith(("dept", "est", "govt"))


def _ends_after(word: str, next_word: str, *, starts: bool, alone: bool, closed: bool) -> bool:
    """Whether a full stop after ``word`` ends the sentence; ``starts``: the next word can only begin one; ``alone``:
    nothing stands before it; ``closed``: a quote or bracket closes right behind the full stop."""
    lower = word.lower()
    if alone and _LIST_NUMBER.match(word):
        return False  # "1. First" and "A. Ivanov"
    if lower in _listed("titles"):
        return lower == "st" and starts and next_word.lower() not in _listed("starters")
    if lower in _listed("before number") and next_word[0].isdigit():
        return False
    initials = re.fullmatch(r"(?:[A-Z]\.?-?)*[A-Z]|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?", word) is not None
    if initials and (len(word) == 1 or "." in word):
        return starts or closed
    if lower in _listed("abbreviations"):
        return starts or closed
    return True


def _strip(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends; nothing when nothing is left."""
    start, end = stripped(text, start, end)
    if start < end:
        yield (start, end)
