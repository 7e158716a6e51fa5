"""Hold negations, hedges and attributions of a Russian and an English text against each other, word by word.

A negation is borne out when the other text negates the words that translate what it governs; words are linked by the
lexicon (svodka.facts.bilingual). Hedges and attributions are borne out by any of the other text. The texts should say
the same: a segment and its translation, or a sentence and the source sentence that it clearly rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from svodka.facts.bilingual import Index, Word, words_of
from svodka.facts.mismatches import missing, unsupported
from svodka.facts.stance.bearing import (
    ABLE,
    ATTRIBUTED,
    DEMANDING,
    IDLE,
    OUTRIGHT,
    STANDS_FOR_ITSELF,
    STRONG,
    modality,
    negative,
    says,
)
from svodka.facts.stance.polarity import reverses, undone
from svodka.facts.types import Fact, Lang, Ledger, Mismatch

_SCOPE = 3  # content words that a negation governs
_NEAR, _FAR = 3, 9  # words between what is negated and a loose negation, a firm one
_SURE = 0.3  # the least strength of a link


def _plain(fact: Fact) -> bool:
    """Whether what it governs is not so: by a firm negation that no verb undoes, or only nearly so."""
    return fact.value == "nearly" or (fact.firm and fact.value != "reversed")


def _firm(ledger: Ledger) -> list[Fact]:
    """The negations that demand a counterpart."""
    text = ledger.text
    return [
        fact
        for fact in ledger.of("negation")
        if _plain(fact)
        and not IDLE.search(text[max(0, fact.span[0] - 14) : fact.span[1]])
        and not IDLE.match(text[fact.span[0] : fact.span[1] + 24])
    ]


class Links:
    """Which words of one text translate which of the other."""

    def __init__(self, source: str, source_lang: Lang, target: str, target_lang: Lang) -> None:
        self.source, self.target = words_of(source, source_lang), words_of(target, target_lang)
        self._index = Index([word.text for word in self.source], source_lang)

    def of(self, word: Word) -> list[int]:
        """The places in the source of what may translate a word of the target."""
        return [i for i, strength in self._index.places(word).items() if strength >= _SURE]


def compare_negation(source: Ledger, target: Ledger, *, whole: bool = True) -> Iterator[Mismatch]:
    """A negation of the target that the source does not make of the same thing, and one of the source that is lost.

    Unless the target is to say the ``whole`` of the source, what it leaves out altogether is not lost.
    """
    ours, theirs = _firm(source), _firm(target)
    turned_ours, turned_theirs = _reversing(source), _reversing(target)
    facts = (*source.of("negation"), *target.of("negation"))
    if not (ours or theirs or turned_ours or turned_theirs or any(fact.value == "reversed" for fact in facts)):
        return
    links = Links(source.text, source.lang, target.text, target.lang)
    for here, there, told in ((target, source, unsupported), (source, target, missing)):
        if (fact := _undone_alone(here, there)) is not None:
            yield told(fact)
            return
    back = _reversed(links)
    plain_ours = {j for word in links.source if not _negates(source, word) for j in back[word.start]}
    plain_theirs = {i for word in links.target if word.content and not _negates(target, word) for i in links.of(word)}
    alike = _alike(source, target, links)
    # As many negations as there are on the other side, or more: each of those is taken to be among them.
    theirs = [] if sum(map(_plain, source.of("negation"))) >= len(theirs) else theirs
    ours = [] if sum(map(_plain, target.of("negation"))) >= len(ours) else ours
    unborne = _Side(
        links.target, links.of, _negative(source, links.source, plain_theirs), source, sure=True, alike=alike
    )
    lost = _Side(
        links.source, lambda word: back[word.start], _negative(target, links.target, plain_ours), target,
        sure=whole or alike, alike=alike,
    )  # fmt: skip
    for side, asked, told in (
        (unborne, theirs + turned_theirs, unsupported), (lost, ours + turned_ours, missing)
    ):  # fmt: skip
        if (fact := side.alone(asked)) is not None:
            yield told(fact)
            return


class _Side(NamedTuple):
    """One text before the other: its ``words``, to which words of the other each is ``linked``, where the ``other``
    negates; whether a plain negation has to be there though none of what it governs is (``sure``), and whether the two
    say the same but for that (``alike``)."""

    words: Sequence[Word]
    linked: Callable[[Word], list[int]]
    negative: Callable[[Fact], dict[int, bool]]
    other: Ledger
    sure: bool
    alike: bool

    def alone(self, facts: Sequence[Fact]) -> Fact | None:
        """The first of the negations that the other text does not make of the same thing."""
        for fact in facts:
            linked = [self.linked(word) for word in _governed(self.words, fact)]
            if self._known(fact, linked) and _unmatched(linked, self.negative(fact)):
                return fact
        return None

    def _known(self, fact: Fact, linked: Sequence[list[int]]) -> bool:
        """Whether the other text tells enough of what is negated to have to negate it."""
        if _plain(fact):
            return self.sure or any(linked)
        return any(linked[:2]) or self.alike or bool(undone(self.other.text, self.other.lang))


def _undone_alone(here: Ledger, there: Ledger) -> Fact | None:
    """A "did not cancel" where the other text has a verb like "cancel" and nothing that undoes it."""
    ours = [fact for fact in here.of("negation") if fact.value == "reversed"]
    theirs = there.of("negation")
    if not ours or any(fact.firm or fact.value == "nearly" for fact in theirs) or undone(there.text, there.lang):
        return None
    return ours[0] if any(reverses(there.text, there.lang, fact.span[0]) for fact in theirs) else None


def _reversing(ledger: Ledger) -> list[Fact]:
    """The verbs and adverbs that turn a statement round without a "not"."""
    return [fact for fact in ledger.of("negation") if fact.value == "turned"]


def _negates(ledger: Ledger, word: Word) -> bool:
    return any(word.start == fact.span[0] or word.end == fact.span[1] for fact in ledger.of("negation"))


def _negative(ledger: Ledger, words: Sequence[Word], plain_words: Collection[int]) -> Callable[[Fact], dict[int, bool]]:
    """The places of the words that negate, and whether they do so firmly, as they bear out a negation.

    ``plain_words``: the places of words that translate a word which negates nothing; they stand for that word, so the
    "stop" of "managed to stop" is no negation.
    What undoes itself negates nothing, but "не отрицал" may be "did not conceal": it bears a plain negation out.
    """
    outright, nothing = OUTRIGHT[ledger.lang], undone(ledger.text, ledger.lang)
    starts = {
        match.start(): outright.fullmatch(match[0]) is not None
        for match in negative(ledger.lang).finditer(ledger.text)
        if not any(low <= match.start() < high for low, high in nothing)
    }
    turned: dict[int, bool] = {}
    barely: dict[int, bool] = {}
    for fact in ledger.of("negation"):
        firm = fact.firm or fact.value == "nearly" or outright.fullmatch(fact.text) is not None
        {"reversed": turned, "barely": barely}.get(str(fact.value), starts)[fact.span[0]] = firm
    plain, hardly = _placed(starts | turned, words, plain_words), _placed(starts | barely, words, plain_words)
    return lambda fact: plain if _plain(fact) else hardly


def _placed(starts: Mapping[int, bool], words: Sequence[Word], plain_words: Collection[int]) -> dict[int, bool]:
    places: dict[int, bool] = {}
    for start, firm in starts.items():
        place = next((i for i, word in enumerate(words) if word.end > start), len(words))
        itself = place in plain_words and STANDS_FOR_ITSELF.fullmatch(words[place].text) is not None
        if firm or not itself:
            places[place] = firm or places.get(place, False)
    return places


def _unmatched(linked: list[list[int]], negative: dict[int, bool]) -> bool:
    """Whether nothing negative stands near the counterparts of the first negated word that has any."""
    places = next((found for found in linked if found), None)
    if places is None:
        return not negative
    return not any(abs(p - other) <= (_FAR if firm else _NEAR) for p in places for other, firm in negative.items())


def _reversed(links: Links) -> dict[int, list[int]]:
    """From the place of a source word in the text to the target words linked with it."""
    back: dict[int, list[int]] = {word.start: [] for word in links.source}
    for j, word in enumerate(links.target):
        if word.content:
            for i in links.of(word):
                back[links.source[i].start].append(j)
    return back


def _governed(words: Sequence[Word], fact: Fact) -> list[Word]:
    """The content words that follow a negation; the last two before it where none follows."""
    after = [word for word in words if word.start >= fact.span[1] and word.content][:_SCOPE]
    return after or [word for word in words if word.end <= fact.span[0] and word.content][-2:]


def compare_hedges(source: Ledger, target: Ledger) -> Iterator[Mismatch]:
    """A hedge where the other text holds nothing back."""
    ours, theirs = source.of("hedge"), target.of("hedge")
    firm_ours, firm_theirs = [f for f in ours if f.firm], [f for f in theirs if f.firm]
    if firm_theirs and not ours:
        modal = all(ABLE[target.lang].fullmatch(fact.text) for fact in firm_theirs)
        if not (modal and modality(source.lang).search(source.text)):
            yield unsupported(firm_theirs[0])
    if ours and not theirs:
        flat = not modality(target.lang).search(target.text)
        demanding = [fact for fact in ours if DEMANDING[source.lang].fullmatch(fact.text)]
        lost = [fact for fact in firm_ours if flat or STRONG[source.lang].fullmatch(fact.text)] or demanding * flat
        if lost:
            yield missing(lost[0])


def excuses(other: Ledger, mismatch: Mismatch, lang: Lang) -> bool:
    """Whether a further text bears out what the target, in ``lang``, says and the source does not."""
    if any(fact.kind == mismatch.kind for fact in other.facts):
        return True
    modal = mismatch.kind == "hedge" and ABLE[lang].fullmatch(mismatch.target_text or "") is not None
    return modal and modality(other.lang).search(other.text) is not None


def compare_attribution(source: Ledger, target: Ledger) -> Iterator[Mismatch]:
    """ "According to" where the other text is in nobody's words."""
    for here, there, told in ((target, source, unsupported), (source, target, missing)):
        match = ATTRIBUTED[here.lang].search(here.text)
        if match and not says(there.lang).search(there.text) and not there.of("hedge"):
            fact = Fact("attribution", match[0], match.span(), "attribution")
            yield told(fact)


_SHORT = 7  # content words of a statement that is looked at as a whole


def same_statement(source: Ledger, target: Ledger) -> bool:
    """Whether two short texts say the same but for what negates: as many words, and some that translate each other.

    The lexicon lacks many verbs, and a sentence of four words cannot do without one of them.
    """
    return _alike(source, target, Links(source.text, source.lang, target.text, target.lang))


def _alike(source: Ledger, target: Ledger, links: Links) -> bool:
    ours = [i for i, word in enumerate(links.source) if word.content and not _negates(source, word)]
    theirs = [word for word in links.target if word.content and not _negates(target, word)]
    if not 2 <= len(ours) <= _SHORT or not 0.6 * len(ours) <= len(theirs) <= 1.7 * len(ours):
        return False
    found = {place for word in theirs for place in links.of(word)}
    return 3 * sum(i in found for i in ours) >= len(ours)


def counterparts(source: Ledger, target: Ledger) -> float:
    """The share of the source's content words that have a counterpart in the target."""
    links = Links(source.text, source.lang, target.text, target.lang)
    found = {place for word in links.target if word.content for place in links.of(word)}
    content = [i for i, word in enumerate(links.source) if word.content]
    return sum(i in found for i in content) / len(content) if content else 0.0
