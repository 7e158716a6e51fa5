"""Tables that ship as text beside the code that reads them, in the folder ``data`` of its package."""

from __future__ import annotations

from importlib.resources import files


def lines(package: str, name: str) -> list[str]:
    """The lines of ``data/NAME`` without empty ones and comments, which begin with ``#``."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def rows(package: str, name: str) -> list[list[str]]:
    """The same, each line in the columns that tabs part."""
    return [line.split("\t") for line in lines(package, name)]
