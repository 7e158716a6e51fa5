"""Choose and start an engine for a checkpoint and a device."""

from __future__ import annotations

from pathlib import Path

from svodka.checkpoints.layout import json_object
from svodka.checkpoints.resolution import Checkpoint
from svodka.engines.deferred import DeferredEngine
from svodka.engines.protocol import Engine
from svodka.errors import EngineError, OptionError

CONVERTIBLE = ("marian", "bart", "pegasus", "t5")
NAMES = ("auto", "ctranslate2", "torch")
DEVICES = ("auto", "cpu", "cuda", "mps")
QUANTIZATIONS = {
    "ctranslate2": ("float32", "int8", "int16", "float16", "bfloat16", "int8_float16", "int8_float32"),
    "torch": ("float32", "float16", "bfloat16"),
}


def load_engine(
    checkpoint: Checkpoint,
    *,
    name: str = "auto",
    device: str = "auto",
    quantization: str = "auto",
    threads: int = 0,
    cache_dir: Path | None = None,
    deferred: bool = False,
) -> Engine:
    """An engine that decodes with `checkpoint`.

    ``auto`` takes CTranslate2 in int8 on the CPU and torch in bfloat16 on CUDA, float16 on MPS; `threads` 0 is every
    core. Where int8 is computed wrongly on this processor, or is slower, its weights are computed in float32
    (svodka/engines/arithmetic.py), and the engine's ``quantization`` is ``int8/float32``. ``deferred`` leaves the
    weights until they are first needed; an error of theirs is then a CheckpointError. Raises OptionError for a name
    that does not exist or a combination that cannot be, EngineError when the device is not there or a quantization that
    was asked for is computed wrongly, CheckpointError for broken weights or a cache that cannot be written.
    """
    for what, value, known in (("engine", name, NAMES), ("device", device, DEVICES)):
        if value not in known:
            raise OptionError(f"unknown {what} '{value}'; expected one of {', '.join(known)}")
    device = _device() if device == "auto" else device
    convertible = checkpoint.architecture in CONVERTIBLE
    if name == "auto":
        name = "ctranslate2" if device == "cpu" and convertible else "torch"
    if name == "ctranslate2" and not convertible:
        raise OptionError(f"CTranslate2 does not decode {checkpoint.architecture} checkpoints here; use engine 'torch'")
    if name == "ctranslate2" and device == "mps":
        raise OptionError("CTranslate2 has no MPS device; use engine 'torch', or device 'cpu'")
    asked = quantization
    if quantization == "auto":
        quantization = {
            ("ctranslate2", "cpu"): "int8",
            ("ctranslate2", "cuda"): "float16",
            ("torch", "cpu"): "float32",
            ("torch", "cuda"): "bfloat16",
            ("torch", "mps"): "float16",
        }[name, device]
    if quantization not in QUANTIZATIONS[name]:
        raise OptionError(
            f"unknown quantization '{quantization}' for {name}; expected {', '.join(QUANTIZATIONS[name])}"
        )
    if name == "torch":
        _require(device)

        def torch() -> Engine:
            from svodka.engines.torch_engine import TorchEngine

            return TorchEngine(checkpoint, quantization=quantization, device=device, threads=threads)

        return DeferredEngine(torch, name=name, quantization=quantization, device=device) if deferred else torch()
    from svodka.engines.arithmetic import arithmetic_of
    from svodka.engines.convert import converted
    from svodka.engines.ct2 import CTranslate2Engine, computed

    path = converted(checkpoint, quantization, cache_dir)
    prefix = _forced_prefix(checkpoint)
    compute_type = quantization
    if device == "cpu" and quantization != "float32":
        found = arithmetic_of(path, checkpoint, quantization, prefix)
        if asked != "auto" and not found.sound:
            raise EngineError(
                f"{quantization} arithmetic is wrong on this processor: log-probabilities of fixed sentences are "
                f"{found.mean:.2f} off those in float32 a token, more than rounding explains; use quantization 'auto' "
                "or 'float32'"
            )
        compute_type = found.compute_type if asked == "auto" else quantization

    def ctranslate2() -> Engine:
        return CTranslate2Engine(
            path, quantization=quantization, compute_type=compute_type, device=device, threads=threads, prefix=prefix
        )

    if not deferred:
        return ctranslate2()
    return DeferredEngine(ctranslate2, name=name, quantization=computed(quantization, compute_type), device=device)


def _device() -> str:
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        return "cuda"
    import platform

    if platform.system() == "Darwin" and platform.machine() == "arm64":
        import torch

        return "mps" if torch.backends.mps.is_available() else "cpu"
    return "cpu"


def _require(device: str) -> None:
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise EngineError("no CUDA device was found; use --device cpu, or install a torch build for your GPU")
    if device == "mps" and not torch.backends.mps.is_available():
        raise EngineError("no MPS device was found; use --device cpu")


def _forced_prefix(checkpoint: Checkpoint) -> tuple[str, ...]:
    """The token that the checkpoint was trained to start every target with, if any (BART's ``<s>``)."""
    for file in ("generation_config.json", "config.json"):
        if (checkpoint.path / file).is_file():
            forced = json_object(checkpoint.path / file).get("forced_bos_token_id")
            if forced is not None:
                from svodka.engines.torch_engine import vocabulary

                return tuple(token for token, index in vocabulary(checkpoint).items() if index == forced)
    return ()
