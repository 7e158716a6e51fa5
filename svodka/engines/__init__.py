"""Decoding: token batches in, hypotheses out, by CTranslate2 (CPU default) or torch (GPU, MPS, and the reference).

``load_engine(checkpoint, name=..., device=...)`` gives an `Engine`. Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.engines.load import load_engine
    from svodka.engines.protocol import DecodeOptions, Engine, Hypothesis

__all__, __getattr__, __dir__ = exported(__name__)
