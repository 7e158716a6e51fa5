"""The compact checkpoint that lies inside the installed ``translate`` package, and what was measured about it.

``translate/compact/measured.toml`` is written by ``python -m training.ship``, with the weights that it measured.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path

from svodka.checkpoints.specs import TRANSLATORS, ModelSpec, Score
from svodka.errors import CheckpointError


def bundled_path() -> Path:
    """Where the compact checkpoint lies inside the installed ``translate`` package; it may be absent."""
    found = find_spec("translate")
    if found is None or found.origin is None:
        raise CheckpointError("the package `translate` is not installed beside svodka; reinstall svodka")
    return Path(found.origin).parent / "compact"


def bundled_spec(path: Path) -> ModelSpec:
    """The row of the model table for the checkpoint in `path`, with its parameters and measured scores.

    Without ``measured.toml`` the row has neither. Raises CheckpointError for a file that is no such table.
    """
    spec, file = TRANSLATORS["compact"], path / "measured.toml"
    if not file.is_file():
        return spec
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        scores = tuple(Score(s["testset"], s["metric"], float(s["value"]), s["source"]) for s in found["scores"])
        return replace(spec, parameters=int(found["parameters"]), scores=scores)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{file} cannot be read ({error!r}); reinstall svodka") from error


def damaged(folder: Path) -> list[str] | None:
    """The files of the checkpoint that differ from the hashes of the installation (RECORD of the wheel) or are gone;
    None where none are kept, as in an editable installation."""
    try:
        listed = [file for file in files("svodka") or () if file.parent.as_posix() == "translate/compact" and file.hash]
    except PackageNotFoundError:
        return None
    if not listed:
        return None
    broken = []
    for file in listed:
        place = folder / file.name
        assert file.hash is not None
        found = hashlib.new(file.hash.mode, place.read_bytes()).digest() if place.is_file() else b""
        if base64.urlsafe_b64encode(found).decode().rstrip("=") != file.hash.value:
            broken.append(file.name)
    return broken
