"""Put an exported writer into the package: ``python -m training.writer.ship EXPORT [--scores scores.json]``.

Checks the export and stores it in int8 by rows in ``summarize/compact``, with ``measured.toml`` and the measured part
of MODEL.md. ``--scores`` is what ``python -m benchmarks.briefings.writer measure --out scores.json`` found on what
ships, so it is given in a second call, without EXPORT. What is left to do by hand: MODEL.md's paragraphs on training
and weaknesses.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from svodka.checkpoints.bundled import MEASURED, measured
from svodka.checkpoints.layout import fingerprint
from svodka.checkpoints.rows import KEPT, STORED, digest, store
from training import ship as translator
from training.command import ended

COMPACT = translator.ROOT / "summarize" / "compact"
LARGEST = 25_000_000
"""Bytes that the shipped folder may have in all."""
METRICS = ("ROUGE-1", "ROUGE-2", "ROUGE-L")


def ship(export: Path, folder: Path) -> str:
    """Store the export in `folder`, its card left as it is; returns one line that says what ships.

    Raises CheckpointError or ValueError for one that cannot ship; then nothing is changed.
    """
    translator.check(export)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        whole = Path(temporary)
        store(export, whole)
        if (size := sum(file.stat().st_size for file in whole.iterdir())) > LARGEST:
            raise ValueError(f"{export} has {size} bytes in int8; expected at most {LARGEST}")
        for name in (*KEPT, STORED):
            (whole / name).replace(folder / name)
    record(folder, [])
    return f"{export} ships in {folder}: {size / 1e6:.1f} MB, revision {fingerprint(folder)[:12]}"


def record(folder: Path, scores: Sequence[dict[str, Any]]) -> None:
    """Write ``measured.toml`` and the measured part of the card for what is stored in `folder`.

    A score has ``testset``, ``documents``, ``metric``, ``value`` and, of the same documents and words, ``extractive``.
    """
    rows = [
        "# Written by `python -m training.writer.ship` with the weights beside it.",
        f"revision = {json.dumps(fingerprint(folder))}",
        f"sha256 = {json.dumps(digest(folder / STORED))}",
        f"parameters = {translator.parameters(folder, STORED)}",
        *([] if scores else ["scores = []"]),
    ]
    for score in scores:
        rows += [
            "\n[[scores]]",
            f"testset = {json.dumps(score['testset'])}",
            f"documents = {score['documents']}",
            f"metric = {json.dumps(score['metric'])}",
            f"value = {score['value']:.2f}",
            f"extractive = {score['extractive']:.2f}",
            'source = "measured by svodka"',
        ]
    (folder / MEASURED).write_text("\n".join(rows) + "\n", encoding="utf-8")
    card = folder / "MODEL.md"
    if card.is_file():
        card.write_text(translator.with_measured(card, measured_block(measured(folder))), encoding="utf-8")


def measured_block(found: dict[str, Any]) -> str:
    """MODEL.md's measured part, from what ``measured.toml`` holds."""
    head = f"{found['parameters'] / 1e6:.1f} million parameters; revision `{found['revision'][:12]}`.\n"
    if not found["scores"]:
        return head
    value = {(score["testset"], score["metric"]): score for score in found["scores"]}
    rows = "\n".join(
        f"| {name} | {value[name, 'ROUGE-1']['documents']:,} "
        + "".join(f"| {value[name, m]['value']:.1f} ({value[name, m]['extractive']:.1f}) " for m in METRICS)
        + "|"
        for name in dict.fromkeys(score["testset"] for score in found["scores"])
    )
    return (
        f"{head}\nROUGE F1 at the number of words of the extractive summary, whose own is in brackets:\n\n"
        f"| set | documents | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|---|---|---|---|\n{rows}\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m training.writer.ship", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export", type=Path, nargs="?", help="what `python -m training export` wrote")
    parser.add_argument("--scores", type=Path, help="what benchmarks.briefings.writer wrote on what ships")
    parser.add_argument("--folder", type=Path, default=COMPACT, help="instead of summarize/compact, to try it there")
    given = parser.parse_args(arguments)
    if given.export is None and given.scores is None:
        parser.error("give an export, or --scores")
    return ended("python -m training.writer.ship", lambda: _ship(given))


def _ship(given: argparse.Namespace) -> None:
    if given.export is not None:
        print(ship(given.export, given.folder))
    if given.scores is not None:
        found = json.loads(given.scores.read_text(encoding="utf-8"))
        if (revision := fingerprint(given.folder)) != found["revision"]:
            raise ValueError(f"{given.scores} is of revision {found['revision'][:12]}; {revision[:12]} ships")
        record(given.folder, found["scores"])
        print(f"{given.folder}: {len(found['scores'])} scores written")


if __name__ == "__main__":
    sys.exit(main())
