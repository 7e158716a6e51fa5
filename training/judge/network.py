"""Teaching the judge: batches by length, one loss for sets with three labels and for those with two."""

from __future__ import annotations

import math
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from svodka.verify.entailment import WINDOW
from training.judge.examples import ENTAILED, NOT_ENTAILED, Example
from training.options import check_end

_PART = 20_000
"""Examples that are sorted by length at a time."""


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """Exactly one of ``minutes`` and ``steps`` is above 0. ``tokens`` is the size of a batch, padding included;
    ``head_rate`` how many times the learning rate the new layer has; ``warmup`` is in examples."""

    minutes: float = 0.0
    steps: int = 0
    tokens: int = 8192
    learning_rate: float = 1e-4
    head_rate: float = 10.0
    warmup: int = 3000
    weight_decay: float = 0.01
    seed: int = 1
    log_every: int = 50
    save_minutes: float = 10.0

    def __post_init__(self) -> None:
        check_end(self.minutes, self.steps)


def loss_of(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean over the examples, (examples, 3) and (examples): cross-entropy, and for `NOT_ENTAILED`, which may be either
    of the other two, that of both together."""
    logs = functional.log_softmax(logits.float(), -1)
    either = torch.logsumexp(logs[:, ENTAILED + 1 :], -1)
    named = logs.gather(1, labels.clamp_max(NOT_ENTAILED - 1)[:, None])[:, 0]
    return -torch.where(labels == NOT_ENTAILED, either, named).mean()


def load(directory: Path) -> tuple[Any, Any]:
    """Network and tokenizer of a BERT checkpoint, with a new layer for three labels where it has none."""
    from transformers import AutoTokenizer, BertForSequenceClassification

    names = {0: "entailment", 1: "neutral", 2: "contradiction"}
    network = BertForSequenceClassification.from_pretrained(
        directory, local_files_only=True, dtype=torch.float32, id2label=names,
        label2id={name: n for n, name in names.items()}, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return network, AutoTokenizer.from_pretrained(directory, local_files_only=True)


def encoded(tokenizer: Any, examples: Sequence[Example], device: str = "cpu") -> dict[str, torch.Tensor]:
    """Evidence and claim as the network reads them; of what is too long the longer of the two is cut."""
    found = tokenizer(
        [example.evidence for example in examples], [example.claim for example in examples],
        truncation="longest_first", max_length=WINDOW, padding=True, return_tensors="pt",
    )  # fmt: skip
    return {name: value.to(device) for name, value in found.items()}


def bfloat16_pays(device: str) -> bool:
    """Whether products of matrices are faster in bfloat16 than in float32 here: on a GPU always, on a processor it is
    timed, since of those with avx512_bf16 some take half and some twice the time."""
    if device != "cpu":
        return True
    taken = []
    for kind in (torch.float32, torch.bfloat16):
        left, right = torch.ones(1024, 384, dtype=kind), torch.ones(384, 1536, dtype=kind)
        left @ right
        began = time.perf_counter()
        for _ in range(5):
            left @ right
        taken.append(time.perf_counter() - began)
    return taken[1] < taken[0]


class Teacher:
    """The network in training, and its file."""

    def __init__(self, directory: Path, options: JudgeOptions) -> None:
        self.options = options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(options.seed)
        network, self.tokenizer = load(directory)
        self.network = network.to(self.device).train()
        head = [p for name, p in network.named_parameters() if name.startswith("classifier")]
        body = [p for name, p in network.named_parameters() if not name.startswith("classifier")]
        self.optimizer = torch.optim.AdamW(
            [{"params": body, "share": 1.0}, {"params": head, "share": options.head_rate}],
            lr=options.learning_rate, weight_decay=options.weight_decay,
        )  # fmt: skip
        self.step = self.seen = 0
        self.spent = 0.0

    def teach(self, examples: Sequence[Example], out: Path) -> None:
        """Train until the time or the steps of the options are over, going on from ``out``/state.pt where there is one;
        writes that file and, at the end, ``out``/network, a checkpoint."""
        out.mkdir(parents=True, exist_ok=True)
        if (out / "state.pt").is_file():
            self._read(out / "state.pt")
        began, saved, before = time.monotonic(), time.monotonic(), self.spent
        bfloat16 = bfloat16_pays(self.device)
        figures: list[float] = []
        done = 0
        for batch in self._batches(examples):
            over = (time.monotonic() - began) / 60 / self.options.minutes if self.options.minutes else (
                done / self.options.steps
            )  # fmt: skip
            if over >= 1:
                break
            rate = self.options.learning_rate * min(1.0, (self.seen + 1) / self.options.warmup) * (1 - over)
            for group in self.optimizer.param_groups:
                group["lr"] = rate * group["share"]
            inputs = encoded(self.tokenizer, batch, self.device)
            labels = torch.tensor([example.label for example in batch], device=self.device)
            with torch.autocast(self.device, torch.bfloat16, enabled=bfloat16):
                logits = self.network(**inputs).logits
            loss = loss_of(logits, labels)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.step, self.seen, done = self.step + 1, self.seen + len(batch), done + 1
            figures.append(loss.item())
            if len(figures) == self.options.log_every:
                print(
                    f"step {self.step} examples {self.seen} loss {math.fsum(figures) / len(figures):.3f}",
                    file=sys.stderr,
                )
                figures.clear()
            self.spent = before + time.monotonic() - began
            if time.monotonic() - saved > 60 * self.options.save_minutes:
                self._write(out / "state.pt")
                saved = time.monotonic()
        self._write(out / "state.pt")
        self.network.save_pretrained(out / "network")
        self.tokenizer.save_pretrained(out / "network")

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        """Epoch after epoch, examples of like length together, in random order, by seed and examples seen."""
        if not examples:
            raise ValueError("expected examples to teach on, found none")
        skipped, epoch = self.seen % len(examples), self.seen // len(examples)
        while True:
            draw = random.Random(f"{self.options.seed} {epoch}")
            order = draw.sample(range(len(examples)), len(examples))
            for start in range(0, len(order), _PART):
                part = sorted(order[start : start + _PART], key=lambda n: _length(examples[n]))
                batches, held = [], []
                for number in part:
                    if held and (len(held) + 1) * min(WINDOW, _length(examples[number])) > self.options.tokens:
                        batches.append(held)
                        held = []
                    held.append(number)
                batches.append(held)
                draw.shuffle(batches)
                for batch in batches:
                    if skipped >= len(batch):
                        skipped -= len(batch)
                        continue
                    skipped = 0
                    yield [examples[number] for number in batch]
            epoch += 1

    def _write(self, path: Path) -> None:
        state = {
            "network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
            "seen": self.seen, "spent": self.spent,
        }  # fmt: skip
        half = path.with_name(f"{path.name}.part")
        torch.save(state, half)
        os.replace(half, path)

    def _read(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seen, self.spent = state["step"], state["seen"], state["spent"]


def _length(example: Example) -> int:
    """Pieces, about: a word and a third of a piece, and marks."""
    return (len(example.evidence) + len(example.claim)) // 4 + 3
