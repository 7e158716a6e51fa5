"""Speed of the compact checkpoint beside others, first use, and memory: all in one run, in turns.

    python -m benchmarks.compact [speed shortlist start] [--data ../shared/data] [--sentences 64] [--runs 5]

speed: the product's engine on the compact checkpoint, beside the same engine on a random checkpoint of opus-mt-ru-en's
size (target: 5 times as fast), and beside Argos Translate's engine settings on the compact checkpoint. The same
sentences of ../shared/data/news_ru for all, each with its checkpoint's own tokenizer, 30 tokens forced, beam 4, int8.
Argos Translate (`argostranslate/translate.py`, `settings.py`) gives ctranslate2 one worker with every core, 32
sentences a call in the order they come, a length penalty of 0.2. Argos itself, in a venv of its own, is a peer of
`benchmarks.translate --checkpoint translate/compact`.

shortlist: the compact checkpoint with scores for all pieces at every step; for the English ones, as the product does
(CTranslate2's vocabulary map, `svodka/engines/convert.py`), with the number of sentences that come out the same; and
for the N most frequent English ones. A lexical shortlist with N pieces for a batch cannot be faster than the last: it
also looks its pieces up. Kept at 1.3 times as fast.

start: seconds from the command to the end of the first brief, of ``svodka brief examples/item.txt --offline``: cold
(nothing converted) and warm, in turns with ``python -c "import ctranslate2, sentencepiece"`` (target: warm at most 2.5
times that), and the most resident memory.

Ratios are medians over pairs of turns, each beside its neighbour in time. On a busy machine wall time favours who has
more threads; processor time does not, but counts threads that wait by spinning.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LENGTH, BEAM = 30, 4
MEMORY = """
import subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
import resource
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
sys.exit(code)
"""


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and processor seconds of all threads and of the processes started."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - start, sum(os.times()[:4]) - used


Spent = list[tuple[float, float]]


def turns(contenders: dict[str, Callable[[], object]], runs: int) -> dict[str, Spent]:
    """What each contender took, `runs` times, one after the other."""
    for work in contenders.values():
        work()
    found: dict[str, Spent] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, work in contenders.items():
            found[name].append(seconds(work))
    return found


def ratios(theirs: Spent, ours: Spent) -> str:
    """Median of the pairwise ratios and their range, by wall time and by processor time."""
    said = []
    for kind, which in (("wall", 0), ("processor", 1)):
        pairs = [their[which] / our[which] for their, our in zip(theirs, ours, strict=True)]
        said.append(f"{statistics.median(pairs):.2f} {kind} ({min(pairs):.2f} to {max(pairs):.2f})")
    return ", ".join(said) + f" in {len(ours)} pairs"


def rate(spent: Spent, tokens: int) -> str:
    return f"{tokens / statistics.median(wall for wall, _ in spent):.0f} tokens/s"


def engine_of(name: str, texts: Sequence[str], cache: Path) -> Callable[[], object]:
    """Decode `texts` as the product does, with forced lengths."""
    from svodka.checkpoints import resolve
    from svodka.engines import DecodeOptions, load_engine
    from translate.marian.tokenizer import MarianTokenizer

    checkpoint = resolve(name, "translate", offline=True, cache_dir=cache)
    engine = load_engine(checkpoint, name="ctranslate2", device="cpu", cache_dir=cache)
    options = replace(DecodeOptions(beam=BEAM), min_tokens=LENGTH, max_tokens=LENGTH)
    rows = MarianTokenizer(checkpoint.path).encode(texts)
    return lambda: engine.decode(rows, options)


def converted_compact(cache: Path) -> tuple[Path, Any]:
    from svodka.checkpoints import resolve
    from svodka.engines.convert import converted

    checkpoint = resolve("compact", "translate", offline=True)
    return converted(checkpoint, "int8", cache), checkpoint


def argos_settings(texts: Sequence[str], cache: Path) -> Callable[[], object]:
    """The compact checkpoint with ctranslate2 set up and called as Argos Translate does."""
    import ctranslate2
    import sentencepiece

    folder, checkpoint = converted_compact(cache)
    model = ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=0, compute_type="int8")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(checkpoint.path / "source.spm"))
    rows = [[*row, "</s>"] for row in pieces.encode(list(texts), out_type=str)]

    def work() -> None:
        for start in range(0, len(rows), 32):
            model.translate_batch(
                rows[start : start + 32], replace_unknowns=True, max_batch_size=32, beam_size=BEAM, num_hypotheses=1,
                length_penalty=0.2, return_scores=True, min_decoding_length=LENGTH, max_decoding_length=LENGTH,
            )  # fmt: skip

    return work


def speed(data: Path, work: Path, count: int, runs: int) -> None:
    from benchmarks.material.marian import make_checkpoint, sentences

    texts, cache = sentences(data, count), work / "cache"
    opus = make_checkpoint(work, data, tiny=False)
    found = turns(
        {
            "compact": engine_of("compact", texts, cache),
            "opus-size": engine_of(str(opus), texts, cache),
            "argos": argos_settings(texts, cache),
        },
        runs,
    )
    for name, spent in found.items():
        print(f"{name}: {rate(spent, count * LENGTH)}")
    print(f"over a random checkpoint of opus-mt-ru-en's size: {ratios(found['opus-size'], found['compact'])}")
    print(f"over Argos' engine settings on the same checkpoint: {ratios(found['argos'], found['compact'])}")


def shortlist(data: Path, work: Path, count: int, runs: int, sizes: Sequence[int]) -> None:
    import ctranslate2

    from benchmarks.material.marian import sentences
    from svodka.engines.convert import SHORTLIST
    from translate.marian.tokenizer import MarianTokenizer

    folder, checkpoint = converted_compact(work / "cache")
    rows = sorted(MarianTokenizer(checkpoint.path).encode(sentences(data, count)), key=len, reverse=True)
    threads = os.cpu_count() or 1
    english = (folder / SHORTLIST).read_text(encoding="utf-8").strip().split(" ")

    def decode(path: Path, mapped: bool, **bounds: int) -> Callable[[], Any]:
        model = ctranslate2.Translator(str(path), compute_type="int8", inter_threads=threads, intra_threads=1)
        return lambda: model.translate_batch(
            rows, beam_size=BEAM, max_batch_size=1024, batch_type="tokens", use_vmap=mapped, **bounds
        )

    whole, mapped = (decode(folder, use, max_decoding_length=256)() for use in (False, True))
    same = sum(a.hypotheses == b.hypotheses for a, b in zip(whole, mapped, strict=True))
    print(f"{len(english)} English pieces: {same} of {len(rows)} hypotheses are the same as with all pieces")
    forced = {"min_decoding_length": LENGTH, "max_decoding_length": LENGTH}
    contenders = {"all": decode(folder, False, **forced), "English": decode(folder, True, **forced)}
    for size in sizes:
        copy = work / f"shortlist-{size}"
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        # SentencePiece numbers the pieces of a unigram model from the most to the least probable.
        (copy / SHORTLIST).write_text("\t" + " ".join(english[:size]) + "\n", encoding="utf-8")
        contenders[str(size)] = decode(copy, True, **forced)
    found = turns(contenders, runs)
    for name, spent in found.items():
        print(f"{name}: {rate(spent, count * LENGTH)}")
        print(f"  as fast as all: {ratios(found['all'], spent)}; as English: {ratios(found['English'], spent)}")


def start(runs: int) -> None:
    command = [sys.executable, "-m", "svodka", "brief", "examples/item.txt", "--offline", "--evidence"]
    imports = [sys.executable, "-c", "import ctranslate2, sentencepiece"]

    def run(arguments: list[str], cache: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(arguments, cwd=ROOT, env=os.environ | {"SVODKA_CACHE": cache}, check=True, **quiet)

    with tempfile.TemporaryDirectory() as cache:
        print(f"cold: {seconds(lambda: run(command, cache))[0]:.1f} s")
        found = turns({"warm": lambda: run(command, cache), "imports": lambda: run(imports, cache)}, runs)
        measured = subprocess.run(
            [sys.executable, "-c", MEMORY, *command],
            cwd=ROOT,
            env=os.environ | {"SVODKA_CACHE": cache},
            capture_output=True,
            text=True,
            check=True,
        )
    warm, imports = (statistics.median(wall for wall, _ in found[name]) for name in ("warm", "imports"))
    print(f"warm: {warm:.1f} s; imports: {imports:.1f} s")
    print(f"warm over imports: {ratios(found['warm'], found['imports'])}")
    print(f"most resident memory, warm: {float(measured.stdout):.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["speed", "shortlist", "start"])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".bench"), help="what is made is kept here")
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pieces", type=int, nargs="*", default=[500, 1000, 2000], help="sizes of the shortlists")
    args = parser.parse_args()
    if unknown := set(args.what) - {"speed", "shortlist", "start"}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; expected speed, shortlist, start")
    if "speed" in args.what:
        speed(args.data, args.work, args.sentences, args.runs)
    if "shortlist" in args.what:
        shortlist(args.data, args.work, args.sentences, args.runs, args.pieces)
    if "start" in args.what:
        start(args.runs)


if __name__ == "__main__":
    main()
