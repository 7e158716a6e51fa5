"""Words that small checkpoints do not know, given to them in other words of the same form: data/wording.tsv.

The rows were written by hand; which words need one was found by machine: the 9,000 most frequent dictionary forms of
Russian news decoded alone, and 5,000 sentences of it, of whose words the lexicon did not find the English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.morphology import in_form_of, lemmas, readings
from translate.shipped import forms_beside, rows_of, unpacked

_WORD = regex(r"[^\W\d_]\.\s?[^\W\d_]\.|[^\W_]+(?:[-'’][^\W_]+)*|,")


@dataclass(frozen=True, slots=True)
class Row:
    """A term and what stands for it: the dictionary forms of each of its words, which word is the head (None: nothing
    is inflected), the words instead, and the dictionary forms of which one has to stand in the sentence; ``named``:
    it is a name, written with a capital."""

    words: tuple[frozenset[str], ...]
    head: int | None
    lemma: str
    instead: tuple[str, ...]
    beside: frozenset[str]
    named: bool


def reworded(source: str) -> str:
    """The source with the words that the table has in other words."""
    rows = _rows()
    words = list(_WORD.finditer(source))
    forms = [_lemmas(word.group()) for word in words]
    if not any(form in rows for found in forms for form in found):
        return source
    parts: list[str] = []
    position = i = 0
    while i < len(words):
        for row in (row for form in forms[i] for row in rows.get(form, ())):
            end = i + len(row.words)
            if (
                not _fits(row, forms[i:end])
                or (_named(source, words[i]) and not row.named)
                or not (not row.beside or any(row.beside & found for k, found in enumerate(forms) if not i <= k < end))
            ):
                continue
            written = [word.group() for word in words[i:end]]
            instead = _in_form(row, written)
            if instead is None:
                continue
            start, before = _adjective(source, words, i, position, instead)
            parts += [source[position:start], before, _cased(instead.text, written[0])]
            position, i = words[end - 1].end(), end - 1
            break
        i += 1
    return "".join([*parts, source[position:]])


def _named(source: str, word: re.Match[str]) -> bool:
    """Whether a word has the capital of a name, not of a sentence's first word, nor of an abbreviation."""
    before = source[: word.start()].rstrip()
    opens = not re.search(r"[^\W_]", before) or before[-1] in '.!?…:«“„"(—–'
    return word.group().istitle() and not opens


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Sequence[Row]]:
    """The rows by the dictionary forms of their first word, the longer ones first."""
    known = forms_beside("translate.source", "wording")
    rows: dict[str, list[Row]] = {}
    for russian, instead, *beside in rows_of("translate.source", "wording"):
        words, head, lemma = known[russian]
        row = Row(
            unpacked(words),
            int(head) if head else None,
            lemma,
            tuple(instead.split(" ")),
            frozenset(lemma.replace("ё", "е") for column in beside for lemma in column.split("; ")),
            _WORD.findall(russian)[0].istitle(),
        )
        for form in row.words[0]:
            rows.setdefault(form, []).append(row)
    for found in rows.values():
        found.sort(key=lambda row: (-len(row.words), -len(row.beside)))
    return rows


def analysed(russian: str) -> tuple[tuple[frozenset[str], ...], int | None, str]:
    """Of a term: the dictionary forms of each word, which word is the head, and the head's own dictionary form."""
    written = _WORD.findall(russian)
    head = _head(written)
    lemma = "" if head is None else readings(written[head].lower())[0].lemma
    return tuple(_lemmas(word) for word in written), head, lemma


@lru_cache(maxsize=4_000)
def _lemmas(word: str) -> frozenset[str]:
    return lemmas(word) if re.fullmatch("[А-Яа-яЁё-]+", word) else frozenset({word.lower().replace(" ", "")})


def _head(words: Sequence[str]) -> int | None:
    """The word that carries the form: a verb, else a noun in the nominative, else an adjective."""
    found = [readings(word.lower()) for word in words]
    if found and found[0] and found[0][0].part in ("PREP", "PRCL", "CONJ"):
        return None
    for parts in (("INFN",), ("NOUN",), ("ADJF",)):
        for k, read in enumerate(found):
            if read and read[0].part in parts and (read[0].part == "INFN" or any(r.case == "nomn" for r in read)):
                return k
    return None


def _fits(row: Row, forms: Sequence[frozenset[str]]) -> bool:
    return len(forms) == len(row.words) and all(map(frozenset.intersection, row.words, forms))


@dataclass(frozen=True, slots=True)
class _Instead:
    text: str
    head: str
    gender: str


def _in_form(row: Row, written: Sequence[str]) -> _Instead | None:
    """The words instead, in the form in which the term stands; None where they have no such form."""
    if row.head is None:
        return _Instead(" ".join(row.instead), "", "")
    model = written[row.head]
    head = _head(row.instead)
    if head is None or re.search("[A-Za-z]", row.instead[0]):
        return _Instead(" ".join(row.instead), "", "")
    changed = in_form_of(row.instead[head], model, row.lemma)
    if changed is None:
        return None
    reading = readings(row.instead[head].lower())[0]
    words = list(row.instead)
    words[head] = changed
    for k in range(head if reading.part == "NOUN" else 0):
        adjective = in_form_of(words[k], model, row.lemma, gender=reading.gender, animate=reading.animate)
        if adjective is None:
            return None
        words[k] = adjective
    return _Instead(" ".join(words), changed, reading.gender if reading.part == "NOUN" and head == 0 else "")


def _adjective(
    source: str, words: Sequence[re.Match[str]], i: int, position: int, instead: _Instead
) -> tuple[int, str]:
    """An adjective before a noun of another gender, in that gender: where it begins, and how it is written."""
    here = words[i].start()
    if not instead.gender or i == 0 or words[i - 1].start() < position or source[words[i - 1].end() : here] != " ":
        return here, ""
    word = words[i - 1].group()
    found = readings(word) if re.fullmatch("[А-Яа-яЁё-]+", word) else ()
    if not found or found[0].part != "ADJF" or found[0].number != "sing" or found[0].gender == instead.gender:
        return here, ""
    changed = in_form_of(word, instead.head, "", gender=instead.gender)
    return (words[i - 1].start(), _cased(changed, word) + " ") if changed else (here, "")


def _cased(text: str, written: str) -> str:
    return text[:1].upper() + text[1:] if written[:1].isupper() and not written.isupper() else text
