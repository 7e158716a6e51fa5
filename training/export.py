"""The checkpoint to ship: half precision, checked in both engines, with its model card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from training.conversion import translate_with_ctranslate2
from training.decode import Decoder
from training.model import save
from training.vocabulary import Vocabulary

CARD = Path(__file__).with_name("compact_card.md")
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


def write_card(out: Path, scores: Sequence[Mapping[str, object]], facts: Mapping[str, str]) -> Path:
    """Fill compact_card.md into ``out``/MODEL.md.

    ``scores`` are `Score.to_dict` records. ``facts`` has the template's other fields; one that is missing raises
    KeyError, so that no card ships with a gap.
    """
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    rows = "\n".join(
        f"| {s['set']} | {s['segments']} | {s['beams']} | {s['bleu']:.1f} | {s['chrf']:.1f} |" for s in scores
    )
    signatures = "\n".join(
        dict.fromkeys(f"- `{s[key]}`" for key in ("bleu_signature", "chrf_signature") for s in scores)
    )
    fields = {
        **facts,
        "scores": rows,
        "signatures": signatures,
        "width": str(config["d_model"]),
        "feed_forward": str(config["encoder_ffn_dim"]),
        "encoder_layers": str(config["encoder_layers"]),
        "decoder_layers": str(config["decoder_layers"]),
        "pieces": str(config["vocab_size"]),
        "parameters": f"{_parameters(out) / 1e6:.1f}",
    }
    card = out / "MODEL.md"
    card.write_text(Template(CARD.read_text(encoding="utf-8")).substitute(fields), encoding="utf-8")
    return card


def _parameters(checkpoint: Path) -> int:
    from math import prod

    from safetensors import safe_open

    with safe_open(checkpoint / "model.safetensors", framework="numpy") as file:
        return sum(prod(file.get_slice(name).get_shape()) for name in file.keys())  # noqa: SIM118
