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

    def token_scores(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[str], tuple[float, ...]] | None]:
        """The pieces of each (source, hypothesis)'s hypothesis, and their log-probabilities and that of its end; None
        for a pair of which a side is beyond the checkpoint's window."""
        targets = self._decoder.tokenizer.encode_target([hypothesis for _, hypothesis in pairs])
        sources = self._decoder.tokenizer.encode([normalise(source) for source, _ in pairs])
        window = self._decoder.tokenizer.window
        held = [i for i, both in enumerate(zip(sources, targets, strict=True)) if max(map(len, both)) < window]
        rows = [sources[i] for i in held], [targets[i] for i in held]
        scores = self._decoder.engine.token_scores(*rows) if held else []
        found = {i: (targets[i], row) for i, row in zip(held, scores, strict=True)}
        return [found.get(i) for i in range(len(pairs))]

    def best_means(self, sources: Sequence[str]) -> list[float]:
        """The mean log-probability of the tokens that the decoder itself would write for each source, at beam 4."""
        return [
            found.score for found in self._decoder.decode([normalise(source) for source in sources], DecodeOptions())
        ]
