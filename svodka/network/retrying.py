"""When a server wants to be asked again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = 10_000_000_000  # seconds, three centuries: more is no moment of the calendar


def retry_after(header: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After header means (RFC 9110, section 10.2.3), seconds from now or a date; None for
    neither."""
    asked = (header or "").strip()[:100]
    try:
        if re.fullmatch("[0-9]+", asked):
            return now + timedelta(seconds=min(int(asked), _LONGEST))
        until = parsedate_to_datetime(asked)
    except (ValueError, TypeError, IndexError, OverflowError):  # no date, or one of a year that is none
        return None
    return until if until.tzinfo else until.replace(tzinfo=UTC)
