"""What a checkpoint directory must hold, checked before anything heavy is loaded."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from svodka.errors import CheckpointError

WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
# model_type of config.json -> our name of the family. "causal" is any other type that has a chat template.
FAMILIES = {"marian": "marian", "bart": "bart", "mbart": "bart", "pegasus": "pegasus", "t5": "t5", "mt5": "t5"}
TOKENIZERS = {
    "marian": (("source.spm",), ("target.spm",), ("vocab.json",)),
    "bart": (("tokenizer.json", "vocab.json"),),
    "pegasus": (("tokenizer.json", "spiece.model"),),
    "t5": (("tokenizer.json", "spiece.model"),),
    "causal": (("tokenizer.json", "tokenizer.model", "vocab.json"),),
    "classifier": (("tokenizer.json", "spm.model", "vocab.json", "vocab.txt", "sentencepiece.bpe.model"),),
}
NEEDS = {
    "translate": ("marian",),
    "summarize": ("bart", "pegasus", "t5", "causal"),
    "verify": ("classifier", "t5"),
}


def read_config(path: Path) -> dict[str, Any]:
    """``config.json`` of a checkpoint directory. Raises CheckpointError when it is missing or no JSON object."""
    file = path / "config.json"
    if not path.is_dir():
        raise CheckpointError(f"no directory {path}; expected a checkpoint directory with config.json and weights")
    if not file.is_file():
        found = ", ".join(sorted(p.name for p in path.iterdir())[:6]) or "nothing"
        raise CheckpointError(f"{path} is no checkpoint: it has no config.json (found {found})")
    return json_object(file)


def json_object(file: Path) -> dict[str, Any]:
    """A JSON file of a checkpoint. Raises CheckpointError when it cannot be read or holds no object."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{file} is not readable JSON ({error}); download the checkpoint again") from error
    if not isinstance(found, dict):
        raise CheckpointError(f"{file} holds {type(found).__name__}, expected a JSON object")
    return found


def family(path: Path, task: str) -> str:
    """The checkpoint's architecture: ``marian``, ``bart``, ``pegasus``, ``t5``, ``causal`` or ``classifier``.

    Raises CheckpointError when the directory lacks weights or tokenizer files, or is of a family that `task` cannot
    use.
    """
    config = read_config(path)
    kind = str(config.get("model_type", "missing"))
    found = FAMILIES.get(kind)
    named = config.get("architectures")
    architectures = [str(name) for name in named] if isinstance(named, list) else []
    if any(name.endswith("ForSequenceClassification") for name in architectures):
        found = "classifier"
    if found is None and any(name.endswith("ForCausalLM") for name in architectures):
        found = "causal"
    if found not in NEEDS[task]:
        expected = ", ".join(NEEDS[task]).replace("causal", "a causal model with a chat template")
        expected = expected.replace("classifier", "a model for sequence classification")
        raise CheckpointError(f"{path} is a checkpoint of type '{kind}'; to {task} it must be: {expected}")
    if not any((path / name).is_file() for name in WEIGHTS):
        raise CheckpointError(f"{path} has no weights: expected one of {', '.join(WEIGHTS)}")
    for choice in TOKENIZERS[found]:
        if not any((path / name).is_file() for name in choice):
            raise CheckpointError(f"{path} has no tokenizer: expected {' or '.join(choice)} beside config.json")
    return found


_WHOLE, _BLOCK, _BLOCKS = 8 << 20, 64 << 10, 64


def fingerprint(path: Path) -> str:
    """40 hex digits of SHA-256 over a checkpoint's files: its revision where no hub gives one.

    Without it a retrained checkpoint of the same name would pass for the old one in signatures and caches. Of a file
    over 8 MiB the size and 64 blocks spread over it are hashed: training changes every weight, and reading
    gigabytes at every start would cost seconds.
    """
    digest = hashlib.sha256()
    for file in sorted(path.iterdir()):
        if file.is_file() and file.suffix in {".json", ".spm", ".safetensors", ".bin", ".model", ".txt", ".jinja"}:
            size = file.stat().st_size
            digest.update(f"{file.name}\0{size}\0".encode())
            with file.open("rb") as stream:
                if size <= _WHOLE:
                    digest.update(stream.read())
                    continue
                for block in range(_BLOCKS):
                    stream.seek(block * (size - _BLOCK) // (_BLOCKS - 1))
                    digest.update(stream.read(_BLOCK))
    return digest.hexdigest()[:40]
