"""Numbers, dates, times, amounts and ages of a text, normalised so that Russian and English ones are equal."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.numbers.identifiers import CODES, as_identifiers
    from svodka.facts.numbers.measures import convertible, same_quantity, units_differ
    from svodka.facts.numbers.scan import numbers, numbers_read
    from svodka.facts.numbers.units import months, weekdays

__all__, __getattr__, __dir__ = exported(__name__)
