"""Speed and memory of the translator against the raw decoder, transformers, EasyNMT and Argos Translate, in one run.

    python -m benchmarks.translate [--data ../shared/data] [--sentences 256] [--checkpoint DIR]
        [--peer-python easynmt=VENV/bin/python] [--peer-python argos=VENV/bin/python]

Without --checkpoint, one of the size of opus-mt-ru-en is made with random weights (6+6 layers, width 512, feed-forward
2048, about 60,000 pieces); its output has no end, so every contender decodes exactly --length tokens a sentence, with
the same beam, on the same sentences of ../shared/data/news_ru. Every contender runs in a process of its own, which
reports its time without loading, and its peak resident memory, loading included; ours and the raw decoder take turns.
The checkpoint is converted for CTranslate2 beforehand, in another process: what is measured is every run but the first.

The raw decoder is ctranslate2's `translate_batch` on tokens made beforehand, sorted by length, with the same threads,
in batches of 1,024 tokens: larger than ours, and as fast as any for it. transformers gets its batches of 16 sorted by
length too. Repair is off: with random weights every segment would be repaired. Everything else is as users have it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # its child processes start it as a script

from benchmarks.material.marian import make_checkpoint, news, sentences  # noqa: E402

TARGETS = {"ceiling": 0.9, "batched": 3.0, "loop": 8.0, "easynmt": 1.0, "argos": 1.0}
NAMES = {
    "ours": "svodka (CTranslate2 int8)",
    "ceiling": "ctranslate2 translate_batch, raw",
    "torch": "svodka (torch float32)",
    "batched": "transformers, batches of 16",
    "loop": "transformers, one by one",
    "easynmt": "EasyNMT",
    "argos": "Argos Translate",
}


class Forced:
    """An engine that decodes exactly so many tokens."""

    def __init__(self, engine: Any, length: int) -> None:
        self.name, self.quantization, self.device = engine.name, engine.quantization, engine.device
        self._engine, self._length = engine, length

    def decode(self, sources: Any, options: Any) -> Any:
        return self._engine.decode(sources, replace(options, min_tokens=self._length, max_tokens=self._length))


def translators(job: dict[str, Any], engine: str) -> Any:
    """A function that makes translators, each as new, on one engine and tokenizer."""
    from svodka.checkpoints import resolve
    from svodka.engines import load_engine
    from translate import TranslateOptions, Translator
    from translate.marian.tokenizer import MarianTokenizer

    checkpoint = resolve(job["checkpoint"], "translate", offline=True, cache_dir=Path(job["cache"]))
    loaded = load_engine(checkpoint, name=engine, cache_dir=Path(job["cache"]))
    options = TranslateOptions(beam=job["beam"], repair=False)
    forced: Any = Forced(loaded, job["length"]) if job["length"] else loaded
    tokenizer = MarianTokenizer(checkpoint.path)
    return lambda: Translator.from_engine(forced, tokenizer, model="benchmark", options=options)


def run_ours(job: dict[str, Any], engine: str = "ctranslate2") -> dict[str, float]:
    make = translators(job, engine)
    loaded = memory("VmHWM")
    make().translate(job["sentences"][:8])
    fresh = make()  # has no segment in its memory
    start = time.perf_counter()
    fresh.translate(job["sentences"])
    return {"seconds": time.perf_counter() - start, "loaded": loaded}


def run_ceiling(job: dict[str, Any]) -> dict[str, float]:
    import ctranslate2

    from svodka.checkpoints import resolve
    from svodka.engines.convert import converted
    from translate.marian.tokenizer import MarianTokenizer

    checkpoint = resolve(job["checkpoint"], "translate", offline=True, cache_dir=Path(job["cache"]))
    path = converted(checkpoint, "int8", Path(job["cache"]))
    tokens = sorted(MarianTokenizer(checkpoint.path).encode(job["sentences"]), key=len, reverse=True)
    workers = os.cpu_count() or 1
    model = ctranslate2.Translator(str(path), compute_type="int8", inter_threads=workers, intra_threads=1)
    bounds = {"min_decoding_length": job["length"], "max_decoding_length": job["length"]} if job["length"] else {}
    settings = {"beam_size": job["beam"], "max_batch_size": 1024, "batch_type": "tokens", **bounds}
    loaded = memory("VmHWM")
    model.translate_batch(tokens[-8:], **settings)
    start = time.perf_counter()
    model.translate_batch(tokens, **settings)
    return {"seconds": time.perf_counter() - start, "loaded": loaded}


def run_transformers(job: dict[str, Any], size: int) -> dict[str, float]:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(job["checkpoint"])
    model = MarianMTModel.from_pretrained(job["checkpoint"]).eval()
    bounds = {"min_new_tokens": job["length"], "max_new_tokens": job["length"]} if job["length"] else {}

    def translate(texts: list[str]) -> None:
        with torch.inference_mode():
            batch = tokenizer(texts, return_tensors="pt", padding=True)
            output = model.generate(**batch, num_beams=job["beam"], do_sample=False, **bounds)
            tokenizer.batch_decode(output, skip_special_tokens=True)

    loaded = memory("VmHWM")
    ordered = sorted(job["sentences"], key=len)
    translate(ordered[:2])
    start = time.perf_counter()
    for i in range(0, len(ordered), size):
        translate(ordered[i : i + size])
    return {"seconds": time.perf_counter() - start, "loaded": loaded}


def run_growth(job: dict[str, Any]) -> dict[str, float]:
    """The most resident memory while each fifth of the items goes through `stream`, by the number of its last item.

    The most, since what the decoder has just given back to the allocator comes and goes by several MiB.
    """
    translator = translators(job, "ctranslate2")()
    resident: dict[str, float] = {}
    items = (f"{a['headline']}\n{a['text'][:600]}" for a in news(Path(job["data"])))
    part = job["items"] // 5
    for number, _ in enumerate(translator.stream(text for text, _ in zip(items, range(part * 5), strict=False))):
        last = str((number // part + 1) * part)
        resident[last] = max(resident.get(last, 0.0), memory("VmRSS"))
    return resident


def memory(field: str) -> float:
    """VmRSS (now) or VmHWM (peak) of this process in MiB; getrusage would give a child its parent's peak."""
    return int(Path("/proc/self/status").read_text().split(f"{field}:")[1].split()[0]) / 1024


def contender(job: dict[str, Any]) -> None:
    """What a child process does: one contender; seconds, memory once loaded and at its peak (MiB) as JSON on stdout."""
    started = time.perf_counter()
    name = job["contender"]
    if name == "growth":
        print(json.dumps(run_growth(job)))
        return
    found = {
        "ours": lambda: run_ours(job),
        "torch": lambda: run_ours(job, "torch"),
        "ceiling": lambda: run_ceiling(job),
        "batched": lambda: run_transformers(job, 16),
        "loop": lambda: run_transformers(job, 1),
    }[name]()
    print(json.dumps({**found, "peak": memory("VmHWM"), "whole": time.perf_counter() - started}))


def spawn(job: dict[str, Any], python: str = sys.executable, script: str = __file__) -> dict[str, Any]:
    environment = os.environ | {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
    environment.pop("OMP_NUM_THREADS", None)  # every contender chooses its own threads
    done = subprocess.run(
        [python, script, "--job", "-"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        return {"error": (done.stderr.strip() or "no message").splitlines()[-1]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".bench"), help="made checkpoints are kept here")
    parser.add_argument("--checkpoint", type=Path, help="a MarianMT directory instead of random weights")
    parser.add_argument("--sentences", type=int, default=256)
    parser.add_argument("--slow-sentences", type=int, default=64, help="for transformers and the peers")
    parser.add_argument("--loop-sentences", type=int, default=12, help="for transformers one by one")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument(
        "--length", type=int, help="tokens of every output; 0 lets the checkpoint end (default 30, or 0)"
    )
    parser.add_argument("--runs", type=int, default=3, help="turns of ours and the raw decoder")
    parser.add_argument("--items", type=int, default=5000, help="for the growth of memory; 0 leaves it out")
    parser.add_argument("--peer-python", action="append", default=[], metavar="NAME=PYTHON", help="easynmt or argos")
    parser.add_argument("--only", nargs="*", default=["ours", "ceiling", "batched", "loop"])
    parser.add_argument("--job", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.job:
        contender(json.load(sys.stdin))
        return
    directory = args.checkpoint or make_checkpoint(args.work, args.data, tiny=False)
    length = args.length if args.length is not None else (0 if args.checkpoint else 30)
    every = sentences(args.data, args.sentences)
    # The slower contenders get sentences evenly spaced in order of length: the same mix, fewer of them.
    by_length = sorted(every, key=len)
    job = {
        "checkpoint": str(directory),
        "cache": str(args.work / "cache"),
        "data": str(args.data),
        "beam": args.beam,
        "length": length,
        "items": args.items,
    }

    def measure(name: str, count: int, python: str = sys.executable, script: str = __file__) -> dict[str, Any]:
        count = min(count, len(every))
        texts = [by_length[(2 * i + 1) * len(every) // (2 * count)] for i in range(count)]
        result = spawn(job | {"contender": name, "sentences": texts}, python, script)
        if "seconds" in result:
            result["rate"] = len(texts) / result["seconds"]
        sys.stderr.write(f"{name}: {result}\n")
        return result

    results: dict[str, list[dict[str, Any]]] = {name: [] for name in args.only}
    spawn(job | {"contender": "ours", "sentences": every[:8]})  # converts the checkpoint once
    counts = {"batched": args.slow_sentences, "torch": args.slow_sentences, "loop": args.loop_sentences}
    for turn in range(args.runs):
        for name in args.only:
            if name in ("ours", "ceiling") or turn == 0:
                results[name].append(measure(name, counts.get(name, len(every))))
    for peer in args.peer_python:
        name, _, python = peer.partition("=")
        script = str(Path(__file__).with_name("peers") / f"{name}.py")
        results[name] = [measure(name, args.slow_sentences, python, script)]
    report(args, job, results, directory)


def report(args: Any, job: dict[str, Any], results: dict[str, list[dict[str, Any]]], directory: Path) -> None:
    unit = "tokens/s" if job["length"] else "sentences/s"
    scale = job["length"] or 1
    rate = {
        n: statistics.median(r["rate"] for r in found) * scale for n, found in results.items() if "rate" in found[0]
    }
    print(
        f"\n{platform.machine()}, {_processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, ", end=""
    )
    print(", ".join(f"{p} {version(p)}" for p in ("ctranslate2", "torch", "transformers", "sentencepiece")))
    print(f"checkpoint {directory.name}, beam {job['beam']}, {args.sentences} sentences", end="")
    print(f", {job['length']} tokens each\n" if job["length"] else "\n")
    print(f"| | {unit} | svodka is … times as fast | target | peak memory, MiB |\n|---|---|---|---|---|")
    for name, found in results.items():
        if name not in rate:
            print(f"| {NAMES[name]} | could not be run: {found[0].get('error')} | | | |")
            continue
        ratio = "" if name == "ours" else f"{rate['ours'] / rate[name]:.2f}"
        target = f"≥ {TARGETS[name]}" if name in TARGETS else ""
        print(f"| {NAMES[name]} | {rate[name]:.1f} | {ratio} | {target} | {max(r['peak'] for r in found):.0f} |")
    if "batched" in rate:
        share = max(r["peak"] for r in results["ours"]) / results["batched"][0]["peak"]
        print(f"\npeak memory of svodka over that of transformers in batches: {share:.0%} (target: at most 60%)")
    if args.items:
        tiny = make_checkpoint(args.work, args.data, tiny=True)
        growth = spawn(job | {"contender": "growth", "checkpoint": str(tiny), "beam": 1, "length": 30})
        if "error" in growth:
            print(f"growth of memory: {growth['error']}")
            return
        first, *_, last = growth.values()
        print("most resident memory by item, tiny checkpoint: ", end="")
        print(", ".join(f"{mib:.0f} MiB (to {item})" for item, mib in growth.items()), end="")
        print(f"; from the first fifth to the last {last / first - 1:+.1%} (target: less than 5%)")


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


if __name__ == "__main__":
    main()
