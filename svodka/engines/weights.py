"""Load a checkpoint's weights into its transformers model, without running code from the checkpoint.

Old hub checkpoints hold ``pytorch_model.bin`` (a pickle: read weights-only) with generation settings in config.json.
Some Marian ones also hold a ``model.shared.weight`` that differs from the embeddings they were trained with:
transformers before 4.29 ignored it, later ones load it and translate to noise (transformers issues 26216 and 26271).
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svodka.errors import CheckpointError, first_line

if TYPE_CHECKING:
    from torch import Tensor


def load_model(path: Path, dtype: str, *, causal: bool = False) -> Any:
    """The checkpoint as a transformers model on the CPU, in evaluation mode: sequence-to-sequence, or `causal`.

    `dtype` is a torch dtype's name. Raises CheckpointError when the weights are truncated, do not fit the config, or
    are missing.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM
    from transformers.utils import logging

    logging.disable_progress_bar()
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loaded: Any = (AutoModelForCausalLM if causal else AutoModelForSeq2SeqLM).from_pretrained(
                path,
                dtype=getattr(torch, dtype),
                local_files_only=True,
                trust_remote_code=False,
                weights_only=True,
                output_loading_info=True,
            )
            model, report = loaded
    except Exception as error:  # safetensors, pickle, zip and shape errors share no base class
        first = first_line(error)
        raise CheckpointError(
            f"the weights in {path} cannot be loaded ({type(error).__name__}: {first}); "
            "they may be truncated: download or copy the checkpoint again"
        ) from error
    finally:
        logging.set_verbosity(verbosity)
        logging.enable_progress_bar()
    if missing := sorted(report["missing_keys"]):
        raise CheckpointError(
            f"{path} lacks {len(missing)} weights of its architecture (first: {missing[0]}); "
            "the config and the weights do not belong together"
        )
    if getattr(model.config, "model_type", "") == "marian":
        _prefer_trained_embeddings(model, path)
    return model.eval()


def _prefer_trained_embeddings(model: Any, path: Path) -> None:
    import torch

    if not getattr(model.config, "share_encoder_decoder_embeddings", True):
        return
    trained = _tensor(path, "model.encoder.embed_tokens.weight")
    shared = _tensor(path, "model.shared.weight")
    if trained is None or shared is None or torch.equal(trained, shared):
        return
    with torch.no_grad():
        model.model.shared.weight.copy_(trained.to(model.model.shared.weight.dtype))


def _tensor(path: Path, name: str) -> Tensor | None:
    """One tensor of a checkpoint by name, or None where it is not stored."""
    import torch
    from safetensors import safe_open

    if (file := path / "model.safetensors").is_file():
        with safe_open(file, framework="pt") as weights:
            return weights.get_tensor(name) if name in weights.keys() else None  # noqa: SIM118
    if (file := path / "pytorch_model.bin").is_file():
        state: dict[str, Tensor] = torch.load(file, map_location="cpu", weights_only=True, mmap=_is_zip(file))
        return state.get(name)
    return None  # sharded checkpoints are newer than the defect


def _is_zip(file: Path) -> bool:
    """Whether a .bin is of torch's zip format (1.6 and later), the only one that can be mapped into memory."""
    with file.open("rb") as stream:
        return stream.read(2) == b"PK"
