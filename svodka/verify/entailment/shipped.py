"""The judge of the package, where there is one: its weights, the limit found for it, and what it computes in."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from svodka.errors import CheckpointError
from svodka.signature import Signature
from svodka.verify.entailment.network import CrossEncoder
from svodka.verify.entailment.passages import copied

if TYPE_CHECKING:
    from svodka.engines.arithmetic import Arithmetic

WEIGHTS = Path(__file__).parent / "weights"
"""Where `python -m training.judge ship` puts the judge; ``measured.toml`` there has the revision and the limit."""
MODEL = "svodka/judge"
QUANTIZATION = "int8"
_LEAST = 1e-6  # a probability nearer to 0 or 1 says no more


class Limit(NamedTuple):
    """How probabilities become verdicts, as found on claims that the judge was not taught on.

    ``threshold``: the probability that a sentence needs; ``leeway``: how far its log odds are lowered for a summary of
    e sentences, each of which could be the one to fail; ``forest``: the share of the learned log odds
    (svodka.verify.weighing) beside the judge's, 0 for the judge alone.
    """

    threshold: float
    leeway: float
    forest: float

    def of(self, sentences: int) -> float:
        """The probability that a sentence needs in a summary of so many."""
        return probability(odds(self.threshold) - self.leeway * math.log(max(1, sentences)))


class ShippedJudge:
    """Says how likely sentences are to follow from passages, on the CPU.

    The weights load when it is first asked; asking then raises CheckpointError when they are missing or broken,
    EngineError when the network fails. Where int8 is computed wrongly on this processor, which is tried once and noted
    in the cache (svodka/engines/arithmetic.py), the same weights are computed in float32.
    """

    def __init__(self, directory: Path = WEIGHTS, *, cache_dir: Path | None = None) -> None:
        self._directory, self._cache_dir = directory, cache_dir

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The probability that the claim follows of each (passage, claim), in order, as `probabilities`."""
        return probabilities(lambda: self._network, pairs)

    @property
    def limit(self) -> Limit:
        """What was found for these weights. Raises CheckpointError when ``measured.toml`` cannot be read."""
        return self._measured[0]

    @property
    def signature(self) -> Signature:
        """Model, revision, and what it is computed in; raises as asking does."""
        return Signature(MODEL, self._measured[1], "ctranslate2", self.arithmetic.named)

    @cached_property
    def _measured(self) -> tuple[Limit, str]:
        file = self._directory / "measured.toml"
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8"))
            return Limit(*(float(found[name]) for name in Limit._fields)), str(found["revision"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CheckpointError(f"{file} cannot be read ({error!r}); reinstall svodka") from error

    @cached_property
    def _network(self) -> CrossEncoder:
        return CrossEncoder(self._directory, compute_type=self.arithmetic.compute_type)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """How far int8 is off float32 on this processor, tried when it is not noted in the cache."""
        from svodka.checkpoints.cache import converted_cache
        from svodka.engines.arithmetic import found_once

        folder = converted_cache(self._cache_dir) / f"svodka-judge-{self._measured[1][:12]}"
        with suppress(OSError):  # where nothing can be written each process tries
            folder.mkdir(parents=True, exist_ok=True)
        return found_once(folder, lambda: tried(self._directory), MODEL, "probabilities {:.2f} off in the mean")


def probabilities(network: Callable[[], CrossEncoder], pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The probability that the claim follows of each (passage, claim), in order.

    After an empty passage it is 0, of a sentence of the passage 1; the ``network``, which is made when it is needed, is
    asked about each of the others once, all together.
    """
    known = {pair: float(bool(pair[0].strip())) for pair in pairs if not pair[0].strip() or copied(*pair)}
    asked = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    if asked:
        known |= zip(asked, network().probabilities(asked)[:, 0].tolist(), strict=True)
    return [known[pair] for pair in pairs]


def tried(directory: Path) -> Arithmetic:
    """What int8 and float32 give for fixed pairs with the judge in a directory. Raises as `CrossEncoder` does."""
    from svodka.engines.arithmetic import Arithmetic
    from svodka.text.tables import rows

    english = [row[1] for row in rows("svodka.engines", "pairs.tsv")]
    pairs = [(" ".join(english[k : k + 3]), english[k + by]) for k in range(len(english) - 2) for by in (1, -1)]
    found, seconds = [], []
    for compute_type in (QUANTIZATION, "float32"):
        network = CrossEncoder(directory, compute_type=compute_type, threads=1)
        start = process_time()
        found.append(network.probabilities(pairs))
        seconds.append(round(process_time() - start, 3))
    off = abs(found[0] - found[1]).max(1)
    return Arithmetic(QUANTIZATION, round(float(off.mean()), 4), round(float(off.max()), 4), *seconds)


def odds(chance: float) -> float:
    """The log odds of a probability, within bounds."""
    kept = min(1 - _LEAST, max(_LEAST, chance))
    return math.log(kept / (1 - kept))


def probability(log_odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


@lru_cache(maxsize=1)
def shipped_judge() -> ShippedJudge | None:
    """The judge in the package, which lives as long as the process; None in a package without weights."""
    return ShippedJudge() if (WEIGHTS / "model.bin").is_file() else None
