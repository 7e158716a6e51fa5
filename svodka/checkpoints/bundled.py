"""The compact checkpoint that lies inside the installed ``translate`` package, and what was measured about it.

``translate/compact/measured.toml`` is written by ``python -m training.ship``, with the weights that it measured.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
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
