"""One romanization of a name through a document; of well-known names the established one, in every document.

The names of a segment are its capitalised words (not the first, unless the dictionary knows it as a name). What stands
for each in the hypothesis is the capitalised word that sounds most like it. Which form is kept, in this order:

1. what the source itself gives in Latin letters: «Александр Кули (Alexander Cooley)»;
2. the tables: data/full_names.tsv where the document has the full name, data/names.tsv for surnames,
   data/first_names.tsv for first names before a surname;
3. of the decoder's renderings those that English news knows as a name (Hunt, not Hant), those behind a first name, the
   most frequent, the first: a decoder knows more spellings than letters tell, so that how much a form sounds like the
   Russian has no say.

A Russian surname that is garbled is spelled right first (surnames.py), and a case ending that was left on a name, or an
"a" that was lost, is put right where the document's other forms of it tell. A first name is kept together with the
surname after it: one Владимир may be Vladimir and another Volodymyr.

Nothing is carried from one document to the next: what becomes of a text must not depend on what came before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka.regexes import regex
from svodka.text.morphology import is_first_name, is_known, is_name
from translate.terms.full_names import (
    FAINT,
    LIKELY,
    RUSSIAN_STEM,
    full_names,
    rows_of_names,
    said_once,
    stem_of,
    with_full_names,
)
from translate.terms.surnames import respell

_RUSSIAN = regex(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
_ENGLISH = regex(r"[A-Z][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_SURELY = 0.4, 0.75  # for a rendering without a case ending, and with an "a" that was lost
# Forms that only a name has whose nominative ends in a consonant, and only one whose nominative ends in "а" or "я".
_HIS, _HERS = regex(r"[бвгджзклмнпрстфхцчшщ]$|[бвгджзклмнпрстфхцчшщ]ом$"), regex(r"[бвгджзклмнпрстфхцчшщ](?:ой|ы)$")
_HER_CASE = regex(r"(?:[оеё]в|[иы]н)ой$")
_PLURAL = regex(r"(?:[ыи]|[ыи]х|[ыи]ми|[ая]м|[ая]ми|[ая]х)$")


@dataclass(frozen=True, slots=True)
class Variant:
    """A rendering that gave way: the name as the source writes it, the kept form, and the one replaced."""

    source: str
    kept: str
    replaced: str


def one_spelling(
    segments: Sequence[tuple[str, str]], established: Mapping[str, str]
) -> list[tuple[str, tuple[Variant, ...]]]:
    """The hypothesis of each (source, hypothesis) of a document with every name in its kept form, and what gave way.

    ``established`` are kept forms by `slot_of`.
    """
    whole = full_names([source for source, _ in segments])
    fixed = {**established, **{slot: form for name in whole.all for slot, form in name.slots().items()}}
    forms, surnames = _forms(source for source, _ in segments), {name.key[-1] for name in whole.all}
    settled = [with_full_names(source, hypothesis, whole) for source, hypothesis in segments]
    found = [
        list(_renderings(source, text, fixed, forms, surnames))
        for (source, _), (text, _) in zip(segments, settled, strict=True)
    ]
    counts: dict[str, Counter[str]] = {}
    behind: dict[str, Counter[str]] = {}
    for name in (name for names in found for name in names):
        if name.slot not in fixed and (name.score >= LIKELY or name.full):
            counts.setdefault(name.slot, Counter())[name.spelled] += 1
            behind.setdefault(name.slot, Counter())[name.spelled] += name.full
    kept = {**{slot: _best(seen, behind[slot]) for slot, seen in counts.items()}, **fixed}
    return [
        (said_once(text, whole), (*(Variant(*one) for one in gone), *more))
        for (before, gone), names in zip(settled, found, strict=True)
        for text, more in [_put(before, names, kept)]
    ]


def _best(seen: Counter[str], behind: Counter[str]) -> str:
    """Of the renderings of one name the one to keep."""
    from svodka.facts.lexicon import is_name as is_english_name

    return max(seen, key=lambda form: (is_english_name(form.lower()), behind[form], seen[form]))


def by_name(variants: Sequence[Variant]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """`Translation.variants`: per name and kept form, the other forms in order, each once."""
    others: dict[tuple[str, str], dict[str, None]] = {}
    for variant in variants:
        others.setdefault((variant.source, variant.kept), {})[variant.replaced] = None
    return tuple((source, kept, tuple(forms)) for (source, kept), forms in others.items())


def slot_of(russian: str, english: str) -> str:
    """The key of a name of one word and its form in English: feminine and plural forms are forms of their own."""
    return _slot(stem_of(russian), russian, english)


@lru_cache(maxsize=1)
def established_names() -> Mapping[str, str]:
    """The surnames of data/names.tsv by `slot_of`."""
    return {slot_of(russian, english): english for russian, english in rows_of_names("names")}


@lru_cache(maxsize=1)
def _first_names() -> Mapping[str, str]:
    """The first names of data/first_names.tsv by their stem."""
    return {stem_of(russian): english for russian, english in rows_of_names("first_names")}


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A name of a segment: as written, where its rendering stands, how that is spelled, how surely it is the name's;
    ``full``: it stands behind a first name."""

    slot: str
    written: str
    match: re.Match[str]
    spelled: str
    score: float
    full: bool


def _renderings(
    source: str,
    hypothesis: str,
    fixed: Container[str],
    forms: Mapping[str, frozenset[str]],
    surnames: Container[str],
) -> Iterator[_Rendering]:
    from svodka.facts.lexicon import UNKNOWN, information

    for key, written, match, score in aligned(source, hypothesis, FAINT, surnames):
        rendering = match.group()
        spelled = respell(written, rendering)
        final, score = (rendering, score) if spelled is None else (spelled, 1.0)
        final = _in_nominative(written, final, forms.get(stem_of(written), frozenset()))
        slot = _slot(key, written, final)
        if " " in key and slot not in fixed and (first := _first_names().get(stem_of(written))):
            slot, final = f"{key} first", first
        before = re.search(rf"(\w\W+)?([А-ЯЁ][а-яё-]+) {written}(?!\w)", source)
        full = before is not None and (before[1] is not None or is_first_name(before[2]))
        # What hardly sounds like the name is a word of its own where English has it: March for Марк.
        if score >= LIKELY or slot in fixed or full or information(rendering.lower()) == UNKNOWN:
            yield _Rendering(slot, written, match, final, score, full)


def _forms(sources: Iterator[str]) -> dict[str, frozenset[str]]:
    """The forms in which a document has each name, by stem."""
    found: dict[str, set[str]] = {}
    for match in (match for source in sources for match in _RUSSIAN.finditer(source)):
        found.setdefault(stem_of(match.group()), set()).add(match.group().lower())
    return {stem: frozenset(forms) for stem, forms in found.items()}


def _in_nominative(written: str, rendering: str, forms: frozenset[str]) -> str:
    """The rendering without a case ending that the decoder left on it ("Rishara"), and with the "a" that it took for
    one ("Mass" for Масса), where the forms of the name leave no doubt."""
    from svodka.facts.names import same_name

    small = written.lower()
    if _HER_CASE.search(small) and rendering.endswith(("v", "n")):
        return f"{rendering}a"  # "вопросы Назарбаевой": Nazarbayev's
    his, hers = any(map(_HIS.search, forms)), any(map(_HERS.search, forms))
    if his == hers or is_known(small):
        return rendering
    other = rendering[:-1] if his else f"{rendering}a"
    lost, wrong = (r"[ау]$", r"[^aeiouy][au]$") if his else (r"(?:[ауые]|ой)$", r"[^aeiouy]$")
    base = re.sub(r"(?:[ауые]|ой)$", "" if his else "а", small)
    turned = re.search(lost, small) and re.search(wrong, rendering) and same_name(base.title(), other) >= _SURELY[hers]
    return other if turned else rendering


def _put(hypothesis: str, names: Sequence[_Rendering], kept: Mapping[str, str]) -> tuple[str, tuple[Variant, ...]]:
    text = hypothesis
    variants: list[Variant] = []
    for name in reversed(names):
        form, rendering = kept.get(name.slot), name.match.group()
        if form is not None and form != rendering and not _inside(form, hypothesis, name.match):
            text = text[: name.match.start()] + form + text[name.match.end() :]
            variants.append(Variant(name.written, form, rendering))
    return text, tuple(reversed(variants))


def _slot(key: str, written: str, english: str) -> str:
    # Feminine and plural forms are other forms of the name, not other romanizations. A foreign surname has one for him
    # and her, and an "a" or "s" at its end is its own or a case ending: Dubois and "Dubua".
    last = english[-1] if english[-1] in "as" else ""
    if " " in key or RUSSIAN_STEM.search(key) or is_known(written.lower()):
        return f"{key} {last}"
    return f"{key} {last if last == 's' and _PLURAL.search(written.lower()) else ''}"


def aligned(
    source: str, hypothesis: str, least: float = LIKELY, surnames: Container[str] = ()
) -> list[tuple[str, str, re.Match[str], float]]:
    """Key, name, rendering and likeness of each name that has one and that this rendering fits best.

    ``surnames`` are stems of words that are names at the beginning of a sentence too.
    """
    from svodka.facts.names import same_name

    names = _names(source, surnames)
    renderings = list(_ENGLISH.finditer(hypothesis)) if names else []
    scores = {
        (i, j): score
        for i, (_, written) in enumerate(names)
        for j, match in enumerate(renderings)
        if (score := same_name(written, match.group())) >= least
    }
    pairs: list[tuple[str, str, re.Match[str], float]] = []
    used: set[int] = set()
    done: set[int] = set()
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if i not in used and j not in done:
            used.add(i)
            done.add(j)
            pairs.append((*names[i], renderings[j], scores[i, j]))
    return sorted(pairs, key=lambda pair: pair[2].start())


def _inside(kept: str, hypothesis: str, match: re.Match[str]) -> bool:
    """Whether the rendering is already part of the kept form: Petersburg in "St. Petersburg"."""
    form = re.compile(r"\.?\s+".join(map(re.escape, kept.split())))
    return any(found.start() <= match.start() and match.end() <= found.end() for found in form.finditer(hypothesis))


def _names(source: str, surnames: Container[str]) -> list[tuple[str, str]]:
    """(key, as written) of each name in a segment."""
    words = list(_RUSSIAN.finditer(source))
    found: list[tuple[str, str]] = []
    for k, match in enumerate(words):
        word = match.group()
        opens = not re.search(r"\w", source[: match.start()])
        if opens and not is_name(word) and stem_of(word) not in surnames:
            continue
        after = words[k + 1] if k + 1 < len(words) else None
        key = stem_of(word)
        first = is_name(word) or key in _first_names()
        if after is not None and source[match.end() : after.start()] == " " and first:
            key = f"{key} {stem_of(after.group())}"
        found.append((key, word))
    return found
