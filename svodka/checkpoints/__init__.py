"""Checkpoints: the model tables, download from the hub, verification, conversion, and the cache.

``resolve(name, task, offline=..., cache_dir=...)`` turns a short name, hub id or directory into a verified local
`Checkpoint`. Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

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

__getattr__ = names_from(__name__, _HOME)
