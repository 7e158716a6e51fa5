"""Facts and mismatches: the types of the ledger."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from svodka.plain import Plain
from svodka.text import Span

Lang = Literal["ru", "en"]
Days = tuple[date, date]
"""The first and the last day of a stretch of the calendar."""

# number: a plain quantity; the others say more about what the number counts or how it is meant. role: which of two
# names does what; only mismatches are of this kind.
FactKind = Literal[
    "number", "percent", "money", "measure", "date", "time", "age", "range", "ordinal", "identifier",
    "name", "role", "quote", "hedge", "attribution", "negation",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One checkable statement in a text: what kind, where (half-open character span), as written, and normalised.

    ``value`` is equal across Russian and English for the same fact ("1,5 млн" and "1.5 million" are both
    Decimal("1500000")); how it is built is said in the file that extracts the kind. ``unit`` is a currency code, a
    unit symbol, or empty.

    ``atoms`` are what a counterpart has to bear out, each with its admissible readings: "9 p.m." has one atom, read as
    9, 21, or the clock time. ``firm`` is false for loose wording ("both", "half", "one") that can bear out another
    fact but demands no counterpart itself.

    ``days``: what a date may mean on the calendar, where the day is known that its text was written on.
    """

    kind: FactKind
    text: str
    span: Span
    value: Hashable
    unit: str = ""
    atoms: tuple[frozenset[Hashable], ...] = ()
    firm: bool = True
    counted: str = ""
    event: str = ""
    side: str = ""
    sign: int = 0
    days: tuple[Days, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; the value as text."""
        return {
            "kind": self.kind,
            "text": self.text,
            "span": list(self.span),
            "value": str(self.value),
            "unit": self.unit,
            "firm": self.firm,
            "counted": self.counted,
            "event": self.event,
            "side": self.side,
            "sign": self.sign,
            "days": [[first.isoformat(), last.isoformat()] for first, last in self.days],
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """The facts of one text, in text order; ``written``: the day that it was written on, where that is known."""

    text: str
    lang: Lang
    facts: tuple[Fact, ...]
    written: date | None = None

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """The facts of these kinds, in text order."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)


@dataclass(frozen=True, slots=True)
class Mismatch(Plain):
    """A fact that one text states and the other does not bear out.

    ``direction`` is ``unsupported`` (the target states what the source does not) or ``lost`` (the source states what
    the target does not). A span is None where that text has no counterpart. ``message`` is a sentence for an analyst.
    """

    kind: FactKind
    direction: Literal["unsupported", "lost"]
    message: str
    source_text: str | None = None
    source_span: Span | None = None
    target_text: str | None = None
    target_span: Span | None = None
