"""Tables that ship as text beside the code that reads them, in the folder ``data`` of its package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def lines(package: str, name: str) -> list[str]:
    """The lines of ``data/NAME`` without empty ones and comments, which begin with ``#``."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def rows(package: str, name: str) -> list[list[str]]:
    """The same, each line in the columns that tabs part."""
    return [line.split("\t") for line in lines(package, name)]


@lru_cache(maxsize=32)  # more tables of words than there are
def words(package: str, name: str) -> Mapping[str, frozenset[str]]:
    """Lists of words by their names: each line has a name, a tab and words. A name may stand more than once."""
    lists: dict[str, frozenset[str]] = {}
    for title, listed in rows(package, name):
        lists[title] = lists.get(title, frozenset()) | frozenset(listed.split())
    return lists
