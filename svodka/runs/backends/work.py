"""One batch through the chain, each item's failure kept apart: what both backends run, here or on a worker."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from svodka.engines.meter import metered
from svodka.errors import (
    CheckpointError,
    EndpointError,
    EngineError,
    MissingExtraError,
    OptionError,
    PromptError,
    StoreError,
)
from svodka.items import Brief, BriefSignature
from svodka.readers import NewsItem
from svodka.runs.store.records import Queued, brief_json

_FIRST_CHARACTERS = 4_000  # some forty sentences: seconds on the slowest of machines

# Not the fault of an item: nothing after it would fare better, so the run ends and everything open stays pending.
FATAL = (CheckpointError, EndpointError, MissingExtraError, OptionError, PromptError, StoreError)


class Chain(Protocol):
    """The stages of `Pipeline` that a run drives apart: ``translate`` gives, per item, what ``finish`` takes."""

    @property
    def signature(self) -> BriefSignature: ...

    def translate(self, items: Sequence[NewsItem]) -> Sequence[Any]: ...

    def finish(self, translated: Sequence[Any]) -> Sequence[Brief]: ...


@dataclass(frozen=True, slots=True)
class BatchSizes:
    """Items translated together (at most so many characters of text), and items summarized together.

    ``seconds``: on one machine a batch is cut so that translating it takes about so long, which is what an interrupt
    loses. What becomes of an item does not depend on those beside it (tests/test_order.py).
    """

    translate: int = 64
    characters: int = 400_000
    finish: int = 8
    seconds: float = 5.0


class Pace:
    """How many characters the next batch may have: few at first, then what takes ``sizes.seconds``."""

    def __init__(self, sizes: BatchSizes) -> None:
        self._sizes = sizes
        self.characters = min(sizes.characters, _FIRST_CHARACTERS)

    def took(self, batch: Sequence[Queued], seconds: float) -> None:
        """Learn from a batch; it may at most double, so that one with little to decode does not mislead."""
        done = sum(len(queued.item.headline) + len(queued.item.text) for queued in batch)
        wanted = min(2 * max(done, self.characters), int(done * self._sizes.seconds / max(seconds, 1e-3)))
        self.characters = max(1, min(self._sizes.characters, wanted))


@dataclass(frozen=True, slots=True)
class Failure:
    """Where one item failed, and the error."""

    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: ``brief`` and ``timings`` as JSON, or the failure; ``counts`` and translated
    ``segments`` for the report."""

    row: int
    item: str
    words: int
    brief: str = ""
    timings: str = ""
    failure: Failure | None = None
    counts: dict[str, int] = field(default_factory=dict)
    segments: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """Outcomes that come together, the busy seconds of each stage, and the tokens decoded for them."""

    outcomes: tuple[Outcome, ...]
    seconds: dict[str, float]
    tokens: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """Items that are translated and will be finished together; seconds and tokens of their translation."""

    batch: Sequence[Queued]
    translated: Sequence[Any]
    seconds: float
    tokens: dict[str, int]


def apart(stage: str, function: Callable[[Sequence[Any]], Sequence[Any]], inputs: Sequence[Any]) -> list[Any]:
    """``function`` over a batch; when it raises, over halves of it, until the items that fail stand alone.

    Gives one result or `Failure` per input, in order. Errors that are no item's fault are raised.
    """
    if not inputs:
        return []
    try:
        results = list(function(inputs))
        if len(results) != len(inputs):
            raise EngineError(f"{stage} gave {len(results)} results for {len(inputs)} items")
        return results
    except FATAL:
        raise
    except Exception as error:
        if len(inputs) == 1:
            return [Failure(stage, f"{type(error).__name__}: {error}")]
    half = len(inputs) // 2
    return apart(stage, function, inputs[:half]) + apart(stage, function, inputs[half:])


def work_off(chain: Chain, batch: Sequence[Queued], size: int) -> Iterator[Finished]:
    """Both stages one after the other, ``size`` items finished together."""
    for piece in translate_batch(chain, batch, size):
        yield finish_piece(chain, piece)


def translate_batch(chain: Chain, batch: Sequence[Queued], size: int) -> list[Piece]:
    """Translate a batch; gives pieces of ``size`` items, each item translated or a `Failure`."""
    start = time.perf_counter()
    with metered() as meter:
        translated = apart("translate", chain.translate, [queued.item for queued in batch])
    seconds = time.perf_counter() - start
    pieces = [
        Piece(batch[begin : begin + size], translated[begin : begin + size], 0.0, {})
        for begin in range(0, len(batch), size)
    ]
    # The stage's cost is told once, with the first piece.
    tokens = {"translate source": meter.source, "translate target": meter.target}
    return [replace(pieces[0], seconds=seconds, tokens=tokens), *pieces[1:]] if pieces else []


def finish_piece(chain: Chain, piece: Piece) -> Finished:
    """Summarize and check translated items."""
    batch, translated = piece.batch, piece.translated
    start = time.perf_counter()
    good = [t for t in translated if not isinstance(t, Failure)]
    with metered() as meter:
        made = iter(apart("summarize", chain.finish, good))
    results = [t if isinstance(t, Failure) else next(made) for t in translated]
    outcomes = tuple(_outcome(queued, result) for queued, result in zip(batch, results, strict=True))
    tokens = piece.tokens | {"summarize source": meter.source, "summarize target": meter.target}
    return Finished(outcomes, {"translate": piece.seconds, "summarize": time.perf_counter() - start}, tokens)


def _outcome(queued: Queued, result: Brief | Failure) -> Outcome:
    words = len(queued.item.text.split()) + len(queued.item.headline.split())
    if isinstance(result, Failure):
        return Outcome(queued.row, queued.item.id, words, failure=result)
    found = (*result.headline_translation.segments, *result.translation.segments)
    segments = sum(segment.translated for segment in found)
    return Outcome(
        queued.row, queued.item.id, words, *brief_json(result), counts=count_flags(result), segments=segments
    )


def count_flags(brief: Brief) -> dict[str, int]:
    """The defects of a brief by type: segment flags, lost and unsupported facts, unsupported sentences."""
    counts = Counter({f"flag {kind}": n for kind, n in brief.flags.items()})
    told = (m for s in (*brief.sentences, *brief.key_facts) for m in s.mismatches)
    counts.update(f"{m.direction} {m.kind}" for m in (*brief.checks, *told))
    if brief.unsupported:
        counts["unsupported sentence"] += brief.unsupported
    return dict(counts)
