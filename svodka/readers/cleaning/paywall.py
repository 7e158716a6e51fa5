"""Where a text ends at a wall: calls to pay or to sign in for the rest, and their prices, which are no news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from svodka.readers.cleaning.patterns import filled, filled_parts, table
from svodka.readers.cleaning.removal import Removed
from svodka.regexes import regex

PAYWALL = "paywall"
_LONGEST, _SHORT = 700, 160  # characters of a call, and of a line beside one
_SENTENCE = regex(r"[.!?…][\"»”')\]]*(?:\s|$)")
_OPEN_END = regex(
    r"(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:…|\.{3})\s*(?:читать|читайте) (?:далее|дальше|полностью).{0,20})[\s→»>]*$",
    re.IGNORECASE,
)


@cache
def _pattern(part: str) -> re.Pattern[str]:
    """What paywall.toml has for whole lines of a part: ``call`` or ``beside``."""
    parts = filled_parts(table("paywall.toml")["parts"])
    alternatives = "|".join(filled(pattern, parts) for pattern in table("paywall.toml")[part]["patterns"])
    barred = f"(?!.*(?:{parts['NOT']}))" if part == "call" else ""
    return regex(f"{barred}(?:{alternatives})", re.IGNORECASE)


def without_paywall(lines: Sequence[str], beside: Sequence[str] = ()) -> tuple[list[str], list[Removed]]:
    """The lines without the calls to pay or sign in that end the text, and those calls; nothing when it ends at none.

    ``beside`` are lines that stand near the text and are none of it; a call among them counts too.
    """
    kept = list(lines)
    found = next((i for i in range(len(kept)) if is_wall(kept[i]) and _ends(kept[i + 1 :])), None)
    if found is None:
        return kept, [Removed(line, PAYWALL) for line in beside if is_wall(line)]
    while found > 0 and _is_beside(kept[found - 1]):
        found -= 1
    gone = [line for line in kept[found:] if not line or is_wall(line) or _is_beside(line)]
    rest = [line for line in kept[found:] if line and not is_wall(line) and not _is_beside(line)]
    return [*kept[:found], *rest], [Removed(line, PAYWALL) for line in gone if line.strip()]


def is_wall(line: str) -> bool:
    """Whether a whole line is a call to pay or to sign in for the rest of a text."""
    return 12 <= len(line) <= _LONGEST and bool(_pattern("call").fullmatch(" ".join(line.split())))


def breaks_off(text: str) -> bool:
    """Whether a text says of itself that it goes on elsewhere: it ends with "[…]" or "… Читать далее"."""
    return bool(_OPEN_END.search(text[-80:]))


def _is_beside(line: str) -> bool:
    return len(line) <= _SHORT and bool(_pattern("beside").fullmatch(line.strip()))


def _ends(after: Sequence[str]) -> bool:
    """Whether at most one line of prose follows."""
    prose = [
        line
        for line in after
        if len(line) >= 80 and _SENTENCE.search(line) and not is_wall(line) and not _is_beside(line)
    ]
    return len(prose) <= 1
