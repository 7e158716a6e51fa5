"""An engine whose weights are loaded when it is first asked: what it is called is known before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from svodka.engines.protocol import DecodeOptions, Engine, Hypothesis
from svodka.errors import CheckpointError, EngineError


class DeferredEngine:
    """The `Engine` that ``make`` gives. What it raises while it loads is a CheckpointError: no text is to blame."""

    def __init__(self, make: Callable[[], Engine], *, name: str, quantization: str, device: str) -> None:
        self.name, self.quantization, self.device = name, quantization, device
        self._make = make

    @cached_property
    def _engine(self) -> Engine:
        try:
            return self._make()
        except EngineError as error:
            raise CheckpointError(str(error)) from error

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """See `Engine.decode`."""
        return self._engine.decode(sources, options)

    def nbest(
        self, sources: Sequence[Sequence[str]], options: DecodeOptions, hypotheses: int
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.nbest`."""
        return self._engine.nbest(sources, options, hypotheses)

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """See `Engine.token_scores`."""
        return self._engine.token_scores(sources, targets)

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[float]:
        """See `Engine.score`."""
        return self._engine.score(sources, targets)
