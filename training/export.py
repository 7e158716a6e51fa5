"""The checkpoint to ship: half precision, checked in both engines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.conversion import translate_with_ctranslate2
from training.decode import Decoder
from training.model import save
from training.vocabulary import Vocabulary

LARGEST = 50_000_000
"""Bytes that the shipped folder may have in all."""


def export(checkpoint: Path, out: Path) -> int:
    """Write ``checkpoint`` to ``out`` in float16; returns the folder's bytes.

    Raises ValueError when the padding row is not zero (CTranslate2 would compute something else), or when the folder
    is larger than 50 MB. ``out`` appears whole or not at all.
    """
    import torch
    from transformers import MarianMTModel

    vocabulary = Vocabulary.load(checkpoint / "source.spm")
    model = MarianMTModel.from_pretrained(checkpoint, dtype=torch.float32).eval()
    if model.model.shared.weight[vocabulary.pad].abs().max().item() != 0.0:
        raise ValueError(f"{checkpoint}: expected a zero embedding for padding, found another: see training/loss.py")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        whole = Path(folder) / out.name
        save(model.to(torch.float16), vocabulary, whole)
        size = sum(path.stat().st_size for path in whole.iterdir())
        if size > LARGEST:
            raise ValueError(f"{checkpoint}: expected at most {LARGEST} bytes, found {size}")
        shutil.rmtree(out, ignore_errors=True)
        whole.rename(out)
    return size


def disagreements(checkpoint: Path, texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """(text, transformers, CTranslate2) where the two differ in greedy decoding in float32."""
    ours = [text for text, _ in Decoder(checkpoint).translate(texts)]
    theirs = translate_with_ctranslate2(checkpoint, texts)
    return [found for found in zip(texts, ours, theirs, strict=True) if found[1] != found[2]]
