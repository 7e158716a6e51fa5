"""The torch engine: transformers' ``generate()`` on CPU, CUDA or MPS; the reference that the other is held to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from svodka.checkpoints.resolve import Checkpoint
from svodka.engines.protocol import DecodeOptions, Hypothesis
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
        self._tokens = {index: token for token, index in self._ids.items()}
        config = self._model.config
        self._pad = int(config.pad_token_id)
        eos = config.eos_token_id
        self._eos = int(eos[0] if isinstance(eos, list) else eos)
        self._start = int(config.decoder_start_token_id)
        settings = getattr(self._model, "generation_config", None)
        self._forced_bos = getattr(settings, "forced_bos_token_id", None)
        self._unknown = self._ids.get("<unk>", self._pad)

    def decode(self, sources: Sequence[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        """See `Engine.decode`."""
        order = sorted(range(len(sources)), key=lambda i: -len(sources[i]))
        found: dict[int, Hypothesis] = {}
        while order:
            size = max(1, options.batch_tokens // max(1, len(sources[order[0]])))
            batch, order = order[:size], order[size:]
            found.update(zip(batch, self._batch([sources[i] for i in batch], options), strict=True))
        return [found[i] for i in range(len(sources))]

    def _batch(self, sources: list[Sequence[str]], options: DecodeOptions) -> list[Hypothesis]:
        import torch
        from transformers import GenerationConfig, LogitsProcessorList

        rows = [[self._ids.get(token, self._unknown) for token in source] for source in sources]
        width = max(map(len, rows))
        ids = torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self.device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], device=self.device)
        forced = int(self._forced_bos is not None)
        best = _BestLogProbability()
        # Every setting that may change the output is set here: the checkpoint's own settings are not consulted.
        self._model.generation_config = GenerationConfig(
            do_sample=False,
            num_beams=options.beam,
            num_return_sequences=1,
            early_stopping=options.beam > 1,  # stop at `beam` finished hypotheses, as CTranslate2 does
            length_penalty=options.length_penalty,
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
                output = self._model.generate(
                    input_ids=ids,
                    attention_mask=mask,
                    logits_processor=LogitsProcessorList([best]) if options.beam == 1 else LogitsProcessorList(),
                    return_dict_in_generate=True,
                    output_scores=False,
                )
        except RuntimeError as error:
            raise EngineError(f"torch failed on a batch of {len(sources)} by {width} tokens: {error}") from error
        special = {self._pad, self._eos, self._start} | ({self._forced_bos} if forced else set())
        hypotheses = []
        for row, sequence in enumerate(output.sequences.tolist()):
            produced = sequence[1 + forced :]
            length = produced.index(self._eos) + 1 if self._eos in produced else len(produced)
            if options.beam == 1:
                total = sum(step[row] for step in best.steps[forced : forced + length])
            else:
                # transformers divides by the length with the forced token and the end token in it.
                total = float(output.sequences_scores[row]) * (length + forced) ** options.length_penalty
            tokens = [self._tokens[i] for i in produced[:length] if i not in special]
            hypotheses.append(Hypothesis(tuple(tokens), total / max(1, length)))
        return hypotheses


class _BestLogProbability:
    """A logits processor that changes nothing and notes the log-probability of the greedy choice at every step.

    Keeping all scores instead (``output_scores``) would hold steps x batch x vocabulary floats.
    """

    def __init__(self) -> None:
        self.steps: list[list[float]] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        self.steps.append(scores.float().log_softmax(-1).max(-1).values.tolist())
        return scores


def vocabulary(checkpoint: Checkpoint) -> dict[str, int]:
    """Token string to id. Raises CheckpointError when the tokenizer files cannot be read."""
    if checkpoint.architecture == "marian":
        file = checkpoint.path / "vocab.json"
        try:
            return dict(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CheckpointError(f"{file} is not readable JSON ({error}); download the checkpoint again") from error
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(checkpoint.path, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise CheckpointError(f"the tokenizer in {checkpoint.path} cannot be loaded ({error})") from error
    return dict(tokenizer.get_vocab())
