"""One hostile input: which it is follows from the seed and its number alone, so that any can be made again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from benchmarks.endurance.hostile.grammar import LARGE, RULES
from benchmarks.endurance.hostile.mutation import RANDOM, changed, drawn, one

OWN = ("glossary", "prompt", "opml", "stores", "memories", "config", "checkpoint")
# How often each is drawn; a checkpoint that is loaded costs a hundred times what a line of JSON costs.
_SHARES = {"html": 14, "feed": 12, "text": 12, "markdown": 3, "jsonl": 10, "json": 6, "csv": 9, "tsv": 2, "telegram": 6,
           "warc": 9, "archive": 5, "parquet": 2, "glossary": 3, "prompt": 4, "opml": 3, "stores": 4, "memories": 1,
           "config": 4, "checkpoint": 0.15}  # fmt: skip
# Names are drawn again as often as is written here.
_OFTENER = {"scripts": 2, "schema": 2, "odd_feed": 3, "run": 2, "lines": 2, "array": 2, "archive": 4}
_LARGE_ONE_IN = 5_000


@dataclass(frozen=True, slots=True)
class Case:
    """The ``rng`` goes on to decide how the bytes are read."""

    kind: str
    data: bytes
    origin: str
    rng: random.Random

    @property
    def large(self) -> bool:
        """Whether it was made as large as the bounds of reading allow, or larger."""
        return self.origin.startswith("large")


def case(seed: int, number: int, seeds: Mapping[str, Sequence[bytes]]) -> Case:
    """The input of this number; the same for the same version of hypothesis."""
    return drawn(cases(seeds), f"{seed}/{number}")


@st.composite
def cases(draw: DrawFn, seeds: Mapping[str, Sequence[bytes]]) -> Case:
    """Inputs of every kind, as often as is written above."""
    rng = draw(RANDOM)
    if rng.randrange(_LARGE_ONE_IN) == 0:
        kind = draw(one(sorted(LARGE)))
        origin = draw(one(sorted(LARGE[kind])))
        return Case(kind, draw(LARGE[kind][origin]), origin, rng)
    kind = rng.choices(list(_SHARES), weights=list(_SHARES.values()))[0]
    sound = seeds.get(kind) or (b"",)
    if kind in RULES and rng.random() < 0.45:
        origin = draw(one([name for name in RULES[kind] for _ in range(_OFTENER.get(name, 1))]))
        data = draw(RULES[kind][origin])
        if rng.random() < 0.2:
            return Case(kind, draw(changed(data, sound)), f"{origin}, changed", rng)
        return Case(kind, data, origin, rng)
    others = seeds[rng.choice(sorted(seeds))] if rng.random() < 0.3 else sound
    # Small ones more often: they are read sooner.
    base = min(rng.choices(sound, k=2), key=len) if rng.random() < 0.5 else rng.choice(sound)
    return Case(kind, draw(changed(base, others)), "mutation", rng)
