"""When to ask again, and after how long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ATTEMPTS = 5
LONGEST_WAIT = 120.0
_FIRST_WAIT = 1.0


def worth_retrying(status: int) -> bool:
    """Too many requests, or the server's own trouble."""
    return status == 429 or status >= 500


def wait(attempt: int, headers: Mapping[str, str], now: datetime | None = None) -> float:
    """Seconds before the next try: what ``Retry-After`` asks (seconds or a date, RFC 9110 10.2.3), else 1, 2, 4, 8."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]+", asked):
        return float(asked[:12])  # longer than anyone waits
    if asked:
        try:
            until = parsedate_to_datetime(asked[:100])
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
            return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
        except (ValueError, TypeError, IndexError, OverflowError):  # no date, or one of a year that is none
            pass
    return _FIRST_WAIT * (1 << attempt)
