"""`quality`: how good translations are, told from source and hypothesis alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svodka.errors import InputError
from svodka.plain import Plain
from svodka.regexes import regex
from svodka.text import Span
from translate.estimation.measures import of_translation, of_word, words
from translate.estimation.scoring import Scoring
from translate.estimation.trees import estimators
from translate.types import Flag

# Words that a flag names, and those that are in doubt when the whole is.
_NAMED, _LIKELIEST = 4, 2
_NAMABLE = regex(r"\w{3}")


@dataclass(frozen=True, slots=True)
class Quality(Plain):
    """``rating``: what people would give the translation, 0 to 1 (the mean of raters' 0 to 100, as learned).

    ``doubtful``: whether it is likely to say something wrong; ``doubts``: spans of the hypothesis, of the words that
    are likely wrong.
    """

    rating: float
    doubtful: bool
    doubts: tuple[Span, ...] = ()


def quality(sources: Sequence[str], hypotheses: Sequence[str], *, cache_dir: Path | None = None) -> list[Quality]:
    """How good each English hypothesis is as a translation of its Russian source, whoever made it, in input order.

    The compact checkpoint that ships says how likely it finds the hypothesis's words, and what it would write itself;
    what that means was learned from 7,000 segments of MLQE-PE (Fomicheva et al. 2022, arXiv 2010.04480) that people had
    rated. Raises InputError for sequences of unequal length, for what is not `str`, and for a text beyond the
    checkpoint's window (cut it into sentences); CheckpointError and EngineError as a translator does.
    """
    from svodka.checkpoints import resolve
    from svodka.engines import load_engine
    from translate.decoding import Decoder
    from translate.marian.tokenizer import MarianTokenizer

    pairs = _checked(sources, hypotheses)
    compact = resolve("compact", "translate", offline=True, cache_dir=cache_dir)
    engine = load_engine(compact, device="cpu", cache_dir=cache_dir)
    scoring = Scoring(Decoder(engine, MarianTokenizer(compact.path)))
    rated: list[Quality] = []
    for (source, hypothesis), found in zip(pairs, estimate(scoring, pairs), strict=True):
        if found is None:
            raise InputError(
                f"a segment of {len(source)} and {len(hypothesis)} characters is beyond the window of the checkpoint "
                "that weighs it; cut it into sentences"
            )
        rated.append(found)
    return rated


def estimate(scoring: Scoring, pairs: Sequence[tuple[str, str]], *, own: bool = False) -> list[Quality | None]:
    """The quality of each (source, hypothesis), as the compact checkpoint behind ``scoring`` weighs them; None for one
    that is beyond its window.

    ``own``: the hypotheses are the best that it found itself and is not sure of: nothing is decoded to compare them
    with, and the least likely words count as doubts. Raises EngineError when the engine fails.
    """
    told = [pair for pair in pairs if all(text.strip() for text in pair)]
    scored = [(pair, found) for pair, found in zip(told, scoring.token_scores(told), strict=True) if found]
    best = [sum(scores) / len(scores) for _, (_, scores) in scored]
    if not own:
        others = scoring.best_means([source for (source, _), _ in scored])
        best = [max(pair) for pair in zip(best, others, strict=True)]
    weighed: dict[tuple[str, str], Quality | None] = dict.fromkeys(pairs, Quality(0.0, True)) | dict.fromkeys(told)
    weighed |= {pair: _quality(pair, found, mean, own) for (pair, found), mean in zip(scored, best, strict=True)}
    return [weighed[pair] for pair in pairs]


def _quality(pair: tuple[str, str], scored: tuple[list[str], tuple[float, ...]], best: float, own: bool) -> Quality:
    (source, hypothesis), (pieces, scores), kept = pair, scored, estimators()
    measured = of_translation(source, hypothesis, scores, best)
    rating = min(1.0, max(0.0, kept.translation.value(measured)))
    found = words(hypothesis, pieces, scores)
    odds = [
        kept.word.value(of_word(hypothesis, found, place, measured["mean"]))
        if _NAMABLE.search(hypothesis, *word.span)
        else -math.inf
        for place, word in enumerate(found)
    ]
    doubtful = rating < kept.doubtful
    # What the checkpoint wrote itself it finds likely word by word: of a doubtful translation the least likely count.
    limit = min([kept.word_doubtful, *sorted(odds)[-_LIKELIEST:]]) if doubtful or own else kept.word_doubtful
    doubts = tuple(word.span for word, odd in zip(found, odds, strict=True) if odd >= limit > -math.inf)
    return Quality(round(rating, 3), doubtful, doubts)


# Of what compact itself translated its own score tells more than the rating, learned on another's translations. The
# weights are those of translate/reranking.py, halved; the limit was chosen on 26 items (docs/measured/briefs.md).
_SAID, _MADE_UP, _UNSURE = 0.15, 0.05, -0.26


def unsure(source: str, hypothesis: str, score: float) -> bool:
    """Whether the compact checkpoint's own translation is likely to say something wrong: by its mean log-probability
    when it was decoded, the share of the source that it says, and made-up words."""
    from translate.reranking import coverage
    from translate.vocabulary import made_up

    value = score + _SAID * coverage(source, hypothesis) - _MADE_UP * len(made_up(source, hypothesis))
    return value < _UNSURE


def flagged(hypothesis: str, flags: Sequence[Flag], score: float, found: Quality | None) -> tuple[Flag, ...]:
    """The flags of a hypothesis that is `unsure`, with one that says so and names words, where no other says it."""
    if any(flag.kind == "doubtful" for flag in flags):
        return tuple(flags)
    spans = found.doubts[:_NAMED] if found else ()
    named = ", ".join(f"“{hypothesis[start:end]}”" for start, end in spans)
    detail = f"the decoder gave its words a probability of {math.exp(score):.2f} each"
    return (*flags, Flag("doubtful", f"{detail}; most in doubt: {named}" if named else detail))


def _checked(sources: Sequence[str], hypotheses: Sequence[str]) -> list[tuple[str, str]]:
    if isinstance(sources, str) or isinstance(hypotheses, str):
        raise InputError("quality() was given one string; expected sequences of texts: quality([source], [hypothesis])")
    if len(sources) != len(hypotheses):
        raise InputError(f"found {len(sources)} sources and {len(hypotheses)} hypotheses; expected as many of each")
    for text in (*sources, *hypotheses):
        if not isinstance(text, str):
            raise InputError(f"a text to estimate is {type(text).__name__}; expected str")
    return list(zip(sources, hypotheses, strict=True))
