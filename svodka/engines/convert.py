"""Convert a checkpoint for CTranslate2, once, into the cache; nothing half-written stays there."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import warnings
from pathlib import Path
from typing import Any

from svodka.checkpoints.cache import alone, converted_cache, converted_name, disk_errors, new_directory
from svodka.checkpoints.resolution import Checkpoint
from svodka.errors import CheckpointError, EngineError, SvodkaError, first_line

_log = logging.getLogger("svodka")

# Changed whenever what is written changes, so that an older version's model is not taken for ours.
_FORMAT = 2
# The file of a converted model that lists the only pieces it can write; CTranslate2's vocabulary map.
SHORTLIST = "vmap.txt"
# A bias at or below this forbids a piece (our compact checkpoint has -10,000 on pieces that are not English).
_FORBIDDEN = -1000.0


def converted(checkpoint: Checkpoint, quantization: str, cache_dir: Path | None) -> Path:
    """The CTranslate2 directory of a checkpoint, converted if the cache lacks it.

    Raises CheckpointError for broken weights and for a cache that is full or cannot be written, EngineError for an
    architecture that CTranslate2 does not convert.
    """
    target = converted_cache(cache_dir) / _key(checkpoint, quantization)
    if (target / "model.bin").is_file():
        return target
    with disk_errors(target.parent, f"converting {checkpoint.model}"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target):
            if not (target / "model.bin").is_file():
                _log.info("converting %s for CTranslate2 in %s, once", checkpoint.model, quantization)
                with new_directory(target) as directory:
                    _convert(checkpoint, quantization, directory)
    return target


def _key(checkpoint: Checkpoint, quantization: str) -> str:
    """A readable name plus a hash of what decides the result: the checkpoint, the quantization, the converter."""
    import ctranslate2

    text = repr((checkpoint.model, checkpoint.revision, quantization, ctranslate2.__version__, _FORMAT))
    name = converted_name(checkpoint.model)
    return f"{name}-{quantization}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _convert(checkpoint: Checkpoint, quantization: str, directory: Path) -> None:
    from ctranslate2.converters import TransformersConverter
    from transformers.utils import logging

    from svodka.engines.weights import load_model

    class Converter(TransformersConverter):  # type: ignore[misc]
        """The library's converter, with our weight loading: weights-only, verified, trained embeddings preferred."""

        bias: list[float] | None = None

        def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
            model = load_model(Path(model_name_or_path), "float32")
            bias = getattr(model, "final_logits_bias", None)
            self.bias = None if bias is None else bias[0].tolist()
            # CTranslate2 4.8's BART loader reads these; configs made by transformers 5 no longer have them. Pegasus
            # and mBART normalize before each layer, and Pegasus does not normalize its embeddings.
            kind = model.config.model_type
            if not hasattr(model.config, "normalize_before"):
                model.config.normalize_before = kind in {"pegasus", "mbart"}
            if not hasattr(model.config, "normalize_embedding"):
                model.config.normalize_embedding = kind != "pegasus"
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **options: Any) -> Any:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it recommends sacremoses, which nothing here uses
                return tokenizer_class.from_pretrained(
                    model_name_or_path, local_files_only=True, trust_remote_code=False
                )

    converter = Converter(os.fspath(checkpoint.path))
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        converter.convert(
            os.fspath(directory), quantization=None if quantization == "float32" else quantization, force=True
        )
        _write_shortlist(directory, converter.bias)
    except (SvodkaError, OSError):
        raise
    except ValueError as error:
        raise EngineError(
            f"CTranslate2 cannot convert {checkpoint.model} ({first_line(error)}); use the torch engine"
        ) from error
    except Exception as error:
        first = first_line(error)
        raise CheckpointError(f"{checkpoint.path} cannot be converted ({type(error).__name__}: {first})") from error
    finally:
        logging.set_verbosity(verbosity)


def _write_shortlist(directory: Path, bias: list[float] | None) -> None:
    """List the pieces that the bias does not forbid, where it forbids many: only they need a score at every step.

    Nothing is lost: a forbidden piece is never written, and has no part in the softmax either.
    """
    file = directory / "shared_vocabulary.json"
    if bias is None or not file.is_file():
        return
    pieces: list[str] = json.loads(file.read_text(encoding="utf-8"))
    allowed = [piece for piece, value in zip(pieces, bias, strict=False) if value > _FORBIDDEN]
    if len(allowed) > 0.9 * len(pieces) or any(set(piece) & {" ", "\t", "\n"} for piece in allowed):
        return
    # A line is words of the source, a tab, pieces of the target; without words it counts for every source.
    (directory / SHORTLIST).write_text("\t" + " ".join(allowed) + "\n", encoding="utf-8")
