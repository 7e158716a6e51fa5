"""A glossary: Russian terms and the English ones that have to stand for them, enforced in the output.

A user's terms have to stand as they are written. The built-in ones (data/news_terms.tsv: bodies, courts, ranks,
weapons, regions, in the English of news agencies) give way to the user's, take other good renderings as well, and are
put in where what stands for them is found.

A user's file is TSV in UTF-8: a Russian term, a tab, an English term; empty lines and lines that start with # are
skipped. Inflected forms are found by their dictionary forms. Where the hypothesis does not have the English term, what
stands for it is found in three ways: as the decoder's own rendering of the term alone, by transliteration, or as a word
of no dictionary that begins as that rendering does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from svodka.errors import InputError
from svodka.regexes import regex
from svodka.text.morphology import is_plural, lemmas
from translate.shipped import forms_beside, rows_of, unpacked
from translate.terms.names import slot_of
from translate.types import Flag
from translate.vocabulary import is_word

# A number after a hyphen is a word of its own: "Северный поток-2" has the term "Северный поток".
_WORD = regex(r"[^\W_]+(?:[-'’](?!\d)[^\W_]+)*")
_CYRILLIC = regex("[А-Яа-яЁё]")
_ARTICLE = regex(r"^(?:the|a|an)\s+", re.IGNORECASE)
# How alike a stretch of the hypothesis and the decoder's rendering of the term have to be (difflib's ratio).
_ALIKE = 0.82
# How many letters a made-up word has to begin with that the decoder's rendering of the term begins with too.
_BEGINS_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One row: the Russian and English terms as written, and the dictionary forms of each Russian word.

    ``others`` are renderings that are as good as ``english``; a term that is not ``required`` is never flagged.
    """

    russian: str
    english: str
    words: tuple[frozenset[str], ...]
    others: tuple[str, ...] = ()
    required: bool = True

    def stands_in(self, hypothesis: str) -> bool:
        """Whether the hypothesis has the English term or another rendering of it."""
        return any(has_term(english, hypothesis) for english in (self.english, *self.others))

    def form_for(self, written: str) -> str:
        """The English term in the number of the Russian one as it is written."""
        if is_plural(_WORD.findall(written)[-1]):
            start = self.english[:4].lower()
            return next((o for o in self.others if o.endswith("s") and o.lower().startswith(start)), self.english)
        return self.english

    def fits(self, written: Sequence[str]) -> bool:
        """Whether the words, in any inflection, are this term; capitals of a name or abbreviation have to be there."""
        own = _WORD.findall(self.russian)
        return len(written) == len(self.words) and all(
            not lemmas(word).isdisjoint(forms)
            and (not mine[0].isupper() or word[0].isupper())
            and (len(mine) == 1 or not mine.isupper() or word.isupper())
            for word, forms, mine in zip(written, self.words, own, strict=True)
        )


class Glossary:
    """Terms by the dictionary forms of their first word. ``digest`` changes with the file's content."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        content = "\n".join(f"{term.russian}\t{term.english}" for term in self.terms)
        self.digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        self._index: dict[str, list[Term]] = {}
        for term in sorted(self.terms, key=lambda term: -len(term.words)):
            for form in term.words[0]:
                self._index.setdefault(form, []).append(term)

    def find(self, source: str) -> dict[Term, str]:
        """The terms in a text, each with the form in which it stands there first; longer terms go before shorter."""
        words = list(_WORD.finditer(source))
        found: dict[Term, str] = {}
        i = 0
        while i < len(words):
            for term in (t for form in lemmas(words[i].group()) for t in self._index.get(form, ())):
                span = words[i : i + len(term.words)]
                if term.fits([w.group() for w in span]):
                    found.setdefault(term, source[span[0].start() : span[-1].end()])
                    i += len(span) - 1
                    break
            i += 1
        return found

    def spellings(self) -> dict[str, str]:
        """The names of one word that the glossary spells, by `slot_of`."""
        names = [term for term in self.terms if len(term.words) == 1 and term.russian.istitle()]
        return {slot_of(term.russian, term.english): term.english for term in names}


def read_glossary(path: Path) -> Glossary:
    """The glossary of a TSV file. Raises InputError for a row that is malformed or a term that stands there twice."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(f"cannot read the glossary {path}: {reason}") from error
    terms: list[Term] = []
    lines: dict[tuple[frozenset[str], ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        where = f"{path}, line {number}"
        if len(columns) != 2 or not all(columns):
            raise InputError(f"{where}: found {line.strip()!r}; expected a Russian term, one tab, an English term")
        russian, english = columns
        words = dictionary_forms(russian)
        if not words or not _CYRILLIC.search(russian) or _CYRILLIC.search(english) or not _WORD.search(english):
            raise InputError(f"{where}: found {russian!r} and {english!r}; expected Russian first, then English")
        if words in lines:
            raise InputError(f"{where}: {russian!r} is already in line {lines[words]}; keep one of them")
        lines[words] = number
        terms.append(Term(russian, english, words))
    return Glossary(terms)


def dictionary_forms(russian: str) -> tuple[frozenset[str], ...]:
    """The dictionary forms of each word of a term."""
    return tuple(lemmas(word) for word in _WORD.findall(russian))


@lru_cache(maxsize=1)
def news_terms() -> tuple[Term, ...]:
    """The built-in terms, with the dictionary forms that training/tables/forms.py wrote beside them."""
    known = forms_beside("translate.terms", "news_terms")
    terms = []
    for russian, english, *others in rows_of("translate.terms", "news_terms"):
        alike = tuple(other for column in others for other in column.split("; "))
        terms.append(Term(russian, english, unpacked(known[russian][0]), alike, required=False))
    return tuple(terms)


def with_news_terms(glossary: Glossary) -> Glossary:
    """The glossary with those built-in terms that it does not have itself."""
    own = {term.words for term in glossary.terms}
    return Glossary((*glossary.terms, *(term for term in news_terms() if term.words not in own)))


def has_term(english: str, hypothesis: str) -> bool:
    """Whether the English term stands in the hypothesis as whole words, in any case, also plural or possessive."""
    return re.search(rf"(?<!\w){re.escape(english)}(?:s|es|['’]s|s['’])?(?!\w)", hypothesis, re.IGNORECASE) is not None


def enforce(
    terms: Mapping[Term, str], hypothesis: str, alone: Callable[[str], Sequence[str]]
) -> tuple[str, tuple[Flag, ...]]:
    """The hypothesis with the English terms in place, and a flag for each that found no place.

    ``alone`` gives the decoder's renderings of a term by itself.
    """
    flags = []
    for term, written in terms.items():
        if term.stands_in(hypothesis):
            continue
        wanted = term.form_for(written)
        renderings = alone(term.russian)
        span = (
            _rendering(hypothesis, renderings)
            or _transliteration(hypothesis, written)
            or _invented(hypothesis, renderings)
        )
        if span is None and not term.required:
            continue
        if span is None:
            flags.append(
                Flag("glossary", f"“{written}” should be “{term.english}”, but what stands for it was not found")
            )
            continue
        start, end = span
        english = wanted[:1].upper() + wanted[1:] if not hypothesis[:start].strip() else wanted
        hypothesis = hypothesis[:start] + english + hypothesis[end:]
    return hypothesis, tuple(flags)


def _rendering(hypothesis: str, renderings: Sequence[str]) -> tuple[int, int] | None:
    """Where the hypothesis has the most alike of the renderings."""
    best, place = _ALIKE, None
    words = list(_WORD.finditer(hypothesis))
    for rendering in renderings:
        wanted = _WORD.findall(_ARTICLE.sub("", rendering.strip(" .!?\"'")).lower())
        for i in range(len(words) - len(wanted) + 1 if wanted else 0):
            span = words[i : i + len(wanted)]
            found = " ".join(_bare(w.group()).lower() for w in span)
            ratio = SequenceMatcher(None, found, " ".join(wanted), autojunk=False).ratio()
            if ratio > best:
                best, place = ratio, (span[0].start(), span[-1].start() + len(_bare(span[-1].group())))
    return place


def _invented(hypothesis: str, renderings: Sequence[str]) -> tuple[int, int] | None:
    """Where the hypothesis has a word of no dictionary that begins as one of the renderings of a single word does.

    What a decoder makes up differs from one sentence to the next: bogoulate, bogoulation.
    """
    single = [rendering.strip(" .!?\"'").lower() for rendering in renderings if " " not in rendering.strip()]
    begins = tuple(rendering[:_BEGINS_ALIKE] for rendering in single if len(rendering) >= _BEGINS_ALIKE)
    for match in _WORD.finditer(hypothesis) if begins else ():
        word = _bare(match.group())
        if word[0].isupper() and hypothesis[: match.start()].strip():
            continue  # a name
        if word.lower().startswith(begins) and not is_word(word.lower()):
            return match.start(), match.start() + len(word)
    return None


def _transliteration(hypothesis: str, written: str) -> tuple[int, int] | None:
    """Where the hypothesis has the name by its sound: as many capitalised words as the term has."""
    from svodka.facts.names import SAME, same_name

    size = len(_WORD.findall(written))
    words = list(_WORD.finditer(hypothesis))
    best, place = SAME, None
    for i in range(len(words) - size + 1):
        span = words[i : i + size]
        if not all(w.group()[0].isupper() for w in span):
            continue
        end = span[-1].start() + len(_bare(span[-1].group()))
        score = same_name(written, hypothesis[span[0].start() : end])
        if score >= best:
            best, place = score, (span[0].start(), end)
    return place


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
