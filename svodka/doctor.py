"""What one pastes into a bug report: versions, processor, engines, caches, checkpoints, a sentence translated.

Nothing private: no paths but their last folder, no host names, no keys; of settings only whether they are given.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any

from svodka.errors import SvodkaError
from svodka.version import __version__

LIBRARIES = (
    "torch", "transformers", "ctranslate2", "sentencepiece", "safetensors", "huggingface-hub", "razdel", "pymorphy3",
    "trafilatura", "lxml", "httpx", "typer", "ray", "pyarrow", "warcio", "sacrebleu",
)  # fmt: skip
SETTINGS = (
    "SVODKA_CACHE", "SVODKA_ENDPOINT", "SVODKA_API_KEY", "HF_ENDPOINT", "HF_HOME", "HF_HUB_CACHE", "HF_HUB_OFFLINE",
    "OMP_NUM_THREADS", "HTTP_PROXY", "HTTPS_PROXY",
)  # fmt: skip
FEATURES = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "avx_vnni", "amx_int8", "amx_bf16", "asimd", "sve")
"""What decides how fast the engines are."""
SENTENCE = "По данным МЧС, погибших нет."


@dataclass(frozen=True, slots=True)
class Examination:
    """Findings by heading, each a name and what was found, and whether a sentence was translated."""

    findings: dict[str, dict[str, str]]
    well: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"well": self.well, **self.findings}

    def to_text(self) -> str:
        """A heading, its findings indented below."""
        lines = []
        for heading, found in self.findings.items():
            lines += [heading, *(f"  {name}: {value}" for name, value in found.items())]
        return "\n".join(lines) + "\n"


def examine(translator: str = "compact", *, cache_dir: Path | None = None) -> Examination:
    """Look at this installation; no network is touched. ``translator`` is the checkpoint that a sentence is given to;
    that it cannot be loaded or does not translate is a finding, not an error."""
    trial, well = _trial(translator, cache_dir)
    return Examination(
        {
            "svodka": {"version": __version__, "python": platform.python_version(), "system": _system()},
            "libraries": {name: _version(name) for name in LIBRARIES},
            "processor": dict(_processor()),
            "engines": dict(_engines()),
            "arithmetic": dict(_arithmetic(cache_dir)),
            "caches": dict(_caches(cache_dir)),
            "checkpoints": dict(_checkpoints(cache_dir)),
            "settings": {name: "given" if os.environ.get(name) else "not given" for name in SETTINGS},
            "trial": trial,
        },
        well,
    )


def _system() -> str:
    return f"{platform.system()} {platform.machine()}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> Iterator[tuple[str, str]]:
    yield "cores", str(os.cpu_count())
    try:
        flags = set(re.findall(r"\w+", Path("/proc/cpuinfo").read_text(encoding="utf-8")))
    except OSError:
        return
    yield "features", ", ".join(name for name in FEATURES if name in flags) or "none of those that matter"


def _engines() -> Iterator[tuple[str, str]]:
    """What each engine can do here; the message of one that cannot be imported."""
    try:
        import ctranslate2

        yield "ctranslate2 on cpu", ", ".join(sorted(ctranslate2.get_supported_compute_types("cpu")))
        yield "ctranslate2 gpus", str(ctranslate2.get_cuda_device_count())
    except (ImportError, OSError) as error:
        yield "ctranslate2", f"cannot be imported: {type(error).__name__}"
    try:
        import torch

        yield "torch gpus", str(torch.cuda.device_count())
        yield "torch threads", str(torch.get_num_threads())
    except (ImportError, OSError) as error:
        yield "torch", f"cannot be imported: {type(error).__name__}"


def _arithmetic(cache_dir: Path | None) -> Iterator[tuple[str, str]]:
    """What was found of the integer arithmetic of every converted model, on this processor and with these settings; of
    the judge in the package it is found now."""
    from svodka.checkpoints.cache import converted_cache
    from svodka.engines.arithmetic import recorded
    from svodka.verify import shipped_judge

    judge = shipped_judge()
    try:
        yield "judge", "not in this package" if judge is None else str(judge.arithmetic)
    except SvodkaError as error:
        yield "judge", f"{type(error).__name__}: {_without_paths(str(error))}"
    folder = converted_cache(cache_dir)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith("svodka-judge-") and (found := recorded(path)) is not None:
            yield path.name, str(found)


def _caches(cache_dir: Path | None) -> Iterator[tuple[str, str]]:
    from svodka.checkpoints.cache import converted_cache, free_megabytes, hub_cache

    for name, path in (("downloads", hub_cache(cache_dir)), ("converted", converted_cache(cache_dir))):
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        writable = "can be written" if os.access(there, os.W_OK) else "cannot be written"
        held = f"{len(list(path.iterdir()))} entries" if path.is_dir() else "empty"
        yield name, f"{held}, {writable}, {free_megabytes(path)} MB free"


def _checkpoints(cache_dir: Path | None) -> Iterator[tuple[str, str]]:
    from svodka.checkpoints import hub
    from svodka.checkpoints.specs import TABLES

    for task, table in TABLES.items():
        for spec in table.values():
            if spec.repo is not None:
                cached = hub.cached(spec.repo, spec.revision or "main", cache_dir) is not None
                yield f"{task} {spec.name}", f"{spec.repo}, {'cached' if cached else 'not cached'}"


def _trial(translator: str, cache_dir: Path | None) -> tuple[dict[str, str], bool]:
    from translate import Translator

    start = perf_counter()
    try:
        loaded = Translator(translator, offline=True, cache_dir=cache_dir)
        ready = perf_counter()
        translation = loaded.translate([SENTENCE])[0]
    except SvodkaError as error:
        # A message may hold a path with the user's name.
        return {
            "translator": _without_paths(translator),
            "error": f"{type(error).__name__}: {_without_paths(str(error))}",
        }, False
    done = perf_counter()
    found = {
        "source": SENTENCE,
        "hypothesis": translation.hypothesis,
        "flags": ", ".join(translation.flags) or "none",
        "seconds to load": f"{ready - start:.2f}",
        "seconds to translate": f"{done - ready:.2f}",
        "signature": _without_paths(str(translation.signature)),
    }
    return found, bool(translation.hypothesis.strip())


def _without_paths(text: str) -> str:
    """``text`` with every path as its last part."""
    return re.sub(r"(?:[A-Za-z]:)?[/\\](?:[^\s/\\|:;,'\"]+[/\\])+", "…/", text)
