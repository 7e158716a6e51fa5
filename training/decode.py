"""Decoding with CTranslate2, many times as fast on a CPU as transformers: to evaluate and to make synthetic pairs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.corpus.vocabulary import EOS, PAD, Vocabulary

LONGEST_SOURCE = 200
LONGEST = 256
"""Tokens of a translation at most."""


class Decoder:
    """A MarianMT checkpoint directory converted to ``precision`` and read into memory; the conversion is not kept.

    Where this processor computes ``precision`` wrongly its weights are computed in float32, and the attribute says so:
    ``int8/float32``.
    """

    def __init__(self, checkpoint: Path, *, precision: str = "int8", threads: int = 0) -> None:
        import ctranslate2

        from svodka.checkpoints.resolution import Checkpoint
        from svodka.engines.arithmetic import measure

        self.vocabulary = Vocabulary.load(checkpoint / "source.spm")
        with tempfile.TemporaryDirectory() as folder:
            converted = str(Path(folder) / "converted")
            converter = ctranslate2.converters.TransformersConverter(str(checkpoint))
            converter.convert(converted, quantization=None if precision == "float32" else precision)
            named = Checkpoint(checkpoint, checkpoint.name, checkpoint.name, "", "marian")
            sound = precision == "float32" or measure(Path(converted), named, precision).sound
            self.precision = precision if sound else f"{precision}/float32"
            self.translator = ctranslate2.Translator(
                converted, compute_type=precision if sound else "float32", intra_threads=threads or os.cpu_count() or 1
            )

    def translate(self, texts: Sequence[str], *, beams: int = 1) -> list[tuple[str, float]]:
        """(translation, mean log-probability of its tokens) of each text, in input order.

        Sources are cut to 200 tokens, translations to 256.
        """
        processor = self.vocabulary.processor
        sources = [[*processor.encode(text, out_type=str)[:LONGEST_SOURCE], EOS] for text in texts]
        results = self.translator.translate_batch(
            sources, beam_size=beams, length_penalty=1, return_scores=True, max_batch_size=4096, batch_type="tokens",
            max_decoding_length=LONGEST, max_input_length=0,
        )  # fmt: skip
        pieces = [[piece for piece in result.hypotheses[0] if piece not in (EOS, PAD)] for result in results]
        decoded = [str(processor.decode(found)) for found in pieces]
        return list(zip(decoded, (float(result.scores[0]) for result in results), strict=True))
