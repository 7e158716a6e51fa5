"""Whether a text that shares most of its words with an earlier one repeats it or says something else.

Sentences are paired by the runs of words that they share, the words of a pair are aligned (Ratcliff and Obershelp, as
difflib has it), and what is not alike is asked for facts: `svodka.facts` compares figures and dates; names, negations
and verdicts are looked for in the words that changed. A text that leaves something out says nothing new; one that adds
a sentence that is no background does.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from svodka.readers.updates.pair import Pair
from svodka.readers.updates.sentences import Sentence, Text, joined
from svodka.readers.updates.wording import is_negated, tells_who_said
from svodka.regexes import regex

_KEPT = 0.4  # the share of the shorter sentence's words that a pair has in common, in order
_KEPT_OF_BACKGROUND = 0.7  # the same of a credit or a call, which are alike everywhere
_PAIRED = 0.5  # the share of a sentence's words that make another its counterpart without a run
_SOURCED = 6  # words under which a sentence that names its source has no room for more
_OPENING = 2  # sentences that a dateline on a line of its own may be cut into
_ADDED = 3  # words of a new sentence that is news
_LEAD = regex(r"[^,]{3,60},\s")


def is_update(earlier: str, later: str) -> bool:
    """Whether ``later``, which shares most of its words with ``earlier``, says what that does not.

    A figure, date, name, place, negation or verdict that differs, or a sentence more that is no background. What is
    only left out, reordered, reworded or put around it is none. The time is linear in the number of sentences: each is
    held against a bounded number of others.
    """
    ours, theirs = _earlier(earlier), _later(later)
    whole, same = ({sentence.words for sentence in text.sentences} for text in (ours, theirs))
    taken = frozenset(place for place, sentence in enumerate(ours.sentences) if sentence.words in same)
    return any(
        _is_new(sentence, ours, theirs, taken)
        for place, sentence in enumerate(theirs.sentences)
        if sentence.words not in whole and not (place < _OPENING and sentence.is_dateline)
    )


# A long series of reports is held against its first again and again.
@lru_cache(maxsize=16)
def _earlier(text: str) -> Text:
    return Text(text)


# One report is held against several earlier ones in turn.
@lru_cache(maxsize=1)
def _later(text: str) -> Text:
    return Text(text, cleaned=True)


def _is_new(sentence: Sentence, earlier: Text, later: Text, taken: frozenset[int]) -> bool:
    if places := _counterparts(sentence, earlier, taken):
        pair = Pair(joined([earlier.sentences[place] for place in places]), sentence, earlier, later)
        least = _KEPT_OF_BACKGROUND if sentence.is_background else _KEPT
        if pair.kept >= least * min(len(sentence.words), len(pair.ours.words)):
            return pair.differs()
    return _is_addition(sentence, earlier)


def _counterparts(sentence: Sentence, earlier: Text, taken: frozenset[int]) -> list[int]:
    """The sentences of the earlier text that this one was made of, in order: one, or several that were joined."""
    left, found = set(sentence.runs), list[int]()
    while left:
        tally = Counter(place for run in left for place in earlier.by_run.get(run, ()))
        if not tally:
            break
        # One that the later text has as it was is the counterpart of that sentence before it is of this.
        place, most = max(tally.items(), key=lambda one: (one[1] / (2 if one[0] in taken else 1), -one[0]))
        if found and most < 2:
            break
        found.append(place)
        left -= earlier.sentences[place].runs
    if found:
        # A heading or a date, too short to share a run, where the line breaks around it were lost.
        said = f" {' '.join(sentence.words)} "
        beside = {place + step for place in found for step in (-2, -1, 1, 2)}
        known = (place for place in beside if 0 <= place < len(earlier.sentences))
        beside = {place for place in known if f" {' '.join(earlier.sentences[place].words)} " in said}
        return sorted({*found, *beside})
    mine = sentence.stems
    best, where = 0.0, -1
    for place in {place for stem in mine for place in earlier.by_stem.get(stem, ())}:
        other = earlier.sentences[place]
        if 2 * min(len(other.words), len(mine)) >= max(len(other.words), len(mine)):
            theirs = other.stems
            share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            best, where = max((best, where), (share, place))
    return [where] if best >= _PAIRED else []


def _is_addition(sentence: Sentence, earlier: Text) -> bool:
    """Whether a sentence without a counterpart is news: no credit, call or background, and no more than its source."""
    if sentence.is_background or sentence.is_boilerplate:
        return False
    if earlier.begins(sentence.words):
        return False  # the text was cut off here
    kept = [place for place in range(len(sentence.words)) if place not in sentence.outlets]
    if len(kept) == 2 and not sentence.capital(kept[1]):
        return True  # "Есть погибшие."; two capitals are an author
    new = [sentence.words[place] for place in kept]
    if (lead := _LEAD.match(sentence.text)) and tells_who_said(re.findall(r"\w+", lead[0].lower())):
        return any(word not in earlier.words for word in re.findall(r"\w+", sentence.text[lead.end() :].lower()))
    if is_negated(new):
        return True
    if len(new) < _SOURCED and tells_who_said(new) and not any(map(str.isdigit, new)):
        return False
    return len(new) >= _ADDED
