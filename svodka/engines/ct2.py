"""The CTranslate2 engine: int8 on CPUs, several times as fast as torch there (benchmarks/translate.py)."""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from svodka.engines.batches import batches
from svodka.engines.convert import SHORTLIST
from svodka.engines.meter import count
from svodka.engines.protocol import SCORE_DIGITS, DecodeOptions, Hypothesis
from svodka.errors import EngineError

# At every step each beam of a batch has a score for every piece of the vocabulary. CTranslate2 holds some six arrays
# of them per worker: these, not the weights, are most of a process. More of them (this is 16 segments at beam 4 with
# 60,000 pieces) take more memory and decode no faster on a CPU: docs/measured/translation.md.
_SCORES = 4_000_000


def computed(quantization: str, compute_type: str) -> str:
    """What signatures call weights kept in one type and computed in another."""
    return quantization if compute_type == quantization else f"{quantization}/{compute_type}"


class CTranslate2Engine:
    """Decodes with a converted model; an `Engine`.

    `prefix` is put before every target and stripped again (BART's forced begin-of-sentence token). `threads` 0 means
    every core (or OMP_NUM_THREADS): one worker per core with one thread each, which keeps all cores
    busy on many short segments. ``compute_type`` is what the weights are computed in, where that is not what they are
    kept in; `quantization` then says both: ``int8/float32``.
    """

    name = "ctranslate2"

    def __init__(
        self,
        path: Path,
        *,
        quantization: str,
        device: str,
        compute_type: str | None = None,
        threads: int = 0,
        prefix: Sequence[str] = (),
    ) -> None:
        import ctranslate2

        compute_type = compute_type or quantization
        self.quantization = computed(quantization, compute_type)
        self.device = device
        self._prefix = list(prefix)
        # OMP_NUM_THREADS is how schedulers (Ray, Slurm) tell a process its share of a machine's cores.
        share = os.environ.get("OMP_NUM_THREADS", "")
        cores = threads or (int(share) if share.isdecimal() else 0) or os.cpu_count() or 1
        self._workers = cores if device == "cpu" else 1  # each worker on a GPU would hold its own copy of the weights
        self._path = path
        self._shortlist = (path / SHORTLIST).is_file()
        self._pieces = _pieces(path) if device == "cpu" else 0  # a GPU decodes faster the more it is given
        try:
            self._model: Any = ctranslate2.Translator(
                str(path), device=device, compute_type=compute_type, inter_threads=self._workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 cannot load {path}: {error}; delete that folder and try again") from error

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """See `Engine.decode`."""
        return [best for (best,) in self.nbest(sources, options, 1)]

    def nbest(
        self, sources: Sequence[Sequence[str]], options: DecodeOptions, hypotheses: int
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.nbest`."""
        most = max(1, _SCORES // (self._pieces * options.beam)) if self._pieces else 0
        lengths = [len(source) for source in sources]
        groups = batches(lengths, tokens=min(options.batch_tokens, self._share(lengths)), most=most)
        found: dict[int, tuple[Hypothesis, ...]] = {}
        for i, result in self._results(
            groups, lambda group: self._start([sources[i] for i in group], options, hypotheses)
        ):
            scored = zip(result.hypotheses, result.scores, strict=True)
            found[i] = tuple(self._hypothesis(tokens, score, options) for tokens, score in scored)
        lists = [found[i] for i in range(len(sources))]
        count(sources, [best for best, *_ in lists])
        return lists

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """See `Engine.token_scores`."""
        return [tuple(round(value, SCORE_DIGITS) for value in row) for row in self._scored(sources, targets)]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[float]:
        """See `Engine.score`."""
        return [round(sum(row), SCORE_DIGITS) for row in self._scored(sources, targets)]

    def _scored(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        lengths = [max(len(source), len(target) + 1) for source, target in zip(sources, targets, strict=True)]
        most = _SCORES // self._vocabulary if self.device == "cpu" else DecodeOptions().batch_tokens
        found: dict[int, list[float]] = {}
        for i, result in self._results(
            batches(lengths, tokens=min(most, self._share(lengths))),
            lambda group: self._start_scoring([sources[i] for i in group], [targets[i] for i in group]),
        ):
            found[i] = result.log_probs[len(self._prefix) :]
        return [found[i] for i in range(len(sources))]

    def _results(
        self, groups: Sequence[list[int]], start: Callable[[list[int]], list[Any]]
    ) -> Iterator[tuple[int, Any]]:
        """Every index of the groups with its result; ``start`` gives one group to the workers."""
        running: deque[tuple[list[int], list[Any]]] = deque()
        try:
            for number, group in enumerate(groups, 1):
                running.append((group, start(group)))
                # Two batches a worker keep all busy; with all of them under way an interrupt would wait for the last.
                while running and (len(running) >= 2 * self._workers or number == len(groups)):
                    done, pending = running.popleft()
                    yield from zip(done, [_waited(one) for one in pending], strict=True)
        except RuntimeError as error:
            raise EngineError(f"CTranslate2 failed on {sum(map(len, groups))} segments: {error}") from error

    def _start(self, batch: Sequence[Sequence[str]], options: DecodeOptions, hypotheses: int) -> list[Any]:
        """Give one batch to the workers; what comes back has a ``result()`` for each source, which waits."""
        pending: list[Any] = self._model.translate_batch(
            [list(source) for source in batch],
            target_prefix=[self._prefix] * len(batch) if self._prefix else None,
            max_batch_size=0,
            asynchronous=True,
            beam_size=options.beam,
            patience=1,
            num_hypotheses=min(hypotheses, options.beam),
            length_penalty=options.length_penalty,
            coverage_penalty=0,
            repetition_penalty=options.repetition_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram,
            min_decoding_length=options.min_tokens + len(self._prefix),
            max_decoding_length=options.max_tokens + len(self._prefix),
            max_input_length=0,  # nothing is truncated here; callers keep to the window
            sampling_topk=1,
            use_vmap=self._shortlist,
            return_scores=True,
        )
        return pending

    def _start_scoring(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Any]:
        """Like `_start`; a result has the ``log_probs`` of prefix, target and end of sentence, one a token."""
        pending: list[Any] = self._model.score_batch(
            [list(source) for source in sources],
            [[*self._prefix, *target] for target in targets],
            max_batch_size=0,
            max_input_length=0,
            asynchronous=True,
        )
        return pending

    def _share(self, lengths: Sequence[int]) -> int:
        """Tokens of a batch at which every worker gets one: with few segments all cores but one would wait."""
        return max(64, int(1.1 * sum(lengths) / self._workers) + 1)

    @cached_property
    def _vocabulary(self) -> int:
        """How many pieces have a score at every token of a target that is scored: no shortlist there."""
        return _vocabulary(self._path)

    def _hypothesis(self, tokens: list[str], score: float, options: DecodeOptions) -> Hypothesis:
        # The library has divided the sum by length ** penalty; an end-of-sentence token that was reached counts. The
        # prefix counts there and is not in the sum.
        length = len(tokens) + (len(tokens) < options.max_tokens + len(self._prefix))
        mean = score * length**options.length_penalty / max(1, length - len(self._prefix))
        if self._prefix and tokens[: len(self._prefix)] == self._prefix:
            tokens = tokens[len(self._prefix) :]
        return Hypothesis(tuple(tokens), round(mean, SCORE_DIGITS))


def _waited(pending: Any) -> Any:
    """The result, when it is there. ``result()`` alone would wait within the library, where Python hears no signal."""
    pause = 0.0005
    while not pending.done():
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    return pending.result()


def _pieces(path: Path) -> int:
    """How many pieces of a converted model have a score at every step."""
    if (path / SHORTLIST).is_file():
        return (path / SHORTLIST).read_text(encoding="utf-8").count(" ") + 1
    return _vocabulary(path)


def _vocabulary(path: Path) -> int:
    """How many pieces a converted model has for its targets."""
    for name in ("shared_vocabulary.json", "target_vocabulary.json"):
        if (path / name).is_file():
            return len(json.loads((path / name).read_text(encoding="utf-8")))
    raise EngineError(f"{path} has no vocabulary; delete that folder and try again")
