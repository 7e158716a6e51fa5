"""Numbers, dates, times, amounts and ages of a text, normalised so that Russian and English ones are equal."""

from svodka.facts.numbers.scan import numbers
from svodka.facts.numbers.units import EN_MONTHS, EN_WEEKDAYS, RU_MONTHS, RU_WEEKDAYS

__all__ = ["EN_MONTHS", "EN_WEEKDAYS", "RU_MONTHS", "RU_WEEKDAYS", "numbers"]
