"""When to ask again, and after how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from svodka.network import retry_after

ATTEMPTS = 5
LONGEST_WAIT = 120.0
_FIRST_WAIT = 1.0


def worth_retrying(status: int) -> bool:
    """Too many requests, or the server's own trouble."""
    return status == 429 or status >= 500


def wait(attempt: int, headers: Mapping[str, str], now: datetime | None = None) -> float:
    """Seconds before the next try: what ``Retry-After`` asks (seconds or a date, RFC 9110 10.2.3), else 1, 2, 4, 8."""
    now = now or datetime.now(UTC)
    until = retry_after(headers.get("retry-after"), now)
    return max(0.0, (until - now).total_seconds()) if until else _FIRST_WAIT * (1 << attempt)
