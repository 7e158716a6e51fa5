"""The words of a sentence that its source does not have: what they are, and what the source has in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from svodka.facts import Mismatch, Span
from svodka.facts.bounds import event_of
from svodka.facts.lexicon import MOST, RUSSIAN_WORD, information
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit, of_document
from svodka.verify.lexis import bare
from svodka.verify.mismatches import of_words
from svodka.verify.senses import part, relation
from svodka.verify.within.case import Case
from svodka.verify.within.names import known
from svodka.verify.within.naming import name_tokens

_STANDS_FOR = frozenset(("same", "synonym", "kin", "broader"))
_SAYS_ELSE = frozenset(("antonym", "sibling", "narrower"))
_PARTS = ("noun", "verb", "modifier", "name")
_PEOPLES = frozenset(("died", "injured", "missing", "rescued", "arrested", "released"))
"""Events of people, each of which is one whatever its word: hurt, wounded, injured."""
_MOST = 7.0  # nats that a word counts at most


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Words whose opposite the evidence has; features of the content words, figures left out, of English sentences.

    Shares of the sentence's information: ``in_best`` of words of the best evidence, ``related`` of those that a word
    of the evidence stands for (synonym, derivation, hypernym), ``elsewhere`` of those that only the rest of the
    document has, ``lacking`` of those found nowhere. Numbers of words that are nowhere: ``new_noun``, ``new_verb``,
    ``new_modifier``, ``new_name``; not in the evidence: ``far_noun`` and so on. ``antonyms``: words whose opposite the
    evidence has where the sentence does not; ``replaced``: words that are not in the best evidence, stand beside a word
    of the source where it has another, and mean neither the same nor more. ``name_apart``: of the worst placed name,
    the share of the sentence's other known words that no source sentence with the name has, nor the one before.

    In nats of information, each content word once: ``missing`` of the words that the document lacks, ``scattered`` of
    those that the best evidence lacks, ``total`` of all.
    """
    document, unit = case.document, case.unit
    words = list(_words(case))
    nats: dict[str, float] = defaultdict(float)
    found: dict[str, float] = dict.fromkeys(
        ("antonyms", "replaced", *(f"{how}_{kind}" for how in ("new", "far") for kind in _PARTS)), 0.0
    )
    for word in words:
        nats["total"] += word.nats
        nats[word.where] += word.nats
        found["antonyms"] += bool(word.opposite)
        found["replaced"] += word.replaces
        if word.where in ("elsewhere", "lacking"):
            found[f"far_{word.kind}"] += 1
        if word.where == "lacking":
            found[f"new_{word.kind}"] += 1
    found |= _unexplained(case)
    stems, names = [word.token.stem for word in words], {word.token.stem for word in words if word.named}
    found["name_apart"] = _apart(document, stems, names)
    total = nats["total"] or 1.0
    shares = {name: nats[name] / total for name in ("in_best", "related", "elsewhere", "lacking")}
    untold = (
        word
        for word in words
        if word.opposite and not any(m.target_span and _within(word.token.start, m.target_span) for m in told)
    )
    return Answer(tuple(_opposed(word, unit) for word in untold), shares | found)


Where = Literal["in_best", "in_evidence", "related", "elsewhere", "lacking"]


class _Word(NamedTuple):
    """A content word of the sentence: ``where`` the source has it, ``nats`` of information, its part of speech (a
    ``kind`` of `_PARTS`), and of one that the evidence lacks the ``opposite`` that it has ("": none) and whether it
    ``replaces`` a word of the source."""

    token: Token
    nats: float
    named: bool
    where: Where
    kind: str = ""
    opposite: str = ""
    replaces: bool = False


def _words(case: Case) -> Iterator[_Word]:
    document, unit, evidence = case.document, case.unit, case.evidence
    english = unit.lang == "en"
    tokens = [token for token in unit.tokens if token.content and not token.word[0].isdigit()]
    stems = [token.stem for token in tokens]
    best = document.units[evidence[0][0]].stems if evidence else frozenset()
    near = {stem for i, _ in evidence for stem in document.units[i].stems}
    theirs = dict.fromkeys(bare(t.word) for i, _ in evidence for t in document.units[i].tokens if t.content)
    lost = [bare(t.word) for i, _ in evidence for t in document.units[i].tokens if t.content and t.stem not in stems]
    happened = _PEOPLES.intersection(event_of(word, "en") for word in theirs) if english else ()
    names = {token.start for token in name_tokens(unit, cased=document.cased)} if tokens else set()
    for place, token in enumerate(tokens):
        word, named = bare(token.word), token.start in names
        nats = min(information(word), _MOST) if english else _MOST
        if token.stem in near:
            yield _Word(token, nats, named, "in_best" if token.stem in best else "in_evidence")
            continue
        kind = "name" if named else part(word) if english else "noun"
        related = english and (
            any(relation(word, other) in _STANDS_FOR for other in theirs) or event_of(word, "en") in happened
        )
        opposite = _opposite(word, lost) if english and not related else ""
        replaces = english and _replaces(document, stems, place, token)
        where: Where = "related" if related else "elsewhere" if document.has(token.stem) else "lacking"
        yield _Word(token, nats, named, where, kind, opposite, replaces)


def _within(place: int, span: Span) -> bool:
    return span[0] <= place < span[1]


def _opposed(word: _Word, unit: Unit) -> Mismatch:
    message = f"The summary says “{word.token.word}”, the source the opposite (“{word.opposite}”)."
    return of_words("negation", "unsupported", message, unit, (word.token.start, word.token.end))


def _opposite(word: str, others: Sequence[str]) -> str:
    return next((other for other in others if relation(word, other) == "antonym"), "")


def _unexplained(case: Case) -> dict[str, float]:
    document, unit = case.document, case.unit
    missing = scattered = total = 0.0
    seen = set()
    best = document.units[case.evidence[0][0]].stems if case.evidence else frozenset()
    for token in unit.tokens:
        if not token.content or token.stem in seen or token.word[0].isdigit():
            continue
        seen.add(token.stem)
        nats = RUSSIAN_WORD if unit.lang == "ru" else information(token.word.removesuffix("'s"))
        total += nats
        if token.stem not in best:
            scattered += nats
            if not document.has(token.stem) and not (token.capital and known(document, token)):
                missing += min(nats, MOST)
    return {"missing": missing, "scattered": scattered, "total": total}


def _replaces(document: Document, stems: Sequence[str], place: int, token: Token) -> bool:
    after, before = _neighbours(document)
    left = stems[place - 1] if place else ""
    right = stems[place + 1] if place + 1 < len(stems) else ""
    others = after.get(left, frozenset()) | before.get(right, frozenset())
    if not others or token.stem in {stem for _, stem in others}:
        return False
    found = {relation(bare(token.word), word) for word, _ in others}
    return bool(found & _SAYS_ELSE) and not found & _STANDS_FOR


def _apart(document: Document, stems: Sequence[str], names: Iterable[str]) -> float:
    worst = 0.0
    for name in sorted(names):
        others = [stem for stem in stems if stem != name and stem in document.where]
        places = document.where.get(name, ())
        if others and places:
            most = max(
                sum(s in document.units[i].stems or (i > 0 and s in document.units[i - 1].stems) for s in others)
                for i in places
            )
            worst = max(worst, 1 - most / len(others))
    return worst


_Neighbours = dict[str, frozenset[tuple[str, str]]]


@of_document
def _neighbours(document: Document) -> tuple[_Neighbours, _Neighbours]:
    """The content words (and stems) right after and right before each stem."""
    after: dict[str, set[tuple[str, str]]] = defaultdict(set)
    before: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for unit in document.units:
        for left, right in pairwise(t for t in unit.tokens if t.content and not t.word[0].isdigit()):
            after[left.stem].add((bare(right.word), right.stem))
            before[right.stem].add((bare(left.word), left.stem))
    return {k: frozenset(v) for k, v in after.items()}, {k: frozenset(v) for k, v in before.items()}
