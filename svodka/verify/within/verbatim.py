"""What was put in, taken out or exchanged where a sentence repeats a source sentence almost word for word?

Where the words run parallel, a single changed figure, name, negation or hedge shows in the alignment (difflib's
Ratcliff-Obershelp), whatever else the document says elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from svodka.facts import Fact, FactKind, Mismatch, Span
from svodka.facts.stance import wording
from svodka.regexes import regex
from svodka.text import SAYING
from svodka.verify.answer import Answer
from svodka.verify.document import Document, Token, Unit
from svodka.verify.mismatches import of_facts, of_words, word
from svodka.verify.within.case import Case
from svodka.verify.within.naming import name_tokens

PARALLEL = 0.65  # the share of the sentence's words that stand in the source sentence in the same order
_SHORT = 4  # words taken out in one place; more is a shortened sentence, not a changed one
_WORD = regex(r"n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+|\d+(?:[.,]\d+)*|[$€£%]")


class _Word:
    __slots__ = ("end", "start", "text")

    def __init__(self, match: re.Match[str]) -> None:
        text = match[0].lower()
        self.text = "not" if text in ("n't", "n’t") else {"ca": "can", "wo": "will", "cannot": "not"}.get(text, text)
        self.start, self.end = match.span()


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """Mismatches of the sentence with the source sentence that it repeats, if there is one and nobody has said so."""
    return Answer(tuple(found for found in _disagreeing(*case) if not _told(found, told)))


def _disagreeing(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> Iterator[Mismatch]:
    ours = [_Word(match) for match in _WORD.finditer(unit.text)]
    if len(ours) < 4 or len(ours) > 400:
        return
    best: tuple[int, Unit, list[_Word], list[tuple[str, int, int, int, int]]] | None = None
    for i, share in evidence:
        source = document.units[i]
        if unit.text in source.text:
            return
        if share < _CLOSE:
            continue
        theirs = [_Word(match) for match in _WORD.finditer(source.text)]
        matcher = SequenceMatcher(None, [w.text for w in theirs], [w.text for w in ours], autojunk=False)
        codes: list[tuple[str, int, int, int, int]] = [*matcher.get_opcodes()]
        same = sum(b2 - b1 for tag, _, _, b1, b2 in codes if tag == "equal")
        if same >= PARALLEL * len(ours) and (best is None or same > best[0]):
            best = (same, source, theirs, codes)
    if best is not None:
        _, source, theirs, codes = best
        frame = _frame(unit, ours, codes)
        yield from _changes(source, unit, theirs, ours, codes, frame)
        if frame >= _FRAME:
            yield from _reordered(source, unit)


_CLOSE = 0.6
_FRAME = 0.85  # the share of the words other than names that must stand as in the source


def _frame(unit: Unit, ours: list[_Word], codes: list[tuple[str, int, int, int, int]]) -> float:
    """How much of the sentence without its names and figures repeats the source in order."""
    kept = [not (unit.text[w.start].isupper() or w.text[0].isdigit()) for w in ours]
    same = sum(kept[k] for tag, _, _, b1, b2 in codes if tag == "equal" for k in range(b1, b2))
    return same / max(1, sum(kept))


def _changes(
    source: Unit,
    unit: Unit,
    theirs: list[_Word],
    ours: list[_Word],
    codes: list[tuple[str, int, int, int, int]],
    frame: float,
) -> Iterator[Mismatch]:
    said, says = list(wording(source.text, source.lang)), list(wording(unit.text, unit.lang))
    old_names, new_names = name_tokens(source), name_tokens(unit)
    for place, (tag, a1, a2, b1, b2) in enumerate(codes):
        if tag == "equal":
            continue
        old = _stretch(theirs, a1, a2)
        new = _stretch(ours, b1, b2)
        inside = 0 < place < len(codes) - 1
        was, now = _within(said, old), _within(says, new)
        put_in = [f for f in now if f.kind == "negation" and f.firm]
        if put_in and not any(f.kind == "negation" for f in was):
            yield of_facts(
                "negation", "unsupported", f"The summary puts in “{put_in[0].text}”.", source, None, put_in[0]
            )
        if (inside or a1 == 0) and a2 - a1 <= _SHORT:
            kinds: tuple[FactKind, ...] = ("negation", "hedge")
            for kind in kinds:
                dropped = [f for f in was if f.kind == kind and (f.firm or kind == "hedge")]
                if dropped and not any(f.kind == kind for f in now) and not _stays(kind, said, says):
                    verb = "negates" if kind == "negation" else "holds back"
                    message = f"The source {verb} here (“{dropped[0].text}”), the summary does not."
                    yield of_facts(kind, "lost", message, source, dropped[0], None)
        if tag == "replace" and a2 - a1 <= _SHORT and {w.text for w in ours[b1:b2]} & {"will", "is", "are"}:
            maybe = [f for f in was if f.kind == "hedge" and f.text.lower() in ("may", "might", "could")]
            if maybe and not any(f.kind == "hedge" for f in now):
                message = f"The source holds back here (“{maybe[0].text}”), the summary does not."
                yield of_facts("hedge", "lost", message, source, maybe[0], None)
                continue
        if tag == "replace" and frame >= _FRAME:
            yield from _exchanged(source, unit, old, new, old_names, new_names)


def _reordered(source: Unit, unit: Unit) -> Iterator[Mismatch]:
    """The names that both have, in another order."""
    names = {t.stem for u in (source, unit) for t in u.tokens[1:] if t.capital and t.content and len(t.word) > 1}
    names |= {t.stem for u in (source, unit) for t in name_tokens(u)}
    # "…, the army says" and "The army says …" are no exchange.
    speakers = {t.stem for u in (source, unit) for t in u.tokens if _SPEAKS.match(u.text, t.end)}
    capitals = {stem for stem in names - speakers if not stem.startswith("i'")}
    counts = [Counter(t.stem for t in u.tokens) for u in (source, unit)]
    both = {stem for stem in capitals if counts[0][stem] == counts[1][stem]}
    old, new = ([t for t in u.tokens if t.stem in both] for u in (source, unit))
    if _passive(source) != _passive(unit):
        return
    for origin, token in zip(old, new, strict=True):
        if origin.stem != token.stem:
            if all(_one_list(u, [t for t in u.tokens if t.stem in (origin.stem, token.stem)]) for u in (source, unit)):
                continue
            left, right = word(source, origin), word(unit, token)
            message = f"“{left}” and “{right}” have changed places: the source has it the other way round."
            yield of_words(
                "name", "unsupported", message, unit, (token.start, token.end), source, (origin.start, origin.end)
            )
            return


def _one_list(unit: Unit, names: list[Token]) -> bool:
    """Whether nothing but names, commas and "and" stands between: in another order it says the same."""
    between = unit.text[names[0].end : names[-1].start]
    return bool(re.search(r",|\b(?:and|or)\b", between)) and not re.sub(
        r"\b(?:and|or)\b|\([^()]*\)|[A-Z][\w'’-]*|[\s,&]", "", between
    )


_SPEAKS = regex(rf"['’]?s? (?:{SAYING})\b")


def _passive(unit: Unit) -> bool:
    return re.search(r"\bby\b", unit.text) is not None


def _stretch(words: list[_Word], first: int, last: int) -> tuple[int, int]:
    return (words[first].start, words[last - 1].end) if last > first else (0, 0)


def _within(facts: list[Fact], span: tuple[int, int]) -> list[Fact]:
    return [fact for fact in facts if fact.span[0] < span[1] and span[0] < fact.span[1]]


def _stays(kind: str, said: list[Fact], says: list[Fact]) -> bool:
    """A hedge moved, not dropped: the sentence has as many."""
    count = [sum(fact.kind == "hedge" for fact in facts) for facts in (said, says)]
    return kind == "hedge" and count[1] >= count[0]


def _exchanged(
    source: Unit, unit: Unit, old: tuple[int, int], new: tuple[int, int], old_names: list[Token], new_names: list[Token]
) -> Iterator[Mismatch]:
    """A name for another name, a figure for another figure, in the same place of the sentence."""
    was = [t for t in old_names if old[0] <= t.start < old[1]]
    now = [t for t in new_names if new[0] <= t.start < new[1]]
    if was and now and not {t.stem for t in was} & {t.stem for t in now} and not _initials(source, unit, old, new):
        ours, theirs = (was[0].start, was[-1].end), (now[0].start, now[-1].end)
        left, right = source.text[slice(*ours)], unit.text[slice(*theirs)]
        if _letters(left) == _letters(right):
            return
        message = f"The summary says “{right}” where the source says “{left}”."
        yield of_words("name", "unsupported", message, unit, theirs, source, ours)
    figures = [f for f in unit.numbers if f.firm and f.span[0] < new[1] and new[0] < f.span[1]]
    before = [f for f in source.numbers if f.firm and f.span[0] < old[1] and old[0] < f.span[1]]
    for fact, other in zip(figures, before, strict=False):
        if fact.kind == other.kind and all(a.isdisjoint(b) for a, b in zip(fact.atoms, other.atoms, strict=False)):
            message = f"The summary says “{fact.text}” where the source says “{other.text}”."
            yield of_facts(fact.kind, "unsupported", message, source, other, fact)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _initials(source: Unit, unit: Unit, old: tuple[int, int], new: tuple[int, int]) -> bool:
    """A name and its acronym, either way round."""
    texts = (source.text[slice(*old)], unit.text[slice(*new)])
    initials = ["".join(re.findall(r"\b[^\W\d_a-zа-я]", text)) for text in texts]
    words = [set(re.findall(r"\b[^\W\d_a-zа-я]{2,}\b", text)) for text in texts]
    return any(word in initials[1] for word in words[0]) or any(word in initials[0] for word in words[1])


def _told(mismatch: Mismatch, others: Sequence[Mismatch]) -> bool:
    """Whether another question has said the same of the same words already."""
    return any(
        mismatch.kind == other.kind
        and (
            mismatch.target_span == other.target_span
            or _meet(mismatch.target_span, other.target_span)
            or _meet(mismatch.source_span, other.source_span)
        )
        for other in others
    )


def _meet(left: Span | None, right: Span | None) -> bool:
    return left is not None and right is not None and left[0] < right[1] and right[0] < left[1]
