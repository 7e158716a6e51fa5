"""A MarianMT checkpoint kept in int8 by rows: half the bytes of float16, expanded into the cache on first use.

Each row of a matrix has its largest weight as 127, as CTranslate2 quantizes (absmax by rows): what is expanded in
float32 becomes the same int8 again there, so that every engine computes the same weights. Vectors stay as they were.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svodka.checkpoints.cache import alone, converted_cache, converted_name, disk_errors, new_directory
from svodka.checkpoints.layout import fingerprint, read_config
from svodka.errors import CheckpointError

if TYPE_CHECKING:
    import numpy as np

    Weights = Mapping[str, np.ndarray[Any, Any]]

_log = logging.getLogger("svodka")

STORED = "weights.safetensors"
"""The file of the weights in int8; under another name than transformers', which cannot read it."""
KEPT = ("config.json", "generation_config.json", "source.spm", "tokenizer_config.json", "vocab.json")
"""The files that are stored as they are. ``target.spm`` is ``source.spm`` once more."""
SCALE = "/scale"
"""What the name of a matrix's scales ends in."""
_DIGEST = "sha256"
# The file of an expanded checkpoint that says what its files were when they were written.
_WRITTEN = "fingerprint"
_FORMAT = 1


def quantize(weights: Weights) -> dict[str, np.ndarray[Any, Any]]:
    """Matrices of more than one row as int8, beside ``NAME/scale`` (float32, one a row); the rest as it is."""
    import numpy as np

    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, weight in weights.items():
        if weight.ndim != 2 or len(weight) < 2:
            found[name] = weight
            continue
        wide = weight.astype(np.float32)
        largest = np.abs(wide).max(axis=1)
        largest[largest == 0] = 127  # a row of zeros stays one
        found[name] = np.rint(wide * (127 / largest)[:, np.newaxis]).astype(np.int8)
        found[name + SCALE] = (largest / 127).astype(np.float32)
    return found


def dequantize(stored: Weights) -> dict[str, np.ndarray[Any, Any]]:
    """The weights of `quantize` in float32."""
    import numpy as np

    return {
        name: (
            weight.astype(np.float32) * stored[name + SCALE][:, np.newaxis]
            if name + SCALE in stored
            else weight.astype(np.float32)
        )
        for name, weight in stored.items()
        if not name.endswith(SCALE)
    }


def store(checkpoint: Path, folder: Path) -> str:
    """Write the MarianMT checkpoint (``model.safetensors``) to ``folder`` in int8; returns the weights' SHA-256.

    Raises CheckpointError for a checkpoint that lacks a file, or has a vocabulary for either side.
    """
    from safetensors.numpy import load_file, save_file

    needed = (*KEPT, "target.spm", "model.safetensors")
    if lacking := [name for name in needed if not (checkpoint / name).is_file()]:
        raise CheckpointError(f"{checkpoint} lacks {', '.join(lacking)}; expected a MarianMT checkpoint directory")
    if (checkpoint / "source.spm").read_bytes() != (checkpoint / "target.spm").read_bytes():
        raise CheckpointError(f"{checkpoint} has two vocabularies; expected one for both sides")
    folder.mkdir(parents=True, exist_ok=True)
    save_file(quantize(load_file(checkpoint / "model.safetensors")), folder / STORED)
    (folder / STORED).chmod(0o644)
    for name in KEPT:
        shutil.copyfile(checkpoint / name, folder / name)
    return digest(folder / STORED)


def digest(file: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, _DIGEST).hexdigest()


def expanded(folder: Path, *, model: str, sha256: str | None, cache_dir: Path | None) -> Path:
    """The MarianMT directory, in float32, of what `store` wrote to ``folder``: in the cache, made if it lacks it.

    One whose files are not as they were written is made anew. Raises CheckpointError for weights that do not have the
    SHA-256 given, are truncated or lack a file beside them, and for a cache that is full or cannot be written.
    """
    text = repr((fingerprint(folder), _FORMAT))
    name = f"{converted_name(model)}-float32-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    target = converted_cache(cache_dir) / name
    if _whole(target):
        return target
    with disk_errors(target.parent, f"expanding {model}"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target):
            if not _whole(target):
                shutil.rmtree(target, ignore_errors=True)
                _log.info("expanding the weights of %s, once", model)
                with new_directory(target) as directory:
                    _expand(folder, directory, sha256)
    return target


def _whole(target: Path) -> bool:
    try:
        return (target / _WRITTEN).read_text(encoding="utf-8") == fingerprint(target)
    except OSError:
        return False


def _expand(folder: Path, directory: Path, sha256: str | None) -> None:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file, save_file

    if lacking := [name for name in (*KEPT, STORED) if not (folder / name).is_file()]:
        raise CheckpointError(f"{folder} lacks {', '.join(lacking)}; reinstall svodka")
    if sha256 is not None and digest(folder / STORED) != sha256:
        raise CheckpointError(f"{folder / STORED} has other bytes than it was shipped with; reinstall svodka")
    try:
        weights = dequantize(load_file(folder / STORED))
    except SafetensorError as error:
        raise CheckpointError(f"{folder / STORED} cannot be read ({error}); reinstall svodka") from error
    save_file(weights, directory / "model.safetensors", {"format": "pt"})
    for name in KEPT:
        shutil.copyfile(folder / name, directory / name)
    shutil.copyfile(folder / "source.spm", directory / "target.spm")
    config = read_config(folder)
    kept = {key: value for key, value in config.items() if key != "torch_dtype"} | {"dtype": "float32"}
    (directory / "config.json").write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (directory / _WRITTEN).write_text(fingerprint(directory), encoding="utf-8")
