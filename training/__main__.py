"""`python -m training COMMAND`: the steps from the data folder to a checkpoint that ships; see training/README.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from training import parts
from training.data import DEV_SETS, PackOptions, pack, read_corpus, read_lines, read_pairs, write_lines
from training.noise import worth_mending
from training.sources import HUMAN_NEWS
from training.tokens import Tokens, tokenize
from training.vocabulary import Vocabulary


def _pack(given: argparse.Namespace) -> None:
    options = PackOptions(pieces=given.pieces, mono=given.mono, threads=given.threads)
    print(json.dumps(pack(given.data, given.out, options)))


def _tokenize(given: argparse.Namespace) -> None:
    limit = given.limit or None
    rows = read_corpus(given.run / "corpus.tsv.xz")[:limit]
    for extra in given.extra:
        name, _, path = extra.partition("=")
        rows += [(name, russian, english) for russian, english in read_pairs(Path(path))[:limit]]
    pairs = len(rows)
    for lang in dict.fromkeys(given.denoise):
        texts = filter(worth_mending, read_lines(given.run / f"mono.{lang}.xz")[:limit])
        rows += [(f"denoise.{lang}", text, text) for text in texts]
    tokens = tokenize(rows, Vocabulary.load(given.run / "spm.model"), seed=given.seed)
    tokens.save(given.run / "tokens.npz")
    english = int(tokens.english.starts[-1]) // tokens.variants
    print(json.dumps({"pairs": pairs, "denoising": len(rows) - pairs, "english_tokens": english}))


def _train(given: argparse.Namespace) -> None:
    from training.train import TrainOptions, train

    options = TrainOptions(
        direction=given.direction, minutes=given.minutes, steps=given.steps, total=given.total, tokens=given.tokens,
        learning_rate=given.learning_rate, warmup=given.warmup, cooldown=given.cooldown, log_every=given.log_every,
        only=HUMAN_NEWS if given.only == ["news"] else tuple(given.only), denoise=given.denoise, seed=given.seed,
    )  # fmt: skip
    tokens, vocabulary = Tokens.load(given.run / "tokens.npz"), Vocabulary.load(given.run / "spm.model")
    train(tokens, vocabulary, given.out, options, start=given.start)


def _synthesize(given: argparse.Namespace) -> None:
    from training.decode import Decoder
    from training.synthesize import synthesize

    texts = read_lines(given.texts)[: given.limit or None]
    decoder = Decoder(given.model, tokens=given.tokens)
    pairs = synthesize(decoder, texts, given.direction, minutes=given.minutes, keep=given.keep)
    write_lines(given.out, (f"{russian}\t{english}" for russian, english in pairs))
    print(json.dumps({"texts": len(texts), "pairs": len(pairs)}))


def _evaluate(given: argparse.Namespace) -> None:
    from training.decode import Decoder
    from training.evaluate import evaluate

    decoder, scores = Decoder(given.model), []
    for name in DEV_SETS:
        pairs = read_pairs(given.run / f"{name}.tsv")[: given.limit or None]
        score, hypotheses = evaluate(decoder, name, pairs, direction=given.direction, beams=given.beams)
        scores.append(score.to_dict())
        print(json.dumps(scores[-1]))
        for (russian, english), hypothesis in list(zip(pairs, hypotheses, strict=True))[: given.show]:
            print(f"  {russian} | {hypothesis} | {english}")
    if given.out:
        given.out.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")


def _export(given: argparse.Namespace) -> None:
    from training.export import export

    print(json.dumps({"bytes": export(given.model, given.out)}))


def _check(given: argparse.Namespace) -> None:
    from training.export import disagreements

    texts = [russian for russian, _ in read_pairs(given.pairs)[: given.limit or None]]
    different = disagreements(given.model, texts)
    for text, ours, theirs in different:
        print(f"{text}\n  transformers: {ours}\n  CTranslate2:  {theirs}")
    print(json.dumps({"texts": len(texts), "different": len(different)}))


def _split(given: argparse.Namespace) -> None:
    print(json.dumps({"parts": parts.split(given.folder, given.out)}))


def _join(given: argparse.Namespace) -> None:
    print(parts.join(given.parts, given.name, given.out))


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=run)
        return added

    def direction(added: argparse.ArgumentParser) -> None:
        added.add_argument("--direction", choices=("ru-en", "en-ru"), default="ru-en")

    def run_folder(added: argparse.ArgumentParser) -> None:
        added.add_argument("--run", type=Path, required=True, help="the pack's folder")

    added = command("pack", _pack, "data folder -> one folder with all that a run needs (CPU, minutes)")
    added.add_argument("--data", type=Path, default=Path("../shared/data"))
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--pieces", type=int, default=20000, help="entries of the vocabulary")
    added.add_argument("--mono", type=int, default=260_000, help="monolingual sentences per language, at most")
    added.add_argument("--threads", type=int, default=2)

    added = command("tokenize", _tokenize, "corpus -> tokens.npz, on all processors")
    run_folder(added)
    added.add_argument(
        "--extra", nargs="*", default=[], metavar="NAME=FILE", help="synthetic pairs, e.g. back=back.tsv"
    )
    added.add_argument(
        "--denoise",
        nargs="*",
        default=[],
        choices=("en", "ru"),
        help="add monolingual sentences to mend (en for ru-en)",
    )
    added.add_argument("--seed", type=int, default=1, help="of the noise")
    added.add_argument("--limit", type=int, default=0, help="only the first N of each input (0: all)")

    added = command("train", _train, "train for --minutes or --steps; goes on where --out stopped")
    run_folder(added)
    direction(added)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--start", type=Path, help="checkpoint to begin from, e.g. for a fine-tune")
    added.add_argument("--minutes", type=float, default=0.0)
    added.add_argument("--steps", type=int, default=0)
    added.add_argument("--total", type=float, default=0.0, help="length of the whole run (same unit)")
    added.add_argument("--tokens", type=int, default=60_000, help="tokens of a batch, padding included")
    added.add_argument("--learning-rate", type=float, default=1.2e-3)
    added.add_argument("--warmup", type=int, default=800, help="steps")
    added.add_argument("--cooldown", type=float, default=0.45, help="share of the run")
    added.add_argument("--only", nargs="*", default=[], help="sources; `news` alone: the human news")
    added.add_argument(
        "--denoise", type=float, default=0.05, metavar="SHARE", help="of an epoch, if tokenize was given --denoise"
    )
    added.add_argument("--log-every", type=int, default=100)
    added.add_argument("--seed", type=int, default=1)

    added = command("synthesize", _synthesize, "monolingual text + model -> Russian TAB English pairs")
    direction(added)
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--texts", type=Path, required=True)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--minutes", type=float, default=3.0)
    added.add_argument("--keep", type=float, default=1.0, help="share kept, the most confident first")
    added.add_argument("--tokens", type=int, default=160_000)
    added.add_argument("--limit", type=int, default=0)

    added = command("evaluate", _evaluate, "BLEU and chrF on the dev sets")
    run_folder(added)
    direction(added)
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--beams", type=int, default=4)
    added.add_argument("--limit", type=int, default=0)
    added.add_argument("--show", type=int, default=4, help="examples printed per set")
    added.add_argument("--out", type=Path, help="scores as JSON")

    added = command("export", _export, "checkpoint -> float16 checkpoint to ship")
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--out", type=Path, required=True)

    added = command("check", _check, "compare greedy output of transformers and CTranslate2")
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--pairs", type=Path, required=True, help="Russian TAB English lines")
    added.add_argument("--limit", type=int, default=0)

    added = command("split", _split, "folder -> files of at most 15 MB (state.pt is left out)")
    added.add_argument("folder", type=Path)
    added.add_argument("out", type=Path)

    added = command("join", _join, "files of split -> folder")
    added.add_argument("parts", type=Path)
    added.add_argument("name")
    added.add_argument("out", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = build_parser().parse_args(arguments)
    try:
        given.command(given)
    except (OSError, ValueError) as error:
        print(f"python -m training: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
