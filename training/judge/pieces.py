"""A WordPiece vocabulary cut to what texts have: fewer rows of embeddings, the same rows."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch
from transformers import AutoTokenizer, BertModel

_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def cut(directory: Path, texts: Iterable[str], out: Path, *, most: int) -> int:
    """Write the BERT checkpoint of ``directory`` with the ``most`` pieces that the texts have most often to ``out``;
    returns how many it keeps. Special pieces and single letters stay, so that every word can still be written. Raises
    ValueError when those alone are more."""
    tokenizer = AutoTokenizer.from_pretrained(directory, local_files_only=True)
    pieces: dict[str, int] = tokenizer.get_vocab()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(tokenizer.tokenize(text))
    needed = [piece for piece in pieces if piece in _MARKS or len(piece.removeprefix("##")) == 1]
    if len(needed) > most:
        raise ValueError(f"expected room for {len(needed)} marks and letters, found {most} pieces")
    often = sorted((p for p in counts if p in pieces), key=lambda p: (-counts[p], pieces[p]))
    kept = sorted(list(dict.fromkeys([*needed, *often]))[:most], key=pieces.__getitem__)
    model = BertModel.from_pretrained(directory, local_files_only=True, dtype=torch.float32)
    rows = model.embeddings.word_embeddings.weight[torch.tensor([pieces[piece] for piece in kept])].detach().clone()
    model.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
    model.config.vocab_size = len(kept)
    model.save_pretrained(out)
    (out / "vocab.txt").write_text("".join(f"{piece}\n" for piece in kept), encoding="utf-8")
    settings = {"do_lower_case": tokenizer.do_lower_case, "tokenizer_class": "BertTokenizer", "model_max_length": 512}
    (out / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    for name in ("LICENSE", "README.md"):
        if (directory / name).is_file():
            shutil.copyfile(directory / name, out / name)
    return len(kept)
