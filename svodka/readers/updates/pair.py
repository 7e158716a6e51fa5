"""A sentence and the earlier one that it was made of: what of the words that changed is news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from svodka.facts import Fact, FactKind, compare, ledger
from svodka.readers.updates.names import NameForms, same_name
from svodka.readers.updates.sentences import Sentence, Text
from svodka.readers.updates.wording import contradict, is_background, is_negated, tells_who_said
from svodka.text import Span
from svodka.text.morphology import may_be_name

_INSERTED = 10  # words put into a sentence that make it news
_HOME = frozenset({"рф", "россии", "россия", "россию"})
_FIGURES: frozenset[FactKind] = frozenset(
    {"number", "percent", "money", "measure", "date", "time", "age", "range", "ordinal", "identifier", "role"}
)


class Pair:
    """A sentence beside what it was made of; ``changes`` are the stretches of words that are not alike."""

    def __init__(self, ours: Sentence, theirs: Sentence, earlier: Text, later: Text) -> None:
        self.ours, self.theirs, self.earlier, self.later = ours, theirs, earlier, later
        matcher = SequenceMatcher(None, ours.words, theirs.words, autojunk=False)
        codes = matcher.get_opcodes()
        self.changes = [c[1:] for c in codes if c[0] != "equal"]
        self.kept = sum(c[2] - c[1] for c in codes if c[0] == "equal")

    def differs(self) -> bool:
        """Whether the sentence says something else than what it was made of."""
        if not self.changes:
            return False
        return self._reverses() or self._renames() or self._contradicts() or self._adds() or self._refigures()

    def _contradicts(self) -> bool:
        changed = [(self.ours.words[a:b], self.theirs.words[c:d]) for a, b, c, d in self.changes]
        mine = [word for words, _ in changed for word in words]
        others = [word for _, words in changed for word in words]
        return contradict(mine, others)

    def _adds(self) -> bool:
        """A clause that stands nowhere in the earlier text and is not on who said it."""
        for _, _, low, high in self.changes:
            words = self.theirs.words[low:high]
            new = [word for word in words if word not in self.earlier.words]
            if len(new) >= _INSERTED and not tells_who_said(words) and not is_background(self._part(low)):
                return True
        return False

    def _part(self, low: int) -> str:
        return self.theirs.text[self.theirs.spans[low][0] :]

    def _reverses(self) -> bool:
        """A negation that only one of the two has before words that both have."""
        for a, b, c, d in self.changes:
            mine, others = self.ours.words[a:b], self.theirs.words[c:d]
            if b < len(self.ours.words) and is_negated(mine[-1:]) and not is_negated(others):
                return True
            if d < len(self.theirs.words) and is_negated(others[-1:]) and not is_negated(mine):
                return True
        ours = self._negations(self.ours, [(a, b) for a, b, _, _ in self.changes])
        theirs = self._negations(self.theirs, [(c, d) for _, _, c, d in self.changes])
        more = +(theirs - ours)
        less = +(ours - theirs)
        if more:
            return True
        if not less:
            return False
        # What it stands before may have been left out along with it.
        for a, b, c, d in self.changes:
            if self._negations(self.ours, [(a, b)]) and (c < d or (b - a <= 2 and b < len(self.ours.words))):
                return True
        return False

    @staticmethod
    def _negations(sentence: Sentence, stretches: Sequence[Span]) -> Counter[str]:
        found = (f for f in ledger(sentence.text, "ru").of("negation") if _is_cue(f))
        return Counter(
            str(f.value) for f in found if any(sentence.overlaps(f.span, *s) for s in stretches if s[0] < s[1])
        )

    def _renames(self) -> bool:
        """A name in what changed that the earlier sentence has another for, or that its text has not at all."""
        for a, b, c, d in self.changes:
            ours = [w for w in range(a, b) if self._is_name(self.ours, w)]
            theirs = [w for w in range(c, d) if self._is_name(self.theirs, w)]
            here = [self.ours.words[w] for w in ours]
            new = [w for w in theirs if not any(same_name(self.theirs.words[w], name) for name in here)]
            lost = [name for name in here if not any(same_name(self.theirs.words[w], name) for w in theirs)]
            if new and lost:
                return True
            for w in new:
                word = self.theirs.words[w]
                if word in _HOME or self.earlier.names.has(word):
                    continue
                if not self._completes_a_name(w):
                    return True
        return self._names_exchanged()

    def _names_exchanged(self) -> bool:
        """Two names of the sentence that stand in the other order, with nothing else between them changed."""
        mine = [self.ours.words[i] for i in range(len(self.ours.words)) if self._is_name(self.ours, i)]
        theirs = [self.theirs.words[i] for i in range(len(self.theirs.words)) if self._is_name(self.theirs, i)]
        ours, others = NameForms(mine), NameForms(theirs)
        order = [ours.of(name)[0] for name in theirs if len(ours.of(name)) == len(others.of(name)) == 1]
        return order != sorted(order)

    def _completes_a_name(self, place: int) -> bool:
        """Whether a new name stands beside one that the earlier text has: a first name, an initial."""
        for other in (place - 1, place + 1):
            named = 0 <= other < len(self.theirs.words) and self._is_name(self.theirs, other)
            if named and self.earlier.names.has(self.theirs.words[other]):
                return True
        return False

    def _is_name(self, sentence: Sentence, place: int) -> bool:
        if not sentence.capital(place):
            return False
        word = sentence.words[place]
        if place in sentence.outlets:
            return False
        if not sentence.opens(place):
            return True
        if word in self.earlier.named or word in self.later.named:
            return True
        return len(word) > 2 and may_be_name(word)

    def _refigures(self) -> bool:
        """A figure or date of the sentence that the earlier one does not bear out."""
        ours, theirs = ledger(self.ours.text, "ru"), ledger(self.theirs.text, "ru")
        changed = [(c, d) for _, _, c, d in self.changes if c < d]
        for mismatch in compare(ours, theirs):
            if mismatch.kind not in _FIGURES or mismatch.direction != "unsupported":
                continue
            span = mismatch.target_span
            if span and not any(self.theirs.overlaps(span, *s) for s in changed) and mismatch.source_span is None:
                continue
            if span and self._is_cut_off(span):
                continue
            if mismatch.kind == "date" and span and self._says_no_other_day(theirs.facts, span, ours.facts):
                continue
            return True
        return self._loose_figures(ours.facts, theirs.facts) or self._numbers()

    def _is_cut_off(self, span: Span) -> bool:
        """Whether the sentence ends in a figure whose unit was cut off with the rest of the text: "80,8..."."""
        end = len(self.theirs.words)
        return span[1] >= self.theirs.spans[-1][0] and (*self.changes[-1][2:],) == (end, end)

    @staticmethod
    def _says_no_other_day(theirs: Sequence[Fact], span: Span, ours: Sequence[Fact]) -> bool:
        """A day of the week put in where the earlier sentence has none, a year added to a date that it has."""
        dates = [fact.value for fact in ours if fact.kind == "date" and isinstance(fact.value, tuple)]
        for fact in theirs:
            if fact.span == span and isinstance(fact.value, tuple):
                if fact.value[0] in ("weekday", "day"):
                    return not any(value[0] == fact.value[0] for value in dates)
                return any(_is_same_day(value, fact.value) for value in dates)
        return False

    def _loose_figures(self, ours: Sequence[Fact], theirs: Sequence[Fact]) -> bool:
        """ "Завтра" for "послезавтра", "треть" for "половина": in the words that changed on both sides."""
        for a, b, c, d in self.changes:
            if a == b or c == d:
                continue
            here = [f for f in ours if f.kind in _FIGURES and self.ours.overlaps(f.span, a, b)]
            there = [f for f in theirs if f.kind in _FIGURES and self.theirs.overlaps(f.span, c, d)]
            for fact in there:
                rivals = [f for f in here if f.kind == fact.kind and _tag(f) == _tag(fact)]
                if rivals and all(f.value != fact.value and not _shared(f, fact) for f in rivals):
                    return True
        return False

    def _numbers(self) -> bool:
        """Digits that only the later sentence has and no fact was made of: an identifier, a score."""
        known = Counter(word for word in self.ours.words if word[-1:].isdigit())
        if not known:
            return False
        mine = [f.span for f in ledger(self.theirs.text, "ru").facts if f.kind in _FIGURES]
        for _, _, c, d in self.changes:
            for place in range(c, d):
                word, (start, end) = self.theirs.words[place], self.theirs.spans[place]
                digits = any(char.isdigit() for char in word) and word not in known
                if digits and not any(low < end and start < high for low, high in mine):
                    return True
        return False


def _is_cue(fact: Fact) -> bool:
    return fact.firm or str(fact.value) in ("turned", "nearly", "barely", "reversed")


def _is_same_day(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two dates (year, month, day) share day and month and say no different year."""
    whole = len(one) == len(other) == 3 and one[1:] == other[1:] and None not in one[1:]
    return whole and None in (one[0], other[0])


def _tag(fact: Fact) -> object:
    return fact.value[0] if isinstance(fact.value, tuple) and isinstance(fact.value[0], str) else ""


def _shared(one: Fact, other: Fact) -> bool:
    return bool(one.atoms and other.atoms and all(any(a & b for b in other.atoms) for a in one.atoms))
