"""The judge for CTranslate2: encoder in int8, the layer on top as an array; and how well it tells claims apart."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from svodka.verify.entailment import CrossEncoder
from training.judge.examples import ENTAILED, Example
from training.judge.network import load

HEAD = "head.npz"


def ship(directory: Path, out: Path, *, quantization: str = "int8") -> int:
    """Write the judge of ``directory`` to ``out``, which appears whole or not at all: CTranslate2's model.bin, the
    layer on top (head.npz) and vocab.txt; returns its bytes."""
    import ctranslate2

    network, tokenizer = load(directory)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        encoder, whole = Path(folder) / "encoder", Path(folder) / "whole"
        # transformers 5 has only absolute positions and no longer says so; CTranslate2's converter asks.
        network.bert.config.position_embedding_type = "absolute"
        network.bert.save_pretrained(encoder)
        tokenizer.save_pretrained(encoder)
        ctranslate2.converters.TransformersConverter(str(encoder)).convert(str(whole), quantization=quantization)
        layer = network.classifier
        np.savez(whole / HEAD, weight=layer.weight.detach().numpy(), bias=layer.bias.detach().numpy())
        pieces = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        (whole / "vocab.txt").write_text("".join(f"{piece}\n" for piece, _ in pieces), encoding="utf-8")
        settings = {"do_lower_case": bool(tokenizer.do_lower_case)}
        (whole / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
        size = sum(path.stat().st_size for path in whole.iterdir())
        shutil.rmtree(out, ignore_errors=True)
        whole.rename(out)
    return size


class Accuracy(NamedTuple):
    """Of one set: claims, balanced accuracy at ``limit``, area under the curve (nan where all have one label)."""

    source: str
    claims: int
    balanced: float
    area: float


def measured(judge: CrossEncoder, examples: Sequence[Example], *, limit: float) -> list[Accuracy]:
    """How well the probability of entailment tells the entailed from the others, set by set."""
    chances = judge.probabilities([(example.evidence, example.claim) for example in examples])[:, ENTAILED]
    by_set: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for example, chance in zip(examples, chances, strict=True):
        by_set[example.source].append((float(chance), example.label == ENTAILED))
    return [Accuracy(source, len(rows), *_told(rows, limit)) for source, rows in sorted(by_set.items())]


def best_limit(judge: CrossEncoder, examples: Sequence[Example]) -> float:
    """The probability at which the entailed and the others are told apart best over all examples."""
    chances = judge.probabilities([(example.evidence, example.claim) for example in examples])[:, ENTAILED]
    rows = [(float(c), e.label == ENTAILED) for c, e in zip(chances, examples, strict=True)]
    return max((round(n / 100, 2) for n in range(1, 100)), key=lambda limit: (_told(rows, limit)[0], -abs(limit - 0.5)))


def _told(rows: Sequence[tuple[float, bool]], limit: float) -> tuple[float, float]:
    true, false = [c for c, label in rows if label], [c for c, label in rows if not label]
    if not true or not false:
        return float("nan"), float("nan")
    right = sum(c >= limit for c in true) / len(true), sum(c < limit for c in false) / len(false)
    ranks = np.argsort(np.argsort([*true, *false], kind="stable"), kind="stable")[: len(true)]
    area = (ranks.sum() - len(true) * (len(true) - 1) / 2) / (len(true) * len(false))
    return sum(right) / 2, float(area)
