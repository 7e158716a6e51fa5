"""The model tables: what each short name stands for, where it comes from, and what was published about it.

Figures are the publishers': BLEU from the model cards and the OPUS-MT score files, sizes from the hub's file listing at
the pinned revision. None of them was measured here, but those of the compact checkpoints, which stand beside their
weights (`svodka.checkpoints.bundled`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from svodka.plain import Plain

Task = Literal["translate", "summarize", "verify"]


@dataclass(frozen=True, slots=True)
class Score(Plain):
    """A score: test set, metric, value, and who published it, or how it was measured."""

    testset: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class ModelSpec(Plain):
    """One row of a model table.

    ``repo`` is the hub id, None for what is inside the package; ``revision`` is the pinned commit, so that the
    same name gives the same weights next year; ``parameters`` counts weights, ``download`` bytes.
    """

    name: str
    task: Task
    repo: str | None
    revision: str | None
    licence: str
    parameters: int | None
    download: int | None
    scores: tuple[Score, ...]
    note: str


def _tables() -> dict[Task, dict[str, ModelSpec]]:
    text = (files("svodka.checkpoints") / "data" / "models.toml").read_text(encoding="utf-8")
    return {
        task: {
            name: ModelSpec(
                name=name,
                task=task,
                repo=row.get("repo"),
                revision=row.get("revision"),
                licence=row["licence"],
                parameters=row.get("parameters"),
                download=row["download"],
                scores=tuple(Score(*score) for score in row.get("scores", ())),
                note=row["note"],
            )
            for name, row in rows.items()
        }
        for task, rows in cast("dict[Task, Any]", tomllib.loads(text)).items()
    }


TABLES = _tables()
TRANSLATORS, SUMMARIZERS, VERIFIERS = (TABLES[task] for task in get_args(Task))
