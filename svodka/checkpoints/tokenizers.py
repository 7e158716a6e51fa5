"""A checkpoint's tokenizer: SentencePiece models as they are, for MarianMT; transformers' own for the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svodka.errors import CheckpointError, first_line


def load_pieces(path: Path, **settings: Any) -> Any:
    """A SentencePiece model, with the settings of its processor (``sp_model_kwargs``).

    Raises CheckpointError when the file is missing or none, or a setting is unknown.
    """
    import sentencepiece

    if not path.is_file():
        raise CheckpointError(
            f"no {path.name} in {path.parent}; expected a MarianMT checkpoint (source.spm, target.spm)"
        )
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path), **settings)
    except (RuntimeError, OSError, TypeError) as error:
        raise CheckpointError(f"{path} is no SentencePiece model: {error}; fetch the checkpoint again") from error


def load_tokenizer(path: Path) -> Any:
    """The tokenizer of a checkpoint that is no MarianMT. Raises CheckpointError when its files cannot be read."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True, trust_remote_code=False)
        # Settings of the wrong kind are not looked at before they are used.
        ids = tokenizer("Once.", add_special_tokens=True, truncation=False, verbose=False)["input_ids"]
        tokenizer.convert_ids_to_tokens(ids)
        tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return tokenizer
    except Exception as error:
        first = first_line(error)
        raise CheckpointError(f"the tokenizer in {path} cannot be loaded ({first}); download it again") from error
