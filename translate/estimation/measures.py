"""What is measured of a translation to tell whether it is wrong: how likely the compact checkpoint finds its words.

Log-probabilities of the decoder were the best measures of translation quality without a reference before networks were
trained for it (Fomicheva et al. 2020, "Unsupervised Quality Estimation for Neural Machine Translation", TACL 8).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from svodka.regexes import regex

# A piece that the checkpoint forbids has a log-probability of some -10,000; beyond this all are as unlikely.
FLOOR = -12.0
_PUNCTUATION = regex(r"[,.!?;:]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a hypothesis: its span, and the log-probabilities of its pieces."""

    span: tuple[int, int]
    scores: tuple[float, ...]


def words(hypothesis: str, pieces: Sequence[str], scores: Sequence[float]) -> list[Word]:
    """The words of a hypothesis, as white space parts them, with the scores of their pieces (SentencePiece's, the first
    of a word beginning with ``▁``)."""
    groups: list[list[float]] = []
    for piece, score in zip(pieces, scores, strict=False):
        if piece.startswith("▁") or not groups:
            groups.append([])
        groups[-1].append(max(FLOOR, score))
    spans = [match.span() for match in re.finditer(r"\S+", hypothesis)]
    # A lone ▁ is a piece where the vocabulary has no piece for the word's first letters.
    return [Word(span, tuple(group)) for span, group in zip(spans, groups, strict=False)]


def of_translation(source: str, hypothesis: str, scores: Sequence[float], best: float) -> dict[str, float]:
    """The measures of a whole translation, by name.

    ``scores`` are the log-probabilities of the hypothesis's pieces and of the end of sentence; ``best`` the mean of the
    hypothesis that the checkpoint itself likes best.
    """
    from translate.reranking import coverage
    from translate.vocabulary import made_up

    clipped = [max(FLOOR, score) for score in scores]
    mean = sum(clipped) / len(clipped)
    quarter = sorted(clipped)[: max(1, len(clipped) // 4)]
    given, got = source.split(), hypothesis.split()
    return {
        "mean": mean,
        "least": min(clipped),
        "deviation": math.sqrt(sum((score - mean) ** 2 for score in clipped) / len(clipped)),
        "worst_quarter": sum(quarter) / len(quarter),
        "below_1": _share(clipped, -1),
        "below_2": _share(clipped, -2),
        "below_4": _share(clipped, -4),
        "best": best,
        "gap": best - mean,
        "coverage": coverage(source, hypothesis),
        "made_up": float(len(made_up(source, hypothesis))),
        "source_words": float(len(given)),
        "ratio": math.log((len(got) + 1) / (len(given) + 1)),
        "pieces": len(scores) / max(1, len(got)),
        "punctuation": float(abs(len(_PUNCTUATION.findall(source)) - len(_PUNCTUATION.findall(hypothesis)))),
        "capitals": sum(word[0].isupper() for word in got) / max(1, len(got)),
    }


def of_word(hypothesis: str, found: Sequence[Word], place: int, mean: float) -> dict[str, float]:
    """The measures of one word of a translation, by name; ``mean`` is that of the whole."""
    word = found[place]
    beside = [min(found[k].scores) for k in (place - 1, place + 1) if 0 <= k < len(found)]
    text = hypothesis[slice(*word.span)]
    return {
        "sum": sum(word.scores),
        "least": min(word.scores),
        "first": word.scores[0],
        "beside": sum(beside) / len(beside) if beside else 0.0,
        "mean": mean,
        "letters": float(min(12, len(text))),
        "capital": float(text[:1].isupper()),
        "pieces": float(len(word.scores)),
    }


def _share(scores: Sequence[float], limit: float) -> float:
    return sum(score < limit for score in scores) / len(scores)
