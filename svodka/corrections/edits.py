"""An edited sentence, and the name or term that was changed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from svodka.facts import same_name
from svodka.facts.names import mentions, russian_exonym
from svodka.regexes import regex
from svodka.text.morphology import lemmas

_WORD = regex(r"\w+(?:[-'’]\w+)*|[^\w\s]")
_LONGEST = 4  # words of a name
# How alike a Russian name and the English that was put for it, or stood for it, have to be.
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Edit:
    """A Russian sentence, its English before, and the English that a reader has put in its place."""

    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Russian name or term and the English that has to stand for it."""

    russian: str
    english: str


def term_of(edit: Edit) -> TermPair | None:
    """The name that was changed, when nothing else was: one stretch of the English, with a capital, for one Russian
    name that it is spelled like. None for any other change."""
    before, after = _WORD.findall(edit.before), _WORD.findall(edit.after)
    changes = [
        code for code in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    if len(changes) != 1 or changes[0][0] != "replace":
        return None
    _, i, j, k, end = changes[0]
    old, new = " ".join(before[i:j]), " ".join(after[k:end])
    if max(j - i, end - k) > _LONGEST or not new[:1].isupper() or not re.search(r"\w", old):
        return None
    names = dict.fromkeys(fact.text for fact in mentions(edit.source, "ru") if fact.kind == "name")
    scored = [(max(same_name(name, new), same_name(name, old)), name) for name in names]
    score, name = max(scored, default=(0.0, ""))
    if score < _ALIKE or sum(one >= _ALIKE for one, _ in scored) > 1:
        return None
    words, parts = new.split(), name.split()
    if len(words) == 1 and len(parts) > 1:  # of a full name the one that was changed
        name = max(parts, key=lambda part: same_name(part, new))
    elif len(words) != len(parts):
        return None
    return TermPair(_dictionary_form(name, new), new)


def _dictionary_form(name: str, english: str) -> str:
    """The name as a dictionary has it, where that is spelled more like the English than the form in the sentence.

    As dictionaries lack many, it is also tried without its last letters, which may be its ending.
    """
    if " " in name or name.isupper():
        return name
    known = [form.title() for form in sorted(lemmas(name))]
    if russian_exonym(name) is not None:  # spelled like nothing in English
        return known[0] if len(known) == 1 else name
    roots = [root for cut in (1, 2) if len(root := name[:-cut]) > 2]
    forms = (name, *known, *(root + ending for root in roots for ending in ("", "а", "я")))
    return max(forms, key=lambda form: same_name(form, english))
