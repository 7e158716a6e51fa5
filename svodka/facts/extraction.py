"""Build the ledger of a text: every fact that can be checked, in text order."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from svodka.errors import FactsError
from svodka.facts.given import fact_in
from svodka.facts.names import mentions
from svodka.facts.numbers import numbers_read
from svodka.facts.stance import wording
from svodka.facts.types import Fact, Lang, Ledger
from svodka.text import reading_form


def ledger(text: str, lang: Lang, written: date | None = None) -> Ledger:
    """The facts of a Russian or English text: numbers, dates, names, quotations, attribution, hedges, negation.

    They are looked for in its reading form (`svodka.text`) and point into the text as given. Any text is accepted,
    empty ones too; time is linear in its length. ``written`` is the day of writing: dates then have ``days``, and
    `compare` holds завтра against "on March 6" where both ledgers have their day. Raises `FactsError` for another
    language and for what is no text.
    """
    if lang not in ("ru", "en"):
        raise FactsError(f"cannot build a ledger in language {lang!r}: expected 'ru' or 'en'")
    if not isinstance(text, str):
        raise FactsError(f"cannot build a ledger of {type(text).__name__}: expected a str")
    return _ledger(text, lang, written)


@lru_cache(maxsize=128)  # a sentence and its source are asked about by several checks in turn
def _ledger(text: str, lang: Lang, written: date | None) -> Ledger:
    normal = reading_form(text)
    read = normal.text
    facts: list[Fact] = [*numbers_read(read, lang, written), *mentions(read, lang), *wording(read, lang)]
    if read is not text:
        facts = [fact_in(text, normal, fact) for fact in facts]
    facts.sort(key=lambda fact: (fact.span, fact.kind))
    return Ledger(text, lang, tuple(facts), written)
