"""Are the names of a sentence in its source, and do their parts belong together?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svodka.facts import Mismatch
from svodka.facts.names import TITLES, english_exonyms
from svodka.regexes import regex
from svodka.text import SAYING
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit, of_document
from svodka.verify.lexis import bare
from svodka.verify.mismatches import of_words, word
from svodka.verify.within.case import Case
from svodka.verify.within.naming import name_tokens


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Names that the document lacks, first names with the wrong family name, names about a link the wrong way round."""
    return Answer(tuple(_unsound(case.document, case.unit)))


def _unsound(document: Document, unit: Unit) -> Iterator[Mismatch]:
    names = name_tokens(unit, cased=document.cased)
    absent = [token for token in names if not known(document, token)]
    if absent and narrated(document):
        absent = [token for token in absent if not _speaks(unit, token)]
    for token in absent:
        yield _unsupported(f"The name “{word(unit, token)}” is not in the source.", unit, token.start, token.end)
    present = [token for token in names if token not in absent]
    yield from [*_torn(document, unit, present)] or _grafted(document, unit)
    yield from _turned(document, unit)
    yield from _addressed(document, unit)


def known(document: Document, token: Token) -> bool:
    """Whether the document has the name: the word, a word made from it, its exonym, or what its letters stand for."""
    if document.has(token.stem) or document.has(token.word):
        return True
    if document.lang == "ru":
        return False
    if len(token.word) >= 4 and any(found.startswith(token.stem[:4]) for found in document.where if len(found) >= 4):
        return True
    lowered = document.text.lower()
    if any(form in lowered for entry in english_exonyms(token.word) for form in entry.english if len(form) > 2):
        return True
    if any(form in lowered.split() for entry in english_exonyms(token.word) for form in entry.english):
        return True
    if len(token.word) >= 4 and token.word in _joined(document):  # "SriLankan", "WiFi"
        return True
    word = token.word.removesuffix("s") if len(token.word) > 3 else token.word  # "NGOs"
    return 2 <= len(word) <= 5 and (word in document.where or _is_acronym(document, word))


@of_document
def _joined(document: Document) -> frozenset[str]:
    """Two words in a row written as one."""
    return frozenset(a.word + b.word for unit in document.units for a, b in pairwise(unit.tokens))


def _is_acronym(document: Document, word: str) -> bool:
    """Whether words in a row begin with these letters, small words left out: "PUP", Progressive Unionist Party."""
    for unit in document.units:
        initials = "".join(t.word[0] for t in unit.tokens if t.content or t.capital)
        if word in initials:
            return True
    return False


_FIRST_PERSON = regex(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our)\b")
_QUOTED = regex(r"\"[^\"]*\"|“[^”]*”|``.*?''")
_NARRATOR = 2  # times that a text says "I", "my" or "we" outside quotations to have somebody who speaks


@of_document
def narrated(document: Document) -> bool:
    """Whether an "I" tells the text; it rarely gives its own name, and a summary may."""
    return len(_FIRST_PERSON.findall(_QUOTED.sub(" ", document.text))) >= _NARRATOR


_SPEECH = regex(rf"['’]?s?(?: [A-Z][\w'’-]*){{0,2}}(?::| (?:{SAYING})\b)")


def _speaks(unit: Unit, token: Token) -> bool:
    """Whether the sentence gives the name to whoever speaks: "Jane Roe: …", "…, Jane Roe writes", "says Jane Roe"."""
    if _SPEECH.match(unit.text, token.end):
        return True
    before = unit.text[: token.start]
    return bool(re.search(rf"(?:\b(?:{SAYING}|by)|:)(?: [A-Z][\w'’-]*){{0,2}} \Z", before))


_LINKS = {"of", "to", "for", "the", "de", "'s", "’s"}


def _torn(document: Document, unit: Unit, names: Sequence[Token]) -> Iterator[Mismatch]:
    """A name word before another that follows a different name word in the document: a family name's first name."""
    for left, right in pairwise(names):
        if unit.text[left.end : right.start].strip() or left.stem == right.stem:
            continue
        if left.word in TITLES or right.word in TITLES or word(unit, right).isupper() or left.word.endswith("'s"):
            continue  # a title, "Labour MPs": such a pair is no person's name
        if left.stem in document.where and right.stem in document.where and not _adjacent(document, left, right):
            other = _before(document, right.stem)
            if other:
                text = unit.text[left.start : right.end]
                message = f"The summary says “{text}”, the source “{other}”."
                yield _unsupported(message, unit, left.start, right.end)


def _grafted(document: Document, unit: Unit) -> Iterator[Mismatch]:
    """A word that the document only has within a longer name, behind another word: "London III" for "Richard III"."""
    before = _befores(document)
    for left, right in pairwise(unit.tokens):
        if not (left.capital and right.capital and left.content and right.content):
            continue
        if (
            unit.text[left.end : right.start].strip()
            or {left.word, left.stem} & TITLES
            or left.word.endswith(("'s", "’s"))
        ):
            continue
        found = before.get(bare(right.word), frozenset())
        if found and "" not in found and left.stem not in found and left.stem in document.where:
            yield _called(unit, left, right, min(found))


def _called(unit: Unit, left: Token, right: Token, other: str) -> Mismatch:
    """Of a name with a word before it for which the source has another."""
    text, theirs = unit.text[left.start : right.end], f"{other.title()} {word(unit, right)}"
    return _unsupported(f"The summary says “{text}”, the source “{theirs}”.", unit, left.start, right.end)


@of_document
def _befores(document: Document) -> dict[str, frozenset[str]]:
    """The capitalised words right before each capitalised word; "" where there is none, or where it opens a unit."""
    found: dict[str, set[str]] = {}
    for unit in document.units:
        for place, token in enumerate(unit.tokens):
            left = unit.tokens[place - 1] if place else None
            joined = left and token.capital and left.capital and left.content
            if left is None or not joined or unit.text[left.end : token.start].strip():
                left = None
            found.setdefault(bare(token.word), set()).add(left.stem if left else "")
    return {word: frozenset(words) for word, words in found.items()}


def _turned(document: Document, unit: Unit) -> Iterator[Mismatch]:
    """Two capitalised words about a link, which the document only has the other way round: "Malawi of President"."""
    turned = _links(document)
    for left, link, right in _linked(unit):
        if (right, link, left) in turned and (left, link, right) not in turned:
            place = next(k for k, t in enumerate(unit.tokens) if t.stem == left and t.capital)
            end = next(t.end for t in unit.tokens[place:] if t.stem == right)
            start = unit.tokens[place].start
            message = f"The summary says “{unit.text[start:end]}”, the source has it the other way round."
            yield _unsupported(message, unit, start, end)


@of_document
def _links(document: Document) -> frozenset[tuple[str, str, str]]:
    return frozenset(linked for unit in document.units for linked in _linked(unit))


def _linked(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """(stem, link, stem) of capitalised words with one of `_LINKS` between."""
    tokens = unit.tokens
    for i, left in enumerate(tokens):
        if not left.capital or not left.content:
            continue
        if left.word.endswith(("'s", "’s")) and i + 1 < len(tokens) and tokens[i + 1].capital:
            yield left.stem, "'s", tokens[i + 1].stem
        elif i + 2 < len(tokens) and tokens[i + 1].word in _LINKS and tokens[i + 2].capital and tokens[i + 2].content:
            yield left.stem, tokens[i + 1].word, tokens[i + 2].stem


_MALE, _FEMALE = frozenset("mr sir king prince lord".split()), frozenset("mrs ms miss queen princess lady dame".split())


def _addressed(document: Document, unit: Unit) -> Iterator[Mismatch]:
    """ "Mrs Smith" where the document only has "Mr Smith"."""
    titled = _titles(document)
    for left, right in pairwise(unit.tokens):
        mine = next((sort for sort in (_MALE, _FEMALE) if left.word in sort), None)
        theirs = titled.get(right.stem)
        if mine and right.capital and theirs and not theirs & mine:
            yield _called(unit, left, right, min(theirs))


@of_document
def _titles(document: Document) -> dict[str, frozenset[str]]:
    """The titles of a man or a woman that the document puts before each name."""
    found: dict[str, frozenset[str]] = {}
    for unit in document.units:
        for left, right in pairwise(unit.tokens):
            if left.word in _MALE or left.word in _FEMALE:
                found[right.stem] = found.get(right.stem, frozenset()) | {left.word}
    return found


def _adjacent(document: Document, left: Token, right: Token) -> bool:
    """Whether the document has the two words in a row, or with one between ("John F. Kennedy")."""
    for i in set(document.where[left.stem]) & set(document.where[right.stem]):
        stems = [t.stem for t in document.units[i].tokens]
        for place, found in enumerate(stems):
            if found == left.stem and right.stem in stems[place + 1 : place + 3]:
                return True
    return False


def _before(document: Document, head: str) -> str:
    """The document's name that ends on this word, when it has more than one word."""
    for i in document.where.get(head, ()):
        source = document.units[i]
        for left, right in pairwise(source.tokens):
            if right.stem != head or source.text[left.end : right.start].strip() or left.word in TITLES:
                continue
            if (left.capital and left.content) or left in name_tokens(source, cased=document.cased):
                return source.text[left.start : right.end]
    return ""


def _unsupported(message: str, unit: Unit, start: int, end: int) -> Mismatch:
    return of_words("name", "unsupported", message, unit, (start, end))
