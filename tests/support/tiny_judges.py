"""Tiny entailment and consistency checkpoints in the layouts of the real ones, trained until they know their pairs.

DeBERTa-v2 with a SentencePiece ``spm.model``, RoBERTa with ``vocab.json`` and ``merges.txt``, T5 with ``spiece.model``.
Texts are invented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.tiny_summarizers import train

SOURCE = "The bridge over the Kama was closed on Monday. Engineers found cracks in two piers."
TRUE = ["The bridge was closed on Monday.", "Engineers found cracks.", "Two piers have cracks."]
FALSE = ["The bridge was opened on Friday.", "Drivers found gold.", "Nine towers have lamps."]
PAIRS = [(claim, 1) for claim in TRUE] + [(claim, 0) for claim in FALSE]
INSTRUCTION = (
    '{source}\n\nChoose your answer: based on the paragraph above can we conclude that "{claim}"?\n\nOPTIONS:\n- Yes\n'
    "- No\nI think the answer is "
)
_TEXTS = [SOURCE, *TRUE, *FALSE, INSTRUCTION, "predict: 0 1 yes no"]
_SMALL = {
    "hidden_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 96,
    "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
}  # fmt: skip


def _pieces(path: Path, **ids: Any) -> None:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_TEXTS * 3), model_prefix=str(path.with_suffix("")), vocab_size=120,
        hard_vocab_limit=False, minloglevel=2, **ids,
    )  # fmt: skip
    path.with_suffix(".vocab").unlink()


def make_deberta(folder: Path, *, labels: dict[int, str], form: str = "pair") -> Path:
    """A DeBERTa-v2 classifier; of form ``pair`` (NLI) or ``instruction`` (FactCG)."""
    import transformers as t

    folder.mkdir(parents=True)
    _pieces(
        folder / "spm.model", pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]",
        eos_piece="[SEP]", unk_piece="[UNK]", user_defined_symbols=["[MASK]"],
    )  # fmt: skip
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": false}')
    config = t.DebertaV2Config(
        **_SMALL, vocab_size=256, type_vocab_size=0, relative_attention=True, pos_att_type=["c2p", "p2c"],
        position_buckets=32, max_position_embeddings=64, position_biased_input=False, pooler_dropout=0.0,
        pooler_hidden_size=48, pad_token_id=0, id2label=labels, label2id={v: k for k, v in labels.items()},
    )  # fmt: skip
    model = t.DebertaV2ForSequenceClassification(config)
    config.architectures = ["DebertaV2ForSequenceClassification"]
    config.save_pretrained(folder)
    tokenizer = t.AutoTokenizer.from_pretrained(folder)
    if form == "pair":
        batch = tokenizer([SOURCE] * len(PAIRS), [claim for claim, _ in PAIRS], padding=True, return_tensors="pt")
    else:
        texts = [INSTRUCTION.format(source=SOURCE, claim=claim) for claim, _ in PAIRS]
        batch = tokenizer(texts, padding=True, return_tensors="pt")
    yes = next((k for k, name in labels.items() if name.lower().startswith("entail")), 1)
    return _fit(model, dict(batch), [yes if label else (yes + 1) % len(labels) for _, label in PAIRS], folder)


def make_roberta(folder: Path) -> Path:
    """A RoBERTa classifier of two unnamed labels that reads source, ``</s>``, claim: MiniCheck's."""
    import transformers as t
    from tokenizers import ByteLevelBPETokenizer

    folder.mkdir(parents=True)
    pieces = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces.train_from_iterator(_TEXTS, vocab_size=400, special_tokens=special, show_progress=False)
    pieces.save_model(str(folder))
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "RobertaTokenizer"}')
    config = t.RobertaConfig(
        **_SMALL, vocab_size=512, max_position_embeddings=66, type_vocab_size=1, pad_token_id=1, bos_token_id=0,
        eos_token_id=2, num_labels=2,
    )  # fmt: skip
    model = t.RobertaForSequenceClassification(config)
    config.architectures = ["RobertaForSequenceClassification"]
    config.save_pretrained(folder)
    tokenizer = t.AutoTokenizer.from_pretrained(folder)
    texts = [f"{SOURCE}</s>{claim}" for claim, _ in PAIRS]
    batch = tokenizer(texts, padding=True, truncation=True, max_length=64, return_tensors="pt")
    return _fit(model, dict(batch), [label for _, label in PAIRS], folder)


def make_t5(folder: Path) -> Path:
    """A T5 that answers "predict: source</s>claim" with 0 or 1: MiniCheck's."""
    import torch
    import transformers as t

    folder.mkdir(parents=True)
    # As in the real one, "0" is a word border and a digit, "1" one piece with its border.
    _pieces(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["\u25811"])
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "T5Tokenizer", "extra_ids": 0}')
    config = t.T5Config(
        vocab_size=256, d_model=48, d_kv=12, d_ff=96, num_layers=1, num_decoder_layers=1, num_heads=4,
        dropout_rate=0.0, decoder_start_token_id=0, pad_token_id=0, eos_token_id=1,
    )  # fmt: skip
    torch.manual_seed(0)
    model = t.T5ForConditionalGeneration(config)
    config.architectures = ["T5ForConditionalGeneration"]
    config.save_pretrained(folder)
    tokenizer = t.AutoTokenizer.from_pretrained(folder)
    texts = [f"predict: {SOURCE}</s>{claim}" for claim, _ in PAIRS]
    batch = dict(tokenizer(texts, padding=True, return_tensors="pt"))
    answers = [tokenizer(str(label), add_special_tokens=False)["input_ids"][:1] for _, label in PAIRS]
    loss = train(model, batch | {"labels": torch.tensor(answers)}, rate=1e-2, enough=0.01)
    assert loss < 0.1, f"the tiny T5 did not learn its pairs (loss {loss})"
    model.save_pretrained(folder)
    return folder


def _fit(model: Any, batch: dict[str, Any], labels: list[int], folder: Path) -> Path:
    import torch

    loss = train(model, batch | {"labels": torch.tensor(labels)}, rate=5e-3, enough=0.01)
    assert loss < 0.1, f"the tiny {type(model).__name__} did not learn its pairs (loss {loss})"
    model.save_pretrained(folder)
    return folder
