"""The compact checkpoint as a scorer of sentences: how likely each is after its source, Russian or English.

It was trained to translate and to mend English, so it reads either. Its probabilities also say how usual a wording is;
`hearing` takes that off by asking for the same sentence after nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from svodka.errors import CheckpointError

if TYPE_CHECKING:
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
    """A `Scorer` by forced decoding with a MarianMT checkpoint; ``model`` and ``revision`` say which."""

    def __init__(self, engine: Engine, pieces: Any, window: int, model: str, revision: str) -> None:
        self._engine, self._pieces, self._window = engine, pieces, window
        self.model, self.revision = model, revision

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Scorer.score`. Raises EngineError when decoding fails."""
        sources = self._tokens([source for source, _ in pairs])
        return self._engine.score([[*source, _EOS] for source in sources], self._tokens([text for _, text in pairs]))

    def fits(self, source: str, sentence: str) -> bool:
        """See `Scorer.fits`: either side with its end of sentence has the checkpoint's window at most."""
        return all(len(row) < self._window for row in self._tokens([source, sentence]))

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        rows: list[list[str]] = self._pieces.encode(list(texts), out_type=str)
        return rows


def load_scorer(*, threads: int = 0, cache_dir: Path | None = None) -> TranslatorScorer:
    """The compact checkpoint that ships, on the CPU; ``threads`` 0 is every core.

    It is converted for CTranslate2 at first use, as for translating. Raises CheckpointError when it is missing or
    broken, EngineError when it does not load.
    """
    import sentencepiece

    from svodka.checkpoints import resolve
    from svodka.checkpoints.layout import json_object
    from svodka.engines import load_engine

    checkpoint = resolve("compact", "translate", offline=True, cache_dir=cache_dir)
    try:
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(checkpoint.path / "source.spm"))
    except (RuntimeError, OSError) as error:
        raise CheckpointError(f"{checkpoint.path / 'source.spm'} is no SentencePiece model: {error}") from error
    window = int(json_object(checkpoint.path / "config.json")["max_position_embeddings"])
    engine = load_engine(checkpoint, device="cpu", threads=threads, cache_dir=cache_dir)
    return TranslatorScorer(engine, pieces, window, checkpoint.model, checkpoint.revision)
