"""Synthetic pairs from monolingual news: back-translation and self-training.

Back-translation (Sennrich et al. 2016, arXiv 1511.06709): English news with Russian made by the reverse model.
Self-training: Russian news with the English of the first model, of which the more confident part is kept.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from training.corpus.numbering import Direction
from training.corpus.text import normalise
from training.decode import Decoder

Pair = tuple[str, str]
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LETTER = re.compile(r"[^\W\d_]")


def synthesize(
    decoder: Decoder,
    texts: Sequence[str],
    direction: Direction,
    *,
    minutes: float,
    keep: float = 1.0,
    part: int = 40_000,
) -> list[Pair]:
    """(Russian, English) pairs of ``texts`` and their greedy translations, until ``minutes`` are over.

    Pairs that `plausible` refuses are dropped; of the others the share ``keep`` with the best mean log-probability
    stays, in input order.
    """
    began = time.monotonic()
    scored: list[tuple[float, int, Pair]] = []
    for start in range(0, len(texts), part):
        if (time.monotonic() - began) / 60 > minutes:
            break
        chunk = texts[start : start + part]
        for number, (text, (made, score)) in enumerate(zip(chunk, decoder.translate(chunk), strict=True), start):
            russian, english = (normalise(made), text) if direction == "en-ru" else (text, normalise(made))
            if plausible(russian, english):
                scored.append((score, number, (russian, english)))
    scored.sort(key=lambda entry: -entry[0])
    return [pair for _, _, pair in sorted(scored[: round(keep * len(scored))], key=lambda entry: entry[1])]


def plausible(russian: str, english: str) -> bool:
    """Whether lengths match, neither side is a loop, and each is in its own script."""
    if not 0.5 < (len(russian) + 5) / (len(english) + 5) < 2.0:
        return False
    for side, cyrillic in ((russian, True), (english, False)):
        words = side.lower().split()
        if not words or len(set(words)) < 0.5 * len(words):
            return False
        letters = len(_LETTER.findall(side)) or 1
        share = len(_CYRILLIC.findall(side)) / letters
        if (share < 0.5) if cyrillic else (share > 0.1):
            return False
    return True
