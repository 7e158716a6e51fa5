"""One romanization of a name through a document; of well-known names the established one, in every document.

The names of a segment are its capitalised words (not the first, unless the dictionary knows it as a name). What stands
for each in the hypothesis is the capitalised word that sounds most like it. One confident rendering is kept, and those
that differ from it give way; a Russian surname that is garbled is spelled right first (surnames.py). A first name is
kept together with the surname after it: one Владимир may be Vladimir and another Volodymyr.

Nothing is carried from one document to the next: what becomes of a text must not depend on what came before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from svodka.regexes import regex
from svodka.text.morphology import is_name
from translate.terms.surnames import respell

_RUSSIAN = regex(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
_ENGLISH = regex(r"[A-Z][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
# same_name() at which a rendering is taken for the name's, and at which it may set the form for a document (0.2 is "the
# same name" for svodka.facts).
_LIKELY, _CONFIDENT = 0.3, 0.45
# Case endings, taken off repeatedly: what is left of a name is the same in every case. Dictionary forms are not, since
# most surnames are not in the dictionary and some look like other words there.
_ENDING = regex(r"(?<=..)(?:ого|его|ому|ему|[ыиао]ми?|ем|ях|ах|[аеёиоуыэюяйь])+$")


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

    ``established`` are kept forms by `slot_of`. Of other names the rendering is kept that is confident and occurs most
    often, of equals the first.
    """
    found = [list(_renderings(source, hypothesis)) for source, hypothesis in segments]
    counts: dict[str, Counter[str]] = {}
    for name in (name for names in found for name in names):
        if name.slot not in established and name.score >= _CONFIDENT:
            counts.setdefault(name.slot, Counter())[name.spelled] += 1
    kept = {slot: forms.most_common(1)[0][0] for slot, forms in counts.items()}
    return [
        _put(hypothesis, names, {**kept, **established}) for (_, hypothesis), names in zip(segments, found, strict=True)
    ]


def by_name(variants: Sequence[Variant]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """`Translation.variants`: per name and kept form, the other forms in order, each once."""
    others: dict[tuple[str, str], dict[str, None]] = {}
    for variant in variants:
        others.setdefault((variant.source, variant.kept), {})[variant.replaced] = None
    return tuple((source, kept, tuple(forms)) for (source, kept), forms in others.items())


def slot_of(russian: str, english: str) -> str:
    """The key of a name of one word and its form in English: feminine and plural forms are forms of their own."""
    return _slot(_stem(russian), english)


@lru_cache(maxsize=1)
def established_names() -> Mapping[str, str]:
    """The surnames of data/names.tsv by `slot_of`."""
    rows = (files("translate.terms") / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {slot_of(russian, english): english for russian, english in pairs}


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A name of a segment: as written, where its rendering stands, how that is spelled, how surely it is the name's."""

    slot: str
    written: str
    match: re.Match[str]
    spelled: str
    score: float


def _renderings(source: str, hypothesis: str) -> Iterator[_Rendering]:
    for key, written, match, score in aligned(source, hypothesis):
        rendering = match.group()
        spelled = respell(written, rendering)
        final, score = (rendering, score) if spelled is None else (spelled, 1.0)
        yield _Rendering(_slot(key, final), written, match, final, score)


def _put(hypothesis: str, names: Sequence[_Rendering], kept: Mapping[str, str]) -> tuple[str, tuple[Variant, ...]]:
    text = hypothesis
    variants: list[Variant] = []
    for name in reversed(names):
        form, rendering = kept.get(name.slot), name.match.group()
        if form is not None and form != rendering and not _inside(form, hypothesis, name.match):
            text = text[: name.match.start()] + form + text[name.match.end() :]
            variants.append(Variant(name.written, form, rendering))
    return text, tuple(reversed(variants))


def _slot(key: str, english: str) -> str:
    # Feminine and plural forms are other forms of the name, not other romanizations.
    return f"{key} {english[-1] if english[-1] in 'as' else ''}"


def aligned(source: str, hypothesis: str) -> list[tuple[str, str, re.Match[str], float]]:
    """Key, name, rendering and likeness of each name that has one and that this rendering fits best."""
    from svodka.facts.names import same_name

    names = _names(source)
    renderings = list(_ENGLISH.finditer(hypothesis)) if names else []
    scores = {
        (i, j): score
        for i, (_, written) in enumerate(names)
        for j, match in enumerate(renderings)
        if (score := same_name(written, match.group())) >= _LIKELY
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


def _names(source: str) -> list[tuple[str, str]]:
    """(key, as written) of each name in a segment."""
    words = list(_RUSSIAN.finditer(source))
    found: list[tuple[str, str]] = []
    for k, match in enumerate(words):
        word = match.group()
        opens = not re.search(r"\w", source[: match.start()])
        if opens and not is_name(word):
            continue
        after = words[k + 1] if k + 1 < len(words) else None
        key = _stem(word)
        if after is not None and source[match.end() : after.start()] == " " and is_name(word):
            key = f"{key} {_stem(after.group())}"
        found.append((key, word))
    return found


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower()).replace("ё", "е")
