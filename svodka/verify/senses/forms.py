"""From a form of an English word to the words it may be a form of, as WordNet's `morphy` does it.

The table is ours: lemminflect has 199 of its 202 forms and takes 0.8 s to begin with, simplemma 169 and 0.7 s (in
processes of their own, on 2 cores of an AMD EPYC); this takes a millisecond. `svodka.verify.lexis` has another table:
its words are not only forms ("death" of "die").
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache

from svodka.text.tables import rows

_NO_VERBS = frozenset(
    "man woman child person foot tooth mouse wife life knife leaf half self thief shelf policeman good bad far little "
    "much many old crisis analysis basis criterion phenomenon medium".split()
)
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y"), ("ves", "f"), ("ses", "s"), ("xes", "x"), ("zes", "z"),
    ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("es", "e"), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"),
    ("ing", ""), ("est", ""), ("est", "e"), ("er", ""), ("er", "e"),
)  # fmt: skip
_DOUBLING = ("ed", "ing", "er", "est")


def bases(word: str, known: Container[str]) -> Iterator[str]:
    """The known words that a word in lower case may be a form of, itself first; some may come twice."""
    if word in known:
        yield word
    irregular = _irregular().get(word, ())
    yield from (base for base in irregular if base in known)
    if irregular:
        return
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)] + instead
            if base in known:
                yield base
            doubled = ending in _DOUBLING and not instead and len(base) > 3 and base[-1] == base[-2]
            if doubled and base[:-1] in known:
                yield base[:-1]


def irregular(base: str) -> tuple[str, ...]:
    """The irregular forms of a word in lower case."""
    return _forms().get(base, ())


def past_of(base: str) -> tuple[str, ...]:
    """The past tense of a verb in lower case, and its participle where that is another word."""
    return (irregular(base) if base not in _NO_VERBS else ()) or (_with(base, "ed"),)


def inflected(base: str, like: str, own: str) -> str:
    """``base`` in the form that ``like`` is of ``own``: "fall" like "rose" of "rise" is "fell"."""
    if like == own:
        return base
    if like in past_of(own) or like.endswith("ed"):
        forms, ours = past_of(base), past_of(own)
        return forms[min(ours.index(like) if like in ours else 0, len(forms) - 1)]
    ending = next((e for e in ("ing", "est", "er", "s") if like.endswith(e) and not own.endswith(e)), "")
    return _with(base, ending)


def _with(base: str, ending: str) -> str:
    """A regular form: "stopped" is left as "stoped", since the table does not say where the stress is."""
    if ending and base.endswith(ending):  # "undamaged" for "damaged"
        return base
    if base.endswith("e") and ending and ending != "s":
        return base[:-1] + ending
    if len(base) > 2 and base.endswith("y") and base[-2] not in "aeiou" and ending not in ("", "ing"):
        return base[:-1] + ("ies" if ending == "s" else "i" + ending)
    if ending == "s" and base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    return base + ending


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    return {base: tuple(forms.split()) for base, forms in rows("svodka.verify.senses", "irregular.tsv")}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for base, forms in _forms().items():
        for form in forms:
            table.setdefault(form, []).append(base)
    return table
