"""A second opinion: an entailment or consistency checkpoint that reads source and sentence together.

Three kinds are known by their files: natural language inference, whose labels have an ``entailment``
(premise and hypothesis as a pair); FactCG (Lei et al. 2025, arXiv 2501.17144: one text in its instruction, label 1);
and MiniCheck (Tang et al. 2024, arXiv 2404.10774: source, end of sentence, claim; label 1, or for T5 the answer "1").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from svodka.errors import CheckpointError, EngineError, first_line
from svodka.text import split_sentences

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

Form = Literal["pair", "instruction", "joined"]
_INSTRUCTION = (
    '{source}\n\nChoose your answer: based on the paragraph above can we conclude that "{claim}"?\n\nOPTIONS:\n- Yes\n'
    "- No\nI think the answer is "
)
"""FactCG's, as in its repository."""
WINDOW = 2048
"""Tokens of source and sentence together, at most; a checkpoint with absolute positions takes what it was made for."""
_BATCH = 8


class Judge:
    """Scores sentences against sources; ``model`` and ``revision`` say with what."""

    def __init__(self, network: Any, tokenizer: Any, form: Form, label: int, window: int, model: str, revision: str):
        self._network, self._tokenizer, self._form, self._label = network, tokenizer, form, label
        self.window, self.model, self.revision = window, model, revision
        self._generates = bool(network.config.is_encoder_decoder)

    def supports(self, source: str, sentences: Sequence[str]) -> list[float]:
        """The probability (0 to 1) that the source bears out each sentence, in order.

        A source longer than the window is cut between its sentences; the best window counts. Raises EngineError when
        the network fails, for example for lack of memory.
        """
        pairs = [(k, window) for k, claim in enumerate(sentences) for window in self._windows(source, claim)]
        best = [0.0] * len(sentences)
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            scores = self._score([window for _, window in batch], [sentences[k] for k, _ in batch])
            for (k, _), score in zip(batch, scores, strict=True):
                best[k] = max(best[k], score)
        return best

    def _windows(self, source: str, claim: str) -> Iterator[str]:
        """Runs of sentences that fit beside the claim; a sentence too long for any is truncated by the tokenizer."""
        room = self.window - self._count(self._text("", claim)) - 8
        held: list[str] = []
        size = 0
        for sentence in split_sentences(source):
            line = " ".join(sentence.text.split())
            count = self._count(line)
            if held and size + count > room:
                yield " ".join(held)
                held, size = [], 0
            held.append(line)
            size += count
        if held:
            yield " ".join(held)

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    def _text(self, source: str, claim: str) -> str:
        if self._form == "instruction":
            return _INSTRUCTION.format(source=source, claim=claim)
        text: str = self._tokenizer.eos_token.join([source, claim]) if self._form == "joined" else source + claim
        return "predict: " + text if self._generates else text

    def _score(self, sources: Sequence[str], claims: Sequence[str]) -> list[float]:
        import torch

        fixed = {"max_length": self.window, "padding": True, "return_tensors": "pt"}
        if self._form == "pair":
            inputs = self._tokenizer([*sources], [*claims], truncation="longest_first", **fixed)
        else:
            texts = [self._text(source, claim) for source, claim in zip(sources, claims, strict=True)]
            inputs = self._tokenizer(texts, truncation=True, **fixed)
        try:
            with torch.inference_mode():
                if self._generates:
                    start = torch.full((len(claims), 1), self._network.config.decoder_start_token_id)
                    logits = self._network(**inputs, decoder_input_ids=start).logits[:, 0, _answers(self._tokenizer)]
                else:
                    logits = self._network(**inputs).logits
        except (RuntimeError, IndexError) as error:
            raise EngineError(f"the verifier {self.model} cannot score this text: {error}") from error
        found: list[float] = logits.float().softmax(-1)[:, self._label].tolist()
        return found


def load_judge(name: str, *, offline: bool = False, cache_dir: Path | None = None) -> Judge:
    """The judge that a short name, hub id ``organisation/name[@revision]`` or directory stands for, on the CPU.

    Raises HubError when it is not cached and cannot be had, CheckpointError when it is no sequence classification or
    T5 checkpoint, or one whose labels say nothing of entailment.
    """
    from svodka.checkpoints import resolve

    checkpoint = resolve(name, "verify", offline=offline, cache_dir=cache_dir)
    network, tokenizer = _loaded(checkpoint)
    form, label = _form(checkpoint, network.config)
    limits = [WINDOW]
    if getattr(network.config, "max_position_embeddings", None) and not getattr(
        network.config, "relative_attention", False
    ):
        limits.append(network.config.max_position_embeddings - (getattr(network.config, "pad_token_id", None) or 0) - 1)
    return Judge(network, tokenizer, form, label, min(limits), checkpoint.model, checkpoint.revision)


def _loaded(checkpoint: Checkpoint) -> tuple[Any, Any]:
    import transformers

    kind = "AutoModelForSeq2SeqLM" if checkpoint.architecture == "t5" else "AutoModelForSequenceClassification"
    given = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.path, **given)
        network = getattr(transformers, kind).from_pretrained(checkpoint.path, dtype="float32", **given)
    except Exception as error:
        first = first_line(error)
        raise CheckpointError(f"the verifier in {checkpoint.path} cannot be loaded ({first})") from error
    network.eval()
    return network, tokenizer


def _form(checkpoint: Checkpoint, config: Any) -> tuple[Form, int]:
    """How source and sentence are put to the checkpoint, and the index of "supported" among its answers."""
    if checkpoint.architecture == "t5":
        return "joined", 1
    labels = {int(index): str(name).lower() for index, name in config.id2label.items()}
    for index, name in labels.items():
        if name.startswith("entail"):
            return "pair", index
    named = f"{checkpoint.model} {getattr(config, '_name_or_path', '')}".lower()
    if len(labels) == 2 and "factcg" in named:
        return "instruction", 1
    if len(labels) == 2 and "minicheck" in named:
        return "joined", 1
    raise CheckpointError(
        f"{checkpoint.name} answers with {', '.join(labels.values())}; expected a label 'entailment' in config.json's "
        "id2label, or a MiniCheck or FactCG checkpoint (by its name)"
    )


def _answers(tokenizer: Any) -> list[int]:
    """The first pieces of "0" and "1", which MiniCheck's T5 answers with."""
    found = [tokenizer(answer, add_special_tokens=False)["input_ids"][0] for answer in ("0", "1")]
    if found[0] == found[1]:
        raise CheckpointError(
            "the verifier's tokenizer does not tell 0 from 1 by their first pieces, MiniCheck's answers"
        )
    return found
