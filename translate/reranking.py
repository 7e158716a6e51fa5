"""Which hypothesis of a beam to keep: the likeliest is not always the one that says most of what the source says.

Each hypothesis is weighed by what can be checked (Ng et al. 2019, arXiv 1907.06616, rerank by other models; here by
facts): its mean log-probability, the share of the source's content words that it says in English, its defects, words
that are in no dictionary, and lost or added negations, hedges and names. benchmarks/quality.py measures what it gives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.checks import Verdict, check
from translate.decoding import Decoded
from translate.news_verbs import verbs_lost
from translate.types import Flag
from translate.vocabulary import made_up

if TYPE_CHECKING:
    from svodka.facts import Ledger

HYPOTHESES = 8
"""How many of a beam's hypotheses are weighed, where the beam has so many."""

# In units of mean log-probability; settled on the last 450 pairs of newstest2013 and the last 250 of FLORES-101 dev.
_COVERAGE, _DEFECT, _STANCE, _NAME = 0.3, 0.02, 0.2, 0.1
_MADE_UP = 0.1  # for each word that is in no dictionary
# How much less the reading with the subject first may be worth: its order is rarer, its roles are right.
_TURNED = 0.25
# Below it a hypothesis is in doubt; settled on the same pairs. benchmarks/briefs.py counts how many are.
_DOUBTFUL = 0.27
# From it on a decoder is believed to know a rare word.
_SURE = 0.85
_OVERRULED = 0.1  # what coverage adds at most to that of the likeliest hypothesis
_VERB = 0.2  # for each verb of news that is not said
_WORST = 30  # a defect's weight (translate/checks.py) counts so far


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hypothesis with its defects and what it is worth beside others of the same source; higher is better."""

    decoded: Decoded
    verdict: Verdict
    merit: float


def rerank(source: str, hypotheses: Sequence[Decoded]) -> Weighed:
    """The hypothesis of the greatest merit; of equals the one that the decoder put first.

    Likelihood and coverage are cheap and set the most that a hypothesis can be worth; its facts are looked at only
    while that is more than the best one found so far.
    """
    from svodka.facts import ledger

    told = ledger(source, "ru")
    found = list(dict.fromkeys(hypotheses))
    said = [coverage(source, decoded.text) for decoded in found]
    # What is likeliest is overruled by saying more only so far: a word that the lexicon knows is not a better sentence.
    likeliest = max(range(len(found)), key=lambda i: (found[i].score, -i))
    most = [
        decoded.score
        + min(_COVERAGE * share, _COVERAGE * said[likeliest] + _OVERRULED)
        - _VERB * verbs_lost(source, decoded.text)
        for decoded, share in zip(found, said, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda i: (-most[i], i))
    best, first = _weigh(source, told, found[order[0]], most[order[0]]), order[0]
    for i in order[1:]:
        if (most[i], -i) <= (best.merit, -first):
            continue
        weighed = _weigh(source, told, found[i], most[i])
        if (weighed.merit, -i) > (best.merit, -first):
            best, first = weighed, i
    return best


def not_losing(source: str, usual: Weighed, turned: Weighed, *, sure: bool) -> Weighed:
    """The reading of the source with its subject first, unless it lost something of what the usual one says; it may be
    worth less only where it is ``sure`` that the usual one has the roles turned."""
    less = _TURNED if sure else 0.0
    lost = turned.verdict.weight > usual.verdict.weight or turned.merit < usual.merit - less
    return usual if lost else turned


def _weigh(source: str, told: Ledger, decoded: Decoded, most: float) -> Weighed:
    """What is left of the merit after defects and facts that the two sides do not share."""
    from svodka.facts import compare, ledger

    verdict = check(source, decoded.text)
    kinds = [mismatch.kind for mismatch in compare(told, ledger(decoded.text, "en"))]
    merit = most - _DEFECT * min(verdict.weight, _WORST)
    merit -= _STANCE * sum(kind in ("negation", "hedge", "attribution") for kind in kinds)
    merit -= _MADE_UP * len(made_up(source, decoded.text))
    return Weighed(decoded, verdict, merit - _NAME * kinds.count("name"))


def doubt(source: str, decoded: Decoded) -> tuple[Flag, ...]:
    """A flag for a hypothesis with words that are in no dictionary, of which the decoder is not sure, and for one that
    it found unlikely and that leaves much of the source unsaid."""
    likely, said = math.exp(decoded.score), coverage(source, decoded.text)
    reasons = []
    if likely < _SURE and (words := made_up(source, decoded.text)):
        reasons.append(f"{', '.join(f'“{word}”' for word in words)}: in no dictionary that svodka has")
    if likely * (0.3 + 0.7 * said) < _DOUBTFUL:
        reasons.append(
            f"the decoder gave its words a probability of {likely:.2f} each, and {said:.0%} of the source's words "
            "were found in them"
        )
    return (Flag("doubtful", "; ".join(reasons)),) if reasons else ()


def coverage(source: str, hypothesis: str) -> float:
    """The share of the source's content words that the hypothesis says, by lexicon, name or figure, 0 to 1.

    1 for a source without content words. A good human translation reaches some 0.7: the lexicon knows 13,000 stems, and
    people put things in other words.
    """
    from svodka.facts.bilingual import Index, words_of

    words = [word for word in words_of(source, "ru") if word.content]
    index = Index([hypothesis], "en")
    return sum(max(index.places(word).values(), default=0.0) for word in words) / len(words) if words else 1.0
