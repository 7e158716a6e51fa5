"""The writer in the package: a small MarianMT network that writes one sentence, or a headline, from its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.options import SummaryOptions
from summarize.writers.draft import Ask
from svodka.checkpoints.tokenizers import load_pieces
from svodka.engines.protocol import DecodeOptions, Engine
from svodka.errors import OptionError

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

_TASKS = {"sentence": "<0x02>", "headline": "<0x03>"}
"""The first source piece, which says what is asked for: bytes that no text has once it is normalised."""
_EOS = "</s>"
# Pieces of the evidence that the network was taught with (training/corpus/tokens.py), and those that it may write: more
# than the longest sentence that it was taught, so that what runs to the limit is a loop.
_WINDOW, _MOST_WRITTEN = 120, 100


class CompactWriter:
    """Writes a sentence or a headline from each piece of evidence; a `SentenceWriter`.

    Of the options ``beam`` counts; every other setting of the decoding is fixed.
    """

    method = "compact"

    def __init__(self, engine: Engine, pieces: Any, options: SummaryOptions) -> None:
        """``pieces`` is the SentencePiece model of the checkpoint."""
        self._engine, self._pieces, self._options = engine, pieces, options
        self.engine, self.quantization = engine.name, engine.quantization

    @classmethod
    def load(
        cls,
        checkpoint: Checkpoint,
        options: SummaryOptions,
        *,
        engine: str = "auto",
        device: str = "auto",
        quantization: str = "auto",
        cache_dir: Path | None = None,
    ) -> CompactWriter:
        """Load pieces and engine. Raises CheckpointError for a broken checkpoint, OptionError for a prompt."""
        from svodka.engines import load_engine

        if options.prompt is not None or options.variables:
            raise OptionError("the compact summarizer takes no prompt; leave it out, or choose an instruct or T5 model")
        pieces = load_pieces(checkpoint.path / "source.spm")
        loaded = load_engine(checkpoint, name=engine, device=device, quantization=quantization, cache_dir=cache_dir)
        return cls(loaded, pieces, options)

    def retell(self, asks: Sequence[Ask]) -> list[str | None]:
        """See `SentenceWriter.retell`. All are decoded together: give as many at once as there are.

        Raises EngineError when decoding fails.
        """
        sources = self.tokens(asks)
        fitting = [i for i, source in enumerate(sources) if 2 < len(source) <= _WINDOW + 2]
        options = DecodeOptions(beam=self._options.beam, max_tokens=_MOST_WRITTEN)
        hypotheses = self._engine.decode([sources[i] for i in fitting], options) if fitting else []
        found: list[str | None] = [None] * len(asks)
        for i, hypothesis in zip(fitting, hypotheses, strict=True):
            found[i] = str(self._pieces.decode(list(hypothesis.tokens))).strip()
        return found

    def tokens(self, asks: Sequence[Ask]) -> list[list[str]]:
        """The source tokens of each: the piece of its task, those of its evidence, the end of sentence."""
        rows: list[list[str]] = self._pieces.encode([ask.evidence for ask in asks], out_type=str)
        return [[_TASKS[ask.task], *row, _EOS] for ask, row in zip(asks, rows, strict=True)]
