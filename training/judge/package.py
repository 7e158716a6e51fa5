"""A judge that was written for CTranslate2 into the package, with its card and the limit that was found for it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from svodka.verify.entailment import WEIGHTS, CrossEncoder, Limit
from svodka.verify.entailment.network import FILES
from training.ship import with_measured

LARGEST = 20_000_000
"""Bytes that the shipped folder may have in all."""
CARD = Path(__file__).parent / "MODEL.md"
"""What stands in the card around what was measured."""


def package(judge: Path, figures: dict[str, Any], to: Path = WEIGHTS) -> int:
    """Put the judge of a directory into ``to`` with MODEL.md and measured.toml; returns the bytes of all.

    ``figures`` are those that `python -m benchmarks.check.judged left --out` writes: ``threshold``, ``leeway``,
    ``forest`` and, for the card, balanced accuracies. Raises ValueError for what cannot ship, and then nothing changes;
    CheckpointError for a directory that is no judge.
    """
    if lacking := [name for name in Limit._fields if name not in figures]:
        raise ValueError(f"the figures lack {', '.join(lacking)}; expected {', '.join(Limit._fields)}")
    if not (0 < figures["threshold"] < 1 and 0 <= figures["forest"] <= 1):
        found = f"threshold {figures['threshold']}, forest {figures['forest']}"
        raise ValueError(f"expected a threshold between 0 and 1 and a share of 0 to 1, found {found}")
    CrossEncoder(judge).probabilities([("The bridge was closed.", "The bridge was not open.")])
    if (size := sum((judge / name).stat().st_size for name in FILES)) > LARGEST:
        raise ValueError(f"{judge} has {size} bytes; expected at most {LARGEST}: cut its vocabulary")
    to.mkdir(parents=True, exist_ok=True)
    for name in FILES if judge.resolve() != to.resolve() else ():
        shutil.copyfile(judge / name, to / name)
    text = record(revision(to), figures)
    (to / "measured.toml").write_text(text, encoding="utf-8")
    kept = to / "MODEL.md"
    card = kept if kept.is_file() else CARD
    kept.write_text(with_measured(card, measured_block(tomllib.loads(text), size)), encoding="utf-8")
    return sum(path.stat().st_size for path in to.iterdir())


def revision(directory: Path) -> str:
    """40 hex digits of SHA-256 over the files of a judge, its card and figures left out."""
    digest = hashlib.sha256()
    for name in sorted(FILES):
        digest.update(f"{name}\0".encode() + (directory / name).read_bytes())
    return digest.hexdigest()[:40]


def record(weights: str, figures: dict[str, Any]) -> str:
    """The text of ``measured.toml`` for weights of a revision."""
    rows = [
        "# Written by `python -m training.judge package` with the weights beside it.",
        f"revision = {json.dumps(weights)}",
        *(f"{name} = {float(figures[name])}" for name in Limit._fields),
        *(f"{name} = {float(figures[name])}" for name in ("older", "edited") if name in figures),
    ]
    if "sets" in figures:
        rows += ["\n[sets]", *(f"{name} = {float(value)}" for name, value in figures["sets"].items())]
    return "\n".join(rows) + "\n"


def measured_block(found: dict[str, Any], size: int) -> str:
    """The card's measured part, from what ``measured.toml`` holds."""
    beside = f"; its log odds weigh {1 - found['forest']:.2f}, the learned ones the rest" if found["forest"] else ""
    text = (
        f"Revision `{found['revision'][:12]}`, {size / 1e6:.1f} MB. A sentence needs a probability of "
        f"{found['threshold']:.3f}{beside}.\n"
    )
    if "sets" in found:
        rows = "".join(f"| {name} | {value:.3f} |\n" for name, value in found["sets"].items())
        means = "".join(f"| mean, {kind} | {found[kind]:.3f} |\n" for kind in ("older", "edited") if kind in found)
        text += (
            "\nBalanced accuracy on sets of labelled claims, by weights of the same recipe that were not taught on the "
            "set and the\nthreshold that is best on the others:\n\n| set | balanced |\n|---|---|\n" + rows + means
        )
    return text
