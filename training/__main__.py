"""`python -m training COMMAND`: the steps from the data folder to a checkpoint that ships; see training/README.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.command import ended
from training.corpus.packing import DEV_SETS, PackOptions, pack
from training.corpus.sources import HUMAN_NEWS
from training.corpus.text import lines, read_corpus, read_lines, read_pairs, write_lines
from training.parser import build_parser

if TYPE_CHECKING:
    import torch

    from training.network.architecture import Architecture

TOKENS, VOCABULARY, CORPUS = "tokens.npz", "spm.model", "corpus.tsv.xz"
VARIED, HELD_OUT = "varied.tsv.xz", "varied.held.tsv.xz"
WRITTEN = "written.tsv.xz"


def _pack(given: argparse.Namespace) -> None:
    options = PackOptions(vocabulary=given.vocabulary, pieces=given.pieces, mono=given.mono, threads=given.threads)
    print(json.dumps(pack(given.data, given.out, options)))


def _vary(given: argparse.Namespace) -> None:
    from training.variants.writing import vary

    found = vary(read_corpus(given.run / CORPUS), most=given.most, seed=given.seed)
    for name, rows in ((VARIED, found.rows), (HELD_OUT, found.held_out)):
        write_lines(given.run / name, ("\t".join(row) for row in rows))
    print(json.dumps(Counter(name for name, _, _ in found.rows) | {"held out": len(found.held_out)}))


def _write(given: argparse.Namespace) -> None:
    from training.writer.pairs import told, written

    rows = list(written(told(given.data), share=given.mistaken, most=given.most, seed=given.seed))
    given.run.mkdir(parents=True, exist_ok=True)
    write_lines(given.run / WRITTEN, ("\t".join(row) for row in rows))
    print(json.dumps(Counter(name for name, _, _ in rows)))


def _tokenize(given: argparse.Namespace) -> None:
    from training.corpus.noise import worth_mending
    from training.corpus.tokens import tokenize
    from training.corpus.vocabulary import Vocabulary

    limit = given.limit or None
    rows = read_corpus(given.run / CORPUS)[:limit]
    if given.varied:
        from training.variants.writing import is_held_out

        rows = [row for row in rows if not is_held_out(row[1])] + read_corpus(given.run / VARIED)[:limit]
    if given.written:
        rows += read_corpus(given.run / WRITTEN)[:limit]
    for extra in given.extra:
        name, _, path = extra.partition("=")
        rows += [(name, russian, english) for russian, english in read_pairs(Path(path))[:limit]]
    pairs = len(rows)
    for lang in dict.fromkeys(given.denoise):
        texts = filter(worth_mending, read_lines(given.run / f"mono.{lang}.xz")[:limit])
        rows += [(f"denoise.{lang}", text, text) for text in texts]
    mended = len(rows) - pairs
    if given.mono:
        rows += [("mono.ru", text, "") for text in read_lines(given.run / "mono.ru.xz")[:limit]]
        rows += [("mono.en", "", text) for text in read_lines(given.run / "mono.en.xz")[:limit]]
    tokens = tokenize(rows, Vocabulary.load(given.run / VOCABULARY), variants=given.variants, seed=given.seed)
    tokens.save(given.run / TOKENS)
    english = int(tokens.english.starts[-1]) // tokens.variants
    mono = len(rows) - pairs - mended
    print(json.dumps({"pairs": pairs, "denoising": mended, "mono": mono, "english_tokens": english}))


def _spectral(given: argparse.Namespace) -> None:
    import numpy as np

    from training.corpus.tokens import Tokens
    from training.corpus.vocabulary import Vocabulary
    from training.network.spectral import spectral

    pieces = len(Vocabulary.load(given.run / VOCABULARY))
    np.save(given.out, spectral(Tokens.load(given.run / TOKENS), pieces, given.width).numpy())


def _train(given: argparse.Namespace) -> None:
    from training.corpus.tokens import Tokens
    from training.corpus.vocabulary import Vocabulary
    from training.options import TrainOptions
    from training.train import train

    settings = _settings(given, TrainOptions) | {"only": HUMAN_NEWS if given.only == ["news"] else tuple(given.only)}
    train(
        Tokens.load(given.run / TOKENS), Vocabulary.load(given.run / VOCABULARY), given.out, TrainOptions(**settings),
        architecture=_architecture(given), init=given.init, spectral=_embeddings(given.spectral),
    )  # fmt: skip


def _turns(given: argparse.Namespace) -> None:
    from training.corpus.tokens import Tokens
    from training.corpus.vocabulary import Vocabulary
    from training.options import TurnsOptions
    from training.turns.plan import Turns

    turns = Turns(
        Tokens.load(given.run / TOKENS), Vocabulary.load(given.run / VOCABULARY),
        TurnsOptions(**_settings(given, TurnsOptions)),
        architecture=_architecture(given), spectral=_embeddings(given.spectral), init=given.init, news=given.news,
    )  # fmt: skip
    turns.train(given.out)


def _blocks(given: argparse.Namespace) -> None:
    from training.corpus.blocks import write_blocks

    texts = (line for path in given.texts for line in lines(path))
    paths = write_blocks(texts, given.out, given.lang, most=given.most << 20)
    print(json.dumps({"blocks": len(paths), "bytes": sum(path.stat().st_size for path in paths)}))


def _news(given: argparse.Namespace) -> None:
    from training.corpus.vocabulary import Vocabulary
    from training.turns.news import prepare

    vocabulary = Vocabulary.load(given.run / VOCABULARY)
    print(json.dumps({"blocks": prepare(given.blocks, given.out, vocabulary, minutes=given.minutes)}))


def _settings(given: argparse.Namespace, options: type) -> dict[str, Any]:
    """Those of the arguments that are fields of ``options``."""
    return {name: value for name, value in vars(given).items() if name in options.__dataclass_fields__}


def _architecture(given: argparse.Namespace) -> Architecture:
    from training.network.architecture import Architecture

    return Architecture(
        width=given.width, feed_forward=given.feed_forward, heads=max(1, given.width // 64),
        encoder_layers=given.encoder_layers, decoder_layers=given.decoder_layers,
    )  # fmt: skip


def _embeddings(path: Path | None) -> torch.Tensor | None:
    import numpy as np
    import torch

    return torch.from_numpy(np.load(path)) if path else None


def _export(given: argparse.Namespace) -> None:
    from training.corpus.vocabulary import Vocabulary
    from training.export import export

    vocabulary = Vocabulary.load(given.run / VOCABULARY)
    print(json.dumps({"bytes": export(given.state, vocabulary, given.out, direction=given.direction)}))


def _evaluate(given: argparse.Namespace) -> None:
    from training.decode import Decoder
    from training.evaluate import evaluate

    decoder, scores = Decoder(given.model, precision=given.precision), []
    for name in DEV_SETS:
        pairs = read_pairs(given.run / f"{name}.tsv")[: given.limit or None]
        score, hypotheses = evaluate(decoder, name, pairs, direction=given.direction, beams=given.beams)
        scores.append(score.to_dict())
        print(json.dumps(scores[-1]))
        for (russian, english), hypothesis in list(zip(pairs, hypotheses, strict=True))[: given.show]:
            print(f"  {russian} | {hypothesis} | {english}")
    if given.out:
        given.out.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")


def _check(given: argparse.Namespace) -> None:
    from training.export import disagreements

    texts = [russian for russian, _ in read_pairs(given.pairs)[: given.limit or None]]
    different = disagreements(given.model, texts)
    for text, ours, theirs in different:
        print(f"{text}\n  transformers: {ours}\n  CTranslate2:  {theirs}")
    print(json.dumps({"texts": len(texts), "different": len(different)}))


def _synthesize(given: argparse.Namespace) -> None:
    from training.decode import Decoder
    from training.synthesize import synthesize

    texts = [text for path in given.texts for text in read_lines(path)][: given.limit or None]
    pairs = synthesize(Decoder(given.model), texts, given.direction, minutes=given.minutes, keep=given.keep)
    write_lines(given.out, (f"{russian}\t{english}" for russian, english in pairs))
    print(json.dumps({"texts": len(texts), "pairs": len(pairs)}))


COMMANDS = {
    "pack": _pack,
    "vary": _vary,
    "write": _write,
    "tokenize": _tokenize,
    "spectral": _spectral,
    "train": _train,
    "turns": _turns,
    "blocks": _blocks,
    "news": _news,
    "export": _export,
    "evaluate": _evaluate,
    "check": _check,
    "synthesize": _synthesize,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = build_parser().parse_args(arguments)
    return ended("python -m training", lambda: COMMANDS[given.command](given))


if __name__ == "__main__":
    sys.exit(main())
