"""Words of a Russian sentence and the phrases that they make up, as far as their forms tell: no parser, no guess.

A phrase is a noun with what agrees with it before it and depends on it behind it, and the forms that it may have: those
in which its words agree (pymorphy3 gives all of a word). Names behind a person's title narrow them down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from svodka.regexes import regex
from svodka.text.morphology import Reading, readings

_TOKEN = regex(
    r"[«“„\"][^«»“”„\"]{1,60}[»”“\"]|"
    r"(?:тыс|млн|млрд|трлн)\.|\d+(?:[  ]\d{3})*(?:[.,–-]\d+)*(?: ?%|(?![^\W_]|-[^\W_]))|"
    r"[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]|_"
)
_WEEKDAY = r"(?:понедельник|вторник|сред[ауы]|четверг|пятниц[ауы]|суббот[ауы]|воскресенье)"
_MONTH = r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
# A comma beside a date parts no clauses: «в понедельник, 27 апреля, сообщил».
_DATE = regex(rf"{_WEEKDAY}, \d{{1,2}} {_MONTH}(?: \d{{4}} года)?,?")
MARKS = frozenset(",;:()—–-[]…!?.\"«»“”„'")
# Of these a plural verb is said as well.
_MASSES = frozenset("большинство меньшинство часть ряд множество половина треть четверть число количество".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a quotation or a mark, with its span and the readings of the word."""

    text: str
    start: int
    end: int
    found: tuple[Reading, ...]

    def may_be(self, *parts: str) -> bool:
        return any(reading.part in parts for reading in self.found)

    @property
    def part(self) -> str:
        """The likeliest part of speech; "" of a mark, "QUOT" of a quotation or a word that is not Russian."""
        return self.found[0].part if self.found else ("QUOT" if self.text not in MARKS else "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what agrees with it and depends on it: tokens from ``start`` to ``end``, and the forms it may be."""

    start: int
    end: int
    forms: frozenset[tuple[str, str, str]]
    lemma: str
    preposition: str = ""
    pronoun: bool = False
    participle: bool = False

    @property
    def subjects(self) -> frozenset[tuple[str, str, str]]:
        """The forms in which it may be a subject; a mass takes a plural verb as well."""
        forms = {form for form in self.forms if form[0] == "nomn"}
        return frozenset(forms | ({("nomn", "plur", "")} if forms and self.lemma in _MASSES else set()))

    @property
    def cases(self) -> frozenset[str]:
        return frozenset(case for case, _, _ in self.forms)


def tokens_of(source: str) -> list[Token]:
    dated = {source.index(",", m.start()) for m in _DATE.finditer(source)}
    dated |= {m.end() - 1 for m in _DATE.finditer(source) if source[m.end() - 1] == ","}
    found = []
    for match in _TOKEN.finditer(source):
        text = match.group()
        if match.start() in dated:
            continue
        russian = re.fullmatch(r"(?:\d+-)?([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)", text)
        if text[-1] == "." and len(text) > 1:  # "20 тыс. человек"
            found.append(Token(text, *match.span(), (Reading("NOUN", text, "gent", "plur"),)))
            continue
        number = (Reading("NUMR", text),) if text[0].isdigit() and re.fullmatch(r"[\d.,  –%-]+", text) else ()
        found.append(Token(text, *match.span(), readings(russian[1]) if russian else number))
    return found


def phrase_at(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """The phrase that begins at a token, with its preposition; None where none begins there."""
    k, preposition = start, ""
    if tokens[k].part == "PREP":
        preposition, k = tokens[k].text.lower(), k + 1
        if k == end:
            return None
    head = head_at(tokens, k, end)
    if head is None:
        return None
    k, forms, lemma = head
    kind, owned = tokens[k - 1].found[0], False
    while k < end:
        if tokens[k].part == "QUOT":
            k += 1
            continue
        joined = tokens[k].text.lower() == "и" and k + 1 < end
        following = head_at(tokens, k + joined, end)
        if following is None:
            break
        shared = {form[0] for form in following[1]} & {form[0] for form in forms}
        named = tokens[following[0] - 1].text[:1].isupper()
        if named and kind.gender == "femn" and kind.name and following[0] == k + 1 and _undeclined(tokens[k]):
            shared = {form[0] for form in forms}  # «Терезу Мей»: a woman's foreign surname has one form
        if joined and owned and any(form[0] == "gent" for form in following[1]):
            pass  # one more owner
        elif joined:
            if not shared:
                break
            forms = frozenset((case, "plur", "") for case in shared)
        else:
            owner = any(form[0] == "gent" for form in following[1])
            if shared and named and kind.animate and ("nomn" in shared or not owner):
                forms = frozenset(form for form in forms if form[0] in shared)
            elif not owner:
                break
            else:
                owned = True
        k = following[0]
    return Phrase(start, k, forms, lemma, preposition, kind.part == "NPRO", kind.part == "PRTF")


def _undeclined(token: Token) -> bool:
    """Whether a word is a name that the dictionary lacks and that ends in a consonant."""
    return token.text[-1:] in "бвгджзйклмнпрстфхцчшщ" and len(token.found) == 2 and token.found[1].gender == "femn"


def head_at(tokens: Sequence[Token], start: int, end: int) -> tuple[int, frozenset[tuple[str, str, str]], str] | None:
    """Adjectives and their noun: the token behind them, the forms in which they agree, the noun's dictionary form."""
    k = start
    forms: frozenset[tuple[str, str, str]] | None = None
    while k < end:
        token = tokens[k]
        noun = token.part in ("NOUN", "NPRO")
        followed = k + 1 < end and tokens[k + 1].part in ("NOUN", "ADJF")
        nominal = noun or token.part in ("ADJF", "PRTF") or any(r.part == "NUMR" and r.case for r in token.found)
        nominal = nominal or (followed and token.may_be("ADJF"))
        if forms is None and followed and any(r.part == "NUMR" and r.case in ("", "nomn") for r in token.found):
            return _counted(tokens, k + 1, end)
        if token.text.lower() in ("его", "её", "ее", "их") and k + 1 < end and tokens[k + 1].part in ("ADJF", "NOUN"):
            k += 1
            continue
        if not nominal:
            break
        own = _forms(token)
        both = own if forms is None else _together(forms, own)
        if not both:
            return None if forms is None else (k, forms, tokens[k - 1].found[0].lemma)
        forms, k = both, k + 1
        if noun:
            return k, forms, token.found[0].lemma
    return None if forms is None else (k, forms, tokens[k - 1].found[0].lemma)


def _counted(tokens: Sequence[Token], start: int, end: int) -> tuple[int, frozenset[tuple[str, str, str]], str] | None:
    """What is counted, behind its numeral: subject or object, singular or plural."""
    head = head_at(tokens, start, end)
    if head is None or not any(form[0] == "gent" for form in head[1]):
        return head
    forms = {("nomn", "plur", ""), ("nomn", "sing", "neut"), ("accs", "plur", ""), ("gent", "plur", "")}
    return head[0], frozenset(forms), head[2]


def _forms(token: Token) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (r.case, r.number, r.gender)
        for r in token.found
        if r.part in ("NOUN", "NPRO", "ADJF", "PRTF", "NUMR") and r.case
    )


def _together(
    left: frozenset[tuple[str, str, str]], right: frozenset[tuple[str, str, str]]
) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (case, number or other, sex or gender)
        for case, number, gender in left
        for also, other, sex in right
        if case == also
        and (number == other or not number or not other)
        and (number == "plur" or not gender or not sex or gender == sex or "ms-f" in (gender, sex))
    )
