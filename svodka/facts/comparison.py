"""Say which facts of one text the other does not bear out.

``compare`` takes two ledgers: a text and its translation, or evidence and the sentence that rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from svodka.facts.bilingual import Index, name_borne, other_bearer
from svodka.facts.binding import Text, namesakes_exchanged
from svodka.facts.extraction import ledger
from svodka.facts.figures import NUMERIC, match_bound
from svodka.facts.given import mismatch_in
from svodka.facts.lexicon import english_of, stem
from svodka.facts.mismatches import missing, unsupported
from svodka.facts.names import TITLES, russian_exonym
from svodka.facts.stance import compare_attribution, compare_hedges, compare_negation
from svodka.facts.types import Fact, FactKind, Ledger, Mismatch
from svodka.regexes import regex
from svodka.text import reading_form

_NAME = regex("[А-ЯЁ][а-яё]{3,}(?:-[А-ЯЁа-яё]+)*")
_TRANSLATED = regex(
    r"(?:Ва[мш]|Гос|Гидро|Медиа|Мин[^аеиоуыэюян]|Мосг|Нац|Опер)[а-яё]*|.*(?:[оеиы][йхме]|[оеё]го|ому|[иы]ми|[аяуюо][яюе]|тся)"
)
"""Adjectives and abbreviations: what they are made of is often translated (Рудных гор, Ore Mountains; Госкомитет, State
Committee). The "you" that is written with a capital, and a verb after a dash."""


def compare(source: Ledger, target: Ledger) -> tuple[Mismatch, ...]:
    """What the target states and the source does not (unsupported), and what the target leaves out (lost).

    The texts should be meant to say the same; of the facts of a summary only the unsupported ones are defects.
    Languages may differ. Within one language attribution is no mismatch; across them it is when one side says outright
    in whose words it is ("according to") and the other quotes nobody.
    """
    ours, theirs = reading_form(source.text), reading_form(target.text)
    if ours.text is not source.text or theirs.text is not target.text:
        read = _compare(
            ledger(ours.text, source.lang, source.written), ledger(theirs.text, target.lang, target.written)
        )
        return tuple(mismatch_in(source.text, ours, target.text, theirs, mismatch) for mismatch in read)
    return _compare(source, target)


def _compare(source: Ledger, target: Ledger) -> tuple[Mismatch, ...]:
    """`compare` of texts in their reading form."""
    ours, theirs = (Text(side.text, side.lang, side.of(*NUMERIC)) for side in (source, target))
    found = list(match_bound(ours, theirs))
    found += _compare_names(source, target)
    found += _compare_quotes(source, target)
    if source.lang == target.lang:
        found += _compare_wording(source, target, "hedge")
        found += _compare_wording(source, target, "negation")
    else:
        found += compare_hedges(source, target)
        found += compare_negation(source, target)
        found += compare_attribution(source, target)
    return tuple(found)


def _compare_names(source: Ledger, target: Ledger) -> Iterable[Mismatch]:
    ours, theirs = source.of("name"), target.of("name")
    if source.lang == target.lang:
        absent = [fact for fact in theirs if fact.firm and not _named_in(fact, source)]
        lost = [fact for fact in ours if fact.firm and not _named_in(fact, target)]
    else:
        absent, lost = _absent(target, source), _absent(source, target)
        yield from _other_bearers(source, target, absent) if target.lang == "en" else ()
    if target.lang == "en":
        texts = (Text(side.text, side.lang, ()) for side in (source, target))
        for one, other in namesakes_exchanged([next(texts)], next(texts)):
            message = f"“{target.text[slice(*one.span)]}” and “{target.text[slice(*other.span)]}” have changed places."
            yield Mismatch("role", "unsupported", message, None, None, target.text[slice(*one.span)], one.span)
    yield from (unsupported(fact) for fact in absent)
    yield from (missing(fact) for fact in lost)


def _other_bearers(source: Ledger, target: Ledger, absent: Sequence[Fact]) -> Iterable[Mismatch]:
    """First names that the Russian source does not give to the bearer of the surname."""
    for fact in target.of("name"):
        if fact not in absent and (other := other_bearer(fact.text, [source.text])) is not None:
            at = source.text.index(other)
            message = f"The name “{fact.text}” is not in the source; the source says “{other}”."
            span = (at, at + len(other))
            yield Mismatch("name", "unsupported", message, other, span, fact.text, fact.span)


def _absent(home: Ledger, other: Ledger) -> list[Fact]:
    """The firm names of a text that one in the other language lacks; Russian ones only if they are spelled alike."""
    names = [fact for fact in home.of("name") if fact.firm]
    if not names:
        return []
    index = Index([other.text], other.lang)
    return [
        fact
        for fact in names
        if not name_borne(fact.text, home.lang, index) and (home.lang == "en" or _demanding(fact, home.text))
    ]


def _demanding(fact: Fact, russian: str) -> bool:
    """Whether a Russian name has to show in English: a person, a word that is nothing but a name, or one whose English
    form is known.

    The opening word of a sentence has its capital anyway, and the US after dollars is their sign.
    """
    before = russian[: fact.span[0]].rstrip()
    opens = not before or before[-1] in '.!?:"«“'
    if russian_exonym(fact.text) is not None:
        return not re.search(r"(?:доллар|цент)\w*\Z", before, re.IGNORECASE)
    name = fact.text.partition(" ")[2] if opens else fact.text
    return _likely_person(name) or _nothing_but_a_name(name)


def _nothing_but_a_name(russian: str) -> bool:
    """Whether a word is spelled and not translated: no adjective or abbreviation, in no lexicon (as Управление is)."""
    named = _NAME.fullmatch(russian) and not _TRANSLATED.fullmatch(russian)
    return bool(named) and not english_of(stem(russian.lower()))


def _named_in(fact: Fact, other: Ledger) -> bool:
    """Whether another text in the same language has the name: as a name of its own, or without its capital.

    "Ellen Reed" is not there where the Reeds of the text have other first names.
    """
    if other.lang == "en" and _of_another_first(fact, other):
        return False
    if any(fact.value == name.value or _alike(fact.text, name.text) for name in other.of("name")):
        return True
    text = other.text.lower()
    return any(len(word) > 2 and word in text for word in fact.text.lower().split())


def _of_another_first(fact: Fact, other: Ledger) -> bool:
    """Whether the bearers of an English name's surname all have first names or initials, and none this one."""
    *firsts, surname = fact.text.split()
    if len(firsts) != 1 or not firsts[0][0].isupper():
        return False
    theirs = [name.text.split() for name in other.of("name")]
    same = [words[:-1] for words in theirs if words[-1] == surname]
    return bool(same) and all(len(words) == 1 and _other_first(firsts[0], words[0]) for words in same)


def _other_first(one: str, other: str) -> bool:
    """Whether two first names begin with other letters; initials and short forms stand for what begins so."""
    return one[0] != other[0] and not {one.lower(), other.lower()} & TITLES


def _alike(left: str, right: str) -> bool:
    """One name is part of the other, or both differ in their Russian case endings only."""
    a, b = left.lower().replace("ё", "е").split(), right.lower().replace("ё", "е").split()
    return any(_same_stem(x, y) for x in a for y in b if len(x) > 2 and len(y) > 2)


def _same_stem(left: str, right: str) -> bool:
    """Whether two words of names differ in the last two letters at most: names have no endings that a stemmer knows."""
    if left == right:
        return True
    shorter = min(len(left), len(right))
    stem = max(3, shorter - 2)
    return "а" <= left[0] <= "я" and left[:stem] == right[:stem] and abs(len(left) - len(right)) <= 3


def _likely_person(russian: str) -> bool:
    """A Russian name that is spelled, not translated: two words and more, all capitalised, none all capitals."""
    words = russian.split()
    return len(words) > 1 and all(word[0].isupper() and not word.isupper() for word in words)


def _compare_quotes(source: Ledger, target: Ledger) -> Iterable[Mismatch]:
    quotes = target.of("quote")
    if source.lang != target.lang:
        if quotes and not re.search("[«»„“”\"']", source.text):
            yield unsupported(quotes[0])
        return
    said = " ".join(re.findall(r"\w+", source.text.lower()))
    for quote in quotes:
        if str(quote.value) not in said:
            yield unsupported(quote)


def _compare_wording(source: Ledger, target: Ledger, kind: FactKind) -> Iterable[Mismatch]:
    """One side holds it back or negates it, and the other has no word of the kind at all."""
    ours, theirs = source.of(kind), target.of(kind)
    firm_ours, firm_theirs = [f for f in ours if f.firm], [f for f in theirs if f.firm]
    if firm_ours and not theirs:
        yield missing(firm_ours[0])
    if firm_theirs and not ours:
        yield unsupported(firm_theirs[0])
