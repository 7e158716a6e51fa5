"""The torch engine: transformers' ``generate()`` on CPU, CUDA or MPS; the reference that the other is held to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svodka.checkpoints.layout import json_object
from svodka.checkpoints.resolution import Checkpoint
from svodka.checkpoints.tokenizers import load_tokenizer
from svodka.engines.batches import batches
from svodka.engines.meter import count
from svodka.engines.protocol import SCORE_DIGITS, DecodeOptions, Hypothesis
from svodka.engines.weights import load_model
from svodka.errors import CheckpointError, EngineError


class TorchEngine:
    """Decodes with the transformers model itself; an `Engine`. `quantization` is a torch dtype's name."""

    name = "torch"

    def __init__(self, checkpoint: Checkpoint, *, quantization: str, device: str, threads: int = 0) -> None:
        import torch

        if threads:
            torch.set_num_threads(threads)
        self.quantization = quantization
        self.device = device
        self._model = load_model(checkpoint.path, quantization).to(device)
        self._ids = vocabulary(checkpoint)
        target = checkpoint.path / "target_vocab.json"  # Marian checkpoints with a vocabulary for either side
        self._target_ids: dict[str, int] = json_object(target) if target.is_file() else self._ids
        self._tokens = {index: token for token, index in self._target_ids.items()}
        config = self._model.config
        self._pad = int(config.pad_token_id)
        eos = config.eos_token_id
        if eos is None or eos == []:
            raise CheckpointError(
                f"config.json in {checkpoint.path} has no eos_token_id; expected the number of the end-of-sentence "
                "piece; download the checkpoint again"
            )
        self._eos = int(eos[0] if isinstance(eos, list) else eos)
        self._start = int(config.decoder_start_token_id)
        settings = getattr(self._model, "generation_config", None)
        self._forced_bos = getattr(settings, "forced_bos_token_id", None)
        self._unknown = self._ids.get("<unk>", self._pad)

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """See `Engine.decode`."""
        return [best for (best,) in self.nbest(sources, options, 1)]

    def nbest(
        self, sources: Sequence[Sequence[str]], options: DecodeOptions, hypotheses: int
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.nbest`."""
        each = min(hypotheses, options.beam)
        found: dict[int, tuple[Hypothesis, ...]] = {}
        for group in batches([len(source) for source in sources], tokens=options.batch_tokens):
            flat = self._batch([sources[i] for i in group], options, each)
            found.update({i: tuple(flat[k * each : (k + 1) * each]) for k, i in enumerate(group)})
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
        import torch

        lengths = [max(len(source), len(target) + 1) for source, target in zip(sources, targets, strict=True)]
        before = [self._start] if self._forced_bos is None else [self._start, int(self._forced_bos)]
        unknown = self._target_ids.get("<unk>", self._pad)
        found: dict[int, list[float]] = {}
        for group in batches(lengths, tokens=DecodeOptions().batch_tokens):
            ids, mask = self._source([sources[i] for i in group])
            rows = [[self._target_ids.get(token, unknown) for token in targets[i]] for i in group]
            sequences, _ = self._padded([[*before, *row, self._eos] for row in rows])
            try:
                with torch.inference_mode():
                    rows_of = self._chosen(ids, mask, sequences, len(before))
            except (RuntimeError, IndexError) as error:  # an IndexError is a position that the model does not have
                size = f"{len(group)} by {lengths[group[0]]} tokens"
                raise EngineError(f"torch failed on scoring a batch of {size}: {error}") from error
            found.update(zip(group, rows_of, strict=True))
        return [found[i] for i in range(len(sources))]

    def _source(self, sources: Sequence[Sequence[str]]) -> tuple[Any, Any]:
        """Numbers and attention mask of a batch of sources."""
        return self._padded([[self._ids.get(token, self._unknown) for token in source] for source in sources])

    def _padded(self, rows: list[list[int]]) -> tuple[Any, Any]:
        """Rows of numbers as one tensor, and its mask: 1 for what is no padding."""
        import torch

        width = max(map(len, rows))
        ids = torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self.device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], device=self.device)
        return ids, mask

    def _batch(self, sources: list[Sequence[str]], options: DecodeOptions, each: int) -> list[Hypothesis]:
        """``each`` hypotheses of every source, one source's after the other's."""
        import torch
        from transformers import GenerationConfig

        ids, mask = self._source(sources)
        forced = int(self._forced_bos is not None)
        # Every setting that may change the output is set here: the checkpoint's own settings are not consulted.
        self._model.generation_config = GenerationConfig(
            do_sample=False,
            num_beams=options.beam,
            num_return_sequences=each,
            early_stopping=options.beam > 1,  # stop at `beam` finished hypotheses, as CTranslate2 does
            length_penalty=options.length_penalty if options.beam > 1 else 1.0,
            no_repeat_ngram_size=options.no_repeat_ngram,
            repetition_penalty=options.repetition_penalty,
            min_new_tokens=max(0, options.min_tokens) + forced,
            max_new_tokens=options.max_tokens + forced,
            decoder_start_token_id=self._start,
            forced_bos_token_id=self._forced_bos,
            bad_words_ids=[[self._pad]] if self._pad != self._eos else None,
            pad_token_id=self._pad,
            eos_token_id=self._eos,
            use_cache=True,
        )
        try:
            with torch.inference_mode():
                sequences = self._model.generate(input_ids=ids, attention_mask=mask)
                rows_of = torch.arange(len(ids), device=self.device).repeat_interleave(each)
                sums = self._sums(ids[rows_of], mask[rows_of], sequences, 1 + forced)
        except RuntimeError as error:
            raise EngineError(f"torch failed on a batch of {len(ids)} by {ids.shape[1]} tokens: {error}") from error
        special = {self._pad, self._eos, self._start} | ({self._forced_bos} if forced else set())
        targets = [[self._tokens[i] for i in row if i not in special] for row in sequences[:, 1 + forced :].tolist()]
        return [
            Hypothesis(tuple(target), round(total / max(1, length), SCORE_DIGITS))
            for target, (total, length) in zip(targets, sums, strict=True)
        ]

    def _sums(self, ids: Any, mask: Any, sequences: Any, skip: int) -> list[tuple[float, int]]:
        """The sum of each target's log-probabilities, and their number."""
        return [(sum(row), len(row)) for row in self._chosen(ids, mask, sequences, skip)]

    def _chosen(self, ids: Any, mask: Any, sequences: Any, skip: int) -> list[list[float]]:
        """Log-probabilities of each target's tokens after the first `skip`, end-of-sentence included.

        One more forward pass over the finished targets: asking ``generate()`` for its scores would hold
        steps x batch x beam x vocabulary floats.
        """
        import torch

        target = sequences[:, 1:]
        keep = torch.ones_like(target, dtype=torch.bool)
        keep[:, 1:] = ((target == self._eos).cumsum(1) == 0)[:, :-1]  # up to and with the first end-of-sentence
        keep[:, : skip - 1] = False
        found: list[list[float]] = []
        rows = max(1, 50_000_000 // (target.shape[1] * len(self._tokens)))  # at most 200 MB of float32 logits at once
        for i in range(0, len(target), rows):
            part = slice(i, i + rows)
            logits = self._model(
                input_ids=ids[part], attention_mask=mask[part], decoder_input_ids=sequences[part, :-1]
            ).logits.float()
            if self._pad != self._eos:
                logits[..., self._pad] = -torch.inf  # never generated, so no probability is left on it
            chosen = logits.log_softmax(-1).gather(-1, target[part].unsqueeze(-1)).squeeze(-1)
            found += [row[kept].tolist() for row, kept in zip(chosen, keep[part], strict=True)]
        return found


def vocabulary(checkpoint: Checkpoint) -> dict[str, int]:
    """Token string to id. Raises CheckpointError when the tokenizer files cannot be read."""
    if checkpoint.architecture == "marian":
        return json_object(checkpoint.path / "vocab.json")
    return dict(load_tokenizer(checkpoint.path).get_vocab())
