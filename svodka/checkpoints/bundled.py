"""The checkpoints that lie inside the installed packages, ``translate/compact`` and ``summarize/compact``, and what was
measured about them.

``measured.toml`` in them is written by ``python -m training.ship`` and ``python -m training.writer.ship``, with the
weights.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from svodka.checkpoints.specs import TABLES, ModelSpec, Score, Task
from svodka.errors import CheckpointError

MEASURED = "measured.toml"
PACKAGES: dict[Task, str] = {"translate": "translate", "summarize": "summarize"}
"""The package in which the ``compact`` of each task lies."""


def bundled_path(task: Task = "translate") -> Path:
    """Where the compact checkpoint of a task lies inside the installed package; it may be absent."""
    package = PACKAGES[task]
    found = find_spec(package)
    if found is None or found.origin is None:
        raise CheckpointError(f"the package `{package}` is not installed beside svodka; reinstall svodka")
    return Path(found.origin).parent / "compact"


def bundled_spec(path: Path, task: Task = "translate") -> ModelSpec:
    """The row of the model table for the checkpoint in `path`, with its parameters and measured scores.

    Without ``measured.toml`` the row has neither. Raises CheckpointError for a file that is no such table.
    """
    spec, found = TABLES[task]["compact"], measured(path)
    if not found:
        return spec
    try:
        scores = tuple(Score(s["testset"], s["metric"], float(s["value"]), s["source"]) for s in found["scores"])
        return replace(spec, parameters=int(found["parameters"]), scores=scores)
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, error) from error


def measured(path: Path) -> dict[str, Any]:
    """What ``measured.toml`` of the checkpoint in `path` holds; nothing where there is none. Raises CheckpointError."""
    file = path / MEASURED
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> CheckpointError:
    return CheckpointError(f"{path / MEASURED} cannot be read ({error!r}); reinstall svodka")


def damaged(folder: Path, task: Task = "translate") -> list[str] | None:
    """The files of the checkpoint that differ from the hashes of the installation (RECORD of the wheel) or are gone;
    None where none are kept, as in an editable installation."""
    place = f"{PACKAGES[task]}/compact"
    try:
        listed = [file for file in files("svodka") or () if file.parent.as_posix() == place and file.hash]
    except PackageNotFoundError:
        return None
    if not listed:
        return None
    broken = []
    for file in listed:
        found_at = folder / file.name
        assert file.hash is not None
        found = hashlib.new(file.hash.mode, found_at.read_bytes()).digest() if found_at.is_file() else b""
        if base64.urlsafe_b64encode(found).decode().rstrip("=") != file.hash.value:
            broken.append(file.name)
    return broken
