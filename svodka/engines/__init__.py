"""Decoding: token batches in, hypotheses out, by CTranslate2 (CPU default) or torch (GPU, MPS, and the reference).

``load_engine(checkpoint, name=..., device=...)`` gives an `Engine`. Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

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

__getattr__ = names_from(__name__, _HOME)
