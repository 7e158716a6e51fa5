"""The network: a plain MarianMT of transformers, freshly initialised, and its checkpoint directory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.vocabulary import Vocabulary

if TYPE_CHECKING:
    from transformers import MarianMTModel


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network. A deep encoder and a shallow decoder decode fastest (Kasai et al. 2021, arXiv 2006.10369).

    The defaults give 23.1M trained parameters with 20,000 pieces. ``window`` is the longest sequence in tokens.
    """

    width: int = 384
    feed_forward: int = 1536
    heads: int = 6
    encoder_layers: int = 6
    decoder_layers: int = 2
    dropout: float = 0.2
    activation_dropout: float = 0.1
    window: int = 512


def build(architecture: Architecture, vocabulary: Vocabulary) -> MarianMTModel:
    """A MarianMT with random weights, drawn from torch's global generator.

    Post-norm, ReLU, sinusoidal positions, one embedding shared by encoder, decoder and output: the configuration of
    the OPUS-MT checkpoints (Tiedemann and Thottingal 2020), so that every Marian loader takes it. Matrices are
    Xavier-uniform and the embedding has deviation width ** -0.5 (Vaswani et al. 2017); transformers' own default of
    0.02 everywhere learns far more slowly.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig(
        vocab_size=len(vocabulary),
        decoder_vocab_size=len(vocabulary),
        d_model=architecture.width,
        encoder_layers=architecture.encoder_layers,
        decoder_layers=architecture.decoder_layers,
        encoder_ffn_dim=architecture.feed_forward,
        decoder_ffn_dim=architecture.feed_forward,
        encoder_attention_heads=architecture.heads,
        decoder_attention_heads=architecture.heads,
        dropout=architecture.dropout,
        activation_dropout=architecture.activation_dropout,
        attention_dropout=0.0,
        max_position_embeddings=architecture.window,
        pad_token_id=vocabulary.pad,
        eos_token_id=vocabulary.eos,
        decoder_start_token_id=vocabulary.pad,
        forced_eos_token_id=vocabulary.eos,
        activation_function="relu",
        scale_embedding=True,
        static_position_embeddings=True,
        normalize_before=False,
        normalize_embedding=False,
        add_final_layer_norm=False,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and "shared" not in name and "embed" not in name:
                torch.nn.init.xavier_uniform_(weight)
        model.model.shared.weight.normal_(0, architecture.width**-0.5)
        model.model.shared.weight[vocabulary.pad].zero_()
    return model


def save(model: MarianMTModel, vocabulary: Vocabulary, directory: Path) -> None:
    """Write a complete MarianMT checkpoint directory, in the layout and precision that ``model`` has."""
    directory.mkdir(parents=True, exist_ok=True)
    model.generation_config.update(
        num_beams=4, max_length=256, bad_words_ids=[[vocabulary.pad]], renormalize_logits=True
    )
    model.save_pretrained(directory)
    (directory / "model.safetensors").chmod(0o644)  # written readable by its owner alone, which no package may ship
    vocabulary.save(directory)
