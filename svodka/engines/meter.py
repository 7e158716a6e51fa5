"""Count the tokens that engines decode, for whoever asks: a run's report, a benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from svodka.engines.protocol import Hypothesis


@dataclass(slots=True)
class Meter:
    """Tokens of sources and of hypotheses, special tokens of the sources included, beams not."""

    source: int = 0
    target: int = 0


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered() -> Iterator[Meter]:
    """Within, what engines decode in this thread is counted; what they score is not."""
    meter = Meter()
    token = _METER.set(meter)
    try:
        yield meter
    finally:
        _METER.reset(token)


def count(sources: Sequence[Sequence[str]], hypotheses: Sequence[Hypothesis]) -> None:
    """Called by engines with what they have decoded."""
    meter = _METER.get()
    if meter is not None:
        meter.source += sum(map(len, sources))
        meter.target += sum(len(hypothesis.tokens) for hypothesis in hypotheses)


def count_tokens(source: int, target: int) -> None:
    """Called by what decodes elsewhere (a chat server, a causal model) with the numbers that it knows."""
    meter = _METER.get()
    if meter is not None:
        meter.source += source
        meter.target += target
