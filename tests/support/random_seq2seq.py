"""Tiny BART and T5 checkpoints with random weights and real tokenizer files: for tests of loading and decoding.

Nothing is trained but the tokenizers: what these models write is arbitrary, but always the same for one seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


def save_bart(directory: Path, texts: Sequence[str], *, seed: int = 1) -> Path:
    """Write a random BART with a byte-level BPE tokenizer of up to 600 tokens learnt from ``texts``.

    The config carries ``normalize_before: false``, as the checkpoints saved before transformers 5 do.
    """
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    learnt = ByteLevelBPETokenizer(add_prefix_space=False)
    learnt.train_from_iterator(texts, vocab_size=600, min_frequency=1, special_tokens=special, show_progress=False)
    directory.mkdir(parents=True, exist_ok=True)
    learnt.save_model(str(directory))
    tokenizer = BartTokenizer.from_pretrained(directory)
    config = BartConfig(
        vocab_size=len(tokenizer),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        max_position_embeddings=128,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=2,
        forced_eos_token_id=2,
        init_std=0.3,
    )
    config.normalize_before = False
    config.add_final_layer_norm = False
    return _save(lambda: BartForConditionalGeneration(config), tokenizer, directory, seed, window=128)


def save_t5(directory: Path, texts: Sequence[str], *, seed: int = 1) -> Path:
    """Write a random T5 with a unigram tokenizer of up to 600 tokens learnt from ``texts``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    learnt = Tokenizer(models.Unigram())
    learnt.pre_tokenizer = pre_tokenizers.Metaspace()
    learnt.decoder = decoders.Metaspace()
    special = ["<pad>", "</s>", "<unk>"]
    learnt.train_from_iterator(
        texts,
        trainers.UnigramTrainer(vocab_size=600, special_tokens=special, unk_token="<unk>", show_progress=False),
    )
    learnt.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=learnt, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=128
    )
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=1,
        num_decoder_layers=1,
        num_heads=2,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return _save(lambda: T5ForConditionalGeneration(config), tokenizer, directory, seed, window=128)


def _save(make, tokenizer: PreTrainedTokenizerBase, directory: Path, seed: int, *, window: int) -> Path:  # type: ignore[no-untyped-def]
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model: PreTrainedModel = make().eval()
    tokenizer.model_max_length = window
    tokenizer.save_pretrained(directory)
    model.save_pretrained(directory)
    return directory
