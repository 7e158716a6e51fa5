"""The seam between models and decoders: one protocol, two engines behind it, used by translate and summarize.

Tokens are the checkpoint's own token strings (SentencePiece or BPE pieces, special tokens included), since both
engines take them without loss and they can be read in a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """Everything that decides how a batch is decoded; nothing is taken from the checkpoint's generation settings.

    ``beam`` 1 is greedy. ``length_penalty`` is the exponent of the target length by which a beam's summed
    log-probability is divided (Wu et al. 2016, arXiv 1609.08144, as transformers and CTranslate2 simplify it).
    ``no_repeat_ngram`` 0 and ``repetition_penalty`` 1.0 are off. A target has at least ``min_tokens`` tokens before its
    end-of-sentence token, and at most ``max_tokens`` with it. ``batch_tokens`` bounds the padded source tokens decoded
    together; it decides memory and speed, not the result. CTranslate2 on a CPU makes smaller batches of short sources
    and of checkpoints with many pieces (svodka/engines/ct2.py).
    """

    beam: int = 4
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    min_tokens: int = 1
    max_tokens: int = 256
    batch_tokens: int = 1024


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Target tokens without special tokens, and their mean log-probability per token (natural log, three digits).

    With an n-gram constraint, CTranslate2 gives the probability under the constraint, torch the model's own.
    """

    tokens: tuple[str, ...]
    score: float


# Which segments share a batch moves a mean by some 1e-7, a sum by some 1e-5; rounded, a result does not depend on its
# neighbours.
SCORE_DIGITS = 3


class Engine(Protocol):
    """Decodes batches of source tokens with one loaded checkpoint."""

    name: str
    quantization: str
    device: str

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """The best hypothesis of each source, in input order.

        ``sources`` are complete (end-of-sentence included) and never truncated; the engine sorts them by length into
        batches itself, so callers give as many at once as they can. Raises EngineError when decoding fails, for example
        for lack of memory.
        """
        ...

    def nbest(
        self, sources: Sequence[Sequence[str]], options: DecodeOptions, hypotheses: int
    ) -> list[tuple[Hypothesis, ...]]:
        """At most ``hypotheses`` of each source, as many as the beam has, best first, in input order.

        The first is what `decode` gives, but for beams that end at their first finished hypotheses: with more asked
        for, the search goes on until so many are finished. Raises EngineError as `decode` does.
        """
        ...

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """The log-probability of every token of each target after its source (forced decoding), in input order.

        Natural logs, to three digits, one for each of the target's tokens and one for the end of sentence. ``targets``
        are without special tokens, as `Hypothesis.tokens`; an empty one is the end of sentence alone. Neither side is
        truncated. A token that the checkpoint forces before every target (BART's begin of sentence) stands there and
        does not count. torch leaves no probability on padding; CTranslate2 leaves what BART and T5 models give it.

        Raises EngineError when scoring fails, for example for more tokens than the checkpoint has positions, and
        ValueError unless there is one target for each source.
        """
        ...

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[float]:
        """The log-probability of each whole target: the sum of its `token_scores`; raises as they do."""
        ...
