"""One hostile input: which it is follows from the seed and its number alone, so that any can be made again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.endurance.hostile import grammar, records
from benchmarks.endurance.hostile.material import pick
from benchmarks.endurance.hostile.mutation import mutated

OWN = ("glossary", "prompt", "opml", "stores", "memories", "config", "checkpoint")
# How often each is drawn; a checkpoint that is loaded costs a hundred times what a line of JSON costs.
_SHARES = {
    "html": 14,
    "feed": 12,
    "text": 12,
    "markdown": 3,
    "jsonl": 10,
    "json": 6,
    "csv": 9,
    "tsv": 2,
    "telegram": 6,
    "warc": 9,
    "archive": 5,
    "parquet": 2,
    "glossary": 3,
    "prompt": 4,
    "opml": 3,
    "stores": 4,
    "memories": 1,
    "config": 4,
    "checkpoint": 0.15,
}
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
    """The input of this number."""
    rng = random.Random(f"{seed}/{number}")
    if rng.randrange(_LARGE_ONE_IN) == 0:
        large = {**grammar.LARGE, "jsonl": records.LARGE["jsonl"], "csv": records.LARGE["csv"]}
        kind = rng.choice(sorted(large))
        rule = rng.choice(large[kind])
        return Case(kind, rule(rng), f"large{rule.__name__}", rng)
    kind = rng.choices(list(_SHARES), weights=list(_SHARES.values()))[0]
    rules = grammar.RULES.get(kind) or records.RULES.get(kind) or ()
    sound = seeds.get(kind) or (b"",)
    if rules and rng.random() < 0.45:
        rule = rng.choice(rules)
        data, origin = rule(rng), rule.__name__.strip("_")
        if rng.random() < 0.2:
            data, origin = mutated(rng, data, sound), f"{origin}, changed"
        return Case(kind, data, origin, rng)
    others = seeds[rng.choice(sorted(seeds))] if rng.random() < 0.3 else sound
    return Case(kind, mutated(rng, pick(rng, sound), others), "mutation", rng)
