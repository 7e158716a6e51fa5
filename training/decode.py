"""Batched decoding with transformers on whatever device there is: for evaluation and for synthetic pairs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from svodka.engines.batches import batches
from training.loss import cross_entropy
from training.vocabulary import Vocabulary

if TYPE_CHECKING:
    import torch

LONGEST_SOURCE = 160


class Decoder:
    """A checkpoint directory, ready to translate. ``tokens`` bounds a batch: source tokens times beams."""

    def __init__(self, checkpoint: Path, *, tokens: int = 100_000) -> None:
        import torch
        from transformers import MarianMTModel

        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = MarianMTModel.from_pretrained(checkpoint, dtype=torch.float32).to(self.device).eval()
        self.vocabulary = Vocabulary.load(checkpoint / "source.spm")
        self.tokens = tokens

    def translate(self, texts: Sequence[str], *, beams: int = 1) -> list[tuple[str, float]]:
        """(translation, mean log-probability of its tokens) of each text, in input order.

        Sources are cut to 160 tokens; a translation is at most 1.6 times as long as its source, plus 10 tokens.
        """
        import torch

        pad = self.vocabulary.pad
        ids = [[*self.vocabulary.encode(text)[:-1][:LONGEST_SOURCE], self.vocabulary.eos] for text in texts]
        found: list[tuple[str, float]] = [("", 0.0)] * len(texts)
        for batch in batches([len(row) for row in ids], tokens=self.tokens // beams):
            longest = len(ids[batch[0]])
            sources = self._padded([ids[index] for index in batch])
            with torch.inference_mode(), torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
                decoded = self.model.generate(
                    input_ids=sources,
                    attention_mask=(sources != pad).long(),
                    num_beams=beams,
                    do_sample=False,
                    max_length=None,
                    max_new_tokens=int(1.6 * longest) + 10,
                    bad_words_ids=[[pad]],
                    renormalize_logits=True,
                )
                targets = decoded[:, 1:]
                losses = cross_entropy(self.model, sources, targets, reduction="none")
                real = targets != pad
                scores = torch.zeros(real.shape, device=self.device).masked_scatter(real, -losses.float())
                means = scores.sum(1) / real.sum(1)
            for index, row, mean in zip(batch, targets.tolist(), means.tolist(), strict=True):
                found[index] = (self.vocabulary.decode(row), mean)
        return found

    def _padded(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        import torch

        width = max(map(len, rows))
        return torch.tensor([[*row, *[self.vocabulary.pad] * (width - len(row))] for row in rows], device=self.device)
