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
from importlib.resources import files

from svodka.regexes import regex
from svodka.text.morphology import is_first_name, is_known, is_name
from translate.terms.surnames import respell

_RUSSIAN = regex(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
_ENGLISH = regex(r"[A-Z][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
# same_name() at which a rendering is taken for the name's; of a name whose form is established a fainter one is
# (svodka.facts.names.SAME).
_LIKELY, _FAINT = 0.3, 0.2
_SURELY = 0.4, 0.75  # for a rendering without a case ending, and with an "a" that was lost
# Case endings, taken off repeatedly: what is left of a name is the same in every case. Dictionary forms are not, since
# most surnames are not in the dictionary and some look like other words there.
_ENDING = regex(r"(?<=..)(?:ого|его|ому|ему|[ыиао]ми?|ем|ях|ах|[аеёиоуыэюяйь])+$")
# Forms that only a name has whose nominative ends in a consonant, and only one whose nominative ends in "а" or "я".
_HIS, _HERS = regex(r"[бвгджзклмнпрстфхцчшщ]$|[бвгджзклмнпрстфхцчшщ]ом$"), regex(r"[бвгджзклмнпрстфхцчшщ](?:ой|ы)$")
_HER_CASE = regex(r"(?:[оеё]в|[иы]н)ой$")
_FEMININE = regex(r"(?:[оеё]в|[иы]н|[сц]к)а$|ая$")
_RUSSIAN_STEM, _PLURAL = regex(r"(?:[ое]в|[иы]н|[сц]к)$"), regex(r"(?:[ыи]|[ыи]х|[ыи]ми|[ая]м|[ая]ми|[ая]х)$")
# A name and what it is in Latin letters, in brackets behind it: «Александр Кули (Alexander Cooley)».
_GIVEN = regex(
    r"((?:[А-ЯЁ][\w’'-]+\s+(?:(?:де|да|ди|фон|ван|дер|бин|бен|ибн|аль|эль|ла|ле)\s+)*){0,3}[А-ЯЁ][\w’'-]*[а-яё])[»\"”]?\s*"
    r"\((?:[а-яё]{2,6}\.\s*)?([A-Z][^\W\d_А-яЁё]+(?:[ .'’-]+[^\W\d_А-яЁё]+)*)[,;)]"
)
_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


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
    whole = _full_names([source for source, _ in segments])
    fixed = {**established, **{slot: form for name in whole for slot, form in name.slots().items()}}
    forms, surnames = _forms(source for source, _ in segments), {name.key[-1] for name in whole}
    settled = [_with_full_names(source, hypothesis, whole) for source, hypothesis in segments]
    found = [
        list(_renderings(source, text, fixed, forms, surnames))
        for (source, _), (text, _) in zip(segments, settled, strict=True)
    ]
    counts: dict[str, Counter[str]] = {}
    behind: dict[str, Counter[str]] = {}
    for name in (name for names in found for name in names):
        if name.slot not in fixed and (name.score >= _LIKELY or name.full):
            counts.setdefault(name.slot, Counter())[name.spelled] += 1
            behind.setdefault(name.slot, Counter())[name.spelled] += name.full
    kept = {slot: _best(seen, behind[slot]) for slot, seen in counts.items()}
    return [
        (text, (*gone, *more))
        for (before, gone), names in zip(settled, found, strict=True)
        for text, more in [_put(before, names, {**kept, **fixed})]
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
    return _slot(_stem(russian), russian, english)


@lru_cache(maxsize=1)
def established_names() -> Mapping[str, str]:
    """The surnames of data/names.tsv by `slot_of`."""
    return {slot_of(russian, english): english for russian, english in _rows("names")}


@lru_cache(maxsize=1)
def _first_names() -> Mapping[str, str]:
    """The first names of data/first_names.tsv by their stem."""
    return {_stem(russian): english for russian, english in _rows("first_names")}


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for row in (files("translate.terms") / "data" / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            russian, english = row.split("\t")
            yield russian, english


@dataclass(frozen=True, slots=True)
class _FullName:
    """A name of one word or several, as a document gives it or the table has it, and the English of it."""

    russian: str
    english: str
    key: tuple[str, ...]

    def slots(self) -> dict[str, str]:
        """Of the last word, which is said alone later: its form in English, whatever the decoder made of its end."""
        surname = self.english.split()[-1]
        own = surname[-1] if surname[-1] in "as" else ""
        if _FEMININE.search(self.russian.lower()):
            ends = {own}
        else:  # the case endings of a foreign name, as the decoder may have left them: "Strauss-Kana"
            ends = {"", own} if _RUSSIAN_STEM.search(self.key[-1]) else {"", "a", own}
        return {f"{self.key[-1]} {end}": surname for end in ends}


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Sequence[_FullName]]:
    """The rows of data/full_names.tsv by the stem of their first word."""
    found: dict[str, list[_FullName]] = {}
    for russian, english in _rows("full_names"):
        name = _FullName(russian, english, _key(russian))
        found.setdefault(name.key[0], []).append(name)
    return found


def _key(russian: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(russian))


def _full_names(sources: Sequence[str]) -> tuple[_FullName, ...]:
    """The full names of a document: what it gives in Latin letters, then those of the table."""
    from svodka.facts.names import same_name

    given: dict[tuple[str, ...], _FullName] = {}
    for source in sources:
        for match in _GIVEN.finditer(source):
            english = " ".join(match[2].split())
            words = match[1].split()
            for start in range(len(words)):  # "Профессор Александр Кули": the longest that sounds like it
                russian = " ".join(words[start:])
                if len(words) - start <= len(english.split()) and same_name(russian, english) >= _FAINT:
                    given.setdefault(_key(russian), _FullName(russian, english, _key(russian)))
                    break
    table = _known()
    for source in sources:
        keys = [_stem(match.group()) for match in _WORD.finditer(source)]
        for k, stem in enumerate(keys):
            for name in table.get(stem, ()):
                if tuple(keys[k : k + len(name.key)]) == name.key:
                    given.setdefault(name.key, name)
    return tuple(given.values())


def _with_full_names(source: str, hypothesis: str, names: Sequence[_FullName]) -> tuple[str, tuple[Variant, ...]]:
    """The hypothesis with the full names of its source as they are known, and what gave way."""
    from svodka.facts.names import same_name

    keys = [_stem(match.group()) for match in _WORD.finditer(source)] if names else []
    gone: list[Variant] = []
    for name in names:
        size = len(name.key)
        if not any(tuple(keys[k : k + size]) == name.key for k in range(len(keys) - size + 1)):
            continue
        bracketed = f"({name.english})"
        if size > 1 and name.english not in hypothesis.replace(bracketed, ""):
            words = list(_WORD.finditer(hypothesis))
            spans = [
                (words[i].start(), words[i + n - 1].end())
                for n in {size, len(name.english.split())}
                for i in range(len(words) - n + 1)
                if words[i].group()[0].isupper() and words[i + n - 1].group()[0].isupper()
                if not re.search(r"[^\s’'.-]", hypothesis[words[i].end() : words[i + n - 1].start()].join("  "))
                or n > 2  # particles in between
            ]
            scored = [
                (same_name(name.russian, hypothesis[a:b]), -a, a, b)
                for a, b in spans
                if hypothesis[a:b] != name.english
            ]
            score, _, a, b = max(scored, default=(0.0, 0, 0, 0))
            if score >= _LIKELY:
                gone.append(Variant(name.russian, name.english, hypothesis[a:b]))
                hypothesis = hypothesis[:a] + name.english + hypothesis[b:]
        # The decoder carries the brackets over: "Alexander Cooley (Alexander Cooley)".
        twice = re.compile(rf"({re.escape(name.english)})\s*\({re.escape(name.english)}\)")
        hypothesis = twice.sub(r"\1", hypothesis)
    return hypothesis, tuple(gone)


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

    for key, written, match, score in aligned(source, hypothesis, _FAINT, surnames):
        rendering = match.group()
        spelled = respell(written, rendering)
        final, score = (rendering, score) if spelled is None else (spelled, 1.0)
        final = _in_nominative(written, final, forms.get(_stem(written), frozenset()))
        slot = _slot(key, written, final)
        if " " in key and slot not in fixed and (first := _first_names().get(_stem(written))):
            slot, final = f"{key} first", first
        before = re.search(rf"(\w\W+)?([А-ЯЁ][а-яё-]+) {written}(?!\w)", source)
        full = before is not None and (before[1] is not None or is_first_name(before[2]))
        # What hardly sounds like the name is a word of its own where English has it: March for Марк.
        if score >= _LIKELY or slot in fixed or full or information(rendering.lower()) == UNKNOWN:
            yield _Rendering(slot, written, match, final, score, full)


def _forms(sources: Iterator[str]) -> dict[str, frozenset[str]]:
    """The forms in which a document has each name, by stem."""
    found: dict[str, set[str]] = {}
    for match in (match for source in sources for match in _RUSSIAN.finditer(source)):
        found.setdefault(_stem(match.group()), set()).add(match.group().lower())
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
    if " " in key or _RUSSIAN_STEM.search(key) or is_known(written.lower()):
        return f"{key} {last}"
    return f"{key} {last if last == 's' and _PLURAL.search(written.lower()) else ''}"


def aligned(
    source: str, hypothesis: str, least: float = _LIKELY, surnames: Container[str] = ()
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
        if opens and not is_name(word) and _stem(word) not in surnames:
            continue
        after = words[k + 1] if k + 1 < len(words) else None
        key = _stem(word)
        first = is_name(word) or key in _first_names()
        if after is not None and source[match.end() : after.start()] == " " and first:
            key = f"{key} {_stem(after.group())}"
        found.append((key, word))
    return found


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower()).replace("ё", "е")
