"""The CTranslate2 engine: int8 on CPUs, several times as fast as torch there (benchmarks/translate.py)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from svodka.engines.meter import count
from svodka.engines.protocol import SCORE_DIGITS, DecodeOptions, Hypothesis
from svodka.errors import EngineError


class CTranslate2Engine:
    """Decodes with a converted model; an `Engine`.

    `prefix` is put before every target and stripped again (BART's forced begin-of-sentence token). `threads` 0 means
    every core (or OMP_NUM_THREADS): one worker per core with one thread each, which keeps all cores
    busy on many short segments.
    """

    name = "ctranslate2"

    def __init__(
        self, path: Path, *, quantization: str, device: str, threads: int = 0, prefix: Sequence[str] = ()
    ) -> None:
        import ctranslate2

        self.quantization = quantization
        self.device = device
        self._prefix = list(prefix)
        # OMP_NUM_THREADS is how schedulers (Ray, Slurm) tell a process its share of a machine's cores.
        share = os.environ.get("OMP_NUM_THREADS", "")
        cores = threads or (int(share) if share.isdecimal() else 0) or os.cpu_count() or 1
        self._workers = cores if device == "cpu" else 1  # each worker on a GPU would hold its own copy of the weights
        try:
            self._model: Any = ctranslate2.Translator(
                str(path), device=device, compute_type=quantization, inter_threads=self._workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 cannot load {path}: {error}; delete that folder and try again") from error

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """See `Engine.decode`."""
        if not sources:
            return []
        prefix = [self._prefix] * len(sources) if self._prefix else None
        try:
            results = self._model.translate_batch(
                [list(source) for source in sources],
                target_prefix=prefix,
                max_batch_size=min(options.batch_tokens, self._share(sources)),
                batch_type="tokens",
                beam_size=options.beam,
                patience=1,
                num_hypotheses=1,
                length_penalty=options.length_penalty,
                coverage_penalty=0,
                repetition_penalty=options.repetition_penalty,
                no_repeat_ngram_size=options.no_repeat_ngram,
                min_decoding_length=options.min_tokens + len(self._prefix),
                max_decoding_length=options.max_tokens + len(self._prefix),
                max_input_length=0,  # nothing is truncated here; callers keep to the window
                sampling_topk=1,
                return_scores=True,
            )
        except RuntimeError as error:
            raise EngineError(f"CTranslate2 failed on a batch of {len(sources)}: {error}") from error
        found = [self._hypothesis(r.hypotheses[0], r.scores[0], options) for r in results]
        count(sources, found)
        return found

    def _share(self, sources: Sequence[Sequence[str]]) -> int:
        """Tokens of a batch at which every worker gets one: with few segments all cores but one would wait."""
        return max(64, int(1.1 * sum(map(len, sources)) / self._workers) + 1)

    def _hypothesis(self, tokens: list[str], score: float, options: DecodeOptions) -> Hypothesis:
        # The library has divided the sum by length ** penalty; an end-of-sentence token that was reached counts.
        length = len(tokens) + (len(tokens) < options.max_tokens + len(self._prefix))
        mean = score * length**options.length_penalty / max(1, length)
        if self._prefix and tokens[: len(self._prefix)] == self._prefix:
            tokens = tokens[len(self._prefix) :]
        return Hypothesis(tuple(tokens), round(mean, SCORE_DIGITS))
