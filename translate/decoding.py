"""Decoder inputs to hypotheses in batches: sorted by length, bounded by tokens, given back in input order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from svodka.engines.protocol import DecodeOptions, Engine
from translate.tokenizer import MarianTokenizer

# Sources of a batch lie in one of these length classes, and the class alone bounds the hypothesis: what a segment
# becomes must not depend on its neighbours in the batch.
_CLASSES = (32, 64, 128, 256, 512, 1024)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a hypothesis and its mean log-probability per token."""

    text: str
    score: float


class Decoder:
    """An engine and its tokenizer behind one call on texts."""

    def __init__(self, engine: Engine, tokenizer: MarianTokenizer, *, batch_tokens: int) -> None:
        self.engine = engine
        self.tokenizer = tokenizer
        self.batch_tokens = batch_tokens

    @property
    def limit(self) -> int:
        """Source tokens of the longest segment: half the window, so that a hypothesis of twice its length fits."""
        return max(8, self.tokenizer.window // 2)

    def count(self, text: str) -> int:
        """Tokens of a text, end of sentence included."""
        return len(self.tokenizer.encode([text])[0])

    def decode(self, texts: Sequence[str], options: DecodeOptions) -> list[Decoded]:
        """The hypothesis of each text, in input order. Raises EngineError when the engine fails."""
        rows = self.tokenizer.encode(texts)
        results: list[Decoded | None] = [None] * len(rows)
        for batch, room in batches([len(row) for row in rows], self.batch_tokens):
            cap = min(2 * room + 16, self.tokenizer.window)
            hypotheses = self.engine.decode([rows[i] for i in batch], replace(options, max_tokens=cap))
            decoded = self.tokenizer.decode([h.tokens for h in hypotheses])
            for index, hypothesis, text in zip(batch, hypotheses, decoded, strict=True):
                results[index] = Decoded(" ".join(text.split()), hypothesis.score)
        return [result for result in results if result is not None]


def batches(lengths: Sequence[int], batch_tokens: int) -> Iterator[tuple[list[int], int]]:
    """Indices in batches, longest first, and the length class of each batch.

    A batch padded to its longest row has at most ``batch_tokens`` tokens (one row may have more), so memory is bounded
    and little is spent on padding. Longest first: the largest batch fails early when memory does not suffice.
    """
    batch: list[int] = []
    widest = room = 0
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        own = next((size for size in _CLASSES if lengths[index] <= size), lengths[index])
        if batch and (own != room or (len(batch) + 1) * widest > batch_tokens):
            yield batch, room
            batch = []
        if not batch:
            widest, room = lengths[index], own
        batch.append(index)
    if batch:
        yield batch, room
