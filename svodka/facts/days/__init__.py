"""Days, weeks, months and years told from the day of writing, and parts of the day."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.days.calendar import Calendar, on_calendar
    from svodka.facts.days.conflict import is_relative, other_days
    from svodka.facts.days.phrases import relative

__all__, __getattr__, __dir__ = exported(__name__)
