"""Lists of regular expressions kept in TOML beside the code: their named parts put in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from svodka.regexes import regex

_PLACE = regex(r"\{([A-Z]+)\}")


@cache
def table(name: str) -> dict[str, Any]:
    """A file of this room."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with every ``{NAME}`` as the group that ``parts`` has for it. Raises KeyError for an unknown one."""
    return _PLACE.sub(lambda name: f"(?:{parts[name[1]]})", pattern)


def filled_parts(parts: Mapping[str, str], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Parts that are made of earlier ones and of those ``known``, all filled."""
    done = dict(known or {})
    for name, pattern in parts.items():
        done[name] = filled(pattern, done)
    return done
