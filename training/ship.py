"""Put an exported checkpoint into the package: ``python -m training.ship EXPORT [--data ../shared/data]``.

Checks the export, measures it on the dev sets, and refuses one that is worse than what ships. Then copies it to
``translate/compact``, writes ``measured.toml`` and the measured part of MODEL.md, and prints README's output anew
(``tests/test_readme.py``). What is left to do by hand: MODEL.md's paragraphs on training and weaknesses.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tomllib
from math import prod
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from training.command import ended

if TYPE_CHECKING:
    from benchmarks.quality import Measured

ROOT = Path(__file__).resolve().parents[1]
COMPACT = ROOT / "translate" / "compact"
WEIGHTS = "model.safetensors"
FILES = (
    "config.json", "generation_config.json", WEIGHTS, "source.spm", "target.spm", "tokenizer_config.json", "vocab.json",
)  # fmt: skip
LARGEST = 50_000_000
"""Bytes that the shipped folder may have in all."""
BLOCK = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)


def check(export: Path) -> None:
    """Raise CheckpointError or ValueError for a folder that cannot ship.

    Incomplete, of another architecture, too large, or with a padding row that is not zero: CTranslate2 starts the
    decoder from a zero embedding, transformers from that row.
    """
    from safetensors import safe_open

    from svodka.checkpoints import resolve

    resolve(str(export), "translate", offline=True)
    if lacking := [name for name in FILES if not (export / name).is_file()]:
        raise ValueError(f"{export} lacks {', '.join(lacking)}; expected what `python -m training export` writes")
    if (size := sum((export / name).stat().st_size for name in FILES)) > LARGEST:
        raise ValueError(f"{export} has {size} bytes; expected at most {LARGEST}: export it in float16")
    pad = json.loads((export / "config.json").read_text(encoding="utf-8"))["pad_token_id"]
    with safe_open(export / WEIGHTS, framework="numpy") as weights:
        if weights.get_slice("model.shared.weight")[pad : pad + 1].any():
            raise ValueError(f"{export}: the embedding of padding is not zero; the two engines would disagree")


def parameters(checkpoint: Path, file: str = WEIGHTS) -> int:
    """How many weights were trained: all in the file but the fixed bias that forbids pieces, and the scales of rows."""
    from safetensors import safe_open

    from svodka.checkpoints.rows import SCALE

    with safe_open(checkpoint / file, framework="numpy") as weights:
        names = [n for n in weights.keys() if n != "final_logits_bias" and not n.endswith(SCALE)]  # noqa: SIM118
        return sum(prod(weights.get_slice(name).get_shape()) for name in names)


def record(checkpoint: Path, scores: list[Measured]) -> str:
    """The text of ``measured.toml`` for a checkpoint."""
    from importlib.metadata import version

    from svodka.checkpoints.layout import fingerprint

    decoding = f"CTranslate2 {version('ctranslate2')} in int8, beam 4, no repairs"
    rows = [
        "# Written by `python -m training.ship` with the weights beside it.",
        f"revision = {json.dumps(fingerprint(checkpoint))}",
        f"parameters = {parameters(checkpoint)}",
        f"decoding = {json.dumps(decoding)}",
    ]
    for metric, signature in (("bleu", "bleu_signature"), ("chrf", "chrf_signature")):
        for score in scores:
            rows += [
                "\n[[scores]]",
                f"testset = {json.dumps(score.testset)}",
                f"segments = {score.segments}",
                f"metric = {json.dumps({'bleu': 'BLEU', 'chrf': 'chrF'}[metric])}",
                f"value = {getattr(score, metric):.2f}",
                f"signature = {json.dumps(getattr(score, signature))}",
                'source = "measured by svodka"',
            ]
    return "\n".join(rows) + "\n"


def measured_block(found: dict[str, Any]) -> str:
    """MODEL.md's measured part, from what ``measured.toml`` holds."""
    sets = dict.fromkeys(score["testset"] for score in found["scores"])
    value = {(score["testset"], score["metric"]): score for score in found["scores"]}
    rows = "\n".join(
        f"| {name} | {value[name, 'BLEU']['segments']:,} | {value[name, 'BLEU']['value']:.1f} "
        f"| {value[name, 'chrF']['value']:.1f} |"
        for name in sets
    )
    signatures = "\n".join(dict.fromkeys(f"- `{score['signature']}`" for score in found["scores"]))
    return (
        f"{found['parameters'] / 1e6:.1f} million parameters; revision `{found['revision'][:12]}`. "
        f"{found['decoding']}:\n\n| set | segments | BLEU | chrF |\n|---|---|---|---|\n{rows}\n\n{signatures}\n"
    )


def with_measured(card: Path, block: str) -> str:
    """The text of a card with its measured part written anew."""
    return BLOCK.sub(lambda _: block, card.read_text(encoding="utf-8"), count=1)


def shipped_bleu() -> float:
    """Mean BLEU over the sets that ``measured.toml`` has for the checkpoint that ships; 0 when none does."""
    file = COMPACT / "measured.toml"
    if not file.is_file():
        return 0.0
    scores = tomllib.loads(file.read_text(encoding="utf-8"))["scores"]
    return fmean(score["value"] for score in scores if score["metric"] == "BLEU")


def ship(export: Path, data: Path) -> str:
    """Measure `export` and put it into the package; returns one line that says what was gained.

    Raises ValueError when the export cannot ship or its mean BLEU is below what ships; then nothing is changed.
    """
    from benchmarks.quality import measure

    check(export)
    scores = measure(str(export), data)
    before, after = shipped_bleu(), fmean(round(score.bleu, 2) for score in scores)
    if after < before:
        raise ValueError(f"mean BLEU {after:.2f} is below the {before:.2f} that ships; nothing was changed")
    if export.resolve() != COMPACT.resolve():
        for name in FILES:
            shutil.copyfile(export / name, COMPACT / name)
    text = record(COMPACT, scores)
    (COMPACT / "measured.toml").write_text(text, encoding="utf-8")
    card = COMPACT / "MODEL.md"
    card.write_text(with_measured(card, measured_block(tomllib.loads(text))), encoding="utf-8")
    subprocess.run([sys.executable, str(ROOT / "tests" / "test_readme.py")], check=True, cwd=ROOT)
    return f"{export} ships: mean BLEU {before:.2f} -> {after:.2f}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m training.ship", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export", type=Path, help="what `python -m training export` wrote")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="with mt/dev/*.tsv")
    given = parser.parse_args(arguments)
    return ended("python -m training.ship", lambda: print(ship(given.export, given.data)))


if __name__ == "__main__":
    sys.exit(main())
