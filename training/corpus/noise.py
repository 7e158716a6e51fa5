"""Denoising on monolingual news: the decoder learns the target language from text that has no translation.

The source is the sentence in the target language with noise, the target the sentence itself: spans of words replaced by
one mask (text infilling: Lewis et al. 2019, arXiv 1910.13461), words left out and words moved a little (Lample et al.
2018, arXiv 1711.00043). For ru-en it is English, since it is the decoder that gains; Russian given back as Russian
would teach it to write Russian.

- No tag tells the two tasks apart, and none is needed: a source in the target's script is to be mended, one in the
  other to be translated. (A tag would be a piece that no text ever has, in a vocabulary that ships.)
- The mask is ``<unk>``: Marian's layout has it, and with byte fallback no text ever becomes it.
- Words with a digit or a capital are never masked, left out or moved past one another: what cannot be known from the
  rest would be made up, and names and numbers are what a translation must not make up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

SOURCES = {"denoise.en": "ru-en", "denoise.ru": "en-ru"}
"""Names of the sources made here and the direction that each is for: the one whose targets are in its language."""
_SPANS = range(1, 7)
_POISSON_3 = (0.149, 0.224, 0.224, 0.168, 0.101, 0.050)
"""Chance of each length of a masked span: Poisson with mean 3, as BART's, cut to 1..6."""
_MEAN = sum(n * p for n, p in zip(_SPANS, _POISSON_3, strict=True)) / sum(_POISSON_3)


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of the ordinary words that are masked and left out; how far a word moves, in words.

    Milder than in pre-training (BART masks 30%): this is an objective beside translation, whose sources are whole.
    """

    mask: float = 0.15
    drop: float = 0.1
    window: float = 3.0

    def __call__(self, words: Sequence[str], draw: random.Random) -> list[str | None]:
        """``words`` with noise; None is a mask. Never empty for a sentence that is not."""
        start = self.mask / (_MEAN * (1 - self.mask) + self.mask)  # of a span, at a word that follows none
        kept: list[str | None] = []
        left = 0
        for word in words:
            if fixed(word):
                left = 0
                kept.append(word)
                continue
            if not left and draw.random() < start:
                (left,) = draw.choices(_SPANS, _POISSON_3)
                kept.append(None)
            if left:
                left -= 1
            elif draw.random() >= self.drop:
                kept.append(word)
        middle = self.window / 2  # fixed words all move by as much, so that they stay in order
        places = [
            place + (middle if word is not None and fixed(word) else draw.uniform(0, self.window))
            for place, word in enumerate(kept)
        ]
        return [kept[i] for i in sorted(range(len(kept)), key=places.__getitem__)] or list(words)


def fixed(word: str) -> bool:
    """Whether ``word`` must reach the decoder as it is: it has a digit or a capital letter."""
    return any(letter.isdigit() or letter.isupper() for letter in word)


def worth_mending(text: str) -> bool:
    """Whether noise has something to do: at least half of the words are ordinary (no headline In Title Case)."""
    words = text.split()
    return 2 * sum(map(fixed, words)) <= len(words)
