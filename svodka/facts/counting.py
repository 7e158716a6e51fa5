"""How many facts of texts come through into their counterparts, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from svodka.facts.comparison import compare
from svodka.facts.extraction import ledger
from svodka.facts.figures import NUMERIC, Figures
from svodka.facts.types import FactKind, Lang
from svodka.plain import Plain

_KINDS: tuple[FactKind, ...] = ("name", "negation", "hedge", "attribution")


@dataclass(frozen=True, slots=True)
class Recall(Plain):
    """How many facts of one kind the sources tell, and how many of them the other texts have too.

    The kind ``figure`` is every number, date, time and amount.
    """

    kind: str
    told: int
    kept: int


def recall(pairs: Iterable[tuple[str, str]], langs: tuple[Lang, Lang] = ("ru", "en")) -> tuple[Recall, ...]:
    """The facts of the first text of every pair that the second has too, kind by kind.

    Kinds are figures, names, negations, hedges and attributions. A garbled name that still sounds like the name counts
    as kept.
    """
    told, kept = Counter[str](), Counter[str]()
    for first, second in pairs:
        source, target = ledger(first, langs[0]), ledger(second, langs[1])
        figures = [fact for fact in source.of(*NUMERIC) if fact.firm]
        told["figure"] += len(figures)
        kept["figure"] += sum(map(Figures(target.of(*NUMERIC)).bear_out, figures))
        lost = Counter(m.kind for m in compare(source, target) if m.direction == "lost")
        for kind in _KINDS:
            total = len(source.of(kind))
            told[kind] += total
            kept[kind] += max(0, total - lost[kind])
    return tuple(Recall(kind, told[kind], kept[kind]) for kind in ("figure", *_KINDS))
