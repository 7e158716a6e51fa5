"""Regular expressions that are compiled when first used: a command compiles those that its input needs."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

# Kept on the instance once compiled, so that a call costs what it costs on re.Pattern.
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Regex:
    """What `regex` gives: every attribute is that of ``re.compile(pattern, flags)``."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copy and pickle ask for these; nothing is compiled for them
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._given)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return regex, (self.pattern, self._given)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r}, {int(self._given)})"


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(pattern, flags)`` that compiles when it is first used, for patterns of modules and classes.

    A wrong pattern raises ``re.error`` then (tests/test_regexes.py compiles all that the packages hold). It is no
    argument for the functions of ``re`` itself: ask its own methods.
    """
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))
