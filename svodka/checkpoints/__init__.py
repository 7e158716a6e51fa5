"""Checkpoints: the model tables, download from the hub, verification, conversion, and the cache.

``resolve(name, task, offline=..., cache_dir=...)`` turns a short name, hub id or directory into a verified local
`Checkpoint`. Names load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svodka.checkpoints.resolution import Checkpoint, resolve
    from svodka.checkpoints.specs import SUMMARIZERS, TRANSLATORS, VERIFIERS, ModelSpec

_HOME = {
    "Checkpoint": "svodka.checkpoints.resolution",
    "ModelSpec": "svodka.checkpoints.specs",
    "SUMMARIZERS": "svodka.checkpoints.specs",
    "TRANSLATORS": "svodka.checkpoints.specs",
    "VERIFIERS": "svodka.checkpoints.specs",
    "resolve": "svodka.checkpoints.resolution",
}
__all__ = ["SUMMARIZERS", "TRANSLATORS", "VERIFIERS", "Checkpoint", "ModelSpec", "resolve"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
