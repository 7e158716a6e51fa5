"""A decoder asked how likely it finds what is already written."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.engines.protocol import DecodeOptions
from translate.decoding import Decoder
from translate.source.normalise import normalise


class Scoring:
    """The scores of hypotheses by the engine and tokenizer of a MarianMT decoder."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder

    def token_scores(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[str], tuple[float, ...]]]:
        """The pieces of each (source, hypothesis)'s hypothesis, and their log-probabilities and that of its end."""
        targets = self._decoder.tokenizer.encode_target([hypothesis for _, hypothesis in pairs])
        sources = self._decoder.tokenizer.encode([normalise(source) for source, _ in pairs])
        scores = self._decoder.engine.token_scores(sources, targets) if pairs else []
        return list(zip(targets, scores, strict=True))

    def best_means(self, sources: Sequence[str]) -> list[float]:
        """The mean log-probability of the tokens that the decoder itself would write for each source, at beam 4."""
        return [
            found.score for found in self._decoder.decode([normalise(source) for source in sources], DecodeOptions())
        ]

    def fits(self, source: str, hypothesis: str) -> bool:
        """Whether both sides are within the checkpoint's window."""
        tokenizer = self._decoder.tokenizer
        rows = (*tokenizer.encode([normalise(source)]), *tokenizer.encode_target([hypothesis]))
        return all(len(row) < tokenizer.window for row in rows)
