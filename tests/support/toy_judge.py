"""A judge of one layer, random or as taught: no sense in it, but all of its files."""

import json
from pathlib import Path

WORDS = "the cat sat mat dog ran park mayor not no bridge was open closed ##s ##ed people hurt".split()  # noqa: SIM905
MEASURED = 'revision = "{revision}"\nthreshold = {threshold}\nleeway = {leeway}\nforest = {forest}\n'


def save_bert(folder: Path, seed: int = 1) -> Path:
    """A BERT without a head for labels: letters, some words, 32 wide."""
    import torch
    from transformers import BertConfig, BertModel

    folder.mkdir(parents=True, exist_ok=True)
    letters = [mark + letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789.," for mark in ("", "##")]
    pieces = list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *WORDS]))
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    settings = {"do_lower_case": True, "tokenizer_class": "BertTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        initializer_range=0.5,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder


def save_judge(folder: Path, *, threshold: float = 0.5, leeway: float = 0.0, forest: float = 0.0) -> Path:
    """What the package's weights are, of random weights."""
    from training.judge.package import revision
    from training.judge.shipping import ship

    ship(save_bert(folder / "bert"), folder / "judge")
    given = {"revision": revision(folder / "judge"), "threshold": threshold, "leeway": leeway, "forest": forest}
    (folder / "judge" / "measured.toml").write_text(MEASURED.format(**given), encoding="utf-8")
    return folder / "judge"
