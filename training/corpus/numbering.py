"""The network's own numbers of the pieces: those that the target language can write first, so that they are a block.

The softmax then runs over the first `classes` rows of the embedding alone: half the work, and no probability spent on
Russian pieces in English text. Padding, last in both numberings, is no class: it starts the decoder, from a zero
embedding in Marian and in CTranslate2, and the softmax would train its row. A checkpoint says the same in transformers'
terms: `BARRED` in `final_logits_bias` for every piece that is no class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.corpus.tokens import Tokens
from training.corpus.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np

Direction = str
"""``ru-en`` or ``en-ru``."""
BARRED = -1e4
"""Added to the logit of a piece that must not be written."""
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_BYTE = re.compile("<0x[0-9A-F]{2}>")


@dataclass(frozen=True, slots=True)
class Numbering:
    """``order[n]`` is the vocabulary's id of piece n here; the first ``classes`` pieces can be written."""

    order: np.ndarray
    classes: int

    @classmethod
    def of_classes(cls, written: np.ndarray) -> Numbering:
        """From a flag for each id of the vocabulary. ``</s>`` and ``<unk>`` (0 and 1) are always classes, padding (the
        last) never."""
        import numpy as np

        written = written.copy()
        written[:2], written[-1] = True, False
        return cls(np.concatenate([np.flatnonzero(written), np.flatnonzero(~written)]), int(written.sum()))

    @classmethod
    def of_corpus(cls, tokens: Tokens, vocabulary: Vocabulary, direction: Direction) -> Numbering:
        """The pieces of the targets in their best segmentations, and bytes; for English none with a Cyrillic letter."""
        import numpy as np

        side = tokens.english if direction == "ru-en" else tokens.russian
        inside = np.zeros(len(side.ids) + 1, np.int32)
        np.add.at(inside, side.starts[: -1 : tokens.variants], 1)
        np.add.at(inside, side.starts[1 :: tokens.variants], -1)
        best = side.ids[np.cumsum(inside[:-1]) > 0]
        written = np.bincount(best, minlength=len(vocabulary)) > 0
        for piece, number in vocabulary.pieces.items():
            if _BYTE.fullmatch(piece):
                written[number] = True
            elif direction == "ru-en" and _CYRILLIC.search(piece):
                written[number] = False
        return cls.of_classes(written)

    @classmethod
    def of_bias(cls, bias: np.ndarray) -> Numbering:
        """As a checkpoint has it whose ``final_logits_bias`` (flat, one entry a piece) this is."""
        return cls.of_classes(bias > BARRED / 2)

    @property
    def numbers(self) -> np.ndarray:
        """The other way: ``numbers[id]`` is the number here of an id of the vocabulary."""
        import numpy as np

        found = np.empty(len(self.order), np.int64)
        found[self.order] = np.arange(len(self.order))
        return found

    @property
    def bias(self) -> np.ndarray:
        """``final_logits_bias``, flat, in the vocabulary's order."""
        import numpy as np

        return np.where(self.numbers < self.classes, 0.0, BARRED).astype(np.float32)
