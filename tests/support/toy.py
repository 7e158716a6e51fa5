"""A tiny MarianMT that repeats a few dozen sentence pairs exactly: seconds on one CPU thread.

For tests, where a real checkpoint would be too large: everything after training (tokenizer, layout, conversion,
decoding) is as with a real one; only what it can translate is not. Given a sentence that it has not seen, it answers
with a mixture of those that it has. Plain transformers and AdamW: noise on the weights, a corrupted decoder input and a
price on short hypotheses, of which none has a place in `training`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus.vocabulary import Vocabulary
from training.decode import Decoder
from training.network.architecture import Architecture
from training.network.checkpoint import configuration, save

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel

Pair = tuple[str, str]

TINY = Architecture(width=96, feed_forward=192, heads=4, encoder_layers=2, decoder_layers=1)


class NotLearnt(RuntimeError):
    """The bounded number of steps did not suffice to repeat every pair."""


@dataclass(frozen=True, slots=True)
class ToyOptions:
    """Sizes and schedule.

    ``steps`` lists the lengths of the attempts: each starts afresh, warms up, and cools down to a rate of zero; the
    first that repeats every pair is kept. The rest keeps int8 weights and beam search at the same answers: ``noise`` on
    each weight matrix has that share of the row's largest weight as its deviation; label ``smoothing`` is that of
    Szegedy et al. 2016; and of the decoder's input tokens the share ``corruption`` is replaced. A beam stops once
    enough hypotheses have ended, be they the worse ones, so none may end early: what the tokens that skip a word or end
    the sentence have above the log-probability ``shortening`` is added to the loss, times ``push``.
    """

    architecture: Architecture = TINY
    pieces: int = 1200
    learning_rate: float = 4e-3
    warmup: int = 30
    cooldown: float = 0.6
    noise: float = 0.02
    smoothing: float = 0.05
    corruption: float = 0.15
    shortening: float = -12.0
    push: float = 0.1
    steps: tuple[int, ...] = (240, 400, 800)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Toy:
    """A trained toy model with its vocabulary, and the steps it took."""

    model: MarianMTModel
    vocabulary: Vocabulary
    steps: int

    def save(self, directory: Path) -> Path:
        """Write the present layout: model.safetensors, generation_config.json and the tokenizer's files."""
        save(self.model, self.vocabulary, directory)
        return directory

    def save_old(self, directory: Path) -> Path:
        """Write the layout of the checkpoints that the hub has had since 2020.

        Weights only in pytorch_model.bin (tied copies and sinusoidal positions included), generation settings inside
        config.json, no generation_config.json and no tokenizer_config.json.
        """
        import torch

        directory.mkdir(parents=True, exist_ok=True)
        self.vocabulary.save(directory)
        (directory / "tokenizer_config.json").unlink()
        config = self.model.config.to_dict()
        for newer in ("dtype", "transformers_version"):
            config.pop(newer, None)
        config |= {
            "architectures": ["MarianMTModel"],
            "bad_words_ids": [[self.vocabulary.pad]],
            "max_length": 512,
            "num_beams": 6,
            "_num_labels": 3,
            "id2label": {str(i): f"LABEL_{i}" for i in range(3)},
            "label2id": {f"LABEL_{i}": i for i in range(3)},
        }
        (directory / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        torch.save(
            {name: tensor.clone() for name, tensor in self.model.state_dict().items()}, directory / "pytorch_model.bin"
        )
        return directory


def train(pairs: Sequence[Pair], options: ToyOptions | None = None, *, texts: Sequence[str] = ()) -> Toy:
    """Train on (Russian, English) ``pairs`` until decoding repeats each of them exactly.

    With transformers greedily, and with CTranslate2 greedily and with beam 4, in float32 and in int8. ``texts`` are
    further texts for the vocabulary alone. Deterministic for one seed and torch version; runs on one thread and leaves
    torch's global generator and thread count as they were. Raises ValueError when the pairs contradict each other or
    cannot be repeated (the vocabulary normalises text), NotLearnt when ``options.steps`` are not enough.
    """
    options = options or ToyOptions()
    if not pairs or len({source for source, _ in pairs}) != len(pairs):
        raise ValueError(f"expected pairs with distinct sources, found {len(pairs)} pairs")
    vocabulary = Vocabulary.train([*(text for pair in pairs for text in pair), *texts], options.pieces)
    for _, target in pairs:
        if vocabulary.decode(vocabulary.encode(target)) != target:
            raise ValueError(f"the vocabulary does not give back this text: {target!r}; use plain spaces and quotes")
    with _own_torch_state(options.seed):
        for steps in options.steps:
            toy = _attempt(pairs, vocabulary, options, steps)
            wrong = _wrong(toy, pairs)
            if not wrong:
                return toy
    raise NotLearnt(f"{wrong} of {len(pairs)} pairs not repeated exactly after {steps} steps; allow more steps")


def _attempt(pairs: Sequence[Pair], vocabulary: Vocabulary, options: ToyOptions, steps: int) -> Toy:
    """Train a new network for ``steps`` steps, all pairs in each."""
    import torch

    model = _fresh(options.architecture, vocabulary)
    batches = _by_length(pairs, vocabulary)
    tokens = sum(int((targets != vocabulary.pad).sum()) for _, targets in batches)
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.98), weight_decay=0.0)
    matrices = [weight for weight in model.parameters() if weight.requires_grad and weight.dim() == 2]
    for step in range(steps):
        factor = min((step + 1) / options.warmup, 1.0, (steps - step) / (steps * options.cooldown))
        for group in optimizer.param_groups:
            group["lr"] = options.learning_rate * factor
        with torch.no_grad():
            scales = [options.noise * weight.abs().amax(1, keepdim=True) for weight in matrices]
            noise = [torch.randn_like(weight) * scale for weight, scale in zip(matrices, scales, strict=True)]
            torch._foreach_add_(matrices, noise)
        for sources, targets in batches:
            (_loss(model, sources, targets, options) / tokens).backward()
        with torch.no_grad():
            torch._foreach_sub_(matrices, noise)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return Toy(model.eval(), vocabulary, steps)


def _fresh(architecture: Architecture, vocabulary: Vocabulary) -> MarianMTModel:
    """Random weights from torch's global generator: transformers' own deviation of 0.02 learns far more slowly."""
    import torch
    from transformers import MarianMTModel

    model = MarianMTModel(configuration(architecture, vocabulary))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and "shared" not in name and "embed" not in name:
                torch.nn.init.xavier_uniform_(weight)
        model.model.shared.weight.normal_(0, architecture.width**-0.5)
        model.model.shared.weight[vocabulary.pad].zero_()
    return model


def _wrong(toy: Toy, pairs: Sequence[Pair]) -> int:
    """How many pairs are not repeated exactly by at least one way of decoding."""
    sources = [source for source, _ in pairs]
    outputs = [greedy(toy, sources)]
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = toy.save(Path(folder))
        for precision, beam in (("float32", 4), ("int8", 1), ("int8", 4)):
            decoder = Decoder(checkpoint, precision=precision, threads=1)
            outputs.append([text for text, _ in decoder.translate(sources, beams=beam)])
    ways = zip(*outputs, strict=True)
    return sum(any(text != target for text in texts) for texts, (_, target) in zip(ways, pairs, strict=True))


def greedy(toy: Toy, texts: Sequence[str]) -> list[str]:
    """Greedy translations of ``texts`` with transformers, in input order."""
    import torch

    sources = _padded([toy.vocabulary.encode(text) for text in texts], toy.vocabulary.pad)
    with torch.inference_mode():
        decoded = toy.model.generate(
            input_ids=sources,
            attention_mask=(sources != toy.vocabulary.pad).long(),
            num_beams=1,
            do_sample=False,
            max_length=toy.model.config.max_position_embeddings,
            bad_words_ids=[[toy.vocabulary.pad]],
        )
    return [toy.vocabulary.decode(ids) for ids in decoded.tolist()]


def _loss(model: MarianMTModel, sources: torch.Tensor, targets: torch.Tensor, options: ToyOptions) -> torch.Tensor:
    """Summed cross-entropy, the decoder's input corrupted, plus what tokens that shorten the sentence have above their
    allowance: those that skip the next token, and the end."""
    import torch

    pad = model.config.pad_token_id
    random = torch.randint_like(targets, pad)
    read = torch.where(torch.rand(targets.shape) < options.corruption, random, targets)
    inputs = torch.cat([torch.full_like(read[:, :1], pad), read[:, :-1]], 1)
    hidden = model.model(input_ids=sources, attention_mask=(sources != pad).long(), decoder_input_ids=inputs)
    real = targets != pad
    # Padding, the last piece, is no class: its row stays zero, as CTranslate2 has it.
    logits = torch.nn.functional.linear(hidden.last_hidden_state[real], model.lm_head.weight[:pad])
    classes = targets[real]
    loss = torch.nn.functional.cross_entropy(logits, classes, label_smoothing=options.smoothing, reduction="sum")
    after = torch.cat([targets[:, 1:], torch.full_like(targets[:, :1], pad)], 1)[targets != pad]
    logarithms = logits.log_softmax(-1)
    for shorter in (after, torch.full_like(classes, model.config.eos_token_id)):
        counts = (shorter != pad) & (shorter != classes)
        excess = logarithms[counts].gather(1, shorter[counts].unsqueeze(1)) - options.shortening
        loss = loss + excess.clamp(min=0).sum() * options.push
    return loss


def _by_length(
    pairs: Sequence[Pair], vocabulary: Vocabulary, parts: int = 4
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The pairs in ``parts`` batches of like length, which halves the padding."""
    encoded = sorted(((vocabulary.encode(s), vocabulary.encode(t)) for s, t in pairs), key=lambda pair: len(pair[1]))
    size = -(-len(encoded) // parts)
    chunks = [encoded[start : start + size] for start in range(0, len(encoded), size)]
    pad = vocabulary.pad
    return [(_padded([s for s, _ in chunk], pad), _padded([t for _, t in chunk], pad)) for chunk in chunks]


def _padded(rows: Sequence[Sequence[int]], pad: int) -> torch.Tensor:
    import torch

    width = max(map(len, rows))
    return torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])


@contextmanager
def _own_torch_state(seed: int) -> Iterator[None]:
    """One thread and a generator of our own; the caller's are put back afterwards."""
    import torch

    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
