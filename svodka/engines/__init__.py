"""Decoding: token batches in, hypotheses out, by CTranslate2 (CPU default) or torch (GPU, MPS, and the reference).

``load_engine(checkpoint, name=..., device=...)`` gives an `Engine`. Names load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svodka.engines.load import load_engine
    from svodka.engines.protocol import DecodeOptions, Engine, Hypothesis

_HOME = {
    "DecodeOptions": "svodka.engines.protocol",
    "Engine": "svodka.engines.protocol",
    "Hypothesis": "svodka.engines.protocol",
    "load_engine": "svodka.engines.load",
}
__all__ = ["DecodeOptions", "Engine", "Hypothesis", "load_engine"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
