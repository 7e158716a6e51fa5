"""Checkpoints: the model tables, download from the hub, verification, conversion, and the cache.

``resolve(name, task, offline=..., cache_dir=...)`` turns a short name, hub id or directory into a verified local
`Checkpoint`. Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.checkpoints.resolution import Checkpoint, resolve
    from svodka.checkpoints.specs import SUMMARIZERS, TRANSLATORS, VERIFIERS, ModelSpec

__all__, __getattr__, __dir__ = exported(__name__)
