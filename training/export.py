"""The checkpoint of a run: its averaged weights in half precision, and whether both engines read it alike."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.corpus.numbering import Direction, Numbering
from training.corpus.vocabulary import Vocabulary
from training.decode import LONGEST, LONGEST_SOURCE, Decoder
from training.network import checkpoint
from training.network.architecture import Architecture
from training.run import load


def export(state: Path, vocabulary: Vocabulary, out: Path, *, direction: Direction = "ru-en") -> int:
    """Write the averages of ``state`` (state.pt or cooled.pt) to ``out``, a MarianMT directory that appears whole or
    not at all; returns its bytes. Raises ValueError when ``vocabulary`` is not the one of the run."""
    found = load(state, direction)
    if len(found["order"]) != len(vocabulary):
        raise ValueError(f"{state}: expected a vocabulary of {len(found['order'])} pieces, found {len(vocabulary)}")
    numbering = Numbering(found["order"].numpy(), found["classes"])
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        whole = Path(folder) / out.name
        architecture = Architecture(**found["architecture"])
        checkpoint.write(whole, architecture, numbering, found["average"], vocabulary, direction)
        size = sum(path.stat().st_size for path in whole.iterdir())
        shutil.rmtree(out, ignore_errors=True)
        whole.rename(out)
    return size


def disagreements(directory: Path, texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """(text, transformers, CTranslate2) where the two differ in greedy decoding in float32."""
    ours = _greedy(directory, texts)
    theirs = [text for text, _ in Decoder(directory, precision="float32").translate(texts)]
    return [found for found in zip(texts, ours, theirs, strict=True) if found[1] != found[2]]


def _greedy(directory: Path, texts: Sequence[str]) -> list[str]:
    import torch
    from transformers import MarianMTModel

    vocabulary = Vocabulary.load(directory / "source.spm")
    model = MarianMTModel.from_pretrained(directory, dtype=torch.float32).eval()
    found = []
    for text in texts:
        ids = torch.tensor([[*vocabulary.encode(text)[:-1][:LONGEST_SOURCE], vocabulary.eos]])
        with torch.inference_mode():
            decoded = model.generate(
                input_ids=ids, attention_mask=torch.ones_like(ids), num_beams=1, do_sample=False, max_length=None,
                max_new_tokens=LONGEST, bad_words_ids=[[vocabulary.pad]], renormalize_logits=True,
            )  # fmt: skip
        found.append(vocabulary.decode(decoded[0].tolist()))
    return found
