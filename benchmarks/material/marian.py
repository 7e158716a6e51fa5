"""What the benchmarks of translation run on: a MarianMT of random weights, and sentences of the news."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any


def news(data: Path) -> Any:
    """The articles of news_ru, in order."""
    for name in ("rt_russian.jsonl.xz", "ng_ru.jsonl.xz"):
        with lzma.open(data / "news_ru" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def make_checkpoint(work: Path, data: Path, *, tiny: bool) -> Path:
    """A MarianMT of random weights with its tokenizer, made once per work folder."""
    directory = work / ("tiny" if tiny else "opus-size")
    if (directory / "vocab.json").exists():
        return directory
    import sentencepiece
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    directory.mkdir(parents=True, exist_ok=True)
    russian = [a["text"][:3000] for a, _ in zip(news(data), range(1500), strict=False)]
    english: list[str] = []
    for file in sorted((data / "news_en").glob("*.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            english += list(lines)[:20_000]
    pieces: list[str] = []
    for name, texts in (("source", russian), ("target", english)):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([part for text in texts for part in text.split("\n") if part.strip()]),
            model_prefix=str(directory / name),
            vocab_size=4000 if tiny else 32_000,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (directory / f"{name}.model").rename(directory / f"{name}.spm")
        (directory / f"{name}.vocab").unlink()
        model = sentencepiece.SentencePieceProcessor(model_file=str(directory / f"{name}.spm"))
        pieces += [model.id_to_piece(i) for i in range(model.get_piece_size())]
    special = {"</s>", "<unk>", "<s>", "<pad>"}
    vocabulary = ["</s>", "<unk>", *(p for p in dict.fromkeys(pieces) if p not in special), "<pad>"]
    size = len(vocabulary)
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=size,
        decoder_vocab_size=size,
        d_model=64 if tiny else 512,
        encoder_layers=1 if tiny else 6,
        decoder_layers=1 if tiny else 6,
        encoder_ffn_dim=128 if tiny else 2048,
        decoder_ffn_dim=128 if tiny else 2048,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        max_position_embeddings=512,
        activation_function="swish",
        scale_embedding=True,
        static_position_embeddings=True,
        eos_token_id=0,
        forced_eos_token_id=None,
        pad_token_id=size - 1,
        decoder_start_token_id=size - 1,
    )
    model = MarianMTModel(config)
    model.generation_config = GenerationConfig(
        eos_token_id=0, pad_token_id=size - 1, decoder_start_token_id=size - 1, bad_words_ids=[[size - 1]]
    )
    model.save_pretrained(directory)
    settings = {"tokenizer_class": "MarianTokenizer", "source_lang": "ru", "target_lang": "en", "model_max_length": 512}
    (directory / "tokenizer_config.json").write_text(json.dumps(settings))
    (directory / "vocab.json").write_text(json.dumps({piece: i for i, piece in enumerate(vocabulary)}))
    return directory


def sentences(data: Path, count: int) -> list[str]:
    """The first sentences of the news of 40 to 300 characters, none twice."""
    from translate.source.segment import segment

    found: dict[str, None] = {}
    for article in news(data):
        text = article["text"]
        for piece in segment(text):
            if piece.translate and 40 <= piece.end - piece.start <= 300:
                found.setdefault(text[piece.start : piece.end])
        if len(found) >= count:
            return list(found)[:count]
    raise SystemExit(f"only {len(found)} sentences in {data}; asked for {count}")
