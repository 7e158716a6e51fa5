"""Is a converted model computed rightly here? Measured, since no list of processors would stay true.

CTranslate2 leaves products of int8 to oneDNN on processors of AMD. Without VNNI its kernel adds two products in 16
bits, which saturate: the text that comes out is damaged, and no error is raised (OpenNMT/CTranslate2#877,
pytorch#136746). So the log-probabilities of fixed pairs are computed in the model's quantization and, from the same
weights, in float32. Rounded activations move them by some hundredths a token, saturated sums by half and more.

What was found stands beside the converted model, for the processor, the library and the settings it was found with.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

from svodka.checkpoints.cache import alone
from svodka.checkpoints.resolution import Checkpoint
from svodka.checkpoints.tokenizers import load_pieces, load_tokenizer
from svodka.engines.ct2 import CTranslate2Engine, computed
from svodka.engines.protocol import DecodeOptions
from svodka.text.tables import rows

_log = logging.getLogger("svodka")

# Of 60 newstest pairs and the compact checkpoint, right int8 is 0.023 a token off float32 in the mean and 0.31 at most,
# the faulty kernel 0.68 in the mean. Of the pairs here it is 0.005 and 0.02, and 0.54; with a toy of two layers of 64,
# whose sums are short, 0.005 and 0.02, and 0.11.
_MEAN, _MOST = 0.06, 1.0
# float32 is taken of two right ways only where it is clearly the faster: it holds four times the memory.
_FASTER = 0.9
# Sources decoded for the timing.
_TIMED = 8
# What changes the kernels that the libraries choose.
_SETTINGS = ("CT2_", "ONEDNN_", "DNNL_", "MKL_")
_NAMED = (
    "vendor_id",
    "cpu family",
    "model",
    "model name",
    "stepping",
    "flags",
    "CPU implementer",
    "CPU part",
    "Features",
)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How far a quantization is off float32, and what either costs.

    ``mean`` and ``most``: absolute difference of the pairs' log-probabilities (natural) a token; of the judge, of their
    probabilities. ``seconds`` and ``seconds_float32``: processor time of decoding the same sources.
    """

    quantization: str
    mean: float
    most: float
    seconds: float
    seconds_float32: float

    @property
    def sound(self) -> bool:
        """Whether the difference is one of rounding."""
        return self.mean <= _MEAN and self.most <= _MOST

    @property
    def compute_type(self) -> str:
        """What to compute in: the quantization where it is sound and not clearly slower, else float32."""
        slower = self.seconds_float32 < _FASTER * self.seconds
        return self.quantization if self.sound and not slower else "float32"

    @property
    def named(self) -> str:
        """What signatures call it: ``int8``, or ``int8/float32`` for int8 weights that are computed in float32."""
        return computed(self.quantization, self.compute_type)

    def __str__(self) -> str:
        off = f"{self.mean:.3f} off float32 in the mean, {self.most:.3f} at most"
        took = f"{self.seconds:.2f} s of the processor, float32 {self.seconds_float32:.2f} s"
        return (
            f"{self.quantization} {'right' if self.sound else 'WRONG'} ({off}; {took}), computed in {self.compute_type}"
        )


def arithmetic_of(path: Path, checkpoint: Checkpoint, quantization: str, prefix: Sequence[str] = ()) -> Arithmetic:
    """The finding on the converted model in ``path``: the recorded one, or a new one, which is recorded and said.

    Where the folder cannot be written the finding is made anew each time. Raises CheckpointError for a tokenizer that
    cannot be read, EngineError when the model cannot be loaded or the pairs not be computed.
    """
    what = f"log-probabilities {{:.2f}} off a token in the mean; rounding explains {_MEAN:.2f}"
    return found_once(path, lambda: measure(path, checkpoint, quantization, prefix), checkpoint.model, what)


def found_once(path: Path, measured: Callable[[], Arithmetic], model: str, what: str) -> Arithmetic:
    """The finding recorded in the folder ``path``, or what ``measured`` gives, which is recorded there.

    A wrong one is said when it is found; ``what`` says how far the ``model`` is off, with a place for the mean.
    """
    record = path / _record()
    if (found := _read(record)) is None:
        with ExitStack() as stack:
            with suppress(OSError):  # in a cache that is read-only each process finds it
                stack.enter_context(alone(path))
            if (found := _read(record)) is None:
                found = measured()
                if not found.sound:
                    _log.warning(
                        "%s arithmetic is wrong on this processor (%s): %s is computed in float32",
                        *(found.quantization, what.format(found.mean), model),
                    )
                _write(record, found)
    return found


def recorded(path: Path) -> Arithmetic | None:
    """The finding that stands beside a converted model, for this processor and these settings."""
    return _read(path / _record())


def measure(path: Path, checkpoint: Checkpoint, quantization: str, prefix: Sequence[str] = ()) -> Arithmetic:
    """Compute the pairs both ways. Raises as `arithmetic_of`."""
    sources, targets = _pairs(checkpoint)
    scores: list[list[float]] = []
    seconds: list[float] = []
    for compute_type in (quantization, "float32"):
        engine = CTranslate2Engine(
            path, quantization=quantization, compute_type=compute_type, device="cpu", threads=1, prefix=prefix
        )
        scores.append(engine.score(sources, targets))
        start = process_time()
        engine.decode(sources[:_TIMED], DecodeOptions(max_tokens=64))
        seconds.append(process_time() - start)
    off = [abs(one - other) / (len(target) + 1) for one, other, target in zip(*scores, targets, strict=True)]
    if not all(math.isfinite(value) for value in off):
        off = [math.inf]
    return Arithmetic(quantization, round(sum(off) / len(off), 4), round(max(off), 4), *(round(s, 3) for s in seconds))


def _pairs(checkpoint: Checkpoint) -> tuple[list[list[str]], list[list[str]]]:
    """Tokens of sources and targets: Russian and English for MarianMT, else English documents and their openings."""
    russian, english = map(list, zip(*rows("svodka.engines", "pairs.tsv"), strict=True))
    if checkpoint.architecture == "marian":
        sources = load_pieces(checkpoint.path / "source.spm").encode(russian, out_type=str)
        targets = load_pieces(checkpoint.path / "target.spm").encode(english, out_type=str)
        return [[*row, "</s>"] for row in sources], targets
    documents = [" ".join(english[k : k + 3]) for k in range(len(english) - 2)]
    tokenizer = load_tokenizer(checkpoint.path)
    sources = [list(tokenizer.convert_ids_to_tokens(tokenizer(text)["input_ids"])) for text in documents]
    return sources, [tokenizer.tokenize(text) for text in english[: len(documents)]]


def _record() -> str:
    """The file for what the finding depends on beside the model: processor, library, settings."""
    import ctranslate2

    settings = sorted((name, value) for name, value in os.environ.items() if name.startswith(_SETTINGS))
    text = repr((processor(), ctranslate2.__version__, settings, _MEAN, _MOST, _FASTER))
    return f"arithmetic-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"


def processor() -> str:
    """What tells one kind of processor from another, as far as the system says it."""
    with suppress(OSError):
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split("\n\n")[0]
        lines = [line for line in first.splitlines() if line.split(":")[0].strip() in _NAMED]
        if lines:
            return "\n".join(lines)
    return f"{platform.machine()} {platform.processor()}"


def _read(record: Path) -> Arithmetic | None:
    """A recorded finding; None where there is none, or none that can be read."""
    try:
        return Arithmetic(**json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(record: Path, found: Arithmetic) -> None:
    with suppress(OSError):  # a cache that is read-only or full still decodes
        handle, temporary = tempfile.mkstemp(prefix=".arithmetic.", dir=record.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(found), file)
        os.chmod(temporary, 0o644)
        os.replace(temporary, record)
