"""Have two names changed places? Each then stands in the summary where the source has the other.

How the document uses a name is its profile: the words beside it, the prepositions before it, what it is followed by.
Every pair of names of a summary sentence is scored with its names as they stand and exchanged; the difference, kind by
kind, goes through a logistic regression. Its weights come from `training/tables/roles.py`: 6,342 pairs of names in
summaries and in article sentences taken out of their article, each as it stands against exchanged.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from svodka.facts import Mismatch
from svodka.facts.names import english_exonyms
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit, of_document
from svodka.verify.lexis import bare
from svodka.verify.mismatches import of_words
from svodka.verify.within.case import Case
from svodka.verify.within.naming import CALENDAR, CONTRACTED, name_tokens

WEIGHTS = {
    "left": 1.55, "right": 1.62, "governor": 0.51, "governed": 0.69, "before": 0.28, "after": 0.21, "near": 0.25,
    "preposition": 0.60, "follower": 0.43, "placed": 0.24, "order": 0.88,
}  # fmt: skip
"""Of each kind of evidence that two names are exchanged. Words beside: ``left`` and ``right``; behind a preposition:
``governor`` and ``governed``; within five words: ``before``, ``after`` and, on either side, ``near``."""
EXCHANGED = 1.1
"""The score (log odds) from which two names count as exchanged. On 635 pairs of CNN/DailyMail summaries not trained on,
2.8% are above it as they stand and 80% when exchanged (`python -m training.tables.roles --test`)."""
_WORDS = ("left", "right", "governor", "governed", "before", "after", "near")
_WINDOW = 5
_MOST_NAMES = 10  # a list of names has no roles
_NO_NAMES = CALENDAR | CONTRACTED | {"i"}
_PLACED = frozenset("in at near from across throughout outside inside around".split())
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A name in a unit: its first and last token, and the stem that it is known by."""

    first: int
    last: int
    head: str


@dataclass(slots=True)
class Profile:
    """How often the document has a name, and in which slots."""

    times: int = 0
    slots: Counter[Slot] = field(default_factory=Counter)


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """The two names that seem surest to have changed places; nothing where a name is unsound in itself."""
    document, unit, evidence = case
    pair = None if any(m.kind == "name" for m in told) else next(exchanged(document, unit, evidence), None)
    if pair is None:
        return Answer()
    spans = [(unit.tokens[run.first].start, unit.tokens[run.last].end) for run in pair]
    left, right = (unit.text[slice(*span)] for span in spans)
    message = f"“{left}” and “{right}” seem to have changed places: the source has it the other way round."
    return Answer((of_words("role", "unsupported", message, unit, spans[1]),))


def exchanged(document: Document, unit: Unit, evidence: Sequence[tuple[int, float]]) -> Iterator[tuple[Run, Run]]:
    """The pairs of names of a sentence that seem to have changed places, the surest first."""
    found = runs(document, unit)
    if not 2 <= len(found) <= _MOST_NAMES:
        return
    scored = []
    for x, a in enumerate(found):
        for b in found[x + 1 :]:
            if not _alike(a.head, b.head) and not _listed(unit, a, b):
                shares = shift(document, unit, a, b, evidence)
                score = sum(WEIGHTS[kind] * share for kind, share in shares.items())
                if score > EXCHANGED:
                    scored.append((-score, a.first, b.first, a, b))
    yield from ((a, b) for *_, a, b in sorted(scored))


@of_document
def runs(document: Document, unit: Unit) -> tuple[Run, ...]:
    """Name words in a row: words with capitals, days and months left out.

    Of a text without capitals the words that the document writes with one, and where it has none either, the rare ones.
    """
    found: list[Run] = []
    tokens = unit.tokens
    named: Container[Token]
    if not document.cased:
        named = name_tokens(unit, cased=False)
    elif any(token.capital for token in tokens[1:]):
        named = {token for token in tokens[1:] if token.capital}
        if tokens[0].stem in _capitals(document) or tokens[1] in named:  # any first word has a capital
            named.add(tokens[0])
    else:
        capitals = _capitals(document)
        named = {token for token in tokens if token.stem in capitals}
    for i, token in enumerate(tokens):
        if token not in named or not token.content or bare(token.word).replace("’", "'") in _NO_NAMES:
            continue
        joined = found and found[-1].last == i - 1 and not _possessive(tokens[i - 1])
        if joined and not unit.text[tokens[i - 1].end : token.start].strip():
            found[-1] = Run(found[-1].first, i, token.stem)
        else:
            found.append(Run(i, i, token.stem))
    return tuple(found)


def shift(document: Document, unit: Unit, a: Run, b: Run, evidence: Sequence[tuple[int, float]]) -> dict[str, float]:
    """How much better each kind of evidence fits with the two names exchanged; empty where the document lacks one."""
    if not (a.head in document.where and b.head in document.where):
        return {}
    profiles = {run: profile(document, run.head) for run in (a, b)}
    everyone = profile(document, "")
    leave = frozenset(unit.tokens[k].stem for run in (a, b) for k in range(run.first, run.last + 1))
    here = {run: slots(unit, run, leave) for run in (a, b)}
    fits = {(run, name): _fit(document, here[run], profiles[name], everyone) for run in (a, b) for name in (a, b)}
    shares = {kind: fits[a, b][kind] + fits[b, a][kind] - fits[a, a][kind] - fits[b, b][kind] for kind in fits[a, a]}
    shares["order"] = 0.0
    if evidence:
        stems = [token.stem for token in document.units[evidence[0][0]].tokens]
        if a.head in stems and b.head in stems:
            shares["order"] = evidence[0][1] * (1 if stems.index(a.head) > stems.index(b.head) else -1)
    return shares


def slots(unit: Unit, run: Run, leave: frozenset[str]) -> list[Slot]:
    """What surrounds a name, as (kind, word); the words of ``leave`` are passed over."""
    tokens = unit.tokens

    def beside(step: int) -> Iterator[Slot]:
        edge = run.first if step < 0 else run.last
        far = edge + step
        word, link, governs = ("left", "preposition", "governor") if step < 0 else ("right", "follower", "governed")
        if not 0 <= far < len(tokens):
            if step < 0:
                yield link, "^"
            return
        near, other = sorted((edge, far))
        gap = unit.text[tokens[near].end : tokens[other].start].strip(" \"'“”‘’")
        if gap:
            if gap[0] == ",":
                yield link, ","
            return
        if tokens[far].content:
            yield word, tokens[far].stem
            return
        yield link, tokens[far].word
        place = far
        while 0 < place < len(tokens) - 1 and not tokens[place].content and abs(place - edge) < 4:
            place += step
        if tokens[place].content and (step > 0 or tokens[far].word not in ("the", "a", "and")):
            yield governs, tokens[place].stem

    found = [*beside(-1), *beside(1)]
    if _possessive(tokens[run.last]):
        found.append(("follower", "'s"))
    for side, edge, step in (("before", run.first, -1), ("after", run.last, 1)):
        for place in range(edge + step, edge + step * (_WINDOW + 1), step):
            if 0 <= place < len(tokens) and tokens[place].content:
                found += [(side, tokens[place].stem), ("near", tokens[place].stem)]
    return [slot for slot in found if slot[0] not in _WORDS or slot[1] not in leave]


@of_document
def profile(document: Document, name: str) -> Profile:
    """How the document uses a name, or the word where it is written small; of "" how it uses all its names."""
    found = Profile()
    for i in document.where.get(name, ()) if name else range(len(document.units)):
        unit = document.units[i]
        names = [*runs(document, unit)]
        if name:
            names = [run for run in names if any(t.stem == name for t in unit.tokens[run.first : run.last + 1])]
            covered = {k for run in names for k in range(run.first, run.last + 1)}
            if document.cased:
                small = (k for k, token in enumerate(unit.tokens) if token.stem == name and k not in covered)
                names += [Run(k, k, name) for k in small]
        for run in names:
            found.times += 1
            found.slots.update(set(slots(unit, run, frozenset())))
    return found


def _fit(document: Document, here: list[Slot], profile: Profile, everyone: Profile) -> dict[str, float]:
    """How well a name with this profile fits into these slots."""
    fit = dict.fromkeys(("preposition", "follower", *_WORDS), 0.0)
    for slot in dict.fromkeys(here):  # in order, as sums of floats depend on it
        kind, word = slot
        if kind not in _WORDS:
            usual = (everyone.slots[slot] + 0.5) / (everyone.times + 5)
            fit[kind] += math.log((profile.slots[slot] + _TRUST * usual) / (profile.times + _TRUST))
        elif times := profile.slots[slot]:
            fit[kind] += document.weight(word) * min(1.0, 0.5 + 0.25 * times)
    placed = (sum(profile.slots["preposition", word] for word in _PLACED) + 0.3) / (profile.times + 1)
    here_placed = any(kind == "preposition" and word in _PLACED for kind, word in here)
    fit["placed"] = math.log(placed if here_placed else 1 - min(placed, 0.95))
    return fit


_TRUST = 2.0  # uses of a name that weigh as much as what all names do


@of_document
def _capitals(document: Document) -> frozenset[str]:
    """Stems that the document writes with a capital within its sentences, and never without."""
    inner = [token for unit in document.units for token in unit.tokens[1:] if token.content]
    small = {token.stem for token in inner if not token.capital}
    return frozenset(token.stem for token in inner if token.capital and token.stem not in small)


def _listed(unit: Unit, a: Run, b: Run) -> bool:
    """ "A and B", "A, B and C": exchanged they say the same."""
    between = unit.text[unit.tokens[a.last].end : unit.tokens[b.first].start]
    if re.fullmatch(r"[\W_]*(?:(?:and|or)(?: the)?)?[\W_]*", between):
        return between.strip() != ""
    names = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
    return re.fullmatch(rf", (?:{names}, )*{names},? (?:and|or) (?:the )?", between) is not None


@lru_cache(maxsize=4096)
def _alike(left: str, right: str) -> bool:
    """Two forms of one name: Ireland and Irish."""
    return left[:4] == right[:4] or bool(
        {e.key for e in english_exonyms(left)} & {e.key for e in english_exonyms(right)}
    )


def _possessive(token: Token) -> bool:
    return token.word.endswith(("'s", "’s"))
