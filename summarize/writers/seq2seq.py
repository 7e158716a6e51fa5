"""Summaries by BART, Pegasus and T5 checkpoints, decoded through `svodka.engines`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompts.loader import Prompt, escape, load_prompt
from summarize.lengths import Length
from summarize.options import SummaryOptions
from summarize.writers.draft import Draft
from summarize.writers.windows import write_hierarchically
from svodka.checkpoints.tokenizers import load_tokenizer
from svodka.engines.protocol import DecodeOptions, Engine
from svodka.errors import CheckpointError, OptionError, PromptError

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

# T5 has relative positions and no limit of its own; it was trained on 512 tokens (Raffel et al. 2020).
DEFAULT_WINDOW = 512


class Seq2SeqWriter:
    """Writes drafts with an encoder-decoder checkpoint; a `Writer`.

    ``window`` is the number of source tokens, special tokens included, that the checkpoint was trained on.
    """

    method = "seq2seq"
    template = ""

    def __init__(
        self, engine: Engine, tokenizer: Any, window: int, options: SummaryOptions, prompt: Prompt | None = None
    ) -> None:
        self._engine, self._tokenizer, self.window, self._options, self._prompt = (
            engine,
            tokenizer,
            window,
            options,
            prompt,
        )
        self.engine = engine.name
        self.quantization = engine.quantization
        self._variables = dict(options.variables)
        self.prompt_hash = None
        if prompt is not None:
            self.prompt_hash = prompt.digest(self._variables)
        # Tokens of the prefix and the special tokens, which every window must also hold.
        self._overhead = len(self._encode("")) + 2
        if window - self._overhead < 16:
            raise CheckpointError(f"the checkpoint's window of {window} tokens is too small to summarize with")

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
    ) -> Seq2SeqWriter:
        """Load tokenizer and engine. Raises CheckpointError for a broken tokenizer, PromptError or OptionError for a
        prompt that the family has no use for."""
        from svodka.engines import load_engine

        prompt = _prompt(checkpoint, options)
        tokenizer = load_tokenizer(checkpoint.path)
        loaded = load_engine(checkpoint, name=engine, device=device, quantization=quantization, cache_dir=cache_dir)
        return cls(loaded, tokenizer, _window(checkpoint.path, tokenizer), options, prompt)

    def write(self, documents: Sequence[str], length: Length) -> list[Draft]:
        """See `Writer.write`."""
        texts = [escape(document) for document in documents]
        return write_hierarchically(texts, length, self.window - self._overhead, self._count, self._write)

    def _write(self, texts: Sequence[str], length: Length) -> list[Draft]:
        sources = [self._encode(text) for text in texts]
        # Forcing a long summary out of a short source would make the model invent: at most a third of the source.
        most = min(length.max_tokens, self.window // 2)
        least = [max(1, min(length.min_tokens, most // 2, len(source) // 3)) for source in sources]
        batch_tokens = self._batch_tokens([len(source) for source in sources])
        found: dict[int, str] = {}
        for minimum in sorted(set(least)):
            group = [i for i, value in enumerate(least) if value == minimum]
            decoding = DecodeOptions(
                beam=self._options.beam,
                length_penalty=self._options.length_penalty,
                no_repeat_ngram=self._options.no_repeat_ngram,
                min_tokens=minimum,
                max_tokens=most,
                batch_tokens=batch_tokens,
            )
            hypotheses = self._engine.decode([sources[i] for i in group], decoding)
            for i, hypothesis in zip(group, hypotheses, strict=True):
                ids = self._tokenizer.convert_tokens_to_ids(list(hypothesis.tokens))
                found[i] = self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return [Draft(found[i]) for i in range(len(texts))]

    def _batch_tokens(self, lengths: Sequence[int]) -> int:
        """On the CPU, batches that give every core its share of the documents; elsewhere, one batch of them all."""
        if self._engine.device != "cpu":
            return self._options.batch_size * self.window
        return max([*lengths, min(2048, sum(lengths) // (os.cpu_count() or 1))], default=1)

    def _encode(self, text: str) -> list[str]:
        if self._prompt is not None:
            (message,) = self._prompt.render({**self._variables, "article": text})
            text = message.content
        ids = self._tokenizer(text, add_special_tokens=True, truncation=False, verbose=False)["input_ids"]
        tokens: list[str] = self._tokenizer.convert_ids_to_tokens(ids)
        return tokens

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])


def _prompt(checkpoint: Checkpoint, options: SummaryOptions) -> Prompt | None:
    if checkpoint.architecture != "t5":
        if options.prompt is not None or options.variables:
            raise OptionError(
                f"{checkpoint.name} is a {checkpoint.architecture} checkpoint, which takes no prompt; "
                "leave --prompt out, or choose an instruct or T5 model"
            )
        return None
    prompt = load_prompt(options.prompt or "t5")
    if prompt.kind != "prefix" or prompt.task != "summarize":
        found = f"prompt {prompt.name} is of kind {prompt.kind} and for the task {prompt.task}"
        raise PromptError(f"{found}; a T5 checkpoint takes one of kind prefix for summarize, such as t5")
    return prompt


def _window(path: Path, tokenizer: Any) -> int:
    from svodka.checkpoints.layout import read_config

    config = read_config(path)
    limits = (config.get("max_position_embeddings"), config.get("n_positions"), tokenizer.model_max_length)
    return min([n for n in limits if isinstance(n, int) and 1 < n < 1_000_000], default=DEFAULT_WINDOW)
