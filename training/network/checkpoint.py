"""Checkpoint directories of transformers' MarianMT: reading weights from one, and writing one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.corpus.numbering import Direction, Numbering
from training.corpus.vocabulary import Vocabulary
from training.network.architecture import Architecture
from training.network.initial import EMBEDDING

if TYPE_CHECKING:
    from transformers import MarianConfig, MarianMTModel


def read(
    directory: Path, vocabulary: Vocabulary, direction: Direction
) -> tuple[Architecture, Numbering, dict[str, torch.Tensor]]:
    """What `write` wrote, in float32. Raises ValueError when files or weights are missing, or when the checkpoint is
    of another direction or vocabulary than asked for."""
    from safetensors.torch import load_file

    needed = ("config.json", "model.safetensors", "source.spm", "tokenizer_config.json")
    if missing := [name for name in needed if not (directory / name).is_file()]:
        raise ValueError(f"{directory}: expected a MarianMT checkpoint, found no {', '.join(missing)}")
    languages = json.loads((directory / "tokenizer_config.json").read_text(encoding="utf-8"))
    found = f"{languages.get('source_lang')}-{languages.get('target_lang')}"
    if found != direction:
        raise ValueError(f"{directory}: expected a checkpoint for {direction}, found one for {found}")
    if (directory / "source.spm").read_bytes() != vocabulary.model:
        raise ValueError(
            f"{directory}: expected the vocabulary of the run, found another; `pack --vocabulary "
            f"{directory / 'source.spm'}` and tokenize again"
        )
    config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    architecture = Architecture(
        width=config["d_model"],
        feed_forward=config["encoder_ffn_dim"],
        heads=config["encoder_attention_heads"],
        encoder_layers=config["encoder_layers"],
        decoder_layers=config["decoder_layers"],
        window=config["max_position_embeddings"],
    )
    theirs = {name: weight.float() for name, weight in load_file(directory / "model.safetensors").items()}
    try:
        numbering = Numbering.of_bias(theirs["final_logits_bias"].flatten().numpy())
        weights = {EMBEDDING: theirs["model.shared.weight"][torch.from_numpy(numbering.order)]}
        for name, parts in architecture.parts.items():
            for kind in ("weight", "bias"):
                weights[f"{name}.{kind}"] = torch.cat([theirs[f"{part}.{kind}"] for part in parts])
    except KeyError as error:
        raise ValueError(f"{directory}: expected all weights of a MarianMT, found no {error}") from error
    if len(weights[EMBEDDING]) != len(vocabulary):
        raise ValueError(f"{directory}: expected {len(vocabulary)} embeddings, found {len(weights[EMBEDDING])}")
    return architecture, numbering, weights


def write(
    directory: Path,
    architecture: Architecture,
    numbering: Numbering,
    weights: dict[str, torch.Tensor],
    vocabulary: Vocabulary,
    direction: Direction,
) -> None:
    """Write a MarianMT directory in float16, with every piece barred that is no class.

    Raises ValueError when the padding row is not zero: CTranslate2, like Marian, starts decoding from a zero embedding
    whatever the row says, and its output would not be transformers'.
    """
    from transformers import MarianMTModel

    if weights[EMBEDDING][-1].any():
        raise ValueError("expected a zero embedding for padding, found another: was its gradient left in?")
    theirs = {
        "model.shared.weight": weights[EMBEDDING][torch.from_numpy(numbering.numbers)],
        "final_logits_bias": torch.from_numpy(numbering.bias[np.newaxis]),
    }
    for name, parts in architecture.parts.items():
        for kind in ("weight", "bias"):
            rows = weights[f"{name}.{kind}"].chunk(len(parts))
            theirs |= {f"{part}.{kind}": piece.clone() for part, piece in zip(parts, rows, strict=True)}
    model = MarianMTModel(configuration(architecture, vocabulary))
    missing, unknown = model.load_state_dict(theirs, strict=False)
    tied = ("embed_tokens.weight", "embed_positions.weight", "lm_head.weight")
    assert not unknown and all(name.endswith(tied) for name in missing), (missing, unknown)
    model.tie_weights()
    save(model.to(torch.float16), vocabulary, directory, direction)


def configuration(architecture: Architecture, vocabulary: Vocabulary) -> MarianConfig:
    """Post-norm, ReLU, sinusoidal positions, one embedding shared by encoder, decoder and output: the configuration of
    the OPUS-MT checkpoints (Tiedemann and Thottingal 2020), so that every Marian loader takes it."""
    from transformers import MarianConfig

    return MarianConfig(
        vocab_size=len(vocabulary),
        decoder_vocab_size=len(vocabulary),
        d_model=architecture.width,
        encoder_layers=architecture.encoder_layers,
        decoder_layers=architecture.decoder_layers,
        encoder_ffn_dim=architecture.feed_forward,
        decoder_ffn_dim=architecture.feed_forward,
        encoder_attention_heads=architecture.heads,
        decoder_attention_heads=architecture.heads,
        dropout=0.0,
        activation_dropout=0.0,
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


def save(model: MarianMTModel, vocabulary: Vocabulary, directory: Path, direction: Direction = "ru-en") -> None:
    """Write a complete checkpoint directory, in the precision that ``model`` has."""
    directory.mkdir(parents=True, exist_ok=True)
    model.generation_config.update(
        num_beams=4, max_length=256, bad_words_ids=[[vocabulary.pad]], renormalize_logits=True
    )
    model.save_pretrained(directory)
    (directory / "model.safetensors").chmod(0o644)  # written readable by its owner alone, which no package may ship
    vocabulary.save(directory, direction)
