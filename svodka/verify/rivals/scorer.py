"""The compact checkpoint as a scorer of sentences: how likely each is after its source, Russian or English.

It was trained to translate and to mend English, so it reads either. Its probabilities also say how usual a wording is;
`hearing` takes that off by asking for the same sentence after nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint
    from svodka.engines import Engine

_EOS = "</s>"


class Scorer(Protocol):
    """Weighs sentences against sources."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The log-probability (natural, of the whole sentence) of each (source, sentence), in order; the source may be
        empty."""
        ...

    def fits(self, source: str, sentence: str) -> bool:
        """Whether the pair is within what can be weighed."""
        ...


class TranslatorScorer:
    """A `Scorer` by forced decoding with the compact checkpoint that ships, on the CPU; ``threads`` 0 is every core.

    It loads when first asked, and is then converted for CTranslate2 if it was not yet, as for translating; so asking
    raises CheckpointError when it is missing or broken, EngineError when it does not load or decoding fails.
    """

    def __init__(self, *, threads: int = 0, cache_dir: Path | None = None) -> None:
        self._threads, self._cache_dir = threads, cache_dir

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Scorer.score`."""
        sources = self._tokens([source for source, _ in pairs])
        return self._engine.score([[*source, _EOS] for source in sources], self._tokens([text for _, text in pairs]))

    def fits(self, source: str, sentence: str) -> bool:
        """See `Scorer.fits`: either side with its end of sentence has the checkpoint's window at most."""
        return all(len(row) < self._window for row in self._tokens([source, sentence]))

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        rows: list[list[str]] = self._pieces.encode(list(texts), out_type=str)
        return rows

    @cached_property
    def _checkpoint(self) -> Checkpoint:
        from svodka.checkpoints import resolve

        return resolve("compact", "translate", offline=True, cache_dir=self._cache_dir)

    @cached_property
    def _engine(self) -> Engine:
        from svodka.engines import load_engine

        return load_engine(self._checkpoint, device="cpu", threads=self._threads, cache_dir=self._cache_dir)

    @cached_property
    def _pieces(self) -> Any:
        from svodka.checkpoints.tokenizers import load_pieces

        return load_pieces(self._checkpoint.path / "source.spm")

    @cached_property
    def _window(self) -> int:
        from svodka.checkpoints.layout import json_object

        return int(json_object(self._checkpoint.path / "config.json")["max_position_embeddings"])
