"""Summaries by instruct models: any causal checkpoint with a chat template, prompted through `prompts`.

The article is fenced, escaped data in the user turn (`prompts.loader`); besides, no special token of the checkpoint's
own tokenizer can arise from it. Decoding is greedy, every setting explicit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from prompts.loader import load_prompt
from summarize.lengths import LENGTHS, Length
from summarize.options import SummaryOptions
from summarize.writers.draft import Draft
from summarize.writers.windows import write_hierarchically
from svodka.checkpoints.tokenizers import load_tokenizer
from svodka.engines.meter import count_tokens
from svodka.engines.weights import load_model
from svodka.errors import CheckpointError, EngineError, OptionError, PromptError, first_line

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

# Models claim 32,768 tokens and more; attention over so many is slow and their recall poor: longer texts go in parts.
LARGEST_WINDOW = 8192


class InstructWriter:
    """Writes drafts with a chat model; a `Writer`. ``window`` counts prompt and answer together."""

    method = "instruct"
    engine = "torch"

    def __init__(self, model: Any, tokenizer: Any, window: int, options: SummaryOptions, *, quantization: str) -> None:
        self._model, self._tokenizer, self.window, self._options = model, tokenizer, window, options
        self.quantization = quantization
        if not getattr(tokenizer, "chat_template", None):
            raise CheckpointError(
                "the checkpoint has no chat template, so it is no instruct model; expected one such as "
                "Qwen/Qwen2.5-0.5B-Instruct"
            )
        self._prompt = load_prompt(options.prompt or ("headline" if options.length == "headline" else "brief"))
        if self._prompt.kind != "chat" or self._prompt.task != "summarize":
            raise PromptError(f"prompt {self._prompt.name} is no chat prompt to summarize by; give one such as brief")
        settings = self._settings(LENGTHS[options.length])
        self.prompt_hash: str | None = self._prompt.digest(settings)
        blank = self._prompt.render({**settings, "article": ""})
        self.template = "\n".join(message.content for message in blank)
        self._special = sorted({*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()}, key=len, reverse=True)
        self._overhead = len(self._ids("", LENGTHS[options.length])) + 8
        if window - self._overhead - LENGTHS[options.length].max_tokens < 32:
            raise CheckpointError(
                f"the checkpoint's window of {window} tokens does not hold the prompt ({self._overhead} tokens), "
                f"the answer ({LENGTHS[options.length].max_tokens}) and an article"
            )

    @classmethod
    def load(
        cls,
        checkpoint: Checkpoint,
        options: SummaryOptions,
        *,
        engine: str = "auto",
        device: str = "auto",
        quantization: str = "auto",
    ) -> InstructWriter:
        """Load tokenizer and weights. Raises CheckpointError for broken files or a model without chat template."""
        if engine not in {"auto", "torch"}:
            raise OptionError(f"an instruct model runs on the torch engine only; engine {engine!r} was asked for")
        import torch

        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        if quantization == "auto":
            quantization = {"cuda": "bfloat16", "mps": "float16"}.get(device, "float32")
        if quantization not in {"float32", "float16", "bfloat16"}:
            raise OptionError(
                f"unknown quantization {quantization!r}; instruct models run in float32, float16, bfloat16"
            )
        tokenizer = load_tokenizer(checkpoint.path)
        model = load_model(checkpoint.path, quantization, causal=True)
        try:
            model = model.to(device)
        except (RuntimeError, AssertionError) as error:
            raise EngineError(f"cannot run on device {device!r} ({first_line(error)}); use device cpu") from error
        limits = (getattr(model.config, "max_position_embeddings", None), tokenizer.model_max_length, LARGEST_WINDOW)
        window = min(n for n in limits if isinstance(n, int) and n > 1)
        return cls(model, tokenizer, window, options, quantization=quantization)

    def write(self, documents: Sequence[str], length: Length) -> list[Draft]:
        """See `Writer.write`."""
        limit = self.window - self._overhead - length.max_tokens
        return write_hierarchically(documents, length, limit, self._count, self._write)

    def _write(self, texts: Sequence[str], length: Length) -> list[Draft]:
        rows = [self._ids(text, length) for text in texts]
        found: dict[int, str] = {}
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), self._options.batch_size):
            batch = order[start : start + self._options.batch_size]
            found.update(zip(batch, self._generate([rows[i] for i in batch], length.max_tokens), strict=True))
        return [Draft(found[i]) for i in range(len(texts))]

    def _generate(self, rows: list[list[int]], most: int) -> list[str]:
        import torch
        from transformers import GenerationConfig

        eos = self._ends()
        pad = self._tokenizer.pad_token_id if self._tokenizer.pad_token_id is not None else eos[0]
        width = max(map(len, rows))
        device = self._model.device
        ids = torch.tensor([[pad] * (width - len(row)) + row for row in rows], device=device)
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows], device=device)
        # Every setting that may change the output is set here: the checkpoint's own settings are not consulted.
        self._model.generation_config = GenerationConfig(
            do_sample=False,
            num_beams=1,
            repetition_penalty=1.0,
            no_repeat_ngram_size=0,
            max_new_tokens=most,
            pad_token_id=pad,
            eos_token_id=eos,
            use_cache=True,
        )
        try:
            with torch.inference_mode():
                output = self._model.generate(input_ids=ids, attention_mask=mask)
        except RuntimeError as error:
            raise EngineError(f"torch failed on a batch of {len(rows)} by {width} tokens: {error}") from error
        written = [[token for token in row if token not in {pad, *eos}] for row in output[:, width:].tolist()]
        count_tokens(sum(map(len, rows)), sum(map(len, written)))
        texts: list[str] = self._tokenizer.batch_decode(
            output[:, width:], skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return texts

    def _ends(self) -> list[int]:
        """Tokens that end the answer: the tokenizer's, the checkpoint's, and the end-of-turn marks of chat formats."""
        vocabulary = self._tokenizer.get_added_vocab()
        marks = ("<|im_end|>", "<end_of_turn>", "<|eot_id|>", "<|end|>", "<|endoftext|>")
        found = {vocabulary[mark] for mark in marks if mark in vocabulary}
        stored = getattr(self._model.config, "eos_token_id", None)
        for value in (stored if isinstance(stored, list) else [stored], [self._tokenizer.eos_token_id]):
            found |= {index for index in value if index is not None}
        return sorted(found)

    def _settings(self, length: Length) -> dict[str, str]:
        """The variables of the prompt but the article: the length's rule where the template asks for it, the user's."""
        rule = {"length_rule": length.rule} if "length_rule" in self._prompt.variables else {}
        return {**rule, **dict(self._options.variables)}

    def _ids(self, text: str, length: Length) -> list[int]:
        messages = self._prompt.render({**self._settings(length), "article": self._neutral(text)})
        turns = [{"role": m.role, "content": m.content} for m in messages]
        try:
            return self._template_ids(turns)
        except Exception:  # Gemma's template refuses a system turn; jinja2 errors of every kind arrive here
            merged = [{"role": "user", "content": "\n\n".join(m.content for m in messages)}]
        try:
            return self._template_ids(merged)
        except Exception as error:
            raise CheckpointError(f"the checkpoint's chat template fails: {error}") from error

    def _template_ids(self, turns: list[dict[str, str]]) -> list[int]:
        text = self._tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        return list(self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    def _neutral(self, text: str) -> str:
        """The article with every special token of this tokenizer broken by a space, so that it is read as letters."""
        for token in self._special:
            if len(token) > 1 and token.strip():
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _count(self, text: str) -> int:
        return len(
            self._tokenizer(self._neutral(text), add_special_tokens=False, truncation=False, verbose=False)["input_ids"]
        )
