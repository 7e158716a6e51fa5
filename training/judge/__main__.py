"""`python -m training.judge COMMAND`: from pairs and claims to a judge for CTranslate2."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from training.command import ended
from training.corpus.text import lines, write_lines
from training.judge.examples import Example, claims, copied, inference, slips


def parser() -> argparse.ArgumentParser:
    """The parser; ``command`` is the name of the command."""
    found = argparse.ArgumentParser(prog="python -m training.judge", description=__doc__)
    commands = found.add_subparsers(required=True, metavar="COMMAND", dest="command")
    added = commands.add_parser("examples", help="data folder -> pairs.jsonl.xz and claims.jsonl.xz")
    added.add_argument("--data", type=Path, default=Path("../shared/data"))
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--leave", nargs="*", default=[], metavar="SET", help="sets of claims that are left out")
    added.add_argument("--most", type=int, default=30_000, help="pairs of a set")
    added.add_argument("--slips", type=float, default=0.5, help="share of the entailed that get a rival")
    added = commands.add_parser("cut", help="checkpoint -> the same with fewer pieces")
    added.add_argument("--checkpoint", type=Path, required=True)
    added.add_argument(
        "--texts", type=Path, nargs="+", required=True, help="what `examples` wrote, or text, a line each"
    )
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--most", type=int, default=16_000)
    added = commands.add_parser(
        "teach", help="examples -> network, for --minutes or --steps; goes on where --out stopped"
    )
    added.add_argument("--checkpoint", type=Path, required=True)
    added.add_argument("--examples", type=Path, nargs="+", required=True)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--minutes", type=float, default=0.0)
    added.add_argument("--steps", type=int, default=0)
    added.add_argument("--learning-rate", type=float, default=1e-4)
    added.add_argument("--tokens", type=int, default=8192)
    added = commands.add_parser("ship", help="network -> CTranslate2 in int8")
    added.add_argument("--checkpoint", type=Path, required=True)
    added.add_argument("--out", type=Path, required=True)
    added = commands.add_parser("package", help="what `ship` wrote -> the package, with card and limit")
    added.add_argument("--judge", type=Path, required=True)
    added.add_argument("--figures", type=Path, help="what `python -m benchmarks.check.judged left --out` wrote")
    added.add_argument("--threshold", type=float, help="in place of the figures'")
    added.add_argument("--leeway", type=float, help="in place of the figures'")
    added.add_argument("--forest", type=float, help="in place of the figures'")
    added.add_argument("--to", type=Path, help="a folder in place of the package's")
    added = commands.add_parser("measure", help="balanced accuracy and area under the curve, set by set")
    added.add_argument("--judge", type=Path, required=True)
    added.add_argument("--examples", type=Path, required=True)
    added.add_argument("--limit", type=float, help="probability (else the best on --chosen-on)")
    added.add_argument("--chosen-on", type=Path)
    return found


def _examples(given: argparse.Namespace) -> None:
    pairs = inference(given.data / "nli", most=given.most)
    labelled, left = [], []
    for example in claims(given.data / "faithful/labelled.jsonl.xz"):
        (left if example.source in given.leave else labelled).append(example)
    made = [*slips(labelled, share=given.slips), *copied(labelled, share=given.slips)]
    pairs += slips(pairs, share=given.slips / 10)
    counts = {"pairs": _write(given.out / "pairs.jsonl.xz", pairs)}
    counts["claims"] = _write(given.out / "claims.jsonl.xz", [*labelled, *made])
    counts["left"] = _write(given.out / "left.jsonl.xz", left)
    print(json.dumps(counts))


def _cut(given: argparse.Namespace) -> None:
    from training.judge.pieces import cut

    texts = (text for path in given.texts for line in lines(path) for text in _texts(line))
    print(json.dumps({"pieces": cut(given.checkpoint, texts, given.out, most=given.most)}))


def _teach(given: argparse.Namespace) -> None:
    from training.judge.network import JudgeOptions, Teacher

    options = JudgeOptions(
        minutes=given.minutes, steps=given.steps, learning_rate=given.learning_rate, tokens=given.tokens
    )
    examples = [example for path in given.examples for example in read(path)]
    Teacher(given.checkpoint, options).teach(examples, given.out)


def _ship(given: argparse.Namespace) -> None:
    from training.judge.shipping import ship

    print(json.dumps({"bytes": ship(given.checkpoint, given.out)}))


def _package(given: argparse.Namespace) -> None:
    from svodka.verify.entailment import WEIGHTS, Limit
    from training.judge.package import package

    figures = json.loads(given.figures.read_text(encoding="utf-8")) if given.figures else {}
    figures |= {name: getattr(given, name) for name in Limit._fields if getattr(given, name) is not None}
    print(json.dumps({"bytes": package(given.judge, figures, given.to or WEIGHTS)}))


def _measure(given: argparse.Namespace) -> None:
    from svodka.verify.entailment import CrossEncoder
    from training.judge.shipping import best_limit, measured

    judge = CrossEncoder(given.judge)
    limit = given.limit if given.limit is not None else best_limit(judge, read(given.chosen_on or given.examples))
    for found in measured(judge, read(given.examples), limit=limit):
        print(json.dumps({**found._asdict(), "limit": limit}))


def read(path: Path) -> list[Example]:
    """The examples of a file that `examples` wrote."""
    return [Example(*json.loads(line)) for line in lines(path)]


def _write(path: Path, examples: Sequence[Example]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    order = random.Random(1).sample(list(examples), len(examples))
    write_lines(path, (json.dumps(example, ensure_ascii=False) for example in order))
    return len(order)


def _texts(line: str) -> Sequence[str]:
    return json.loads(line)[1:3] if line.startswith("[") else [line]


COMMANDS = {
    "examples": _examples,
    "cut": _cut,
    "teach": _teach,
    "ship": _ship,
    "package": _package,
    "measure": _measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = parser().parse_args(arguments)
    return ended("python -m training.judge", lambda: COMMANDS[given.command](given))


if __name__ == "__main__":
    sys.exit(main())
