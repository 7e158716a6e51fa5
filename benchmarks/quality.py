"""BLEU and chrF of a checkpoint on newstest2013 and FLORES dev, as the decoder gives it and as the product does.

    python -m benchmarks.quality [--data ../shared/data] [--checkpoint compact] [--limit 0]
        [--ways int8 float32 product] [--agree 200]

A line of a set is one segment. `int8` and `float32`: CTranslate2 in that precision, beam 4, nothing else done to source
or hypothesis; int8 also where the product refuses it (svodka/engines/arithmetic.py), which is said. `product`: what
`translate.Translator` gives, with segmentation, checks, repairs and names. `--agree N`: on the first N lines, greedy in
float32, how many hypotheses of transformers and CTranslate2 are the same. The sets are never trained on; published
scores are in the README of the data folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SETS = {"newstest2013": "newstest2013", "flores_dev": "FLORES dev"}
WAYS = ("int8", "float32", "product")
BEAM = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores of one set, decoded in one of `WAYS`; the signatures are sacrebleu's. Seconds include loading; those of
    the processor, over its cores, hardly mind what else runs."""

    testset: str
    segments: int
    way: str
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    seconds: float
    processor: float = 0.0


def read_set(data: Path, name: str, limit: int = 0) -> tuple[list[str], list[str]]:
    """Russian sources and English references of ``mt/dev/NAME.tsv``, at most `limit` of them (0: all)."""
    lines = (data / "mt" / "dev" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in (lines[:limit] if limit else lines)]
    return [russian for russian, _ in pairs], [english for _, english in pairs]


def decode(checkpoint: Any, texts: Sequence[str], *, engine: str, precision: str, beam: int, cache: Any) -> list[str]:
    """Texts as whole segments through the decoder alone, in input order."""
    from svodka.engines import DecodeOptions, Engine, load_engine
    from svodka.engines.arithmetic import arithmetic_of
    from svodka.engines.convert import converted
    from svodka.engines.ct2 import CTranslate2Engine
    from translate.marian.tokenizer import MarianTokenizer

    tokenizer = MarianTokenizer(checkpoint.path)
    loaded: Engine
    if precision == "int8":
        path = converted(checkpoint, precision, cache)
        sys.stderr.write(f"{arithmetic_of(path, checkpoint, precision)}\n")
        loaded = CTranslate2Engine(path, quantization=precision, device="cpu")
    else:
        loaded = load_engine(checkpoint, name=engine, device="cpu", quantization=precision, cache_dir=cache)
    hypotheses = loaded.decode(tokenizer.encode(texts), DecodeOptions(beam=beam))
    return tokenizer.decode([hypothesis.tokens for hypothesis in hypotheses])


def measure(name: str, data: Path, *, ways: Iterable[str] = ("int8",), limit: int = 0, cache: Any = None) -> list[Any]:
    """One `Measured` for each set and way. `name` is a short name, hub id or directory."""
    from sacrebleu.metrics import BLEU, CHRF

    from svodka.checkpoints import resolve
    from translate import TranslateOptions, Translator

    checkpoint = resolve(name, "translate", offline=True, cache_dir=cache)
    found = []
    for file, testset in SETS.items():
        sources, references = read_set(data, file, limit)
        for way in ways:
            start, busy = time.perf_counter(), time.process_time()
            if way == "product":
                translator = Translator(name, options=TranslateOptions(), offline=True, cache_dir=cache)
                hypotheses = [done.hypothesis for done in translator.translate(sources)]
            else:
                hypotheses = decode(checkpoint, sources, engine="ctranslate2", precision=way, beam=BEAM, cache=cache)
            seconds, busy = time.perf_counter() - start, time.process_time() - busy
            bleu, chrf = BLEU(), CHRF()
            scores = bleu.corpus_score(hypotheses, [references]), chrf.corpus_score(hypotheses, [references])
            signatures = str(bleu.get_signature()), str(chrf.get_signature())
            found.append(
                Measured(
                    testset,
                    len(sources),
                    way,
                    *(s.score for s in scores),
                    *signatures,
                    round(seconds, 1),
                    round(busy, 1),
                )
            )
            sys.stderr.write(f"{found[-1]}\n")
    return found


def agreement(name: str, data: Path, limit: int, cache: Any = None) -> list[tuple[str, str, str]]:
    """(source, transformers, CTranslate2) where greedy hypotheses in float32 differ, on `limit` lines of each set."""
    from svodka.checkpoints import resolve

    checkpoint = resolve(name, "translate", offline=True, cache_dir=cache)
    texts = [text for file in SETS for text in read_set(data, file, limit)[0]]
    torch, ours = (
        decode(checkpoint, texts, engine=engine, precision="float32", beam=1, cache=cache)
        for engine in ("torch", "ctranslate2")
    )
    return [row for row in zip(texts, torch, ours, strict=True) if row[1] != row[2]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--checkpoint", default="compact")
    parser.add_argument("--limit", type=int, default=0, help="lines of each set; 0 is all")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=list(WAYS))
    parser.add_argument("--agree", type=int, default=0, metavar="N", help="compare the engines on N lines of each set")
    args = parser.parse_args()
    if args.agree:
        different = agreement(args.checkpoint, args.data, args.agree)
        print(json.dumps([dict(zip(("source", "torch", "ctranslate2"), row, strict=True)) for row in different],
                         ensure_ascii=False, indent=1))  # fmt: skip
        print(f"{len(different)} of {args.agree * len(SETS)} differ")
    print("| set | segments | way | BLEU | chrF | seconds | processor seconds |\n|---|---|---|---|---|---|---|")
    found = measure(args.checkpoint, args.data, ways=args.ways, limit=args.limit) if args.ways else []
    for one in found:
        row = asdict(one)
        print(f"| {row['testset']} | {row['segments']:,} | {row['way']} | {row['bleu']:.2f} | {row['chrf']:.1f} "
              f"| {row['seconds']} | {row['processor']} |")  # fmt: skip
    for signature in dict.fromkeys(s for one in found for s in (one.bleu_signature, one.chrf_signature)):
        print(f"- `{signature}`")


if __name__ == "__main__":
    main()
